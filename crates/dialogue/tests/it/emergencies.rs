//! Holds what `fixtures/emergency/README.md` says about the set and how well it is told apart.

use frontdesk_dialogue::understand::emergency::Alarm;

use crate::emergency_set::{Confusion, heard, rows};

#[test]
fn the_set_is_as_large_as_it_says() {
    let rows = rows();
    let count = |language: &str, level: Option<Alarm>| {
        rows.iter().filter(|row| row.language == language && row.level == level).count()
    };
    for (language, life, trade, maybe, none) in
        [("en", 129, 100, 50, 436), ("es", 73, 52, 25, 188), ("fr", 73, 52, 25, 188)]
    {
        let counted = [Some(Alarm::LifeSafety), Some(Alarm::Trade), Some(Alarm::Maybe), None];
        assert_eq!(counted.map(|level| count(language, level)), [life, trade, maybe, none]);
    }
    let dev = rows.iter().filter(|row| row.split == "dev").count();
    assert!((690..=700).contains(&dev) && rows.len() == 1_391, "{dev} of {}", rows.len());
    let mut ids: Vec<&str> = rows.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rows.len(), "an id stands for one utterance");
}

/// The floors are a little below what was measured, so that a change that hears less fails.
#[test]
fn emergencies_are_told_from_what_sounds_like_them() {
    let rows = rows();
    for (split, recall, life, false_alarms) in
        [("dev", 0.993, 0.99, 0.005), ("test", 0.979, 0.97, 0.03)]
    {
        let counts = Confusion::of(rows.iter().filter(|row| row.split == split));
        assert!(counts.recall() >= recall, "{split}: recall {:.3}", counts.recall());
        assert!(counts.life() >= life, "{split}: danger of life {:.3}", counts.life());
        let raised = counts.false_alarms();
        assert!(raised <= false_alarms, "{split}: false alarms {raised:.3}");
    }
}

#[test]
fn danger_of_life_is_heard_in_a_language_that_the_business_does_not_speak() {
    let rows = rows();
    let abroad =
        rows.iter().filter(|row| row.language != "en" && row.level == Some(Alarm::LifeSafety));
    let (all, heard) = abroad.fold((0_u32, 0_u32), |(all, found), row| {
        (all + 1, found + u32::from(heard(row, &["en"]) == Some(Alarm::LifeSafety)))
    });
    assert!(f64::from(heard) / f64::from(all) >= 0.94, "{heard} of {all}");
}
