//! How simulated callers put things: phrases of a language, dates, times and numbers in words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use serde::Deserialize;

use crate::dice::Dice;

/// A language of callers, from `lang/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    weekdays: Vec<String>,
    months: Vec<String>,
    ordinals: Vec<String>,
    hours: Vec<String>,
    digits: Vec<String>,
    minutes: BTreeMap<String, String>,
    halves: Vec<String>,
    noon: Vec<String>,
    today: Vec<String>,
    tomorrow: Vec<String>,
    this_week: Vec<String>,
    far: Vec<String>,
    on_hour: Vec<String>,
    quarter: Vec<String>,
    half: Vec<String>,
    three_quarters: Vec<String>,
    other_minute: Vec<String>,
    /// Sounds of thinking.
    pub fillers: Vec<String>,
    /// What chatty callers begin with.
    pub small_talk: Vec<String>,
    /// What polite callers end with.
    pub polite: Vec<String>,
    say: BTreeMap<String, Vec<String>>,
    /// Words that a recogniser takes for others.
    pub homophones: Vec<Homophones>,
}

/// What a recogniser writes for a word when it mishears it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Homophones {
    /// What was said.
    pub from: String,
    /// What may be written.
    pub to: Vec<String>,
}

static ENGLISH: LazyLock<Option<Language>> =
    LazyLock::new(|| read(include_str!("../lang/en.toml")));
static SPANISH: LazyLock<Option<Language>> =
    LazyLock::new(|| read(include_str!("../lang/es.toml")));
static FRENCH: LazyLock<Option<Language>> = LazyLock::new(|| read(include_str!("../lang/fr.toml")));

/// A file that cannot be read is found by the tests of this module.
fn read(text: &str) -> Option<Language> {
    toml::from_str(text).ok()
}

impl Language {
    /// The language of this name: `en`, `es`, `fr`.
    pub fn find(name: &str) -> Option<&'static Self> {
        match name {
            "en" => ENGLISH.as_ref(),
            "es" => SPANISH.as_ref(),
            "fr" => FRENCH.as_ref(),
            _ => None,
        }
    }

    /// A phrase of this sort, not filled in.
    pub fn phrase(&self, sort: &str, dice: &mut Dice) -> &str {
        let phrases = self.say.get(sort).map(Vec::as_slice).unwrap_or_default();
        dice.pick(phrases).map(String::as_str).unwrap_or_default()
    }

    /// A day as seen from another.
    pub fn day(&self, day: Date, today: Date, dice: &mut Dice) -> String {
        let ahead = today.until(day).map_or(0, |span| span.get_days());
        let patterns = match ahead {
            0 => &self.today,
            1 => &self.tomorrow,
            2..=6 => &self.this_week,
            _ => &self.far,
        };
        let place = |number: i8| usize::try_from(number).unwrap_or(1).saturating_sub(1);
        let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        let number = day.day().to_string();
        fill(
            pick(patterns, dice),
            &[
                ("weekday", word(&self.weekdays, weekday)),
                ("month", word(&self.months, place(day.month()))),
                ("ordinal", word(&self.ordinals, place(day.day()))),
                ("day", &number),
            ],
        )
    }

    /// The weekday's name.
    pub fn weekday(&self, day: Date) -> &str {
        let place = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        word(&self.weekdays, place)
    }

    /// A time of day, with its half of the day.
    pub fn time(&self, time: Time, dice: &mut Dice) -> String {
        if time == Time::constant(12, 0, 0, 0) && dice.happens(0.5) {
            let at =
                if self.weekdays.first().is_some_and(|it| it == "monday") { "at " } else { "" };
            return format!("{at}{}", pick(&self.noon, dice));
        }
        let patterns = match time.minute() {
            0 => &self.on_hour,
            15 => &self.quarter,
            30 => &self.half,
            45 => &self.three_quarters,
            _ => &self.other_minute,
        };
        let hour = usize::try_from(time.hour()).unwrap_or_default();
        let half = match time.hour() {
            0..12 => 0,
            12..18 => 1,
            _ => 2,
        };
        let number = if hour.is_multiple_of(12) { 12 } else { hour % 12 }.to_string();
        let minute = self.minutes.get(&time.minute().to_string());
        let minutes = format!("{:02}", time.minute());
        let pattern = match minute {
            // Without words for the minute, figures do.
            None if time.minute() % 15 != 0 => patterns.first().map_or("", String::as_str),
            _ => pick(patterns, dice),
        };
        let full = hour.to_string();
        fill(
            pattern,
            &[
                ("h", word(&self.hours, hour % 12)),
                ("next", word(&self.hours, (hour + 1) % 12)),
                ("hn", &number),
                ("hh", &full),
                ("mm", &minutes),
                ("minute", minute.map_or("", String::as_str)),
                ("half", word(&self.halves, half)),
                ("ap", if hour < 12 { "am" } else { "pm" }),
            ],
        )
    }

    /// A day and a time.
    pub fn moment(&self, at: DateTime, today: Date, dice: &mut Dice) -> String {
        let (day, time) = (self.day(at.date(), today, dice), self.time(at.time(), dice));
        format!("{day} {time}")
    }

    /// Digits in words, in groups as people say them.
    pub fn digits(&self, number: &str) -> String {
        let digits: Vec<&str> = number
            .chars()
            .filter_map(|digit| digit.to_digit(10))
            .map(|digit| word(&self.digits, usize::try_from(digit).unwrap_or_default()))
            .collect();
        digits.join(" ")
    }

    /// A small number in words.
    pub fn count(&self, number: u8) -> String {
        match self.digits.get(usize::from(number)) {
            Some(word) => word.clone(),
            None => number.to_string(),
        }
    }
}

/// Whether two dates are in the same week as people count it: six days ahead at most.
pub fn is_near(day: Date, today: Date) -> bool {
    day >= today && day <= today.saturating_add(6.days())
}

fn pick<'a>(items: &'a [String], dice: &mut Dice) -> &'a str {
    dice.pick(items).map(String::as_str).unwrap_or_default()
}

fn word(words: &[String], place: usize) -> &str {
    words.get(place).map(String::as_str).unwrap_or_default()
}

/// Fills a pattern's braces in.
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = pattern.to_owned();
    for (name, value) in values {
        text = text.replace(&["{", name, "}"].concat(), value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_can_be_read_and_has_the_same_sorts_of_phrases() {
        let sorts = |name| {
            let language = Language::find(name);
            let language = language.unwrap_or_else(|| panic!("lang/{name}.toml cannot be read"));
            language.say.keys().cloned().collect::<Vec<_>>()
        };
        let english = sorts("en");
        for name in ["es", "fr"] {
            assert_eq!(sorts(name), english, "{name}");
        }
    }

    #[test]
    fn days_and_times_are_said_in_words() {
        let english = Language::find("en").unwrap_or_else(|| unreachable!("it is built in"));
        let mut dice = Dice::new(1, "words");
        let today = Date::constant(2026, 3, 3);
        let far = english.day(Date::constant(2026, 4, 21), today, &mut dice);
        assert!(far.contains("April"), "{far}");
        assert_eq!(english.day(Date::constant(2026, 3, 4), today, &mut dice), "tomorrow");
        let late = english.time(Time::constant(15, 45, 0, 0), &mut dice);
        assert!(late.contains("four") || late.contains("45") || late.contains("three"), "{late}");
        assert_eq!(english.digits("+1 40"), "one four zero");
    }
}
