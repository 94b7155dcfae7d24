//! Sample values. Their times lie round a fixed day; their ids are new each time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crm::{Customer, Direction, Message, MessageStatus};
use dialogue::{Conversation, TurnRecord};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use kernel::{
    CallId, Caller, Currency, CustomerId, Id, IdKind, IdSource, Language, Money, PhoneNumber,
    ServiceId, StaffId, SystemIds, TenantId,
};
use scheduling::{
    Appointment, AppointmentStatus, BookingRules, Catalogue, Service, Span, Staff, WeekHours,
};
use telephony::{Call, CallStatus, Channel, ProviderRef};
use tenancy::{
    CallSettings, CannedReply, Personality, Retention, Settings, Tenant, TenantStatus, Vertical,
};

use crate::outbox::{Lane, NewJob};
use crate::tx::{Database, Durability};

mod people;

pub use people::{
    account, digest, done, email, invitation, join, key, member, register, registered,
    second_factor, session, ticket,
};

/// A new id.
pub fn id<K: IdKind>() -> Id<K> {
    let ids: &dyn IdSource = &SystemIds;
    ids.next()
}

/// Minute `minute` of Monday, 7 January 2030, UTC; negative ones lie before that day.
pub fn at(minute: i64) -> Timestamp {
    Timestamp::constant(1_893_974_400, 0) + SignedDuration::from_mins(minute)
}

/// A phone number that no other call of this function returns.
pub fn phone() -> PhoneNumber {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    PhoneNumber::parse(&format!("+1555{number:07}")).unwrap()
}

/// A carrier's id that no other call of this function returns.
pub fn provider_ref() -> ProviderRef {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    ProviderRef::parse(&format!("CA{number:032x}")).unwrap()
}

/// A business that was not saved yet.
pub fn tenant(id: TenantId) -> Tenant {
    Tenant {
        id,
        name: "Zoë's Barbers".to_owned(),
        phone: phone(),
        status: TenantStatus::Active,
        timezone: TimeZone::get("America/Chicago").unwrap(),
        settings: settings(),
        version: 0,
        created_at: at(-1_000),
        updated_at: at(-1_000),
    }
}

fn settings() -> Settings {
    Settings {
        vertical: Vertical::Salon,
        plan: "starter".to_owned(),
        languages: vec![Language::english(), "es-419".parse().unwrap()],
        owner_name: None,
        owner_phone: Some(PhoneNumber::parse("+15550199").unwrap()),
        owner_email: Some("owner@example.com".to_owned()),
        address: None,
        agent_name: "Robin".to_owned(),
        greeting: None,
        personality: Personality::Casual,
        never_say: vec!["the \"alarm\" code".to_owned()],
        calls: CallSettings::default(),
        emergency_phrases: Vec::new(),
        faqs: Vec::new(),
        canned_replies: vec![CannedReply { name: "Way".to_owned(), text: "Left!".to_owned() }],
        retention: Retention { recordings: Some(7), ..Retention::default() },
    }
}

/// A service of 30 minutes without a buffer.
pub fn service(name: &str) -> Service {
    Service {
        id: id(),
        name: name.to_owned(),
        aliases: vec![format!("a {name}")],
        minutes: 30,
        buffer_minutes: 0,
        price: Some(Money { minor: 3_500, currency: Currency::USD }),
        active: true,
    }
}

/// Somebody who does everything at all hours of the business.
pub fn staff(name: &str) -> Staff {
    Staff {
        id: id(),
        name: name.to_owned(),
        services: None,
        hours: None,
        active: true,
        implied: false,
    }
}

/// Two services, two members of staff, open on Mondays.
pub fn catalogue() -> Catalogue {
    let hours = WeekHours { mon: vec![Span::new(480, 1_020).unwrap()], ..WeekHours::default() };
    Catalogue {
        timezone: TimeZone::get("America/Chicago").unwrap(),
        services: vec![service("haircut"), service("beard trim")],
        staff: vec![staff("Ana"), staff("Ben")],
        hours,
        closed: Vec::new(),
        rules: BookingRules::default(),
    }
}

/// A customer with a number of their own.
pub fn customer() -> Customer {
    Customer {
        id: id(),
        phone: Some(phone()),
        name: Some("Ada".to_owned()),
        opted_out: false,
        created_at: at(0),
        updated_at: at(0),
    }
}

/// A call that is under way and started in `minute`.
pub fn call(minute: i64) -> Call {
    Call {
        id: id(),
        channel: Channel::Voice,
        provider_id: provider_ref(),
        from: Caller::Number(phone()),
        to: phone(),
        customer: None,
        status: CallStatus::InProgress,
        outcome: None,
        started_at: at(minute),
        ended_at: None,
        seconds: None,
        summary: None,
        category: None,
        sentiment: None,
        recording: None,
    }
}

/// What the receptionist passes on.
pub fn message(call: Option<CallId>, minute: i64) -> Message {
    Message {
        id: id(),
        customer: None,
        call,
        direction: Direction::Left,
        phone: Some(phone()),
        body: "please ring back".to_owned(),
        status: MessageStatus::Queued,
        provider_id: None,
        created_at: at(minute),
        updated_at: at(minute),
    }
}

/// The conversation of `call`, at turn `turn_no`.
pub fn conversation(call: &Call, turn_no: u32) -> Conversation {
    Conversation {
        call: call.id,
        provider_id: call.provider_id.as_str().to_owned(),
        customer: call.customer,
        turn_no,
        state: format!("{{\"turns\":{turn_no}}}"),
        ended: false,
    }
}

/// Turn `turn_no` of `call`, answered in `minute`. Turn 0 is the greeting: nothing was heard.
pub fn turn(call: &Call, turn_no: u32, minute: i64) -> TurnRecord {
    TurnRecord {
        conversation: conversation(call, turn_no),
        heard: (turn_no > 0).then(|| format!("heard {turn_no}")),
        said: format!("said {turn_no}"),
        answer: format!("answer {turn_no}"),
        at: at(minute),
    }
}

/// A job that is due in `minute`.
pub fn job(minute: i64) -> NewJob {
    NewJob {
        id: id(),
        kind: "sample".to_owned(),
        payload: format!("{{\"minute\":{minute}}}"),
        dedupe_key: None,
        run_at: at(minute),
        lane: Lane::Prompt,
    }
}

/// A business that is saved and open.
#[derive(Debug, Clone)]
pub struct Shop {
    /// Whose it is.
    pub id: TenantId,
    /// The business, as saved.
    pub tenant: Arc<Tenant>,
    /// A service it offers.
    pub service: ServiceId,
    /// Who works there.
    pub staff: [StaffId; 2],
}

impl Shop {
    /// Opens a business of its own in `db`.
    pub async fn open(db: &Arc<dyn Database>) -> Self {
        let id = id();
        let mut tenant = tenant(id);
        let catalogue = catalogue();
        let mut tx = db.begin(id).await.unwrap();
        tenant.version = tx.tenants().put(&tenant).await.unwrap();
        tx.schedules().save(&catalogue).await.unwrap();
        tx.commit(Durability::Promised).await.unwrap();
        Self {
            id,
            tenant: Arc::new(tenant),
            service: catalogue.services[0].id,
            staff: [catalogue.staff[0].id, catalogue.staff[1].id],
        }
    }

    /// A confirmed appointment of the first member of staff between two minutes.
    pub fn appointment(&self, from: i64, until: i64) -> Appointment {
        Appointment {
            id: id(),
            customer: None,
            call: None,
            service: self.service,
            staff: self.staff[0],
            starts_at: at(from),
            ends_at: at(until),
            busy_until: at(until),
            status: AppointmentStatus::Confirmed,
            held_until: None,
            name: Some("Ada".to_owned()),
            notes: None,
            version: 1,
            created_at: at(-60),
            updated_at: at(-60),
        }
    }

    /// The same, of `customer`.
    pub fn appointment_of(&self, customer: CustomerId, from: i64, until: i64) -> Appointment {
        Appointment { customer: Some(customer), ..self.appointment(from, until) }
    }

    /// The same, held until a minute.
    pub fn hold(&self, from: i64, until: i64, held_until: i64) -> Appointment {
        Appointment {
            status: AppointmentStatus::Held,
            held_until: Some(at(held_until)),
            ..self.appointment(from, until)
        }
    }
}
