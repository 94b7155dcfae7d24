//! A caller on the line, and a diary that answers the tools as the product's does.

use std::fmt::Write as _;

use frontdesk_dialogue::policy::TOOL_CALLS_MAX;
use frontdesk_dialogue::rules::RulePolicy;
use frontdesk_dialogue::{
    BookRefusal, Briefing, BusinessFacts, Event, Heard, Held, Move, Offered, OwnAppointment,
    Policy, SlotQuery, State, ToolCall, ToolResult,
};
use jiff::civil::{Date, Time};
use jiff::{ToSpan, Zoned};
use kernel::{AppointmentId, IdSource, SeededIds};

use crate::testing::{TUESDAY, briefing};

/// A conversation and everything around it.
pub(crate) struct Call {
    pub(crate) briefing: Briefing,
    pub(crate) state: State,
    pub(crate) own: Vec<OwnAppointment>,
    pub(crate) taken: Vec<String>,
    /// Answers that come in place of the diary's, one for each call of the named tool.
    pub(crate) scripted: Vec<(&'static str, ToolResult)>,
    pub(crate) transcript: String,
    pub(crate) used: Vec<ToolCall>,
    pub(crate) last: Option<Move>,
    /// How often something was to be changed that had not been read back.
    pub(crate) unread: usize,
    ids: SeededIds,
}

impl Call {
    pub(crate) fn new(business: BusinessFacts) -> Self {
        Self {
            briefing: briefing(business, TUESDAY),
            state: State::default(),
            own: Vec::new(),
            taken: Vec::new(),
            scripted: Vec::new(),
            transcript: String::new(),
            used: Vec::new(),
            last: None,
            unread: 0,
            ids: SeededIds::new(99),
        }
    }

    /// A call to a business whose receptionist has greeted.
    pub(crate) async fn to(business: BusinessFacts) -> Self {
        let mut call = Self::new(business);
        call.starts().await;
        call
    }

    pub(crate) async fn starts(&mut self) {
        self.state.caller = self.briefing.caller.clone();
        self.think(Event::Started).await;
    }

    /// An appointment of the caller, so many days from now at a full hour.
    pub(crate) fn has(&mut self, service: usize, days: i64, hour: i8, changeable: bool) {
        let ids: &dyn IdSource = &self.ids;
        let business = &self.briefing.business;
        let fact = &business.services[service];
        let day = self.briefing.now.date().saturating_add(days.days());
        let start = day.at(hour, 0, 0, 0).to_zoned(self.briefing.now.time_zone().clone()).unwrap();
        self.own.push(OwnAppointment {
            id: ids.next(),
            start,
            service: fact.id,
            service_name: fact.name.clone(),
            staff: business.staff.first().map_or_else(|| ids.next(), |staff| staff.id),
            changeable,
        });
    }

    pub(crate) async fn says(&mut self, text: &str) -> String {
        let _ = writeln!(self.transcript, "caller: {text}");
        self.hears(&Heard::words(text)).await
    }

    pub(crate) async fn keys(&mut self, digits: &str) -> String {
        let _ = writeln!(self.transcript, "caller: [{digits}]");
        self.hears(&Heard { digits: digits.to_owned(), ..Heard::default() }).await
    }

    pub(crate) async fn is_silent(&mut self) -> String {
        let _ = writeln!(self.transcript, "caller: …");
        self.hears(&Heard::default()).await
    }

    pub(crate) async fn nobody_picks_up(&mut self) -> String {
        let _ = writeln!(self.transcript, "(nobody picks up)");
        self.think(Event::HandOffFailed).await
    }

    pub(crate) async fn hears(&mut self, heard: &Heard) -> String {
        // The conversation is put away and taken up again between turns, as the product does.
        let stored = serde_json::to_string(&self.state).unwrap();
        assert!(stored.len() < 64 * 1024, "{} bytes", stored.len());
        self.state = serde_json::from_str(&stored).unwrap();
        self.think(Event::Heard(heard)).await
    }

    /// Says all of these; the transcript has the answers.
    pub(crate) async fn says_all(&mut self, lines: &[&str]) {
        for line in lines {
            self.says(line).await;
        }
    }

    async fn think(&mut self, event: Event<'_>) -> String {
        let policy = RulePolicy::new();
        self.briefing.caller = self.state.caller.clone();
        let mut decided = policy.next(&self.briefing, &mut self.state, event).await;
        let mut tools = 0;
        while let Move::Use(call) = decided {
            tools += 1;
            assert!(tools <= TOOL_CALLS_MAX, "{}", self.transcript);
            let result = self.answer(&call);
            self.note(&call, &result);
            self.used.push(call);
            decided = policy.next(&self.briefing, &mut self.state, Event::Tool(&result)).await;
        }
        let (kind, say) = match &decided {
            Move::Say(reply) => (format!("{:?}", reply.expect), reply.say.clone()),
            Move::HandOff { say, reason, brief } => {
                assert!(!brief.is_empty() && brief.chars().count() <= 400, "{brief}");
                (format!("hand-off {reason:?}: {brief}"), say.clone())
            }
            Move::Voicemail { say } => ("voicemail".to_owned(), say.clone()),
            Move::End { say } => ("end".to_owned(), say.clone()),
            Move::Use(_) => unreachable!("tools are answered above"),
        };
        assert!(!say.trim().is_empty(), "{}", self.transcript);
        let _ = writeln!(self.transcript, "agent:  {say}  <{kind}>");
        self.last = Some(decided);
        say
    }

    fn note(&mut self, call: &ToolCall, result: &ToolResult) {
        let shown = match call {
            ToolCall::FindSlots(query) => format!("find slots {}", window(query)),
            ToolCall::Hold { token } => format!("hold {token}"),
            ToolCall::Book { token, name, notes, phone } => {
                let phone =
                    phone.as_ref().map(|it| format!(", {}", it.as_str())).unwrap_or_default();
                let notes = notes.as_ref().map(|it| format!(", {it}")).unwrap_or_default();
                format!("book {token} for {name}{notes}{phone}")
            }
            ToolCall::FindAppointments => "find appointments".to_owned(),
            ToolCall::Move { token, .. } => format!("move to {token}"),
            ToolCall::Cancel { .. } => "cancel".to_owned(),
            ToolCall::TakeMessage { name, body, urgency, .. } => {
                format!("message {urgency:?} from {}: {body}", name.as_deref().unwrap_or("?"))
            }
            ToolCall::StopContact { body } => format!("stop contact: {body}"),
        };
        let refused = match result {
            ToolResult::Refused { why, .. } => format!(" -> refused: {why:?}"),
            ToolResult::Failed => " -> failed".to_owned(),
            _ => String::new(),
        };
        let _ = writeln!(self.transcript, "        ({shown}{refused})");
    }

    /// Whether what is booked, moved or cancelled was read back in the turn before.
    fn confirmed(&self, what: &str) -> bool {
        self.state.read_back.as_deref() == Some(what)
    }

    fn answer(&mut self, call: &ToolCall) -> ToolResult {
        let name = match call {
            ToolCall::FindSlots(_) => "find",
            ToolCall::Hold { .. } => "hold",
            ToolCall::Book { .. } => "book",
            ToolCall::FindAppointments => "own",
            ToolCall::Move { .. } => "move",
            ToolCall::Cancel { .. } => "cancel",
            ToolCall::TakeMessage { .. } => "message",
            ToolCall::StopContact { .. } => "stop",
        };
        if let Some(at) = self.scripted.iter().position(|(tool, _)| *tool == name) {
            return self.scripted.remove(at).1;
        }
        let unconfirmed =
            ToolResult::Refused { why: BookRefusal::NotConfirmed, alternatives: Vec::new() };
        match call {
            ToolCall::FindSlots(query) => self.find(query),
            ToolCall::Hold { token } => ToolResult::Held(Held { slot: self.open(token) }),
            ToolCall::Book { token, .. } if self.confirmed(token) => {
                let ids: &dyn IdSource = &self.ids;
                let appointment: AppointmentId = ids.next();
                let texted = self.briefing.caller.number.is_some();
                ToolResult::Booked { appointment, slot: self.open(token), texted }
            }
            ToolCall::FindAppointments => ToolResult::Appointments(self.own.clone()),
            ToolCall::Move { appointment, token } if self.confirmed(token) => {
                ToolResult::Moved { appointment: *appointment, slot: self.open(token) }
            }
            ToolCall::Cancel { appointment } if self.confirmed(&appointment.to_string()) => {
                let at = self.own.iter().position(|own| own.id == *appointment).unwrap();
                ToolResult::Cancelled { appointment: self.own.remove(at) }
            }
            ToolCall::TakeMessage { .. } => ToolResult::MessageTaken,
            ToolCall::StopContact { .. } => ToolResult::ContactStopped,
            ToolCall::Book { .. } | ToolCall::Move { .. } | ToolCall::Cancel { .. } => {
                self.unread += 1;
                unconfirmed
            }
        }
    }

    /// Free slots: every half hour of the opening hours that is not taken.
    fn find(&self, query: &SlotQuery) -> ToolResult {
        let today = self.briefing.now.date();
        let from = query.window.from.unwrap_or(today).max(today);
        let until = query.window.until.unwrap_or_else(|| from.saturating_add(30.days()));
        let inside = self.free(query, from, until);
        let single = (from == until).then_some(from);
        let closed = single.and_then(|day| self.closed(day));
        if !inside.is_empty() {
            return ToolResult::Slots { slots: inside, outside_window: false, closed };
        }
        let anywhere = SlotQuery {
            window: frontdesk_dialogue::Window { near: query.window.near, ..Default::default() },
            ..query.clone()
        };
        let slots = self.free(&anywhere, from, from.saturating_add(30.days()));
        ToolResult::Slots { outside_window: !slots.is_empty(), slots, closed }
    }

    fn free(&self, query: &SlotQuery, from: Date, until: Date) -> Vec<Offered> {
        let mut slots = Vec::new();
        let mut day = from;
        while day <= until {
            let mut of_day: Vec<Offered> = (0..48_i8)
                .filter_map(|half| {
                    let time = Time::new(half / 2, (half % 2) * 30, 0, 0).ok()?;
                    let window = &query.window;
                    let fits = window.not_before.is_none_or(|it| it <= time)
                        && window.not_after.is_none_or(|it| time < it);
                    (fits && self.is_open(day, time)).then(|| self.slot(query, day, time))
                })
                .filter(|slot| slot.start > self.briefing.now)
                .filter(|slot| !self.taken.contains(&at(&slot.start)))
                .collect();
            if let Some(near) = query.window.near {
                let minutes = |slot: &Offered| {
                    let time = slot.start.time();
                    (i32::from(time.hour()) * 60 + i32::from(time.minute())
                        - i32::from(near.hour()) * 60
                        - i32::from(near.minute()))
                    .abs()
                };
                of_day.sort_by_key(minutes);
            }
            slots.extend(of_day);
            if slots.len() >= usize::from(query.limit) {
                break;
            }
            day = day.tomorrow().unwrap();
        }
        slots.truncate(usize::from(query.limit));
        slots
    }

    fn closed(&self, day: Date) -> Option<String> {
        let business = &self.briefing.business;
        let holiday = business.closed.iter().find(|(date, _)| *date == day);
        if let Some((_, name)) = holiday {
            return Some(name.clone());
        }
        let hours = business.hours.iter().find(|hours| hours.weekday == day.weekday())?;
        hours.spans.is_empty().then(|| format!("{:?}s", day.weekday()))
    }

    fn is_open(&self, day: Date, time: Time) -> bool {
        self.closed(day).is_none()
            && self.briefing.business.hours.iter().any(|hours| {
                hours.weekday == day.weekday()
                    && hours
                        .spans
                        .iter()
                        .any(|(from, to)| *from <= time && (time < *to || *to == Time::midnight()))
            })
    }

    fn slot(&self, query: &SlotQuery, day: Date, time: Time) -> Offered {
        let business = &self.briefing.business;
        let ids: &dyn IdSource = &SeededIds::new(98);
        let first = business.staff.first().map_or_else(|| ids.next(), |staff| staff.id);
        let staff = query.staff.unwrap_or(first);
        let zone = self.briefing.now.time_zone().clone();
        let start = day.to_datetime(time).to_zoned(zone).unwrap();
        let service = business.services.iter().position(|it| it.id == query.service).unwrap();
        let who = business.staff.iter().position(|it| it.id == staff).unwrap_or_default();
        let token = format!("{} s{service} p{who}", at(&start));
        Offered { token, start, minutes: 30, service: query.service, staff }
    }

    /// The slot that a token stands for.
    fn open(&self, token: &str) -> Offered {
        let mut parts = token.split(' ');
        let moment = parts.next().unwrap();
        let place = |part: Option<&str>| part.unwrap()[1..].parse::<usize>().unwrap();
        let (service, who) = (place(parts.next()), place(parts.next()));
        let business = &self.briefing.business;
        let ids: &dyn IdSource = &SeededIds::new(98);
        let civil: jiff::civil::DateTime = moment.parse().unwrap();
        Offered {
            token: token.to_owned(),
            start: civil.to_zoned(self.briefing.now.time_zone().clone()).unwrap(),
            minutes: 30,
            service: business.services[service].id,
            staff: business.staff.get(who).map_or_else(|| ids.next(), |staff| staff.id),
        }
    }
}

fn at(start: &Zoned) -> String {
    start.strftime("%Y-%m-%dT%H:%M").to_string()
}

fn window(query: &SlotQuery) -> String {
    let window = &query.window;
    let day = |day: Option<Date>| day.map_or_else(|| "*".to_owned(), |day| day.to_string());
    let time = |name: &str, time: Option<Time>| {
        time.map(|time| format!(" {name} {}", time.strftime("%H:%M"))).unwrap_or_default()
    };
    format!(
        "{}..{}{}{}{}",
        day(window.from),
        day(window.until),
        time("from", window.not_before),
        time("to", window.not_after),
        time("near", window.near)
    )
}
