//! Amounts of money, in integers.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An ISO 4217 currency code of three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// US dollars.
    pub const USD: Self = Self(*b"USD");
    /// Pounds sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// Euros.
    pub const EUR: Self = Self(*b"EUR");

    /// The code as text.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// How many decimal places the minor unit has.
    ///
    /// Source: ISO 4217, list one; currencies without minor units that we may meet.
    pub fn decimals(&self) -> u32 {
        if matches!(&self.0, b"JPY" | b"KRW" | b"ISK" | b"CLP" | b"VND") { 0 } else { 2 }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount in the currency's minor unit (cents, pence).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units; negative for credits.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// Why a text is not an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not of the form `120.00 USD`.
    #[error("write an amount and a currency, as in \"120.00 USD\"")]
    Form,
    /// The currency is not three capital letters.
    #[error("the currency must be three capital letters, as in USD")]
    Currency,
    /// More decimal places than the currency has.
    #[error("the amount has more decimal places than its currency")]
    Precision,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let units = self.minor.unsigned_abs();
        match self.currency.decimals() {
            0 => write!(f, "{sign}{units} {}", self.currency.code()),
            _ => write!(f, "{sign}{}.{:02} {}", units / 100, units % 100, self.currency.code()),
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let letters: [u8; 3] = text.as_bytes().try_into().map_err(|_| MoneyError::Currency)?;
        if !letters.iter().all(u8::is_ascii_uppercase) {
            return Err(MoneyError::Currency);
        }
        Ok(Self(letters))
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (amount, code) = text.trim().rsplit_once(' ').ok_or(MoneyError::Form)?;
        let currency: Currency = code.parse()?;
        let amount = amount.trim();
        let (negative, amount) =
            amount.strip_prefix('-').map_or((false, amount), |positive| (true, positive));
        let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 15 || !digits(whole) || !digits(fraction) {
            return Err(MoneyError::Form);
        }
        let decimals = usize::try_from(currency.decimals()).unwrap_or_default();
        if fraction.len() > decimals {
            return Err(MoneyError::Precision);
        }
        let minor: i64 =
            format!("{whole}{fraction:0<decimals$}").parse().map_err(|_| MoneyError::Form)?;
        Ok(Self { minor: if negative { -minor } else { minor }, currency })
    }
}

impl Serialize for Money {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_amount_survives_its_text_form(minor in -10_000_000_000_i64..10_000_000_000) {
            for currency in [Currency::USD, "JPY".parse().unwrap()] {
                let money = Money { minor, currency };
                prop_assert_eq!(money.to_string().parse(), Ok(money));
            }
        }
    }

    #[test]
    fn short_and_wrong_amounts() {
        assert_eq!("120 USD".parse(), Ok(Money { minor: 12_000, currency: Currency::USD }));
        assert_eq!("0.5 GBP".parse(), Ok(Money { minor: 50, currency: Currency::GBP }));
        assert_eq!("1.234 USD".parse::<Money>(), Err(MoneyError::Precision));
        assert_eq!("5.50 JPY".parse::<Money>(), Err(MoneyError::Precision));
        for text in ["", "USD", "12", "12 usd", ".5 USD", "1,000 USD", "1e3 USD", "+1 USD"] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
    }
}
