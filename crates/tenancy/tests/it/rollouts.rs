//! Who is reached by a rollout.

use frontdesk_tenancy::flags::{Flag, Group, Stage};
use kernel::{IdSource, SeededIds, TenantId};
use proptest::prelude::*;

fn tenants(count: usize) -> Vec<TenantId> {
    let ids: &dyn IdSource = &SeededIds::new(7);
    std::iter::repeat_with(|| ids.next()).take(count).collect()
}

fn reached(flag: Flag, percent: u8, tenants: &[TenantId]) -> Vec<TenantId> {
    let stage = Stage::Percent(percent);
    tenants.iter().copied().filter(|it| stage.reaches(flag, *it, Group::General)).collect()
}

#[test]
fn a_quarter_of_the_businesses_is_about_a_quarter() {
    let tenants = tenants(4_000);
    for flag in [Flag::Rag, Flag::Deposits, Flag::Llm] {
        let count = reached(flag, 25, &tenants).len();
        assert!((850..=1_150).contains(&count), "{count} for {}", flag.name());
    }
}

#[test]
fn more_percent_only_ever_add_businesses() {
    let tenants = tenants(500);
    let mut before = Vec::new();
    for percent in 0..=100 {
        let now = reached(Flag::Rag, percent, &tenants);
        assert!(before.iter().all(|tenant| now.contains(tenant)), "{percent}%");
        before = now;
    }
    assert!(reached(Flag::Rag, 0, &tenants).is_empty());
    assert_eq!(before, tenants);
}

#[test]
fn different_flags_reach_different_businesses() {
    let tenants = tenants(4_000);
    let (one, other) = (reached(Flag::Rag, 10, &tenants), reached(Flag::Deposits, 10, &tenants));
    let both = one.iter().filter(|tenant| other.contains(tenant)).count();
    assert!(both < 100, "{both} of {} are reached by both", one.len());
}

/// The places that a release has given out stay: a test that moves would take something away from
/// businesses that have it.
#[test]
fn a_place_is_the_same_in_every_release() {
    let places: Vec<bool> = tenants(10)
        .into_iter()
        .map(|tenant| Stage::Percent(50).reaches(Flag::Rag, tenant, Group::General))
        .collect();
    assert_eq!(places, PLACES);
}

const PLACES: [bool; 10] = [false, true, true, false, true, false, true, true, true, true];

proptest! {
    #[test]
    fn a_stage_survives_its_text_form(percent in 0_u8..=100) {
        for stage in [Stage::Off, Stage::Staging, Stage::Percent(percent), Stage::On] {
            prop_assert_eq!(stage.to_string().parse(), Ok(stage));
            let json = serde_json::to_string(&stage).unwrap();
            prop_assert_eq!(serde_json::from_str::<Stage>(&json).unwrap(), stage);
        }
    }
}

#[test]
fn what_is_no_stage_is_refused() {
    for text in ["", "101%", "-1%", "+5%", "5", "%", "2.5%", "On", "all"] {
        assert!(text.parse::<Stage>().is_err(), "{text}");
    }
}
