//! What guessing comes to, with buckets that behave.

use std::collections::BTreeMap;

use kernel::{IdSource, SeededIds};

use super::*;
use crate::secret::SECRET_BYTES;
use crate::session::SessionKind;

/// Token buckets in memory, in whole microtokens.
#[derive(Default)]
struct Buckets(BTreeMap<String, (i64, i64)>);

const TOKEN: i64 = 1_000_000;

impl Buckets {
    /// Draws in order; whether all had one, or how many seconds to wait.
    fn draw(&mut self, at_ms: i64, draws: &[Draw]) -> Result<(), i64> {
        draws.iter().try_for_each(|draw| self.take(at_ms, draw))
    }

    fn take(&mut self, at_ms: i64, draw: &Draw) -> Result<(), i64> {
        let full = i64::from(draw.rate.tokens) * TOKEN;
        let per_ms = i64::try_from(draw.rate.per.as_millis()).unwrap();
        let (level, since) = self.0.entry(draw.key.clone()).or_insert((full, at_ms));
        *level = full.min(*level + (at_ms - *since) * full / per_ms);
        *since = at_ms;
        if *level < TOKEN {
            return Err((TOKEN - *level) * per_ms / full / 1_000 + 1);
        }
        *level -= TOKEN;
        Ok(())
    }
}

fn dana() -> EmailAddress {
    EmailAddress::parse("dana@prairie.example").unwrap()
}

fn from(ip: &str, proof: Proof) -> Attempt {
    Attempt::new(&dana(), ip.parse().unwrap(), proof)
}

fn machine(number: u32) -> Attempt {
    Attempt::new(&dana(), IpAddr::V4((0x0a00_0000 + number).into()), Proof::None)
}

fn known() -> Proof {
    let ids: &dyn IdSource = &SeededIds::new(1);
    Proof::Device(ids.next())
}

#[test]
fn ten_thousand_guesses_come_to_ten() {
    for machines in [1, 10, 10_000] {
        let draws: Vec<_> = (0..machines).map(|number| machine(number).password()).collect();
        let mut guesses = draws.iter().cycle();
        let mut buckets = Buckets::default();
        let mut looked_at = Vec::new();
        for (at_ms, draws) in (0..60_000).step_by(6).zip(&mut guesses) {
            if buckets.draw(at_ms, draws).is_ok() {
                looked_at.push(at_ms);
            }
        }
        assert!((5..=10).contains(&looked_at.len()), "{machines}: {}", looked_at.len());
        // All at once comes to no more than a bucketful.
        let mut buckets = Buckets::default();
        let at_once = guesses.take(10_000).filter(|draws| buckets.draw(0, draws).is_ok());
        assert_eq!(at_once.count(), 5, "{machines}");
    }
}

#[test]
fn a_day_of_guesses_from_one_place_comes_to_a_hundred() {
    let mut buckets = Buckets::default();
    let draws = machine(1).password();
    let guesses = (0..86_400).filter(|second| buckets.draw(second * 1_000, &draws).is_ok());
    let looked_at = guesses.count();
    assert!(looked_at <= 100, "{looked_at}");
}

#[test]
fn strangers_shut_no_known_device_out() {
    let mut buckets = Buckets::default();
    let owner = from("203.0.113.9", known());
    let colleague = from("203.0.113.9", Proof::None);
    let (password, code) = (colleague.password(), colleague.early_code());
    for guess in 0..10_000_u32 {
        let at_ms = i64::from(guess) * 6;
        let _ = buckets.draw(at_ms, &machine(guess).password());
        // Some of them sit in the same office.
        let _ = buckets.draw(at_ms, &password);
        let _ = buckets.draw(at_ms, &code);
        if guess % 3_000 == 2_999 {
            assert_eq!(buckets.draw(at_ms, &owner.password()), Ok(()), "{guess}");
            assert_eq!(buckets.draw(at_ms, &owner.code()), Ok(()), "{guess}");
        }
    }
}

#[test]
fn a_right_code_leads_past_strangers() {
    let mut buckets = Buckets::default();
    let code = machine(1).early_code();
    for guess in 0..10_000_u32 {
        let _ = buckets.draw(i64::from(guess) * 6, &machine(guess).password());
        // One of them guesses codes too.
        let _ = buckets.draw(i64::from(guess) * 6, &code);
    }
    let now = 59_995;
    let owner = from("198.51.100.7", Proof::None);
    assert!(buckets.draw(now, &owner.password()).is_err(), "a stranger like the others");
    assert_eq!(buckets.draw(now, &owner.early_code()), Ok(()));
    let owner = from("198.51.100.7", Proof::SecondFactor);
    assert_eq!(buckets.draw(now, &owner.password()), Ok(()));
    assert_eq!(buckets.draw(now, &owner.code()), Ok(()), "strangers never come this far");
    assert_eq!(buckets.draw(now, &owner.recovery()), Ok(()));
    assert_eq!(buckets.draw(now, &owner.mail()), Ok(()), "nor do they stop a mail");
}

#[test]
fn who_goes_on_regardless_waits_longer_and_longer() {
    let mut buckets = Buckets::default();
    let mut waits = Vec::new();
    for attempt in 0..60 {
        if let Err(wait) = buckets.draw(attempt * 4_000, &machine(1).password()) {
            waits.push(wait);
        }
    }
    let (first, last) = (*waits.first().unwrap(), *waits.last().unwrap());
    assert!(first <= 12, "{first} seconds at first");
    assert!(waits.iter().any(|wait| (60..=180).contains(wait)), "minutes later: {waits:?}");
    assert!(last > 1_000, "{last} seconds at last");
}

#[test]
fn a_place_has_twenty_attempts_at_all_accounts_together() {
    let mut buckets = Buckets::default();
    // One network of version 6, an address and an account for each attempt.
    let looked_at = (0..10_000_u32).filter(|number| {
        let email = EmailAddress::parse(&format!("a{number}@prairie.example")).unwrap();
        let ip = Ipv6Addr::from_bits((0x2001_0db8_0001_0002 << 64) + u128::from(*number) * 7);
        buckets.draw(0, &Attempt::new(&email, ip.into(), Proof::None).password()).is_ok()
    });
    assert_eq!(looked_at.count(), 20);
}

#[test]
fn one_place_has_one_name() {
    let same = [
        ("203.0.113.9", "::ffff:203.0.113.9"),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"),
    ];
    for (one, other) in same {
        assert_eq!(place(one.parse().unwrap()), place(other.parse().unwrap()));
    }
    let different = [("203.0.113.9", "203.0.113.8"), ("2001:db8:1:2::1", "2001:db8:1:3::1")];
    for (one, other) in different {
        assert_ne!(place(one.parse().unwrap()), place(other.parse().unwrap()));
    }
}

#[test]
fn a_bucket_names_no_person_and_is_shared_by_no_two() {
    let mut keys = std::collections::BTreeSet::new();
    for proof in [Proof::None, known(), Proof::SecondFactor] {
        let attempt = from("203.0.113.9", proof);
        for draw in attempt.password().into_iter().chain(attempt.early_code()) {
            assert!(!draw.key.contains('@') && !draw.key.contains("dana"), "{}", draw.key);
            keys.insert(draw.key);
        }
    }
    assert_eq!(keys.len(), 6 + 3 + 3 + 6);
    let other = EmailAddress::parse("dana@prairie.example.org").unwrap();
    let other = Attempt::new(&other, "203.0.113.9".parse().unwrap(), Proof::SecondFactor);
    assert!(other.password().iter().all(|draw| !keys.contains(&draw.key)));
}

#[test]
fn a_device_is_known_by_a_session_of_the_account() {
    let ids: &dyn IdSource = &SeededIds::new(1);
    let (account, other) = (ids.next(), ids.next());
    let (secret, wrong) = (SecretText::new([1; SECRET_BYTES]), SecretText::new([2; SECRET_BYTES]));
    let then: Timestamp = "2026-11-02T09:00:00Z".parse().unwrap();
    let session = Session {
        id: ids.next(),
        account,
        tenant: None,
        kind: SessionKind::Browser,
        hash: secret.hash(),
        previous: None,
        rotated_at: then,
        agent: String::new(),
        created_at: then,
        expires_at: then,
        ended_at: Some(then),
    };
    let hours = |hours| then + SignedDuration::from_hours(hours);
    let known = Proof::Device(session.id);
    assert_eq!(Proof::of_device(&session, &secret, account, hours(0)), known);
    assert_eq!(Proof::of_device(&session, &secret, account, hours(DEVICE_HOURS)), known);
    let late = hours(DEVICE_HOURS + 1);
    assert_eq!(Proof::of_device(&session, &secret, account, late), Proof::None);
    assert_eq!(Proof::of_device(&session, &wrong, account, hours(0)), Proof::None);
    assert_eq!(Proof::of_device(&session, &secret, other, hours(0)), Proof::None);
}
