//! Prints what was read, in the same form, so that a book can be shown, compared and given back.

use std::fmt::{self, Write};

use toml::Value;

use crate::book::PriceBook;
use crate::plan::{FlagValue, Flags, Plan, Term, Tier};
use crate::tiers::Tiers;

impl fmt::Display for PriceBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "[book]\nid = {}\nname = {}", quoted(&self.id), quoted(&self.name))?;
        writeln!(f, "currency = {}", quoted(self.currency.code()))?;
        if self.is_default {
            writeln!(f, "default = true")?;
        }
        for plan in &self.plans {
            write!(f, "\n[[plans]]\n{plan}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "id = {}\nname = {}", quoted(&self.id), quoted(&self.name))?;
        writeln!(f, "tier = \"{}\"\nprice = \"{}\"", self.tier, self.price)?;
        if self.quoted {
            writeln!(f, "quoted = true")?;
        }
        if let Term::Once { days, then } = &self.term {
            writeln!(f, "days = {days}\nthen = {}", quoted(then))?;
        }
        if let Some(annual) = self.annual_price {
            writeln!(f, "annual_price = \"{annual}\"")?;
        }
        writeln!(f, "setup_fee = \"{}\"\ntrial_days = {}", self.setup_fee, self.trial_days)?;
        let included = self.included;
        writeln!(
            f,
            "included = {{ minutes = {}, texts = {}, numbers = {} }}",
            included.minutes, included.texts, included.numbers
        )?;
        write!(f, "over = {{ minute = \"{}\", text = \"{}\"", self.over.minute, self.over.text)?;
        if let Some(number) = self.over.number {
            write!(f, ", number = \"{number}\"")?;
        }
        let caps = self.caps;
        writeln!(
            f,
            " }}\ncaps = {{ soft_minutes = {}, hard_minutes = {} }}",
            caps.soft_minutes, caps.hard_minutes
        )?;
        if !self.flags.is_empty() {
            write!(f, "[plans.flags]\n{}", lines(&self.flags))?;
        }
        Ok(())
    }
}

impl fmt::Display for Tiers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for tier in Tier::ALL {
            writeln!(f, "[{tier}]")?;
            for (name, value) in self.added_by(tier) {
                writeln!(f, "{name} = {value}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for FlagValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Switch(on) => write!(f, "{on}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Choice(text) => f.write_str(&quoted(text)),
        }
    }
}

fn lines(flags: &Flags) -> String {
    let mut lines = String::new();
    for (name, value) in flags {
        // Writing to a `String` cannot fail.
        let _ = writeln!(lines, "{name} = {value}");
    }
    lines
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}
