//! Price books of every kind.

use frontdesk_billing::{
    Allowance, Caps, FlagValue, Flags, Overage, Plan, PriceBook, Rate, Term, Tier,
};
use kernel::{Currency, Money};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn name() -> impl Strategy<Value = String> {
    // Quotes, backslashes, hashes and other scripts have to survive as well.
    "[\\PC]{1,40}"
        .prop_map(|text| text.trim().to_owned())
        .prop_filter("empty", |text| !text.is_empty())
}

fn flags() -> impl Strategy<Value = Flags> {
    let value = prop_oneof![
        any::<bool>().prop_map(FlagValue::Switch),
        any::<i64>().prop_map(FlagValue::Number),
        "\\PC{0,20}".prop_map(FlagValue::Choice),
    ];
    btree_map("[a-z][a-z0-9_]{0,20}", value, 0..4)
}

/// Money from nothing to a price that nobody pays.
fn money(currency: Currency) -> impl Strategy<Value = Money> {
    (0_i64..100_000_000_000).prop_map(move |minor| Money { minor, currency })
}

fn rate(currency: Currency) -> impl Strategy<Value = Rate> {
    (0_u64..1_000_000_000_000).prop_map(move |micros| Rate { micros, currency })
}

fn term() -> impl Strategy<Value = Term> {
    let once = (1_u32..=366).prop_map(|days| Term::Once { days, then: "after".to_owned() });
    prop_oneof![Just(Term::Monthly), once]
}

fn quantities() -> impl Strategy<Value = (Allowance, Caps)> {
    let counts = (0_u32..100_000, 0_u32..100_000, 0_u32..100, 0_u32..100_000, 0_u32..100_000);
    counts.prop_map(|(minutes, texts, numbers, soft, more)| {
        let hard_minutes = minutes.max(soft).saturating_add(more);
        let caps = Caps { soft_minutes: soft, hard_minutes };
        (Allowance { minutes, texts, numbers }, caps)
    })
}

fn plan(currency: Currency) -> impl Strategy<Value = Plan> {
    let head = (name(), select(&Tier::ALL), any::<bool>(), term(), 0_u32..=366, flags());
    let prices = (money(currency), option::of(money(currency)), money(currency));
    let over = (rate(currency), rate(currency), option::of(rate(currency)));
    (head, prices, over, quantities()).prop_map(|(head, prices, over, (included, caps))| {
        let (name, tier, quoted, term, trial_days, flags) = head;
        let (price, annual_price, setup_fee) = prices;
        let (minute, text, number) = over;
        Plan {
            id: String::new(),
            name,
            tier,
            price,
            quoted,
            term,
            annual_price,
            setup_fee,
            included,
            over: Overage { minute, text, number },
            caps,
            trial_days,
            flags,
        }
    })
}

/// A book whose last plan is called `after` and follows those that are sold once.
pub(crate) fn book() -> impl Strategy<Value = PriceBook> {
    let currency = select(&["USD", "GBP", "JPY"][..])
        .prop_filter_map("a currency", |code| code.parse::<Currency>().ok());
    currency.prop_flat_map(|currency: Currency| {
        let plans = vec(plan(currency), 1..5);
        ("[a-z][a-z0-9_]{0,20}", name(), plans).prop_map(move |(id, name, mut plans)| {
            let last = plans.len() - 1;
            for (place, plan) in plans.iter_mut().enumerate() {
                plan.id = format!("plan_{place}");
                if place == last {
                    "after".clone_into(&mut plan.id);
                    plan.term = Term::Monthly;
                }
            }
            PriceBook { id, name, currency, is_default: true, plans }
        })
    })
}
