//! Answers to questions, from the business's own facts and nothing else.

use jiff::civil::{Date, Time, Weekday};

use super::Turn;
use super::cues::{Cue, has};
use crate::speech::{Joint, Message};
use crate::understand::Words;
use crate::understand::extract::service;

impl Turn<'_> {
    pub(super) fn hours(&self, words: &Words) -> String {
        let day = self.read_when(words, false).when;
        let holiday = self.briefing.business.closed.iter().find(|(_, name)| {
            let name = Words::of(name).words;
            !name.is_empty()
                && name
                    .iter()
                    .filter(|word| !matches!(word.as_str(), "day" | "the"))
                    .all(|word| words.words.iter().any(|heard| heard == word))
        });
        match (day.day(), day.from, holiday) {
            (_, _, Some((_, name))) => {
                self.say(Message::ClosedOn, &[("day", name.as_str().into())])
            }
            (Some(day), _, None) => self.hours_on(day),
            (None, Some(from), None)
                if day
                    .until
                    .is_some_and(|until| until == from.saturating_add(jiff::ToSpan::days(1))) =>
            {
                let next = from.saturating_add(jiff::ToSpan::days(1));
                format!("{} {}", self.hours_on(from), self.hours_on(next))
            }
            _ if has(words, Cue::Now)
                && !words.has_any(&[
                    "what time",
                    "when",
                    "hours",
                    "cuándo",
                    "horario",
                    "quand",
                    "horaires",
                ]) =>
            {
                self.open_now()
            }
            _ => self.week(),
        }
    }

    /// Whether it is open at this moment, and until when or from when.
    fn open_now(&self) -> String {
        let now = &self.briefing.now;
        let today = self.briefing.business.hours.iter().find(|day| day.weekday == now.weekday());
        let spans = today.map(|day| day.spans.as_slice()).unwrap_or_default();
        let time = |time: Time| self.voice().time(time);
        let holds = |from: Time, to: Time| {
            from <= now.time() && (now.time() < to || to == Time::midnight())
        };
        if self.briefing.open_now {
            let end = spans.iter().find(|(from, to)| holds(*from, *to));
            return end.map_or_else(
                || self.words(Message::OpenNow),
                |(_, to)| self.say(Message::OpenUntil, &[("time", time(*to).into())]),
            );
        }
        let holiday = self.briefing.business.closed.iter().any(|(day, _)| *day == now.date());
        match spans.iter().find(|(from, _)| *from > now.time() && !holiday) {
            Some((from, _)) => self.say(Message::OpensLater, &[("time", time(*from).into())]),
            None => format!("{} {}", self.words(Message::ClosedNow), self.week()),
        }
    }

    fn hours_on(&self, date: Date) -> String {
        if let Some((_, name)) = self.briefing.business.closed.iter().find(|(day, _)| *day == date)
        {
            return self.say(Message::HoursClosedToday, &[("day", name.as_str().into())]);
        }
        let weekday = self.voice().weekday(date.weekday());
        let hours = self.briefing.business.hours.iter().find(|day| day.weekday == date.weekday());
        match hours.filter(|day| !day.spans.is_empty()) {
            Some(day) if date == self.briefing.now.date() => {
                self.say(Message::HoursToday, &[("spans", self.spans(day).into())])
            }
            Some(day) => self.say(
                Message::HoursOn,
                &[("day", weekday.into()), ("spans", self.spans(day).into())],
            ),
            None => self.say(Message::HoursClosedWeekday, &[("day", weekday.into())]),
        }
    }

    /// The week, days with the same hours together.
    fn week(&self) -> String {
        let mut groups: Vec<(Weekday, Weekday, String)> = Vec::new();
        for day in &self.briefing.business.hours {
            let hours = if day.spans.is_empty() { String::new() } else { self.spans(day) };
            match groups.last_mut() {
                Some((_, last, same)) if *same == hours => *last = day.weekday,
                _ => groups.push((day.weekday, day.weekday, hours)),
            }
        }
        let voice = self.voice();
        let open: Vec<String> = groups
            .iter()
            .filter(|(_, _, hours)| !hours.is_empty())
            .map(|(first, last, hours)| {
                let (first, last) = (voice.weekday(*first), voice.weekday(*last));
                if first == last {
                    let args = [("day", first.into()), ("spans", hours.as_str().into())];
                    return self.say(Message::HoursDay, &args);
                }
                self.say(
                    Message::HoursDays,
                    &[
                        ("first", first.into()),
                        ("last", last.into()),
                        ("spans", hours.as_str().into()),
                    ],
                )
            })
            .collect();
        if open.is_empty() {
            return self.words(Message::HoursByAppointment);
        }
        self.say(Message::HoursWeek, &[("days", voice.list(&open, Joint::And).into())])
    }

    pub(super) fn prices(&self, words: &Words) -> String {
        let business = &self.briefing.business;
        let asked = service::find(words, business).map(|it| it.id).or(self.state.frame.service);
        let service = business.services.iter().find(|service| Some(service.id) == asked);
        let Some(service) = service else { return self.price_list() };
        let name = service.name.as_str().into();
        match service.price {
            Some(amount) if amount.minor == 0 => self.say(Message::PriceFree, &[("service", name)]),
            Some(amount) => self.say(
                Message::PriceKnown,
                &[
                    ("service", name),
                    ("price", self.voice().price(amount).into()),
                    ("minutes", service.minutes.into()),
                ],
            ),
            None => self.say(Message::PriceUnknown, &[("service", name)]),
        }
    }

    /// The first few prices that are known.
    fn price_list(&self) -> String {
        let services = self.briefing.business.services.iter();
        let known: Vec<String> = services
            .filter_map(|service| {
                let price = self.voice().price(service.price?);
                let args = [("service", service.name.as_str().into()), ("price", price.into())];
                Some(self.say(Message::PriceItem, &args))
            })
            .take(4)
            .collect();
        if known.is_empty() {
            return self.words(Message::PricesNone);
        }
        format!("{}.", self.voice().list(&known, Joint::And))
    }

    pub(super) fn services(&self) -> String {
        let names: Vec<String> = self
            .briefing
            .business
            .services
            .iter()
            .take(6)
            .map(|service| service.name.clone())
            .collect();
        if names.is_empty() {
            return self.words(Message::ServicesNone);
        }
        let names = self.voice().list(&names, Joint::And);
        self.say(Message::Services, &[("services", names.into())])
    }
}
