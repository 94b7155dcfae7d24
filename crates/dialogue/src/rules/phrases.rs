//! Times, prices and lists as people say them.

use jiff::Zoned;
use jiff::civil::Time;
use kernel::Money;

use super::Turn;
use crate::briefing::{DayHours, Style};
use crate::tools::Offered;
use crate::understand::extract::when::is_day_first;

/// `3 PM`, `3:30 PM`, `noon`.
pub(super) fn time(time: Time) -> String {
    let hour = match time.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    let half = if time.hour() < 12 { "AM" } else { "PM" };
    match (time.hour(), time.minute()) {
        (12, 0) => "noon".to_owned(),
        (_, 0) => format!("{hour} {half}"),
        (_, minute) => format!("{hour}:{minute:02} {half}"),
    }
}

/// `a, b or c`.
pub(super) fn list(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

/// `120 dollars`, `35 pounds and 50 pence`.
pub(super) fn price(money: Money) -> String {
    let (units, rest) = match money.currency.decimals() {
        0 => (money.minor, 0),
        _ => (money.minor / 100, money.minor % 100),
    };
    let name = match (money.currency.code(), units) {
        ("USD", 1) => "dollar",
        ("USD" | "CAD" | "AUD" | "NZD", _) => "dollars",
        ("GBP", 1) => "pound",
        ("GBP", _) => "pounds",
        ("EUR", 1) => "euro",
        ("EUR", _) => "euros",
        (code, _) => code,
    };
    if rest == 0 { format!("{units} {name}") } else { format!("{units} {name} {rest:02}") }
}

/// Digits one by one.
pub(super) fn spaced(digits: &str) -> String {
    let digits: Vec<String> = digits.chars().map(String::from).collect();
    digits.join(" ")
}

/// With a capital at the beginning.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

pub(super) fn ordinal(day: i8) -> String {
    let ending = match (day % 10, day % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

impl Turn<'_> {
    fn is_american(&self) -> bool {
        !is_day_first(self.briefing.business.languages.first())
    }

    /// `Tuesday, March 3rd`; `today`, `tomorrow` where it is.
    pub(super) fn day(&self, start: &Zoned) -> String {
        let today = self.briefing.now.date();
        let weekday = start.strftime("%A");
        if start.date() == today {
            return "today".to_owned();
        }
        if today.tomorrow().is_ok_and(|tomorrow| tomorrow == start.date()) {
            return format!("tomorrow, {weekday}");
        }
        let (month, day) = (start.strftime("%B"), ordinal(start.day()));
        if self.is_american() {
            format!("{weekday}, {month} {day}")
        } else {
            format!("{weekday} the {day} of {month}")
        }
    }

    /// `Tuesday, March 3rd at 3 PM`.
    pub(super) fn moment(&self, start: &Zoned) -> String {
        format!("{} at {}", self.day(start), time(start.time()))
    }

    /// `on `, where the day that follows wants it.
    pub(super) fn on(&self, start: &Zoned) -> &'static str {
        let today = self.briefing.now.date();
        let near = start.date() == today
            || today.tomorrow().is_ok_and(|tomorrow| tomorrow == start.date());
        if near { "" } else { "on " }
    }

    /// `Haircut with Sam on Tuesday, March 3rd at 3 PM`.
    pub(super) fn slot(&self, slot: &Offered) -> String {
        let service = self.service_name(slot.service);
        let on = self.on(&slot.start);
        match self.staff_name(slot.staff) {
            Some(name) => format!("{service} with {name} {on}{}", self.moment(&slot.start)),
            None => format!("{service} {on}{}", self.moment(&slot.start)),
        }
    }

    pub(super) fn service_name(&self, id: kernel::ServiceId) -> String {
        let service = self.briefing.business.services.iter().find(|service| service.id == id);
        service.map_or_else(|| "appointment".to_owned(), |service| service.name.clone())
    }

    pub(super) fn staff_name(&self, id: kernel::StaffId) -> Option<String> {
        let staff = self.briefing.business.staff.iter().find(|staff| staff.id == id);
        staff.map(|staff| staff.name.clone())
    }

    /// Offered slots in one sentence: the day once where they share it.
    pub(super) fn offers(&self, slots: &[Offered]) -> String {
        let shared = slots
            .first()
            .filter(|first| slots.iter().all(|slot| slot.start.date() == first.start.date()));
        let Some(first) = shared else {
            let moments: Vec<String> = slots.iter().map(|slot| self.moment(&slot.start)).collect();
            return list(&moments, "or");
        };
        let times: Vec<String> = slots.iter().map(|slot| time(slot.start.time())).collect();
        format!("{} at {}", self.day(&first.start), list(&times, "or"))
    }

    /// One of several ways to say the same, another one each turn.
    pub(super) fn vary(&self, ways: &[&'static str]) -> &'static str {
        let turn = usize::try_from(self.state.turns).unwrap_or_default();
        ways.get(turn % ways.len().max(1)).copied().unwrap_or_default()
    }

    /// A word of assent in the business's style.
    pub(super) fn sure(&self) -> &'static str {
        match self.briefing.business.style {
            Style::Friendly => self.vary(&["Sure.", "Of course.", "Happy to help."]),
            Style::Professional => self.vary(&["Certainly.", "Of course."]),
            Style::Casual => self.vary(&["Sure thing.", "You got it.", "No problem."]),
        }
    }
}

/// `Monday from 9 AM to 5 PM`.
pub(super) fn spans(day: &DayHours) -> String {
    let parts: Vec<String> = day
        .spans
        .iter()
        .map(|(from, to)| {
            let to = if *to == Time::midnight() { "midnight".to_owned() } else { time(*to) };
            let from = if *from == Time::midnight() { "midnight".to_owned() } else { time(*from) };
            format!("{from} to {to}")
        })
        .collect();
    list(&parts, "and")
}
