//! Callers who book, and a carrier that sends every webhook until it is answered, and twice.

use std::time::Duration;

use jiff::ToSpan;
use kernel::PhoneNumber;

use super::server::{PHONE, PUBLIC_URL, Server, TOKEN};
use crate::client::Connection;
use crate::signer::{encode, sign};

/// One caller, who wants a time of their own.
pub(super) struct Caller {
    number: u32,
}

/// What a caller was told in the end.
pub(super) struct Said {
    pub(super) call: String,
    pub(super) phone: PhoneNumber,
    pub(super) last: String,
}

impl Caller {
    pub(super) const fn new(number: u32) -> Self {
        Self { number }
    }

    /// Calls, books, hangs up.
    pub(super) async fn calls(&self, server: &Server) -> Said {
        let call = format!("CA{:032x}", self.number);
        let phone = format!("+1555{:07}", self.number);
        let line = Line { server, call: &call, phone: &phone };
        line.twice("/twilio/voice", None).await;
        let words = [self.wish(), "Alex Reed".to_owned(), "yes".to_owned()];
        let mut last = String::new();
        for (turn, words) in (1..).zip(words) {
            let path = format!("/twilio/voice/turn?n={turn}");
            last = line.twice(&path, Some(&words)).await;
        }
        assert!(last.contains("Haircut"), "call {call} was not told of a booking: {last}");
        line.twice("/twilio/voice/status", None).await;
        let phone = PhoneNumber::parse(&phone).expect("a number");
        Said { call, phone, last }
    }

    /// A day and time that no other caller wants.
    #[expect(clippy::disallowed_methods, reason = "the server under test lives by the real clock")]
    fn wish(&self) -> String {
        let start = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::UTC).date();
        let day = start + (3 + i64::from(self.number / 12)).days();
        let hour = 9 + self.number % 12;
        let half = if hour < 12 { "am" } else { "pm" };
        let hour = (hour + 11) % 12 + 1;
        format!("I'd like a haircut on {} at {hour} {half}", day.strftime("%B %-d"))
    }
}

/// One call's side of the carrier.
struct Line<'a> {
    server: &'a Server,
    call: &'a str,
    phone: &'a str,
}

impl Line<'_> {
    /// Sends a webhook until it is answered, then once more: both answers must be equal.
    async fn twice(&self, path: &str, speech: Option<&str>) -> String {
        let first = self.until_answered(path, speech).await;
        let second = self.until_answered(path, speech).await;
        assert_eq!(first, second, "call {}: {path} was answered in two ways", self.call);
        first
    }

    async fn until_answered(&self, path: &str, speech: Option<&str>) -> String {
        let Self { server, call, phone } = *self;
        let status = if path.ends_with("status") { "completed" } else { "in-progress" };
        let mut fields = vec![
            ("AccountSid", "AC00000000000000000000000000000001"),
            ("CallSid", call),
            ("From", phone),
            ("To", PHONE),
            ("Direction", "inbound"),
            ("CallStatus", status),
        ];
        fields.extend(speech.map(|words| ("SpeechResult", words)));
        if status == "completed" {
            fields.push(("CallDuration", "61"));
        }
        let signature = sign(TOKEN, &format!("{PUBLIC_URL}{path}"), &fields);
        let headers = [
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("X-Twilio-Signature", signature.as_str()),
        ];
        let body = encode(&fields);
        for _ in 0..600 {
            // Killed, or away for a moment: the carrier sends it again.
            if let Ok(mut connection) = Connection::try_open(server.port).await {
                let line = format!("POST {path}");
                if let Ok(reply) = connection.send(&line, &headers, body.as_bytes()).await
                    && (200..300).contains(&reply.status)
                {
                    return reply.body;
                }
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("call {call}: {path} is never answered");
    }
}
