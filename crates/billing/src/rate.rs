//! Prices of single things, finer than the smallest coin.

use std::fmt;
use std::str::FromStr;

use kernel::{Currency, Money};

/// What one minute, text or number costs.
///
/// **Units**: micro-units, millionths of the currency's main unit: `0.0079 USD` is 7900.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rate {
    /// Millionths of the main unit.
    pub micros: u64,
    /// The currency.
    pub currency: Currency,
}

/// How many decimal places a rate has.
const DECIMALS: usize = 6;
/// How many digits before the point are read: enough for every price, and no overflow.
const WHOLE_DIGITS_MAX: usize = 9;
/// Millionths in one main unit.
const MICROS: u64 = 1_000_000;

/// Why a text is not a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// Not of the form `0.08 GBP`.
    #[error("write a price of zero or more and a currency, as in \"0.0079 USD\"")]
    Form,
    /// The currency is not three capital letters.
    #[error("the currency must be three capital letters, as in USD")]
    Currency,
    /// More decimal places than a rate has.
    #[error("the price has more than six decimal places")]
    Precision,
}

impl Rate {
    /// Nothing.
    pub const fn zero(currency: Currency) -> Self {
        Self { micros: 0, currency }
    }

    /// What so many cost, rounded half up to the minor unit; `None` where that is no amount any more.
    pub fn times(self, quantity: u64) -> Option<Money> {
        let micros = u128::from(self.micros) * u128::from(quantity);
        let places = 10_u128.pow(self.currency.decimals());
        let scaled = micros.checked_mul(places)?.checked_add(u128::from(MICROS) / 2)?;
        let minor = i64::try_from(scaled / u128::from(MICROS)).ok()?;
        Some(Money { minor, currency: self.currency })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.micros / MICROS, self.micros % MICROS);
        let places = usize::try_from(self.currency.decimals()).unwrap_or_default();
        let digits = format!("{fraction:06}");
        let significant = digits.trim_end_matches('0').len().max(places);
        match digits.get(..significant).filter(|digits| !digits.is_empty()) {
            Some(digits) => write!(f, "{whole}.{digits} {}", self.currency.code()),
            None => write!(f, "{whole} {}", self.currency.code()),
        }
    }
}

impl FromStr for Rate {
    type Err = RateError;

    fn from_str(text: &str) -> Result<Self, RateError> {
        let (amount, code) = text.trim().rsplit_once(' ').ok_or(RateError::Form)?;
        let currency: Currency = code.parse().map_err(|_| RateError::Currency)?;
        let amount = amount.trim();
        let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let too_long = whole.len() > WHOLE_DIGITS_MAX;
        if whole.is_empty() || too_long || !digits(whole) || !digits(fraction) {
            return Err(RateError::Form);
        }
        if fraction.len() > DECIMALS {
            return Err(RateError::Precision);
        }
        let micros = format!("{whole}{fraction:0<DECIMALS$}").parse();
        Ok(Self { micros: micros.map_err(|_| RateError::Form)?, currency })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rate(text: &str) -> Rate {
        text.parse().expect("a rate")
    }

    #[test]
    fn fifty_minutes_over_at_eight_pence_are_four_pounds() {
        let over = rate("0.08 GBP").times(50);
        assert_eq!(over, Some(Money { minor: 400, currency: Currency::GBP }));
    }

    #[test]
    fn what_is_finer_than_a_cent_adds_up_before_it_is_rounded() {
        let text = rate("0.0079 USD");
        assert_eq!(text.times(1).map(|money| money.minor), Some(1));
        assert_eq!(text.times(100).map(|money| money.minor), Some(79));
        assert_eq!(rate("0.4 JPY").times(10).map(|money| money.minor), Some(4));
    }

    #[test]
    fn amounts_beyond_money_are_none() {
        assert_eq!(Rate { micros: u64::MAX, currency: Currency::USD }.times(u64::MAX), None);
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        for text in ["", "USD", "0.08", "-0.08 GBP", "+1 GBP", "1e3 GBP", ".5 GBP", "0.08 gbp"] {
            assert!(text.parse::<Rate>().is_err(), "{text}");
        }
        assert_eq!("0.0000001 USD".parse::<Rate>(), Err(RateError::Precision));
    }

    proptest! {
        #[test]
        fn a_rate_survives_its_text_form(micros in 0_u64..1_000_000_000_000_000) {
            for currency in [Currency::USD, "JPY".parse().expect("yen")] {
                let rate = Rate { micros, currency };
                prop_assert_eq!(rate.to_string().parse(), Ok(rate));
            }
        }
    }
}
