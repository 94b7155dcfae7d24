//! Which layer decides, and what may be written.

use frontdesk_tenancy::flags::{
    DecidedBy, Flag, FlagError, FlagKind, FlagSet, FlagValue, Group, Layers, Overrides, PlanFlags,
    Rollouts, Stage, effective, explain,
};
use kernel::{IdSource, SeededIds, TenantId};
use proptest::prelude::*;

const ON: FlagValue = FlagValue::Switch(true);
const OFF: FlagValue = FlagValue::Switch(false);

fn tenant() -> TenantId {
    let ids: &dyn IdSource = &SeededIds::new(1);
    ids.next()
}

fn plan(flags: &[(&str, FlagValue)]) -> PlanFlags {
    PlanFlags::read(flags.iter().cloned()).unwrap()
}

#[test]
fn a_later_layer_decides_over_an_earlier_one() {
    let carried = plan(&[("enable_rag", ON)]);
    let nothing = plan(&[]);
    let none = Overrides::default();
    let mut given = Overrides::default();
    given.set(Flag::Rag, ON).unwrap();
    let mut taken = Overrides::default();
    taken.set(Flag::Rag, OFF).unwrap();
    let staged = |stage: Option<Stage>| {
        let mut rollouts = Rollouts::default();
        rollouts.set(Flag::Rag, stage);
        rollouts
    };
    let table = [
        (&nothing, &none, None, false, DecidedBy::Default),
        (&carried, &none, None, true, DecidedBy::Plan),
        (&carried, &taken, None, false, DecidedBy::Business),
        (&nothing, &given, None, true, DecidedBy::Business),
        // A rollout withholds, and gives nothing that the plan does not carry.
        (&carried, &none, Some(Stage::Staging), false, DecidedBy::Rollout),
        (&carried, &none, Some(Stage::Percent(0)), false, DecidedBy::Rollout),
        (&carried, &none, Some(Stage::Percent(100)), true, DecidedBy::Plan),
        (&carried, &none, Some(Stage::On), true, DecidedBy::Plan),
        (&nothing, &none, Some(Stage::On), false, DecidedBy::Default),
        // One business may have it earlier, or not at all.
        (&nothing, &given, Some(Stage::Percent(0)), true, DecidedBy::Business),
        (&carried, &taken, Some(Stage::On), false, DecidedBy::Business),
        // Off is off for everybody.
        (&carried, &given, Some(Stage::Off), false, DecidedBy::Rollout),
    ];
    for (row, (plan, overrides, stage, on, by)) in table.into_iter().enumerate() {
        let rollouts = &staged(stage);
        let layers = Layers { plan, overrides, rollouts, tenant: tenant() };
        let set = effective(&layers);
        assert_eq!((set.is_on(Flag::Rag), set.decided_by(Flag::Rag)), (on, by), "row {row}");
        let explained = explain(Flag::Rag, &layers);
        assert_eq!((explained.value, explained.by), (FlagValue::Switch(on), by), "row {row}");
        assert_eq!(explained.business.as_ref(), overrides.get(Flag::Rag), "row {row}");
    }
}

#[test]
fn the_staging_group_comes_first() {
    let carried = plan(&[("deposits", ON)]);
    let mut rollouts = Rollouts::default();
    rollouts.set(Flag::Deposits, Some(Stage::Staging));
    let mut staging = Overrides::default();
    staging.group = Group::Staging;
    for (overrides, on) in [(&staging, true), (&Overrides::default(), false)] {
        let layers = Layers { plan: &carried, overrides, rollouts: &rollouts, tenant: tenant() };
        assert_eq!(effective(&layers).is_on(Flag::Deposits), on);
    }
}

#[test]
fn two_names_of_one_flag_are_one_flag() {
    for name in ["enable_rag", "allow_rag", "rag"] {
        assert_eq!(Flag::named(name), Ok(Flag::Rag), "{name}");
    }
    assert_eq!(Flag::named("ai_booking"), Ok(Flag::AiBooking));
    assert_eq!(Flag::named("enable_24_7"), Ok(Flag::Allow24x7));
    assert_eq!(Flag::named("multilingual"), Ok(Flag::MultiLanguage));
    let twice = PlanFlags::read([("enable_rag", ON), ("allow_rag", OFF)]);
    assert_eq!(twice, Err(vec![FlagError::Twice { flag: Flag::Rag }]));
}

#[test]
fn what_cannot_be_set_is_told_with_the_flag_and_what_it_takes() {
    let told = |flag: Flag, text: &str| flag.parse(text).unwrap_err().to_string();
    assert_eq!(told(Flag::Rag, "perhaps"), "the flag enable_rag takes on or off, not \"perhaps\"");
    assert_eq!(
        told(Flag::Dashboard, "some"),
        "the flag dashboard takes one of none, read_only, full, not \"some\"",
    );
    assert_eq!(
        told(Flag::Reminders, "9"),
        "the flag reminders_per_appointment takes a whole number from 0 to 4, not \"9\"",
    );
    let unknown = Flag::named("enable_teleport").unwrap_err().to_string();
    assert!(
        unknown.starts_with("there is no flag \"enable_teleport\"; the flags are "),
        "{unknown}"
    );
    assert!(unknown.contains("allow_24_7, "), "{unknown}");
    let wrong = PlanFlags::read([("nonsense", ON), ("dashboard", ON), ("enable_rag", OFF)]);
    assert_eq!(wrong.unwrap_err().len(), 2);
    let mut overrides = Overrides::default();
    assert!(overrides.set(Flag::Dashboard, ON).is_err());
    assert_eq!(overrides, Overrides::default());
}

#[test]
fn what_people_write_is_understood() {
    assert_eq!(Flag::Rag.parse(" Yes "), Ok(ON));
    assert_eq!(Flag::Rag.parse("off"), Ok(OFF));
    assert_eq!(Flag::Reminders.parse("2"), Ok(FlagValue::Number(2)));
    assert_eq!(Flag::Dashboard.parse("FULL"), Ok(FlagValue::Choice("full".to_owned())));
}

#[test]
fn every_flag_has_a_name_of_its_own_and_a_sentence() {
    let mut stems = std::collections::BTreeSet::new();
    for flag in Flag::ALL {
        assert_eq!(Flag::named(flag.name()), Ok(*flag));
        assert!(stems.insert(flag.name().replace("allow_", "").replace("enable_", "")));
        assert!(flag.what().ends_with('.') && flag.what().len() > 20, "{}", flag.name());
        let kind = flag.kind();
        assert!(kind.takes(&kind.default_value()) && kind.takes(&kind.widest_value()));
        let snake = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        assert!(flag.name().bytes().all(snake), "{}", flag.name());
    }
    assert!(Flag::ALL.is_sorted_by_key(|flag| flag.name()), "by name");
}

fn value() -> impl Strategy<Value = FlagValue> {
    let word = prop_oneof![Just("full"), Just("none"), Just("basic"), Just("odd")];
    prop_oneof![
        any::<bool>().prop_map(FlagValue::Switch),
        (-2_i64..6).prop_map(FlagValue::Number),
        word.prop_map(|word| FlagValue::Choice(word.to_owned())),
    ]
}

fn flag() -> impl Strategy<Value = Flag> {
    proptest::sample::select(Flag::ALL)
}

fn stage() -> impl Strategy<Value = Stage> {
    let percent = (0_u8..=100).prop_map(Stage::Percent);
    prop_oneof![Just(Stage::Off), Just(Stage::Staging), percent, Just(Stage::On)]
}

proptest! {
    #[test]
    fn every_flag_always_has_a_value_that_it_takes(
        planned in proptest::collection::vec((flag(), value()), 0..20),
        given in proptest::collection::vec((flag(), value()), 0..20),
        staged in proptest::collection::vec((flag(), stage()), 0..20),
    ) {
        let right = planned.into_iter().filter(|(flag, value)| flag.kind().takes(value));
        let named: std::collections::BTreeMap<&str, FlagValue> =
            right.map(|(flag, value)| (flag.name(), value)).collect();
        let plan = PlanFlags::read(named).unwrap();
        let (mut overrides, mut rollouts) = (Overrides::default(), Rollouts::default());
        for (flag, value) in given {
            let takes = flag.kind().takes(&value);
            prop_assert_eq!(overrides.set(flag, value).is_ok(), takes);
        }
        for (flag, stage) in staged {
            rollouts.set(flag, Some(stage));
        }
        let layers =
            Layers { plan: &plan, overrides: &overrides, rollouts: &rollouts, tenant: tenant() };
        let set = effective(&layers);
        for (flag, value, by) in set.iter() {
            prop_assert!(flag.kind().takes(&value), "{}", flag.name());
            if rollouts.get(flag) == Some(Stage::Off) {
                prop_assert_eq!((value, by), (flag.kind().default_value(), DecidedBy::Rollout));
            } else if let Some(given) = overrides.get(flag) {
                prop_assert_eq!((&value, by), (given, DecidedBy::Business));
            }
        }
        let cached: FlagSet = serde_json::from_str(&serde_json::to_string(&set).unwrap()).unwrap();
        prop_assert_eq!(cached, set);
    }
}

#[test]
fn a_set_answers_for_numbers_and_choices_too() {
    let wide = FlagSet::widest();
    assert!(Flag::ALL.iter().all(|flag| wide.is_on(*flag)));
    assert_eq!(wide.number(Flag::Reminders), 4);
    assert!(!wide.without(Flag::Rag).is_on(Flag::Rag));
    let little = wide.with(Flag::Dashboard, FlagValue::Choice("none".to_owned()));
    assert!(!little.is_on(Flag::Dashboard));
    assert_eq!(wide.number(Flag::Dashboard), 2);
    let nothing = FlagSet::new([]);
    assert!(!nothing.is_on(Flag::Rag) && !nothing.is_on(Flag::Reminders));
    assert_eq!(nothing.value(Flag::CallsAtOnce), FlagValue::Number(3));
    assert!(matches!(Flag::CallsAtOnce.kind(), FlagKind::Number { default: 3, .. }));
}
