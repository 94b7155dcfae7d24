//! Which domain type is stored as which SQL type. A new type is one line here.

use std::str::FromStr;

use billing::SubscriptionStatus;
use crm::{Direction, MessageStatus};
use dialogue::Role;
use diesel::deserialize::{self, FromSql, Queryable};
use diesel::serialize::{self, Output, ToSql};
use hooks::{DeliveryStatus, DisabledWhy, EndpointUrl, EventKind, PlainHttp};
use identity::{EmailAddress, KeyKind, Purpose, Role as MemberRole, SecretHash, SessionKind};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kernel::{Caller, Currency, Id as DomainId, IdKind, PhoneNumber};
use scheduling::AppointmentStatus;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{JobStatus, Lane};
use telephony::{CallOutcome, CallStatus, Channel, ProviderRef};
use tenancy::{Settings, TenantStatus};

use super::{Codec, Document, Id, Instant, Json, Label, Word};

/// Implements reading and writing of `$type` in columns of `$sql_type`, for every database.
///
/// `AsExpression` is missing on purpose: coherence forbids it for types of other crates. Queries
/// write `column.eq(Bind(value))` instead.
macro_rules! column {
    (
        [$($generics:tt)*] $type:ty as $sql_type:ty,
        |$value:ident, $out:ident| $write:expr,
        |$raw:ident| $read:expr
    ) => {
        impl<DB: Codec, $($generics)*> ToSql<$sql_type, DB> for $type {
            fn to_sql<'b>(&'b self, $out: &mut Output<'b, '_, DB>) -> serialize::Result {
                let $value = self;
                $write
            }
        }

        impl<DB: Codec, $($generics)*> FromSql<$sql_type, DB> for $type {
            fn from_sql($raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
                $read
            }
        }

        impl<DB: Codec, $($generics)*> Queryable<$sql_type, DB> for $type {
            type Row = Self;

            fn build(row: Self) -> deserialize::Result<Self> {
                Ok(row)
            }
        }
    };
}

/// Implements a fixed set of words. The words never change once they were released.
macro_rules! labels {
    ($type:ty { $($variant:ident = $label:literal),+ $(,)? }) => {
        column!([] $type as Label,
            |value, out| DB::write_label(match value { $(Self::$variant => $label),+ }, out),
            |raw| match DB::read_label(raw)?.as_str() {
                $($label => Ok(Self::$variant),)+
                _ => Err(concat!("not a ", stringify!($type)).into()),
            }
        );
    };
}

column!([K: IdKind] DomainId<K> as Id,
    |value, out| DB::write_id(value.as_uuid(), out),
    |raw| DB::read_id(raw).map(Self::from_uuid)
);

column!([] Timestamp as Instant,
    |value, out| DB::write_instant(value.as_microsecond(), out),
    |raw| {
        let micros = DB::read_instant(raw)?;
        // `from_microsecond` refuses the last second that a timestamp can be in.
        let nanos = i32::try_from(micros.rem_euclid(1_000_000) * 1_000)?;
        Ok(Self::new(micros.div_euclid(1_000_000), nanos)?)
    }
);

column!([] EmailAddress as Label,
    |value, out| DB::write_label(value.as_str(), out),
    |raw| Ok(Self::parse(&DB::read_label(raw)?)?)
);

// What a deployment allows was asked when the address was entered.
column!([] EndpointUrl as Label,
    |value, out| DB::write_label(value.as_str(), out),
    |raw| Ok(Self::parse(&DB::read_label(raw)?, PlainHttp::OnLoopback)?)
);

column!([] EventKind as Label,
    |value, out| DB::write_label(value.name(), out),
    |raw| Ok(Self::from_str(&DB::read_label(raw)?)?)
);

column!([] SecretHash as Label,
    |value, out| DB::write_label(value.as_str(), out),
    |raw| Ok(Self::stored(DB::read_label(raw)?))
);

column!([] PhoneNumber as Label,
    |value, out| DB::write_label(value.as_str(), out),
    |raw| Ok(Self::parse(&DB::read_label(raw)?)?)
);

column!([] Caller as Label,
    |value, out| DB::write_label(&value.as_text(), out),
    |raw| Ok(Self::parse(&DB::read_label(raw)?))
);

column!([] Currency as Label,
    |value, out| DB::write_label(value.code(), out),
    |raw| Ok(Self::from_str(&DB::read_label(raw)?)?)
);

column!([] ProviderRef as Label,
    |value, out| DB::write_label(value.as_str(), out),
    |raw| Self::parse(&DB::read_label(raw)?).ok_or_else(|| "not a provider's reference".into())
);

column!([] TimeZone as Label,
    |value, out| {
        let name = value.iana_name().ok_or("a time zone without a name cannot be stored")?;
        DB::write_label(name, out)
    },
    |raw| Ok(Self::get(&DB::read_label(raw)?)?)
);

impl<DB: Codec, T: Serialize + std::fmt::Debug> ToSql<Document, DB> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        DB::write_document(&self.0, out)
    }
}

impl<DB: Codec, T: DeserializeOwned> FromSql<Document, DB> for Json<T> {
    fn from_sql(raw: DB::RawValue<'_>) -> deserialize::Result<Self> {
        DB::read_document(raw).map(Self)
    }
}

impl<DB: Codec, T: DeserializeOwned> Queryable<Document, DB> for Json<T> {
    type Row = Self;

    fn build(row: Self) -> deserialize::Result<Self> {
        Ok(row)
    }
}

column!([] Settings as Document,
    |value, out| DB::write_document(value, out),
    |raw| DB::read_document(raw)
);

impl<DB: Codec> ToSql<Label, DB> for Word<'_> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        DB::write_label(self.0, out)
    }
}

labels!(AppointmentStatus {
    Held = "held",
    Confirmed = "confirmed",
    Cancelled = "cancelled",
    Expired = "expired",
    Completed = "completed",
    NoShow = "no_show",
});

labels!(CallOutcome {
    Booked = "booked",
    Rescheduled = "rescheduled",
    Cancelled = "cancelled",
    Answered = "answered",
    Message = "message",
    Voicemail = "voicemail",
    Transferred = "transferred",
    Emergency = "emergency",
    Abandoned = "abandoned",
    Missed = "missed",
    Refused = "refused",
});

labels!(CallStatus {
    Ringing = "ringing",
    InProgress = "in_progress",
    Completed = "completed",
    Busy = "busy",
    Failed = "failed",
    NoAnswer = "no_answer",
    Canceled = "canceled",
});

labels!(Channel { Voice = "voice", Sms = "sms" });

labels!(DeliveryStatus { Queued = "queued", Delivered = "delivered", Failed = "failed" });

labels!(DisabledWhy { Owner = "owner", Gone = "gone", Failing = "failing" });

labels!(Direction {
    Inbound = "inbound",
    Outbound = "outbound",
    Alert = "alert",
    Left = "left",
});

labels!(JobStatus { Queued = "queued", Done = "done", Failed = "failed" });

labels!(Lane { Prompt = "prompt", Patient = "patient" });

labels!(KeyKind { Api = "api", Widget = "widget", Dashboard = "dashboard" });

labels!(MemberRole {
    Owner = "owner",
    Manager = "manager",
    Operator = "operator",
    Staff = "staff",
});

labels!(MessageStatus {
    Queued = "queued",
    Sending = "sending",
    Sent = "sent",
    Delivered = "delivered",
    Failed = "failed",
    Uncertain = "uncertain",
    Received = "received",
    Suppressed = "suppressed",
});

labels!(Purpose {
    VerifyEmail = "verify_email",
    SetPassword = "set_password",
    AlreadyRegistered = "already_registered",
});

labels!(Role { Caller = "caller", Agent = "agent" });

labels!(SessionKind { Browser = "browser", App = "app" });

labels!(SubscriptionStatus {
    Trial = "trial",
    Active = "active",
    PastDue = "past_due",
    Cancelled = "cancelled",
});

labels!(TenantStatus {
    Onboarding = "onboarding",
    InReview = "in_review",
    Active = "active",
    Suspended = "suspended",
    Closed = "closed",
});
