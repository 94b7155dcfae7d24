//! What is stored, and how to go back.

use frontdesk_tenancy::flags::{Flag, FlagValue, Group, Overrides, PAST_MAX, Rollouts, Stage};

const ON: FlagValue = FlagValue::Switch(true);
const OFF: FlagValue = FlagValue::Switch(false);

#[test]
fn one_step_goes_back_to_what_was_before() {
    let mut overrides = Overrides::default();
    assert!(!overrides.roll_back(Flag::Rag), "nothing to go back to");
    assert!(overrides.set(Flag::Rag, ON).unwrap());
    assert!(!overrides.set(Flag::Rag, ON).unwrap(), "no change");
    assert!(overrides.set(Flag::Rag, OFF).unwrap());
    assert!(overrides.roll_back(Flag::Rag));
    assert_eq!(overrides.get(Flag::Rag), Some(&ON));
    assert!(overrides.roll_back(Flag::Rag));
    assert_eq!(overrides.get(Flag::Rag), None, "the plan decides again");
    assert!(!overrides.roll_back(Flag::Rag));
}

#[test]
fn what_was_cleared_comes_back() {
    let mut overrides = Overrides::default();
    overrides.set(Flag::Reminders, FlagValue::Number(4)).unwrap();
    assert!(overrides.clear(Flag::Reminders));
    assert!(!overrides.clear(Flag::Reminders));
    assert_eq!(overrides.get(Flag::Reminders), None);
    assert!(overrides.roll_back(Flag::Reminders));
    assert_eq!(overrides.get(Flag::Reminders), Some(&FlagValue::Number(4)));
}

#[test]
fn a_rollout_goes_back_as_well() {
    let mut rollouts = Rollouts::default();
    for stage in [Stage::Staging, Stage::Percent(10), Stage::Percent(50)] {
        assert!(rollouts.set(Flag::Rag, Some(stage)));
    }
    assert!(rollouts.roll_back(Flag::Rag));
    assert_eq!(rollouts.get(Flag::Rag), Some(Stage::Percent(10)));
    assert_eq!(rollouts.history(Flag::Rag).map(|history| history.past().len()), Some(2));
}

#[test]
fn the_past_has_an_end() {
    let mut overrides = Overrides::default();
    for turn in 0..50_i64 {
        overrides.set(Flag::Reminders, FlagValue::Number(turn % 4)).unwrap();
    }
    assert_eq!(overrides.past(Flag::Reminders).len(), PAST_MAX);
}

#[test]
fn what_is_stored_is_plain_and_keeps_what_a_newer_release_wrote() {
    let newer = r#"{"group":"staging","flags":{"enable_rag":{"now":true,"past":[null]},"holograms":{"now":7,"past":[]}}}"#;
    let mut overrides: Overrides = serde_json::from_str(newer).unwrap();
    assert_eq!((overrides.group, overrides.get(Flag::Rag)), (Group::Staging, Some(&ON)));
    overrides.set(Flag::Rag, OFF).unwrap();
    let stored = serde_json::to_string(&overrides).unwrap();
    assert!(stored.contains(r#""holograms":{"now":7,"past":[]}"#), "{stored}");
    assert_eq!(serde_json::from_str::<Overrides>(&stored).unwrap(), overrides);
    assert_eq!(serde_json::from_str::<Overrides>("{}").unwrap(), Overrides::default());
}

#[test]
fn a_stored_value_that_the_flag_no_longer_takes_is_left_to_the_plan() {
    let odd = r#"{"flags":{"dashboard":{"now":true}}}"#;
    let overrides: Overrides = serde_json::from_str(odd).unwrap();
    assert_eq!(overrides.get(Flag::Dashboard), None);
}
