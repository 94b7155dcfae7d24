//! Tokens that only we can make.

use frontdesk_scheduling::{Offer, OfferError, OfferKeys};
use jiff::{SignedDuration, Timestamp};
use kernel::{CallId, IdSource, SeededIds, TenantId};
use proptest::prelude::*;

fn offer() -> Offer {
    let ids: &dyn IdSource = &SeededIds::new(3);
    let start: Timestamp = "2026-03-03T21:00:00Z".parse().unwrap();
    Offer {
        tenant: ids.next(),
        call: ids.next(),
        service: ids.next(),
        staff: ids.next(),
        starts_at: start,
        ends_at: start + SignedDuration::from_mins(45),
        busy_until: start + SignedDuration::from_mins(60),
        expires_at: now() + SignedDuration::from_mins(30),
    }
}

fn now() -> Timestamp {
    "2026-03-02T15:00:00.123456Z".parse().unwrap()
}

fn keys() -> OfferKeys {
    OfferKeys::new([7; 32])
}

fn open(keys: &OfferKeys, token: &str) -> Result<Offer, OfferError> {
    keys.open(token, offer().tenant, offer().call, now())
}

#[test]
fn an_offer_survives_its_token() {
    let token = keys().sign(&offer());
    assert_eq!(token.len(), 151);
    assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    assert_eq!(open(&keys(), &token), Ok(offer()));
}

#[test]
fn an_offer_stands_until_it_expires_and_not_longer() {
    let token = keys().sign(&offer());
    let at = |instant| keys().open(&token, offer().tenant, offer().call, instant);
    assert_eq!(at(offer().expires_at - SignedDuration::from_micros(1)), Ok(offer()));
    assert_eq!(at(offer().expires_at), Err(OfferError::Expired));
}

#[test]
fn another_call_or_business_is_refused() {
    let token = keys().sign(&offer());
    let ids: &dyn IdSource = &SeededIds::new(4);
    let (tenant, call): (TenantId, CallId) = (ids.next(), ids.next());
    let refused = Err(OfferError::OtherCall);
    assert_eq!(keys().open(&token, tenant, offer().call, now()), refused);
    assert_eq!(keys().open(&token, offer().tenant, call, now()), refused);
}

#[test]
fn keys_can_be_changed_while_offers_stand() {
    let token = keys().sign(&offer());
    let newer = OfferKeys::new([8; 32]);
    assert_eq!(open(&newer, &token), Err(OfferError::Forged));
    let both = newer.clone().with_previous([7; 32]);
    assert_eq!(open(&both, &token), Ok(offer()));
    assert_eq!(open(&newer, &both.sign(&offer())), Ok(offer()));
    assert_eq!(format!("{both:?}"), "OfferKeys { .. }");
}

#[test]
fn texts_that_are_no_tokens_are_malformed() {
    let token = keys().sign(&offer());
    for text in ["", "slot_1", "2026-03-03T15:00", &token[1..], &format!("{token}A"), "ü"] {
        assert_eq!(open(&keys(), text), Err(OfferError::Malformed), "{text}");
    }
    assert_eq!(open(&keys(), &"A".repeat(151)), Err(OfferError::Forged));
    assert_eq!(open(&keys(), &"A".repeat(100_000)), Err(OfferError::Malformed));
}

proptest! {
    #[test]
    fn any_change_to_a_token_is_refused(place in 0_usize..151, other in any::<u8>()) {
        let mut bytes = keys().sign(&offer()).into_bytes();
        prop_assume!(bytes[place] != other);
        bytes[place] = other;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let refusal = open(&keys(), &text).unwrap_err();
        prop_assert!(matches!(refusal, OfferError::Malformed | OfferError::Forged));
    }

    #[test]
    fn no_text_is_an_offer_by_chance(text in "[A-Za-z0-9_-]{151}|.{0,200}") {
        prop_assert!(open(&keys(), &text).is_err());
    }

    #[test]
    fn a_key_opens_only_its_own(key in any::<[u8; 32]>()) {
        prop_assume!(key != [7; 32]);
        prop_assert_eq!(open(&OfferKeys::new(key), &keys().sign(&offer())), Err(OfferError::Forged));
    }
}
