//! Which language is spoken, and as where.

use kernel::Language;
use serde::{Deserialize, Serialize};

/// A language that can be spoken: each has its folder under `lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Tongue {
    English,
    Spanish,
    French,
}

/// A language as it is spoken somewhere: times and dates differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Month before day, twelve hours with AM and PM.
    AmericanEnglish,
    /// Day before month, "half past three".
    BritishEnglish,
    /// "las cuatro menos cuarto", "el uno de marzo".
    EuropeanSpanish,
    /// "las tres cuarenta y cinco", "el primero de marzo".
    AmericanSpanish,
    /// Twenty-four hours.
    French,
    /// The same, with dollars.
    CanadianFrench,
}

impl Tongue {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::English, Self::Spanish, Self::French];

    /// Its ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::French => "fr",
        }
    }

    /// How it is spoken where nothing more is known.
    pub const fn dialect(self) -> Dialect {
        match self {
            Self::English => Dialect::AmericanEnglish,
            Self::Spanish => Dialect::AmericanSpanish,
            Self::French => Dialect::French,
        }
    }

    /// The tongue of a language, if it can be spoken.
    pub fn of(language: &Language) -> Option<Self> {
        Self::ALL.into_iter().find(|tongue| tongue.code() == language.primary())
    }

    /// The language of a business that a caller of this tongue is spoken to in: one that the business
    /// names, with its region.
    pub fn among(self, languages: &[Language]) -> Option<&Language> {
        languages.iter().find(|language| Self::of(language) == Some(self))
    }
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::AmericanEnglish,
        Self::BritishEnglish,
        Self::EuropeanSpanish,
        Self::AmericanSpanish,
        Self::French,
        Self::CanadianFrench,
    ];

    /// The dialect of a language. What cannot be spoken is spoken to in English.
    pub fn of(language: &Language) -> Self {
        let region = language.region();
        match Tongue::of(language) {
            Some(Tongue::Spanish) if matches!(region, None | Some("ES" | "GQ")) => {
                Self::EuropeanSpanish
            }
            Some(Tongue::Spanish) => Self::AmericanSpanish,
            Some(Tongue::French) if region == Some("CA") => Self::CanadianFrench,
            Some(Tongue::French) => Self::French,
            Some(Tongue::English) | None => {
                let first = Tongue::of(language).is_none()
                    || crate::understand::extract::when::is_day_first(Some(language));
                if first { Self::BritishEnglish } else { Self::AmericanEnglish }
            }
        }
    }

    /// Its language.
    pub const fn tongue(self) -> Tongue {
        match self {
            Self::AmericanEnglish | Self::BritishEnglish => Tongue::English,
            Self::EuropeanSpanish | Self::AmericanSpanish => Tongue::Spanish,
            Self::French | Self::CanadianFrench => Tongue::French,
        }
    }
}
