//! The words of a language, read once from its file.
//!
//! A line is `class: phrase, phrase` or `class value: phrase, phrase`; `#` begins a comment and
//! `set name` switches a habit of the language on. Phrases are compared without case, accents and
//! apostrophes. One phrase may stand in several classes; the grammar decides by its neighbours.

use super::holiday::Rule;
use super::token::folded;
use super::words::{UNITS, Unit, WORDS, Word};
use rustc_hash::FxHashMap;

/// How many numbered parts of the day a language may name.
pub(super) const PARTS_MAX: usize = 16;

/// A part of the day in minutes since midnight: whole, early, middle and late.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PartHours {
    pub(super) whole: (u16, u16),
    pub(super) early: (u16, u16),
    pub(super) mid: (u16, u16),
    pub(super) late: (u16, u16),
}

/// Everything one phrase may mean.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    words: u128,
    pub(super) number: Option<u16>,
    /// 100 or 1000: it multiplies what stands before.
    pub(super) multiplier: Option<u16>,
    pub(super) ordinal: Option<u16>,
    pub(super) weekday: Option<i8>,
    pub(super) month: Option<i8>,
    pub(super) unit: Option<Unit>,
    /// Index into [`Lexicon::parts`].
    pub(super) part: Option<u8>,
    /// Days from today.
    pub(super) shift: Option<i16>,
    /// Index into [`Lexicon::holidays`].
    pub(super) holiday: Option<u16>,
}

impl Entry {
    /// The meaning of a word that the language file does not know.
    pub(super) const NONE: &'static Self = &Self {
        words: 0,
        number: None,
        multiplier: None,
        ordinal: None,
        weekday: None,
        month: None,
        unit: None,
        part: None,
        shift: None,
        holiday: None,
    };

    pub(super) fn is(&self, word: Word) -> bool {
        self.words & bit(word) != 0
    }

    fn learn(&mut self, other: &Self) {
        self.words |= other.words;
        self.number = other.number.or(self.number);
        self.multiplier = other.multiplier.or(self.multiplier);
        self.ordinal = other.ordinal.or(self.ordinal);
        self.weekday = other.weekday.or(self.weekday);
        self.month = other.month.or(self.month);
        self.unit = other.unit.or(self.unit);
        self.part = other.part.or(self.part);
        self.shift = other.shift.or(self.shift);
        self.holiday = other.holiday.or(self.holiday);
    }
}

#[expect(clippy::as_conversions, reason = "a fieldless enum as its number, below 128")]
const fn bit(word: Word) -> u128 {
    1 << (word as u8)
}

/// The habits of a language.
#[expect(clippy::struct_excessive_bools, reason = "switches of a file, each by its name")]
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Habits {
    /// "friday 13" is a day of the month, not one o'clock.
    pub(super) weekday_number_is_day: bool,
    /// "the 17" is a day of the month without an ordinal.
    pub(super) plain_day: bool,
    /// A ten of 60 or 80 may be followed by 10 to 19.
    pub(super) long_tens: bool,
    /// Hours are said on the 24-hour clock unless opening hours speak against it.
    pub(super) clock_24: bool,
    /// "half three" is half past two.
    pub(super) half_before: bool,
    /// "8 and 20" may be 8:20.
    pub(super) and_minutes: bool,
}

/// A phrase of several words behind its first one.
type Phrase = (Box<[Box<str>]>, Entry);

/// A language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    phrases: FxHashMap<Box<str>, Vec<Phrase>>,
    pub(super) parts: Vec<(Box<str>, PartHours)>,
    pub(super) holidays: Vec<Vec<Rule>>,
    pub(super) habits: Habits,
    /// The last day of a month's beginning and the first of its end.
    pub(super) month_edges: (i64, i64),
    /// The weekday with which the end of the week begins.
    pub(super) end_of_week: i64,
    /// Letters that lean on the next word: `l`, `d` of "l'heure d'octobre".
    elisions: Vec<Box<str>>,
}

impl Lexicon {
    /// Reads a language file. Lines that say nothing sensible are left out; a test looks for them.
    pub(super) fn read(file: &str) -> Self {
        let mut lexicon = Self { month_edges: (10, 21), end_of_week: 5, ..Self::default() };
        for line in file.lines() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if !line.is_empty() {
                lexicon.line(line);
            }
        }
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        lexicon
    }

    /// The lines of a file that say nothing sensible.
    #[cfg(test)]
    pub(super) fn unread(file: &str) -> Vec<&str> {
        let mut lexicon = Self::default();
        let lines = file.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
        lines.filter(|line| !line.is_empty() && lexicon.line(line).is_none()).collect()
    }

    fn line(&mut self, line: &str) -> Option<()> {
        if let Some(habit) = line.strip_prefix("set ") {
            return self.habit(habit.trim());
        }
        let (head, phrases) = line.split_once(':')?;
        let (class, value) = head.trim().split_once(' ').unwrap_or((head.trim(), ""));
        if class == "elision" {
            self.elisions = phrases.split(',').map(|it| it.trim().into()).collect();
            return Some(());
        }
        if class == "month_edges" {
            self.month_edges = (value.parse().ok()?, phrases.trim().parse().ok()?);
            return Some(());
        }
        if class == "end_of_week" {
            self.end_of_week = phrases.trim().parse().ok()?;
            return Some(());
        }
        if class == "part" {
            return self.part(value, phrases);
        }
        let entry = self.entry(class, value.trim())?;
        self.teach(phrases, &entry);
        Some(())
    }

    fn habit(&mut self, name: &str) -> Option<()> {
        let habits = &mut self.habits;
        *match name {
            "weekday_number_is_day" => &mut habits.weekday_number_is_day,
            "plain_day" => &mut habits.plain_day,
            "long_tens" => &mut habits.long_tens,
            "clock_24" => &mut habits.clock_24,
            "half_before" => &mut habits.half_before,
            "and_minutes" => &mut habits.and_minutes,
            _ => return None,
        } = true;
        Some(())
    }

    /// `part morning 0-12 early 6-9 mid 9-11 late 10-12: morning, mornings`.
    fn part(&mut self, value: &str, phrases: &str) -> Option<()> {
        let mut fields = value.split_whitespace();
        let name = fields.next()?;
        let whole = span(fields.next()?)?;
        let mut hours = PartHours { whole, early: whole, mid: whole, late: whole };
        while let (Some(which), Some(field)) = (fields.next(), fields.next()) {
            let slot = match which {
                "early" => &mut hours.early,
                "mid" => &mut hours.mid,
                "late" => &mut hours.late,
                _ => return None,
            };
            *slot = span(field)?;
        }
        let index =
            u8::try_from(self.parts.len()).ok().filter(|it| usize::from(*it) < PARTS_MAX)?;
        self.parts.push((name.into(), hours));
        self.teach(phrases, &Entry { part: Some(index), ..Entry::default() });
        Some(())
    }

    fn entry(&mut self, class: &str, value: &str) -> Option<Entry> {
        let mut entry = Entry::default();
        if let Some((_, word)) = WORDS.iter().find(|(name, _)| *name == class) {
            entry.words = bit(*word);
            return Some(entry);
        }
        match class {
            "number" => entry.number = Some(value.parse().ok()?),
            "multiplier" => entry.multiplier = Some(value.parse().ok()?),
            "ordinal" => entry.ordinal = Some(value.parse().ok()?),
            "weekday" => entry.weekday = Some(value.parse().ok()?),
            "month" => entry.month = Some(value.parse().ok()?),
            "shift" => entry.shift = Some(value.parse().ok()?),
            "unit" => entry.unit = Some(UNITS.iter().find(|(name, _)| *name == value)?.1),
            "holiday" => {
                let rules: Option<Vec<Rule>> = value.split_whitespace().map(Rule::parse).collect();
                entry.holiday = Some(u16::try_from(self.holidays.len()).ok()?);
                self.holidays.push(rules?);
            }
            _ => return None,
        }
        Some(entry)
    }

    fn teach(&mut self, phrases: &str, entry: &Entry) {
        for phrase in phrases.split(',') {
            let folded = if phrase.trim() == "-" { "-".to_owned() } else { folded(phrase) };
            let mut words = folded.split_whitespace();
            let Some(first) = words.next() else { continue };
            let rest: Box<[Box<str>]> = words.map(Into::into).collect();
            let known = self.phrases.entry(first.into()).or_default();
            match known.iter_mut().find(|(words, _)| *words == rest) {
                Some((_, old)) => old.learn(entry),
                None => known.push((rest, *entry)),
            }
        }
    }

    /// The longest phrase that begins with `first`, and how many more words it takes. `next` gives
    /// the words behind.
    pub(super) fn look_up<'a, 'b>(
        &'a self,
        first: &str,
        next: impl Fn(usize) -> Option<&'b str>,
    ) -> Option<(&'a Entry, usize)> {
        self.phrases.get(first)?.iter().find_map(|(rest, entry)| {
            let fits = rest.iter().enumerate().all(|(at, word)| next(at) == Some(&**word));
            fits.then_some((entry, rest.len()))
        })
    }

    /// Whether a word begins with an elision, and how long that is.
    pub(super) fn elision(&self, word: &str) -> Option<usize> {
        let fits = |it: &&str| word.len() > it.len() && word.starts_with(*it);
        self.elisions.iter().map(|it| &**it).find(fits).map(str::len)
    }
}

/// `9-12` or `13.30-24` in minutes since midnight.
fn span(text: &str) -> Option<(u16, u16)> {
    let (from, to) = text.split_once('-')?;
    let minutes = |text: &str| {
        let (hour, minute) = text.split_once('.').unwrap_or((text, "0"));
        Some(hour.parse::<u16>().ok()? * 60 + minute.parse::<u16>().ok()?)
    };
    Some((minutes(from)?, minutes(to)?))
}
