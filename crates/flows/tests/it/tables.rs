//! Flags and plans agree with each other, and the documents agree with both.

use std::fmt::Write;
use std::path::Path;

use billing::{Plan, PriceBook, PriceBooks, Term, Tier};
use flows::flags::{Acts, acts, of_plan};
use tenancy::Flag;
use tenancy::flags::{FlagKind, FlagValue, PlanFlags, PlanTier};

/// The text of a document; where it differs, the right one is left beside the build for copying.
#[track_caller]
fn assert_document(name: &str, expected: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let found = std::fs::read_to_string(root.join("docs").join(name)).unwrap_or_default();
    if found != expected {
        let right = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&right, expected).unwrap();
        panic!("docs/{name} does not say what holds; copy {} over it", right.display());
    }
}

/// What a tier carries of a flag, as a word: nothing where it carries none.
fn carried(flags: &PlanFlags, flag: Flag) -> String {
    match flags.get(flag) {
        None | Some(FlagValue::Switch(false)) => "–".to_owned(),
        Some(value) => value.to_string(),
    }
}

fn tier_flags(books: &PriceBooks, tier: Tier) -> PlanFlags {
    let read = books.tiers().carried_by(tier).into_iter().map(|(name, value)| {
        let value = match value {
            billing::FlagValue::Switch(on) => FlagValue::Switch(on),
            billing::FlagValue::Number(number) => FlagValue::Number(number),
            billing::FlagValue::Choice(word) => FlagValue::Choice(word),
        };
        (name, value)
    });
    PlanFlags::read(read).unwrap()
}

#[test]
fn every_flag_of_every_plan_is_known_and_takes_its_value() {
    let books = PriceBooks::built_in();
    for book in books.books() {
        for plan in &book.plans {
            let read = of_plan(&books, plan);
            assert!(read.is_ok(), "{} {}: {:?}", book.id, plan.id, read.err());
        }
    }
}

#[test]
fn each_flag_comes_with_the_tier_that_the_registry_names() {
    let books = PriceBooks::built_in();
    let tiers = Tier::ALL.map(|tier| (tier, tier_flags(&books, tier)));
    for flag in Flag::ALL {
        let first = tiers.iter().find(|(_, flags)| {
            flags.get(*flag).is_some_and(|value| *value != flag.kind().default_value())
        });
        // A number may begin with the value it has by default.
        let first = first.or_else(|| tiers.iter().find(|(_, flags)| flags.get(*flag).is_some()));
        let number = matches!(flag.kind(), FlagKind::Number { .. });
        let named = tiers.iter().find(|(_, flags)| flags.get(*flag).is_some());
        let tier = if number { named } else { first };
        let tier = tier.map(|(tier, _)| tier.as_str());
        assert_eq!(tier, flag.tier().map(PlanTier::as_str), "{}", flag.name());
    }
}

#[test]
fn a_larger_tier_carries_what_a_smaller_one_does() {
    let books = PriceBooks::built_in();
    let size = |value: Option<&FlagValue>, flag: Flag| match (value, flag.kind()) {
        (Some(FlagValue::Switch(on)), _) => i64::from(*on),
        (Some(FlagValue::Number(number)), _) => *number,
        (Some(FlagValue::Choice(word)), FlagKind::Choice(words)) => {
            i64::try_from(words.iter().position(|known| known == word).unwrap()).unwrap()
        }
        (Some(FlagValue::Choice(_)) | None, _) => 0,
    };
    for pair in Tier::ALL.windows(2) {
        let (small, large) = (tier_flags(&books, pair[0]), tier_flags(&books, pair[1]));
        for flag in Flag::ALL {
            let grows = size(small.get(*flag), *flag) <= size(large.get(*flag), *flag);
            assert!(grows, "{} in {}", flag.name(), pair[1]);
        }
    }
}

#[test]
fn where_a_flag_acts_it_is_named() {
    for flag in Flag::ALL {
        let Acts::Since { file, .. } = acts(*flag) else { continue };
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
        let source = std::fs::read_to_string(path).unwrap();
        let named = source.contains(&format!("Flag::{flag:?}"));
        assert!(named, "{} is said to act in {file}", flag.name());
    }
}

#[test]
fn the_document_of_flags_says_what_holds() {
    let books = PriceBooks::built_in();
    let tiers = Tier::ALL.map(|tier| tier_flags(&books, tier));
    let mut text = String::from(FLAGS_HEAD);
    for flag in Flag::ALL {
        let [v1, v2, v3, v4] = tiers.each_ref().map(|flags| carried(flags, *flag));
        let since = match acts(*flag) {
            Acts::Since { version, .. } => version,
            Acts::WithItsFeature => "with its feature",
        };
        let default = flag.kind().default_value();
        let row = format!("{default} | {v1} | {v2} | {v3} | {v4} | {} | {since}", flag.what());
        writeln!(text, "| `{}` | {row} |", flag.name()).unwrap();
    }
    text.push_str(FLAGS_FOOT);
    for flag in Flag::ALL.iter().filter(|flag| !matches!(flag.kind(), FlagKind::Switch)) {
        writeln!(text, "| `{}` | {} |", flag.name(), flag.kind()).unwrap();
    }
    assert_document("flags.md", &text);
}

const FLAGS_HEAD: &str = "\
# Flags

What is switched on for a business.
A test compares this page with the registry in `crates/tenancy/src/flags/registry.rs` and with the price books; it says where the right page lies when they differ.

Four layers decide, a later one over an earlier one:

1. the flag's own default,
2. the business's plan,
3. a rollout of the platform, which withholds a flag from businesses that it has not reached: `off`, `staging` (the staging group alone), `25%`, `on`,
4. what the business was given by itself.

`off` withholds a flag from everybody, whatever a business was given.
Each change keeps the value before it, so that one step goes back.
`allow_x`, `enable_x` and `x` name the same flag: `allow_rag` is `enable_rag`.

The columns V1 to V4 are the tiers of plans; [plans.md](plans.md) says which plan is of which tier.
A flag whose column *since* says *with its feature* can be set and shown, and changes nothing yet.

| flag | default | V1 | V2 | V3 | V4 | what it changes | since |
|---|---|---|---|---|---|---|---|
";

const FLAGS_FOOT: &str = "
Where a flag is no switch, it takes:

| flag | takes |
|---|---|
";

#[test]
fn the_document_of_plans_says_what_holds() {
    let books = PriceBooks::built_in();
    let mut text = String::from(PLANS_HEAD);
    for book in books.books() {
        text.push_str(&book_table(book));
    }
    assert_document("plans.md", &text);
}

const PLANS_HEAD: &str = "\
# Plans

What businesses pay, and what that includes.
A test compares this page with [the price books](../fixtures/plans/README.md); it says where the right page lies when they differ.

The tier says how much of the product a plan opens, and [flags.md](flags.md) what each tier carries.
Minutes, texts and numbers are for a month; *alert* and *voicemail* are the minutes at which the owner is told, and after which callers leave a voice message.
Set-up is paid once.
";

fn book_table(book: &PriceBook) -> String {
    let default = if book.is_default { ", the default" } else { "" };
    let mut text = format!("\n## {}\n\n", book.name);
    writeln!(text, "Book `{}` in {}{default}.\n", book.id, book.currency.code()).unwrap();
    text.push_str("| plan | tier | price | set-up | free days | minutes | texts | numbers ");
    text.push_str("| a minute more | a text more | a number more | alert | voicemail |\n");
    text.push_str("|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for plan in &book.plans {
        writeln!(text, "{}", row(plan)).unwrap();
    }
    let differing = book.plans.iter().filter(|plan| !plan.flags.is_empty());
    for (place, plan) in differing.enumerate() {
        let flags: Vec<String> =
            plan.flags.iter().map(|(name, value)| format!("`{name}` is {value}")).collect();
        let line = if place == 0 { "\n" } else { "" };
        writeln!(text, "{line}{} differs from its tier: {}.", plan.name, flags.join(", ")).unwrap();
    }
    text
}

fn row(plan: &Plan) -> String {
    let from = if plan.quoted { "from " } else { "" };
    let term = match &plan.term {
        Term::Monthly => String::new(),
        Term::Once { days, then } => format!(" for {days} days, then `{then}`"),
    };
    let number = plan.over.number.map_or_else(|| "none".to_owned(), |rate| rate.to_string());
    let cells = [
        format!("{} (`{}`)", plan.name, plan.id),
        plan.tier.as_str().to_uppercase(),
        format!("{from}{}{term}", plan.price),
        plan.setup_fee.to_string(),
        plan.trial_days.to_string(),
        plan.included.minutes.to_string(),
        plan.included.texts.to_string(),
        plan.included.numbers.to_string(),
        plan.over.minute.to_string(),
        plan.over.text.to_string(),
        number,
        plan.caps.soft_minutes.to_string(),
        plan.caps.hard_minutes.to_string(),
    ];
    format!("| {} |", cells.join(" | "))
}
