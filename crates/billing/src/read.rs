//! Reads a price book: every value checked, every fault reported at once.

use kernel::{Currency, Money};
use toml::{Table, Value};

use crate::book::PriceBook;
use crate::faults::Faults;
use crate::plan::{Allowance, Caps, Overage, Plan, Term};
use crate::rate::Rate;
use crate::section::Section;
use crate::tiers::flags;

/// How many plans a book may have.
const PLANS_MAX: usize = 20;
/// The most of anything that a plan may include: far beyond any business, and far from overflow.
const QUANTITY_MAX: u32 = 10_000_000;
/// The longest term and the longest trial, in days.
const DAYS_MAX: u32 = 366;

/// The table that a file holds, or a fault with the line where it stops being one.
pub(crate) fn table(text: &str, faults: &mut Faults) -> Option<Table> {
    match text.parse::<Table>() {
        Ok(table) => Some(table),
        Err(error) => {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map(|before| before.matches('\n').count() + 1);
            let key = line.map_or_else(|| "file".to_owned(), |line| format!("line {line}"));
            faults.add(key, error.message());
            None
        }
    }
}

/// Reads a book. `None` where something in its head is wrong; a plan that is wrong is left out.
pub(crate) fn book(table: Table, faults: &mut Faults) -> Option<PriceBook> {
    let mut file = Section::new(table, "", faults);
    let mut head = file.table("book");
    let id = head.id("id");
    let name = head.name("name");
    let currency = head.required::<Currency>("currency");
    let is_default = head.switch("default");
    head.end();
    let entries = match file.raw("plans") {
        Some(Value::Array(entries)) if (1..=PLANS_MAX).contains(&entries.len()) => entries,
        _ => {
            file.fault("plans", format_args!("must be a list of 1 to {PLANS_MAX} plans"));
            Vec::new()
        }
    };
    file.end();
    let mut plans: Vec<Plan> = Vec::new();
    for (place, entry) in entries.into_iter().enumerate() {
        plans.extend(self::plan(place, entry, currency, faults));
    }
    faults.in_plan(None);
    connected(&plans, faults);
    Some(PriceBook { id: id?, name: name?, currency: currency?, is_default, plans })
}

/// What must hold between the plans of a book.
fn connected(plans: &[Plan], faults: &mut Faults) {
    for (place, plan) in plans.iter().enumerate() {
        faults.in_plan(Some(plan.id.clone()));
        if plans.iter().take(place).any(|other| other.id == plan.id) {
            faults.add("id", "is the id of another plan");
        }
        if let Term::Once { then, .. } = &plan.term {
            let follows = plans.iter().find(|other| other.id == *then);
            if !follows.is_some_and(|other| other.term == Term::Monthly) {
                faults.add("then", format_args!("{then:?} is no monthly plan of this book"));
            }
        }
    }
    faults.in_plan(None);
}

fn plan(
    place: usize,
    entry: Value,
    currency: Option<Currency>,
    faults: &mut Faults,
) -> Option<Plan> {
    let known = entry.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
    let called = known.map_or_else(|| format!("plans[{place}]"), str::to_owned);
    faults.in_plan(Some(called));
    let Value::Table(table) = entry else {
        faults.add("plans", "must be a table");
        return None;
    };
    let mut section = Section::new(table, "", faults);
    let id = section.id("id");
    let name = section.name("name");
    let tier = section.required("tier");
    if !section.has("price") {
        section.fault("price", "is missing");
    }
    let price = money(&mut section, "price", currency);
    let quoted = section.switch("quoted");
    let term = term(&mut section);
    let annual_price = money(&mut section, "annual_price", currency);
    let setup_fee = money(&mut section, "setup_fee", currency);
    let included = included(&mut section.table("included"));
    let over = over(&mut section.table("over"), currency);
    let caps = caps(&mut section.table("caps"), included);
    let trial_days = section.number("trial_days", DAYS_MAX).unwrap_or_default();
    let flags = flags(&mut section.table("flags"));
    section.end();
    Some(Plan {
        id: id?,
        name: name?,
        tier: tier?,
        price: price?,
        quoted,
        term: term?,
        annual_price,
        setup_fee: setup_fee.or_else(|| currency.map(|currency| Money { minor: 0, currency }))?,
        included: included?,
        over: over?,
        caps: caps?,
        trial_days,
        flags,
    })
}

/// An amount of zero or more in the book's currency.
fn money(section: &mut Section<'_>, key: &str, currency: Option<Currency>) -> Option<Money> {
    let amount = section.parsed::<Money>(key)?;
    if amount.minor < 0 {
        section.fault(key, "must not be negative");
        return None;
    }
    same(section, key, amount.currency, currency).then_some(amount)
}

fn rate(section: &mut Section<'_>, key: &str, currency: Option<Currency>) -> Option<Rate> {
    let rate = section.parsed::<Rate>(key)?;
    same(section, key, rate.currency, currency).then_some(rate)
}

/// Whether an amount is in the book's currency; said as a fault otherwise.
fn same(section: &mut Section<'_>, key: &str, it: Currency, book: Option<Currency>) -> bool {
    let Some(book) = book.filter(|book| *book != it) else { return true };
    section.fault(key, format_args!("must be in {}, like the rest of this book", book.code()));
    false
}

fn term(section: &mut Section<'_>) -> Option<Term> {
    if !section.has("days") && !section.has("then") {
        return Some(Term::Monthly);
    }
    let days = section.required_number("days", DAYS_MAX);
    if days == Some(0) {
        section.fault("days", "must be at least 1");
    }
    let then = section.id("then");
    Some(Term::Once { days: days?, then: then? })
}

fn included(section: &mut Section<'_>) -> Option<Allowance> {
    let minutes = section.required_number("minutes", QUANTITY_MAX);
    let texts = section.required_number("texts", QUANTITY_MAX);
    let numbers = section.required_number("numbers", QUANTITY_MAX);
    section.end();
    Some(Allowance { minutes: minutes?, texts: texts?, numbers: numbers? })
}

fn over(section: &mut Section<'_>, currency: Option<Currency>) -> Option<Overage> {
    for key in ["minute", "text"] {
        if !section.has(key) {
            section.fault(key, "is missing");
        }
    }
    let minute = rate(section, "minute", currency);
    let text = rate(section, "text", currency);
    let number = rate(section, "number", currency);
    section.end();
    Some(Overage { minute: minute?, text: text?, number })
}

fn caps(section: &mut Section<'_>, included: Option<Allowance>) -> Option<Caps> {
    let soft = section.required_number("soft_minutes", QUANTITY_MAX);
    let hard = section.required_number("hard_minutes", QUANTITY_MAX);
    section.end();
    let (soft_minutes, hard_minutes) = (soft?, hard?);
    if soft_minutes > hard_minutes {
        section.fault("soft_minutes", "must not be more than hard_minutes");
    }
    if included.is_some_and(|included| included.minutes > hard_minutes) {
        section.fault("hard_minutes", "must not be less than the minutes that are included");
    }
    Some(Caps { soft_minutes, hard_minutes })
}
