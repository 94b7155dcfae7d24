//! Reads a table key by key, and knows at the end which keys nobody asked for.

use std::fmt::Display;
use std::str::FromStr;

use toml::{Table, Value};

use crate::faults::Faults;

/// How many characters a name may have.
const NAME_CHARS_MAX: usize = 120;
/// How many characters an id may have.
const ID_CHARS_MAX: usize = 40;

/// A table that is being read.
pub(crate) struct Section<'a> {
    table: Table,
    path: String,
    pub(crate) faults: &'a mut Faults,
}

impl<'a> Section<'a> {
    /// A table at `path` (empty for the whole file).
    pub(crate) fn new(table: Table, path: &str, faults: &'a mut Faults) -> Self {
        Self { table, path: path.to_owned(), faults }
    }

    fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    pub(crate) fn fault(&mut self, key: &str, what: impl Display) {
        let path = self.path(key);
        self.faults.add(path, what);
    }

    /// A value that must be there.
    fn need<T>(&mut self, key: &str, value: Option<T>, was_there: bool) -> Option<T> {
        if value.is_none() && !was_there {
            self.fault(key, "is missing");
        }
        value
    }

    /// Another table inside this one; an empty one where it is absent.
    pub(crate) fn table(&mut self, key: &str) -> Section<'_> {
        let table = match self.table.remove(key) {
            None => Table::new(),
            Some(Value::Table(table)) => table,
            Some(_) => {
                self.fault(key, "must be a table");
                Table::new()
            }
        };
        let path = self.path(key);
        Section { table, path, faults: self.faults }
    }

    /// Whether there is such a key still to be read.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value as it stands.
    pub(crate) fn raw(&mut self, key: &str) -> Option<Value> {
        self.table.remove(key)
    }

    /// Every entry that is left.
    pub(crate) fn rest(&mut self) -> Table {
        std::mem::take(&mut self.table)
    }

    /// A name for people: 1 to [`NAME_CHARS_MAX`] characters.
    pub(crate) fn name(&mut self, key: &str) -> Option<String> {
        let there = self.has(key);
        let text = self.text(key);
        let text = text.filter(|text| {
            let fits = (1..=NAME_CHARS_MAX).contains(&text.trim().chars().count());
            if !fits {
                self.fault(key, format_args!("must have 1 to {NAME_CHARS_MAX} characters"));
            }
            fits
        });
        self.need(key, text.map(|text| text.trim().to_owned()), there)
    }

    /// A name for programs: lower-case letters, digits and `_`.
    pub(crate) fn id(&mut self, key: &str) -> Option<String> {
        let there = self.has(key);
        let text = self.text(key);
        let text = text.filter(|text| {
            let fits = is_id(text);
            if !fits {
                self.fault(key, "must be a word of lower-case letters, digits and _");
            }
            fits
        });
        self.need(key, text, there)
    }

    fn text(&mut self, key: &str) -> Option<String> {
        if let Value::String(text) = self.table.remove(key)? {
            return Some(text);
        }
        self.fault(key, "must be a text in quotes");
        None
    }

    /// A text that means something else; `None` where it is absent or wrong.
    pub(crate) fn parsed<T>(&mut self, key: &str) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        match self.text(key)?.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.fault(key, error);
                None
            }
        }
    }

    /// The same, where it must be there.
    pub(crate) fn required<T>(&mut self, key: &str) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        let there = self.has(key);
        let value = self.parsed(key);
        self.need(key, value, there)
    }

    /// A whole number between 0 and `max`; `None` where it is absent or wrong.
    pub(crate) fn number(&mut self, key: &str, max: u32) -> Option<u32> {
        let value = self.table.remove(key)?;
        let number = value.as_integer().and_then(|number| u32::try_from(number).ok());
        let number = number.filter(|number| *number <= max);
        if number.is_none() {
            self.fault(key, format_args!("must be a whole number between 0 and {max}"));
        }
        number
    }

    /// The same, where it must be there.
    pub(crate) fn required_number(&mut self, key: &str, max: u32) -> Option<u32> {
        let there = self.has(key);
        let number = self.number(key, max);
        self.need(key, number, there)
    }

    /// Yes or no; no where it is absent.
    pub(crate) fn switch(&mut self, key: &str) -> bool {
        match self.table.remove(key) {
            None => false,
            Some(Value::Boolean(on)) => on,
            Some(_) => {
                self.fault(key, "must be true or false");
                false
            }
        }
    }

    /// Whoever wrote another key meant something by it: a fault for each one.
    pub(crate) fn end(&mut self) {
        for key in self.rest().keys() {
            self.fault(key, "is not known here");
        }
    }
}

/// Whether a text can name something for programs.
pub(crate) fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=ID_CHARS_MAX).contains(&text.len()) && text.bytes().all(allowed)
}
