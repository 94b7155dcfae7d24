//! The languages we speak.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language with its region, as a BCP 47 tag such as `en-US`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

/// Why a text is not a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a language tag such as \"en-US\"")]
pub struct LanguageError;

impl Language {
    /// American English: the default.
    pub fn english() -> Self {
        Self("en-US".to_owned())
    }

    /// The whole tag: `en-US`.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The language alone: `en`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// The region, if the tag names one: `US`.
    pub fn region(&self) -> Option<&str> {
        self.0.split_once('-').map(|(_, region)| region)
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(text: &str) -> Result<Self, LanguageError> {
        let (primary, region) = match text.split_once('-') {
            Some((primary, region)) => (primary, Some(region)),
            None => (text, None),
        };
        let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !matches!(primary.len(), 2 | 3) || !letters(primary) {
            return Err(LanguageError);
        }
        let primary = primary.to_ascii_lowercase();
        match region {
            None => Ok(Self(primary)),
            Some(region) if region.len() == 2 && letters(region) => {
                Ok(Self(format!("{primary}-{}", region.to_ascii_uppercase())))
            }
            Some(region) if region.len() == 3 && region.bytes().all(|b| b.is_ascii_digit()) => {
                Ok(Self(format!("{primary}-{region}")))
            }
            Some(_) => Err(LanguageError),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_put_in_order() {
        assert_eq!("EN-us".parse::<Language>().unwrap().tag(), "en-US");
        assert_eq!("es-419".parse::<Language>().unwrap().region(), Some("419"));
        assert_eq!("fr".parse::<Language>().unwrap().primary(), "fr");
        for text in ["", "e", "english", "en_US", "en-", "en-USA1", "12-US"] {
            assert!(text.parse::<Language>().is_err(), "{text}");
        }
    }
}
