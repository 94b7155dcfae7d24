//! What is read and printed, and the books that come with the program.

use frontdesk_billing::{FlagValue, Flags, PriceBook, PriceBooks, TIERS_FILE, Term, Tier};
use proptest::prelude::*;

use crate::any;

fn read_one(text: &str) -> PriceBook {
    let books = PriceBooks::read([("it.toml", text)]);
    books.unwrap_or_else(|faults| panic!("{faults:?} in:\n{text}")).default_book().clone()
}

proptest! {
    #[test]
    fn a_book_prints_back_to_itself(book in any::book()) {
        prop_assert_eq!(read_one(&book.to_string()), book);
    }

    #[test]
    fn what_a_tier_carries_only_grows_by_names(
        low in proptest::collection::btree_map("[a-z]{1,6}", any::<bool>(), 0..5),
        high in proptest::collection::btree_map("[a-z]{1,6}", any::<bool>(), 0..5),
    ) {
        let flags = |map: &std::collections::BTreeMap<String, bool>| -> Flags {
            map.iter().map(|(name, on)| (name.clone(), FlagValue::Switch(*on))).collect()
        };
        let tiers = frontdesk_billing::Tiers::new([(Tier::V1, flags(&low)), (Tier::V3, flags(&high))]);
        prop_assert_eq!(tiers.carried_by(Tier::V2), flags(&low));
        for name in low.keys().chain(high.keys()) {
            let carried = tiers.carried_by(Tier::V4);
            let value = high.get(name).or_else(|| low.get(name)).copied();
            prop_assert_eq!(carried.get(name).cloned(), value.map(FlagValue::Switch));
        }
    }
}

#[test]
fn the_built_in_books_print_back_to_themselves() {
    let books = PriceBooks::built_in();
    let printed = books.books().iter().map(|book| (format!("{}.toml", book.id), book.to_string()));
    let tiers = (TIERS_FILE.to_owned(), books.tiers().to_string());
    assert_eq!(PriceBooks::read(printed.chain([tiers])), Ok(books));
}

#[test]
fn prices_are_as_decided() {
    let books = PriceBooks::built_in();
    assert_eq!(books.default_book().id, "usd");
    let price = |book: &str, plan: &str| {
        let plan = books.plan(book, plan).unwrap_or_else(|| panic!("{book} has no {plan}"));
        format!("{} {} {}", plan.tier, plan.price, plan.setup_fee)
    };
    let expected = [
        ("usd", "starter", "v1 49.00 USD 0.00 USD"),
        ("usd", "core", "v2 149.00 USD 0.00 USD"),
        ("usd", "pro", "v3 399.00 USD 0.00 USD"),
        ("usd", "enterprise", "v4 750.00 USD 0.00 USD"),
        ("gbp", "starter", "v1 29.00 GBP 0.00 GBP"),
        ("gbp", "growth", "v2 79.00 GBP 0.00 GBP"),
        ("gbp", "enterprise", "v4 199.00 GBP 0.00 GBP"),
        ("family", "family", "v1 150.00 USD 100.00 USD"),
        ("family", "standard", "v2 350.00 USD 150.00 USD"),
        ("family", "pro", "v3 500.00 USD 200.00 USD"),
        ("flat", "everyone", "v2 149.00 USD 0.00 USD"),
    ];
    for (book, plan, text) in expected {
        assert_eq!(price(book, plan), text, "{book} {plan}");
    }
    let pilot = books.plan("usd", "pilot").expect("a pilot");
    assert_eq!(pilot.price.to_string(), "49.00 USD");
    assert_eq!(pilot.term, Term::Once { days: 30, then: "core".to_owned() });
    assert!(books.plan("usd", "enterprise").is_some_and(|plan| plan.quoted));
}

#[test]
fn the_british_plans_include_what_was_decided() {
    let books = PriceBooks::built_in();
    for (plan, minutes, numbers) in
        [("starter", 200, 1), ("growth", 600, 2), ("enterprise", 2000, 5)]
    {
        let plan = books.plan("gbp", plan).expect("such a plan");
        assert_eq!((plan.included.minutes, plan.included.numbers), (minutes, numbers));
        assert_eq!(plan.over.minute.to_string(), "0.08 GBP");
        assert_eq!(plan.over.number, None, "a number more is refused");
    }
}

#[test]
fn a_plan_may_say_otherwise_than_its_tier() {
    let books = PriceBooks::built_in();
    let british = books.plan("gbp", "enterprise").expect("such a plan");
    assert_eq!(books.tiers().carried_by(Tier::V4).get("baa"), Some(&FlagValue::Switch(true)));
    assert_eq!(books.flags_of(british).get("baa"), Some(&FlagValue::Switch(false)));
}

#[test]
fn a_folder_without_tiers_carries_the_programs_own() {
    let books = PriceBooks::built_in();
    let own = PriceBooks::read([("own.toml", books.default_book().to_string())]).expect("a book");
    assert_eq!(own.tiers(), books.tiers());
}
