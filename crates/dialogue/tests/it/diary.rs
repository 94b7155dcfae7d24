//! A diary that answers tool calls, and a caller who talks to the rules.

use std::sync::Arc;

use dialogue::policy::TOOL_CALLS_MAX;
use dialogue::{
    BookRefusal, Briefing, BusinessFacts, CallerFacts, DayHours, Event, Fact, Heard, Held, Move,
    Offered, OwnAppointment, Policy, Reply, RulePolicy, ServiceFact, StaffFact, State, Style,
    ToolCall, ToolResult, Vertical,
};
use jiff::civil::{Date, Time, Weekday};
use jiff::{ToSpan, Zoned};
use kernel::{Currency, IdSource, Money, PhoneNumber, SeededIds};

/// A shop whose diary has half hours from nine to five, some of them taken.
pub(crate) struct Shop {
    pub(crate) briefing: Briefing,
    pub(crate) taken: Vec<String>,
    pub(crate) own: Vec<OwnAppointment>,
    pub(crate) state: State,
    pub(crate) tools: Vec<ToolCall>,
    pub(crate) transcript: Vec<String>,
    ids: SeededIds,
}

pub(crate) fn facts(tag: &str) -> BusinessFacts {
    let ids = SeededIds::new(1);
    let ids: &dyn IdSource = &ids;
    let service = |name: &str, aliases: &[&str], minutes, dollars: i64| ServiceFact {
        id: ids.next(),
        name: name.to_owned(),
        aliases: aliases.iter().map(ToString::to_string).collect(),
        minutes,
        price: Some(Money { minor: dollars * 100, currency: Currency::USD }),
    };
    let services = vec![
        service("Haircut", &["trim", "cut"], 30, 30),
        service("Beard trim", &["beard"], 15, 15),
        service("Hot towel shave", &["shave"], 45, 40),
    ];
    let all: Vec<_> = services.iter().map(|service| service.id).collect();
    let week = dialogue_week();
    BusinessFacts {
        name: "Corner Barbers".to_owned(),
        vertical: Vertical::General,
        agent_name: "Robin".to_owned(),
        greeting: None,
        style: Style::Friendly,
        languages: vec![tag.parse().unwrap()],
        address: Some("12 Mill Street, Merriam".to_owned()),
        staff: ["Sam", "Maria"]
            .map(|name| StaffFact { id: ids.next(), name: name.to_owned(), services: all.clone() })
            .to_vec(),
        services,
        hours: week,
        closed: vec![(Date::constant(2026, 12, 25), "Christmas Day".to_owned())],
        faqs: vec![
            Fact {
                question: "Do you take walk-ins?".to_owned(),
                answer: "Yes, we take walk-ins until four.".to_owned(),
            },
            Fact {
                question: "Where can I park?".to_owned(),
                answer: "There is free parking behind the shop.".to_owned(),
            },
        ],
        emergency_phrases: vec!["burst pipe".to_owned()],
        never_say: vec!["the alarm code is seventeen".to_owned()],
        recording: false,
        cancel_hours: 24,
        horizon_days: 60,
        emergency_number: "911",
        lexicon: dialogue::Lexicon::default(),
    }
}

fn dialogue_week() -> Vec<DayHours> {
    let days = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    let open = (Time::constant(9, 0, 0, 0), Time::constant(17, 0, 0, 0));
    days.map(|weekday| DayHours {
        weekday,
        spans: if weekday == Weekday::Sunday { vec![] } else { vec![open] },
    })
    .to_vec()
}

impl Shop {
    /// Tuesday, 3 March 2026, ten in the morning, a caller who is new and shows a number.
    pub(crate) fn open() -> Self {
        Self::speaking("en-US")
    }

    pub(crate) fn speaking(tag: &str) -> Self {
        let number = PhoneNumber::parse("+15550100001").ok();
        let briefing = Briefing {
            now: "2026-03-03T10:00:00-06:00[America/Chicago]".parse().unwrap(),
            business: Arc::new(facts(tag)),
            caller: CallerFacts { number, ..CallerFacts::default() },
            open_now: true,
            can_transfer: false,
            can_book: true,
        };
        Self {
            briefing,
            taken: Vec::new(),
            own: Vec::new(),
            state: State::default(),
            tools: Vec::new(),
            transcript: Vec::new(),
            ids: SeededIds::new(2),
        }
    }

    /// An appointment of the caller.
    pub(crate) fn has(&mut self, local: &str, changeable: bool) {
        let ids: &dyn IdSource = &self.ids;
        let service = &self.briefing.business.services[0];
        let local: jiff::civil::DateTime = local.parse().unwrap();
        let zone = self.briefing.now.time_zone().clone();
        self.own.push(OwnAppointment {
            id: ids.next(),
            start: local.to_zoned(zone).unwrap(),
            service: service.id,
            service_name: service.name.clone(),
            staff: self.briefing.business.staff[0].id,
            changeable,
        });
    }

    pub(crate) async fn greets(&mut self) -> String {
        self.turn(Event::Started).await
    }

    pub(crate) async fn hears(&mut self, words: &str) -> String {
        self.transcript.push(format!("caller: {words}"));
        let heard = Heard::words(words);
        self.turn(Event::Heard(&heard)).await
    }

    pub(crate) async fn keys(&mut self, digits: &str) -> String {
        let heard = Heard { digits: digits.to_owned(), ..Heard::default() };
        self.turn(Event::Heard(&heard)).await
    }

    pub(crate) async fn turn(&mut self, event: Event<'_>) -> String {
        // Nothing lives outside the state: it is written and read again before every turn.
        let json = serde_json::to_string(&self.state).unwrap();
        self.state = serde_json::from_str(&json).unwrap();
        let policy = RulePolicy::new();
        let mut decided = policy.next(&self.briefing, &mut self.state, event).await;
        for count in 0.. {
            let Move::Use(call) = decided else { break };
            assert!(count < TOOL_CALLS_MAX, "tools without end: {:?}", self.tools);
            let result = self.answers(&call);
            self.tools.push(call);
            decided = policy.next(&self.briefing, &mut self.state, Event::Tool(&result)).await;
        }
        let (word, say) = match decided {
            Move::Say(Reply { say, .. }) => ("agent", say),
            Move::HandOff { say, .. } => ("transfer", say),
            Move::Voicemail { say } => ("voicemail", say),
            Move::End { say } => ("end", say),
            Move::Use(_) => unreachable!("the loop ends without one"),
        };
        assert!(!say.trim().is_empty(), "{:?}", self.transcript);
        let before = self.transcript.iter().rev().find(|line| !line.starts_with("caller"));
        let line = format!("{word}: {say}");
        assert_ne!(before, Some(&line), "word for word again: {:?}", self.transcript);
        self.transcript.push(line);
        say
    }

    /// What was done, by name.
    pub(crate) fn done(&self) -> Vec<&'static str> {
        self.tools
            .iter()
            .filter_map(|tool| match tool {
                ToolCall::Book { .. } => Some("book"),
                ToolCall::Move { .. } => Some("move"),
                ToolCall::Cancel { .. } => Some("cancel"),
                ToolCall::TakeMessage { .. } | ToolCall::StopContact { .. } => Some("message"),
                ToolCall::FindSlots(_) | ToolCall::Hold { .. } | ToolCall::FindAppointments => None,
            })
            .collect()
    }

    fn answers(&self, call: &ToolCall) -> ToolResult {
        let refused = |why| ToolResult::Refused { why, alternatives: self.free("2026-03-06", 2) };
        match call {
            ToolCall::FindSlots(query) => {
                let window = &query.window;
                let from = window.from.unwrap_or(self.briefing.now.date());
                let until = window.until.unwrap_or(from.checked_add(14.days()).unwrap());
                let mut slots: Vec<Offered> = Vec::new();
                let mut date = from;
                while date <= until && slots.len() < 40 {
                    slots.extend(self.free(&date.to_string(), 16));
                    date = date.tomorrow().unwrap();
                }
                slots.retain(|slot| {
                    let time = slot.start.time();
                    window.not_before.is_none_or(|first| time >= first)
                        && window.not_after.is_none_or(|last| time < last)
                });
                if let Some(near) = window.near {
                    let far = |slot: &Offered| {
                        slot.start.time().duration_until(near).as_secs().unsigned_abs()
                    };
                    slots.sort_by_key(far);
                }
                slots.truncate(usize::from(query.limit));
                let outside_window = slots.is_empty();
                if outside_window {
                    slots = self.free("2026-03-06", 2);
                }
                let closed = (from == until && Self::is_closed(from)).then(|| "Sundays".to_owned());
                ToolResult::Slots { slots, outside_window, closed }
            }
            ToolCall::Hold { token } if self.taken.contains(token) => refused(BookRefusal::Taken),
            ToolCall::Hold { token } => ToolResult::Held(Held { slot: self.slot(token) }),
            ToolCall::Book { token, name, .. } => {
                assert_eq!(self.state.read_back.as_ref(), Some(token), "not read back");
                assert!(!name.is_empty());
                let ids: &dyn IdSource = &self.ids;
                ToolResult::Booked { appointment: ids.next(), slot: self.slot(token), texted: true }
            }
            ToolCall::FindAppointments => ToolResult::Appointments(self.own.clone()),
            ToolCall::Move { appointment, token } => {
                assert_eq!(self.state.read_back.as_ref(), Some(token), "not read back");
                ToolResult::Moved { appointment: *appointment, slot: self.slot(token) }
            }
            ToolCall::Cancel { appointment } => {
                assert_eq!(self.state.read_back, Some(appointment.to_string()), "not read back");
                let own = self.own.iter().find(|own| own.id == *appointment).unwrap();
                ToolResult::Cancelled { appointment: own.clone() }
            }
            ToolCall::TakeMessage { .. } => ToolResult::MessageTaken,
            ToolCall::StopContact { .. } => ToolResult::ContactStopped,
        }
    }

    fn is_closed(date: Date) -> bool {
        date.weekday() == Weekday::Sunday
    }

    fn free(&self, date: &str, count: usize) -> Vec<Offered> {
        let date: Date = date.parse().unwrap();
        if Self::is_closed(date) {
            return Vec::new();
        }
        (0..16)
            .map(|half| format!("{date}T{:02}:{:02}", 9 + half / 2, half % 2 * 30))
            .filter(|token| !self.taken.contains(token))
            .map(|token| self.slot(&token))
            .filter(|slot| slot.start > self.briefing.now)
            .take(count)
            .collect()
    }

    fn slot(&self, token: &str) -> Offered {
        let local: jiff::civil::DateTime = token.parse().unwrap();
        let start: Zoned = local.to_zoned(self.briefing.now.time_zone().clone()).unwrap();
        let business = &self.briefing.business;
        let service = self.state.frame.service.unwrap_or(business.services[0].id);
        let staff = self.state.frame.staff.unwrap_or(business.staff[0].id);
        Offered { token: token.to_owned(), start, minutes: 30, service, staff }
    }
}
