//! A receptionist's voice: a dialect, a manner, spoken or written.

use fluent_bundle::FluentArgs;
pub(crate) use fluent_bundle::FluentValue as Value;
use jiff::civil::{Date, Time, Weekday};
use kernel::{Money, PhoneNumber};
use serde::{Deserialize, Serialize};

use super::bundles::catalogue;
use super::dialect::{Dialect, Tongue};
use super::message::Message;
use super::{english, french, numbers, spanish};
use crate::briefing::Style;

/// How words reach the other side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// Read out by an engine, or typed as if it were.
    #[default]
    Speech,
    /// Read: a text message, a chat.
    Text,
}

/// What stands before the last item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Joint {
    And,
    Or,
}

/// Puts things into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    /// The language and where it is spoken.
    pub dialect: Dialect,
    /// The manner.
    pub style: Style,
    /// Spoken or written.
    pub medium: Medium,
    /// Chooses among several ways to say the same; one more for every turn.
    pub pick: u64,
}

impl Voice {
    /// The words of a message.
    pub(crate) fn say(&self, message: Message, args: &[(&'static str, Value<'_>)]) -> String {
        debug_assert!(
            message.variables().len() == args.len()
                && args.iter().all(|(name, _)| message.variables().contains(name)),
            "{} wants {:?}",
            message.id(),
            message.variables()
        );
        let args = (!args.is_empty()).then(|| {
            let mut named = FluentArgs::with_capacity(args.len());
            for (name, value) in args {
                named.set(*name, value.clone());
            }
            named
        });
        let manner = (self.style, self.medium);
        let say = |tongue| catalogue(tongue).say(message, args.as_ref(), manner, self.pick);
        say(self.dialect.tongue()).or_else(|| say(Tongue::English)).unwrap_or_default()
    }

    fn is_text(&self) -> bool {
        self.medium == Medium::Text
    }

    /// A time of day: `3:30 PM`, `las tres y media de la tarde`, `quinze heures trente`.
    pub fn time(&self, time: Time) -> String {
        match (self.dialect.tongue(), self.is_text()) {
            (Tongue::English, false) => english::time(time, self.dialect),
            (Tongue::English, true) => english::time_text(time, self.dialect),
            (Tongue::Spanish, false) => spanish::time(time, self.dialect),
            (Tongue::Spanish, true) => spanish::time_text(time, self.dialect),
            (Tongue::French, false) => french::time(time),
            (Tongue::French, true) => french::time_text(time),
        }
    }

    /// A time with what leads to it: `at 3 PM`, `a las tres`, `à quinze heures`.
    fn at(&self, time: &str) -> String {
        let at = match (self.dialect.tongue(), self.is_text()) {
            (_, true) => return time.to_owned(),
            (Tongue::English, _) => "at",
            (Tongue::Spanish, _) => "a",
            (Tongue::French, _) => "à",
        };
        format!("{at} {time}")
    }

    /// A weekday's name.
    pub fn weekday(&self, day: Weekday) -> &'static str {
        match self.dialect.tongue() {
            Tongue::English => english::weekday(day),
            Tongue::Spanish => spanish::weekday(day),
            Tongue::French => french::weekday(day),
        }
    }

    /// A day as seen from today: `today`, `tomorrow, Wednesday`, `Tuesday, March 3rd`.
    pub fn day(&self, date: Date, today: Date) -> String {
        let tomorrow = today.tomorrow().ok() == Some(date);
        let weekday = self.weekday(date.weekday());
        match (self.dialect.tongue(), date == today, tomorrow) {
            (Tongue::English, true, _) => "today".to_owned(),
            (Tongue::Spanish, true, _) => "hoy".to_owned(),
            (Tongue::French, true, _) => "aujourd'hui".to_owned(),
            (Tongue::English, _, true) => format!("tomorrow, {weekday}"),
            (Tongue::Spanish, _, true) => format!("mañana {weekday}"),
            (Tongue::French, _, true) => format!("demain {weekday}"),
            _ => self.date(date),
        }
    }

    /// A day by its date: `Tuesday, March 3rd`, `el martes 3 de marzo`, `le mardi 3 mars`.
    pub fn date(&self, date: Date) -> String {
        match (self.dialect.tongue(), self.is_text()) {
            (Tongue::English, false) => english::date(date, self.dialect),
            (Tongue::English, true) => english::date_text(date, self.dialect),
            (Tongue::Spanish, false) => spanish::date(date, self.dialect),
            (Tongue::Spanish, true) => spanish::date_text(date),
            (Tongue::French, false) => french::date(date),
            (Tongue::French, true) => french::date_text(date),
        }
    }

    /// A day and a time: `Tuesday, March 3rd at 3 PM`.
    pub fn moment(&self, date: Date, time: Time, today: Date) -> String {
        let comma = if self.is_text() { "," } else { "" };
        format!("{}{comma} {}", self.day(date, today), self.at(&self.time(time)))
    }

    /// The same, as it follows a noun: `on Tuesday, March 3rd at 3 PM`, `tomorrow, Wednesday at 3 PM`.
    pub fn on_moment(&self, date: Date, time: Time, today: Date) -> String {
        format!("{}{}", self.on(date, today), self.moment(date, time, today))
    }

    /// `on `, where the day that follows wants it.
    fn on(&self, date: Date, today: Date) -> &'static str {
        let near = date == today || today.tomorrow().ok() == Some(date);
        if self.dialect.tongue() == Tongue::English && !near { "on " } else { "" }
    }

    /// A day and several times of it: `Tuesday, March 3rd at 9 AM, 10 AM or noon`.
    pub fn day_with(&self, date: Date, times: &[Time], today: Date) -> String {
        let said: Vec<String> = match self.dialect.tongue() {
            Tongue::Spanish if !self.is_text() => spanish::times(times, self.dialect),
            _ => times.iter().map(|time| self.time(*time)).collect(),
        };
        // "a las nueve o a la una": the preposition changes with the hour.
        let each = self.dialect.tongue() != Tongue::English;
        let times: Vec<String> =
            said.into_iter().map(|time| if each { self.at(&time) } else { time }).collect();
        let times = self.list(&times, Joint::Or);
        let (day, comma) = (self.day(date, today), if self.is_text() { "," } else { "" });
        match self.dialect.tongue() {
            Tongue::English => format!("{day}{comma} {}", self.at(&times)),
            Tongue::Spanish | Tongue::French => format!("{day}{comma} {times}"),
        }
    }

    /// From one time to another: `9 AM to 5 PM`, `de las nueve a las cinco`.
    pub fn span(&self, from: Time, to: Time) -> String {
        let (from, to) = (self.time(from), self.time(to));
        match (self.dialect.tongue(), self.is_text()) {
            (_, true) => format!("{from}\u{2013}{to}"),
            (Tongue::English, _) => format!("{from} to {to}"),
            (Tongue::Spanish, _) => format!("de {from} a {to}"),
            (Tongue::French, _) => format!("de {from} à {to}"),
        }
    }

    /// `a, b or c`.
    pub fn list(&self, items: &[String], joint: Joint) -> String {
        let (last, rest) = match items {
            [] => return String::new(),
            [one] => return one.clone(),
            [rest @ .., last] => (last, rest),
        };
        let word = match (self.dialect.tongue(), joint) {
            (Tongue::English, Joint::And) => "and",
            (Tongue::English, Joint::Or) => "or",
            (Tongue::Spanish, joint) => spanish::joint(joint, last),
            (Tongue::French, Joint::And) => "et",
            (Tongue::French, Joint::Or) => "ou",
        };
        format!("{} {word} {last}", rest.join(", "))
    }

    /// An amount: `120 dollars`, `35 pounds 50`; written `$120`, `35,50 €`.
    pub fn price(&self, money: Money) -> String {
        if self.is_text() {
            numbers::price_text(money, self.dialect)
        } else {
            numbers::price(money, self.dialect.tongue())
        }
    }

    /// Digits one by one; written as they are.
    pub fn digits(&self, digits: &str) -> String {
        if self.is_text() { digits.to_owned() } else { numbers::one_by_one(digits) }
    }

    /// A telephone number in the groups that people of its country use.
    pub fn phone(&self, number: &PhoneNumber) -> String {
        numbers::phone(number, self.dialect.tongue(), self.is_text())
    }

    /// A name or word letter by letter: `R, E, E, D`.
    pub fn spelled(&self, word: &str) -> String {
        numbers::spelled(word, self.dialect.tongue())
    }

    /// An e-mail address as it is dictated: `dana dot reyes at example dot com`.
    pub fn email(&self, address: &str) -> String {
        if self.is_text() {
            address.to_owned()
        } else {
            numbers::email(address, self.dialect.tongue())
        }
    }

    /// Somebody's own words, with what engines cannot read put into words: e-mail addresses, long
    /// numbers.
    pub fn quote(&self, text: &str) -> String {
        if self.is_text() {
            return text.to_owned();
        }
        let word = |word: &str| {
            if word.contains('@') {
                return self.email(word);
            }
            let digits = word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_digit());
            if digits { self.digits(word) } else { word.to_owned() }
        };
        text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
    }

    /// A street address: abbreviations said in full, long numbers digit by digit.
    pub fn address(&self, address: &str) -> String {
        if self.is_text() {
            address.to_owned()
        } else {
            numbers::address(address, self.dialect.tongue())
        }
    }
}
