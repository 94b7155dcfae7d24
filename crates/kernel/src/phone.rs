//! Phone numbers, and callers who have none.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A number that can be dialled from anywhere, in E.164 form: `+18165550100`.
///
/// **Limits**: 8 to 15 digits after the plus sign, the first of them not zero.
/// `Debug` hides the middle, for numbers never reach a log; `Display` shows all of it.
///
/// Source: ITU-T E.164, 11/2010.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(String);

/// Why a text is not a phone number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhoneNumberError {
    /// There is no leading plus sign with the country's code.
    #[error("write the number with its country code, as in +18165550100")]
    NoCountry,
    /// A character that has no place in a number.
    #[error("a phone number holds digits only, after its plus sign")]
    Character,
    /// Too few or too many digits.
    #[error("a phone number has 8 to 15 digits")]
    Length,
}

/// How numbers begin that stand for none.
const UNASSIGNED: &str = "+999";

impl PhoneNumber {
    /// Reads a number as people and carriers write it; blanks, dots, dashes and brackets are dropped.
    pub fn parse(text: &str) -> Result<Self, PhoneNumberError> {
        let digits = text.trim().strip_prefix('+').ok_or(PhoneNumberError::NoCountry)?;
        let mut number = String::with_capacity(16);
        number.push('+');
        for character in digits.chars() {
            match character {
                '0'..='9' => number.push(character),
                ' ' | '-' | '.' | '(' | ')' | '\u{a0}' => {}
                _ => return Err(PhoneNumberError::Character),
            }
            if number.len() > 16 {
                return Err(PhoneNumberError::Length);
            }
        }
        match (number.len(), number.as_bytes().get(1)) {
            (9..=16, Some(b'1'..=b'9')) => Ok(Self(number)),
            (9..=16, _) => Err(PhoneNumberError::NoCountry),
            _ => Err(PhoneNumberError::Length),
        }
    }

    /// Stands where a business has no number yet. Nobody can call it: the country code 999 is kept free.
    ///
    /// **Source**: ITU-T E.164, list of assigned country codes, 2016: 999 is reserved.
    pub fn unassigned(seed: u128) -> Self {
        Self(format!("{UNASSIGNED}{:012}", seed % 1_000_000_000_000))
    }

    /// Whether it stands for no number at all.
    pub fn is_unassigned(&self) -> bool {
        self.0.starts_with(UNASSIGNED)
    }

    /// The number in E.164 form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four digits: what may be read out to confirm a number.
    pub fn last_four(&self) -> &str {
        self.0.get(self.0.len().saturating_sub(4)..).unwrap_or(&self.0)
    }
}

impl FromStr for PhoneNumber {
    type Err = PhoneNumberError;

    fn from_str(text: &str) -> Result<Self, PhoneNumberError> {
        Self::parse(text)
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.get(self.0.len().saturating_sub(2)..).unwrap_or("");
        write!(f, "+…{shown}")
    }
}

impl Serialize for PhoneNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// Who is on the line, as far as the carrier says.
///
/// Caller ids can be forged: a number finds a customer's record, it proves nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caller {
    /// A number that can be called back.
    Number(PhoneNumber),
    /// The caller withholds the number, or the network does not know it.
    Withheld,
    /// A SIP address.
    Sip(String),
    /// A browser or app that is signed in under this name.
    Client(String),
}

impl Caller {
    /// Numbers that carriers send in place of a withheld one: they spell words on a keypad.
    ///
    /// Source: Twilio help, "Anonymous, restricted and unavailable caller ids", read 2026-11.
    const STAND_INS: [&'static str; 6] = [
        "+266696687",   // ANONYMOUS
        "+7378742833",  // RESTRICTED
        "+2562533",     // BLOCKED
        "+8566",        // UNKNOWN, cut short
        "+86282452253", // UNAVAILABLE
        "+464",         // PRIVATE, cut short
    ];

    /// Reads what a carrier put in place of the caller's number. Never fails: what cannot be called
    /// back counts as withheld.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        if let Some(name) = text.strip_prefix("client:") {
            return Self::Client(name.to_owned());
        }
        if text.starts_with("sip:") || text.starts_with("sips:") {
            return Self::Sip(text.to_owned());
        }
        if Self::STAND_INS.contains(&text) {
            return Self::Withheld;
        }
        PhoneNumber::parse(text).map_or(Self::Withheld, Self::Number)
    }

    /// The number to call or text back, if there is one.
    pub const fn number(&self) -> Option<&PhoneNumber> {
        match self {
            Self::Number(number) => Some(number),
            Self::Withheld | Self::Sip(_) | Self::Client(_) => None,
        }
    }

    /// What the `calls` table keeps in `from_number`.
    pub fn as_text(&self) -> String {
        match self {
            Self::Number(number) => number.as_str().to_owned(),
            Self::Withheld => "anonymous".to_owned(),
            Self::Sip(address) => address.clone(),
            Self::Client(name) => format!("client:{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let number = PhoneNumber::parse("+1 (816) 555-0100").unwrap();
        assert_eq!(number.as_str(), "+18165550100");
        assert_eq!(number.last_four(), "0100");
        assert_eq!(format!("{number:?}"), "+…00");
        assert_eq!(PhoneNumber::parse("8165550100"), Err(PhoneNumberError::NoCountry));
        assert_eq!(PhoneNumber::parse("+0165550100"), Err(PhoneNumberError::NoCountry));
        assert_eq!(PhoneNumber::parse("+1816555010a"), Err(PhoneNumberError::Character));
        assert_eq!(PhoneNumber::parse("+123"), Err(PhoneNumberError::Length));
        assert_eq!(PhoneNumber::parse("+1234567890123456"), Err(PhoneNumberError::Length));
    }

    #[test]
    fn callers_without_a_number_are_told_apart() {
        for text in ["anonymous", "Restricted", "unknown", "", "+266696687", "+7378742833", "911"] {
            assert_eq!(Caller::parse(text), Caller::Withheld, "{text}");
        }
        assert_eq!(Caller::parse("client:desk"), Caller::Client("desk".to_owned()));
        assert_eq!(Caller::parse("sip:a@b.example"), Caller::Sip("sip:a@b.example".to_owned()));
        assert!(Caller::parse("+18165550100").number().is_some());
    }

    proptest! {
        #[test]
        fn a_caller_survives_its_text_form(text in ".{0,30}") {
            let caller = Caller::parse(&text);
            prop_assert_eq!(Caller::parse(&caller.as_text()), caller);
        }
    }
}
