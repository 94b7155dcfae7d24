//! Answers to questions, from the business's own facts and nothing else.

use jiff::civil::{Date, Time, Weekday};

use super::Turn;
use super::phrases::{list, price, spans, time};
use crate::understand::Words;
use crate::understand::extract::{service, when};

impl Turn<'_> {
    pub(super) fn hours(&self, words: &Words) -> String {
        let day = when::read(words, self.briefing, false).when;
        let holiday = self.briefing.business.closed.iter().find(|(_, name)| {
            let name = Words::of(name).words;
            !name.is_empty()
                && name
                    .iter()
                    .filter(|word| !matches!(word.as_str(), "day" | "the"))
                    .all(|word| words.words.iter().any(|heard| heard == word))
        });
        match (day.day(), day.from, holiday) {
            (_, _, Some((_, name))) => format!("We're closed on {name}."),
            (Some(day), _, None) => self.hours_on(day),
            (None, Some(from), None)
                if day
                    .until
                    .is_some_and(|until| until == from.saturating_add(jiff::ToSpan::days(1))) =>
            {
                let next = from.saturating_add(jiff::ToSpan::days(1));
                format!("{} {}", self.hours_on(from), self.hours_on(next))
            }
            _ if words.has_any(&["now", "right now", "still open", "currently", "you open"])
                && !words.has_any(&["what time", "when", "hours"]) =>
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
        let until =
            |to: Time| if to == Time::midnight() { "midnight".to_owned() } else { time(to) };
        let holds = |from: Time, to: Time| {
            from <= now.time() && (now.time() < to || to == Time::midnight())
        };
        if self.briefing.open_now {
            let end = spans.iter().find(|(from, to)| holds(*from, *to));
            return end.map_or_else(
                || "Yes, we're open right now.".to_owned(),
                |(_, to)| format!("Yes, we're open until {} today.", until(*to)),
            );
        }
        let holiday = self.briefing.business.closed.iter().any(|(day, _)| *day == now.date());
        match spans.iter().find(|(from, _)| *from > now.time() && !holiday) {
            Some((from, _)) => {
                format!("We're closed at the moment, and open at {} today.", time(*from))
            }
            None => format!("We're closed right now. {}", self.week()),
        }
    }

    fn hours_on(&self, date: Date) -> String {
        if let Some((_, name)) = self.briefing.business.closed.iter().find(|(day, _)| *day == date)
        {
            return format!("We're closed that day, for {name}.");
        }
        let weekday = date.strftime("%A").to_string();
        let on = if date == self.briefing.now.date() {
            "Today".to_owned()
        } else {
            format!("On {weekday}")
        };
        let hours = self.briefing.business.hours.iter().find(|day| day.weekday == date.weekday());
        match hours.filter(|day| !day.spans.is_empty()) {
            Some(day) => format!("{on} we're open from {}.", spans(day)),
            None => format!("We're closed on {weekday}s."),
        }
    }

    /// The week, days with the same hours together.
    fn week(&self) -> String {
        let mut groups: Vec<(Weekday, Weekday, String)> = Vec::new();
        for day in &self.briefing.business.hours {
            let hours = if day.spans.is_empty() { String::new() } else { spans(day) };
            match groups.last_mut() {
                Some((_, last, same)) if *same == hours => *last = day.weekday,
                _ => groups.push((day.weekday, day.weekday, hours)),
            }
        }
        let open: Vec<String> = groups
            .iter()
            .filter(|(_, _, hours)| !hours.is_empty())
            .map(|(first, last, hours)| {
                if first == last {
                    format!("{first:?} {hours}")
                } else {
                    format!("{first:?} to {last:?} {hours}")
                }
            })
            .collect();
        if open.is_empty() {
            return "We're open by appointment only.".to_owned();
        }
        format!("We're open {}.", list(&open, "and"))
    }

    pub(super) fn prices(&self, words: &Words) -> String {
        let business = &self.briefing.business;
        let asked = service::find(words, business).map(|it| it.id).or(self.state.frame.service);
        let service = business.services.iter().find(|service| Some(service.id) == asked);
        let Some(service) = service else { return self.price_list() };
        match service.price {
            Some(amount) if amount.minor == 0 => format!("{} is free of charge.", service.name),
            Some(amount) => format!(
                "{} is {}, and takes about {} minutes.",
                service.name,
                price(amount),
                service.minutes
            ),
            None => format!(
                "I don't have a price for {}, but I can take a message and somebody will call you with one.",
                service.name
            ),
        }
    }

    /// The first few prices that are known.
    fn price_list(&self) -> String {
        let services = self.briefing.business.services.iter();
        let known: Vec<String> = services
            .filter_map(|service| Some(format!("{} is {}", service.name, price(service.price?))))
            .take(4)
            .collect();
        if known.is_empty() {
            return "I don't have prices at hand, but I can take a message.".to_owned();
        }
        format!("{}.", list(&known, "and"))
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
            return "I can take a message about what you need.".to_owned();
        }
        format!("We offer {}.", list(&names, "and"))
    }
}
