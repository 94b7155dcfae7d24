//! What is no price book.

use frontdesk_billing::{Fault, PriceBooks};
use proptest::prelude::*;

use crate::any;

const GOOD: &str = r#"
[book]
id = "it"
name = "It"
currency = "USD"
default = true

[[plans]]
id = "small"
name = "Small"
tier = "v1"
price = "10.00 USD"
included = { minutes = 100, texts = 100, numbers = 1 }
over = { minute = "0.10 USD", text = "0.02 USD" }
caps = { soft_minutes = 80, hard_minutes = 200 }
"#;

fn faults(text: &str) -> Vec<String> {
    let read = PriceBooks::read([("it.toml", text)]);
    read.err().unwrap_or_default().iter().map(Fault::to_string).collect()
}

/// The good book with one thing replaced.
fn with(from: &str, to: &str) -> Vec<String> {
    assert!(GOOD.contains(from), "{from}");
    faults(&GOOD.replace(from, to))
}

#[test]
fn a_good_book_has_no_faults() {
    assert_eq!(faults(GOOD), Vec::<String>::new());
}

#[test]
fn every_fault_is_reported_at_once_with_file_plan_and_key() {
    let text = r#"
[book]
id = "It!"
currency = "dollars"
discount = 3

[[plans]]
id = "small"
name = ""
tier = "v9"
price = "-1.00 USD"
colour = "red"
included = { minutes = -5, texts = 1.5, numbers = 1, faxes = 2 }
over = { minute = "0.10" }
caps = { soft_minutes = 300, hard_minutes = 200 }
flags = { "Not A Flag" = true, list = [1] }

[[plans]]
name = "No id"
"#;
    let expected = [
        "it.toml: book.id: must be a word of lower-case letters, digits and _",
        "it.toml: book.name: is missing",
        "it.toml: book.currency: the currency must be three capital letters, as in USD",
        "it.toml: book.discount: is not known here",
        "it.toml: plan small: name: must have 1 to 120 characters",
        "it.toml: plan small: tier: must be one of v1, v2, v3, v4",
        "it.toml: plan small: price: must not be negative",
        "it.toml: plan small: included.minutes: must be a whole number between 0 and 10000000",
        "it.toml: plan small: included.texts: must be a whole number between 0 and 10000000",
        "it.toml: plan small: included.faxes: is not known here",
        "it.toml: plan small: over.text: is missing",
        "it.toml: plan small: over.minute: write a price of zero or more and a currency, as in \"0.0079 USD\"",
        "it.toml: plan small: caps.soft_minutes: must not be more than hard_minutes",
        "it.toml: plan small: flags.Not A Flag: is not a flag's name: lower-case letters, digits and _",
        "it.toml: plan small: flags.list: must be true, false, a whole number or a text",
        "it.toml: plan small: colour: is not known here",
        "it.toml: plan plans[1]: id: is missing",
        "it.toml: plan plans[1]: tier: is missing",
        "it.toml: plan plans[1]: price: is missing",
        "it.toml: plan plans[1]: included.minutes: is missing",
        "it.toml: plan plans[1]: included.texts: is missing",
        "it.toml: plan plans[1]: included.numbers: is missing",
        "it.toml: plan plans[1]: over.minute: is missing",
        "it.toml: plan plans[1]: over.text: is missing",
        "it.toml: plan plans[1]: caps.soft_minutes: is missing",
        "it.toml: plan plans[1]: caps.hard_minutes: is missing",
    ];
    assert_eq!(faults(text), expected);
}

#[test]
fn a_book_speaks_one_currency() {
    let euro = with("price = \"10.00 USD\"", "price = \"10.00 EUR\"");
    assert_eq!(euro, ["it.toml: plan small: price: must be in USD, like the rest of this book"]);
    let rate = with("minute = \"0.10 USD\"", "minute = \"0.10 EUR\"");
    assert_eq!(
        rate,
        ["it.toml: plan small: over.minute: must be in USD, like the rest of this book"]
    );
}

#[test]
fn what_is_included_lies_below_the_hard_cap() {
    let less = with("minutes = 100", "minutes = 201");
    let what = "must not be less than the minutes that are included";
    assert_eq!(less, [format!("it.toml: plan small: caps.hard_minutes: {what}")]);
}

#[test]
fn what_follows_a_pilot_is_a_monthly_plan_of_the_book() {
    let nothing = with("tier = \"v1\"", "tier = \"v1\"\ndays = 30\nthen = \"none\"");
    let what = "\"none\" is no monthly plan of this book";
    assert_eq!(nothing, [format!("it.toml: plan small: then: {what}")]);
    let itself = with("tier = \"v1\"", "tier = \"v1\"\ndays = 30\nthen = \"small\"");
    assert_eq!(itself.len(), 1, "{itself:?}");
    let half = with("tier = \"v1\"", "tier = \"v1\"\ndays = 0");
    assert_eq!(half.len(), 2, "{half:?}");
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let broken = with("tier = \"v1\"", "tier = ");
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert!(broken[0].starts_with("it.toml: line 11: "), "{broken:?}");
}

#[test]
fn books_and_plans_have_names_of_their_own_and_one_book_is_the_default() {
    let same = PriceBooks::read([("a.toml", GOOD), ("b.toml", GOOD)]).expect_err("twice the same");
    let told: Vec<String> = same.iter().map(Fault::to_string).collect();
    assert_eq!(
        told,
        [
            "b.toml: book.id: is the id of another book",
            "b.toml: book.default: another book is the default already",
        ]
    );
    let none = with("default = true", "default = false");
    assert_eq!(none, ["price books: book.default: one book must be the default"]);
    let plans = GOOD.split_once("[[plans]]").expect("a plan").1;
    let twice = faults(&format!("{GOOD}\n[[plans]]{plans}"));
    assert_eq!(twice, ["it.toml: plan small: id: is the id of another plan"]);
}

#[test]
fn faults_of_all_files_come_together() {
    let bad = GOOD.replace("tier = \"v1\"", "tier = \"v0\"");
    let read =
        PriceBooks::read([("a.toml", bad.as_str()), ("b.toml", "[book]"), ("tiers.toml", "[v5]")]);
    let told = read.expect_err("three bad files");
    for file in ["a.toml", "b.toml", "tiers.toml"] {
        assert!(told.iter().any(|fault| fault.file == file), "{file}: {told:?}");
    }
}

proptest! {
    #[test]
    fn a_key_that_is_not_known_is_refused(book in any::book(), key in "x[a-z]{1,10}", place in 0_usize..3) {
        let text = book.to_string();
        let after = ["[book]\n", "[[plans]]\n", "included = { "][place];
        let odd = if place == 2 { format!("{after}{key} = 1, ") } else { format!("{after}{key} = 1\n") };
        let told = faults(&text.replacen(after, &odd, 1));
        prop_assert_eq!(told.len(), 1, "{:?}", &told);
        prop_assert!(told[0].ends_with("is not known here") && told[0].contains(&key), "{:?}", &told);
    }

    #[test]
    fn a_price_is_never_negative(minor in 1_i64..1_000_000_000, place in 0_usize..5) {
        let amount = kernel::Money { minor: -minor, currency: kernel::Currency::USD };
        let text = match place {
            0 => GOOD.replace("price = \"10.00 USD\"", &format!("price = \"{amount}\"")),
            1 => GOOD.replace("tier =", &format!("setup_fee = \"{amount}\"\ntier =")),
            2 => GOOD.replace("tier =", &format!("annual_price = \"{amount}\"\ntier =")),
            3 => GOOD.replace("minute = \"0.10 USD\"", &format!("minute = \"{amount}\"")),
            _ => GOOD.replace("text = \"0.02 USD\"", &format!("text = \"{amount}\"")),
        };
        prop_assert_eq!(faults(&text).len(), 1);
    }

    #[test]
    fn whatever_is_written_does_no_harm(text in "\\PC{0,200}") {
        let _ = PriceBooks::read([("it.toml", text.as_str()), ("tiers.toml", text.as_str())]);
    }
}
