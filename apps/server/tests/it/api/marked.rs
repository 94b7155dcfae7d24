//! What is marked: a text that stands wherever a text of a business can stand.

use crm::{Customer, Direction, Message, MessageStatus};
use kernel::{Caller, IdSource, PhoneNumber, TenantId};
use serde_json::json;
use store::Durability;
use telephony::{Call, CallStatus, Channel, ProviderRef};

use super::Person;
use crate::site::Running;

/// A day on which both are closed.
pub(super) const DATE: &str = "2026-12-25";
pub(super) const DRAFT: &str = "/v1/business/draft";

/// Settings with the marker in every text, now and in a draft.
pub(super) async fn sets(owner: &mut Person<'_>, marker: &str) {
    let email = format!("{marker}@owner.example");
    let patch = json!({
        "profile": { "address": marker, "owner_name": marker, "owner_email": email },
        "voice": { "agent_name": marker, "greeting": marker, "never_say": [marker] },
        "emergency_phrases": [marker],
        "faqs": [{ "question": marker, "answer": marker }],
        "canned_replies": [{ "name": marker, "text": marker }],
        "closed_days": [{ "date": DATE, "name": marker }],
        "services": [{ "name": marker, "aliases": [marker], "minutes": 30 }],
        "staff": [{ "name": marker, "services": [marker] }],
    });
    let seen = owner.get("/v1/business").await;
    let version = [("If-Match", seen.header("etag"))];
    let set = owner.sends("PATCH", "/v1/business", &version, Some(&patch)).await;
    assert_eq!(set.status, 200, "{set:?}");
    let draft = owner.sends("PUT", DRAFT, &[], Some(&set.json()["settings"])).await;
    assert_eq!(draft.status, 200, "{draft:?}");
}

/// Somebody has called, and left a message: with the marker wherever a text can stand.
pub(super) async fn called(site: &Running, tenant: TenantId, marker: &str) -> (String, String) {
    let now = kernel::Clock::now(site.world.clock.as_ref());
    let ids: &dyn IdSource = &kernel::SystemIds;
    let phone = PhoneNumber::parse("+15550100077").unwrap();
    let customer = Customer {
        id: ids.next(),
        phone: Some(phone.clone()),
        name: Some(marker.to_owned()),
        opted_out: false,
        created_at: now,
        updated_at: now,
    };
    let call = Call {
        id: ids.next(),
        channel: Channel::Voice,
        provider_id: ProviderRef::parse(&format!("CA{marker}")).unwrap(),
        from: Caller::parse(phone.as_str()),
        to: phone.clone(),
        customer: Some(customer.id),
        status: CallStatus::Completed,
        outcome: None,
        started_at: now,
        ended_at: Some(now),
        seconds: Some(30),
        summary: Some(marker.to_owned()),
        category: Some(marker.to_owned()),
        sentiment: Some(marker.to_owned()),
        recording: None,
    };
    let message = Message {
        id: ids.next(),
        customer: Some(customer.id),
        call: Some(call.id),
        direction: Direction::Left,
        phone: Some(phone),
        body: marker.to_owned(),
        status: MessageStatus::Received,
        provider_id: None,
        created_at: now,
        updated_at: now,
    };
    let mut tx = site.world.db.begin(tenant).await.unwrap();
    assert!(tx.customers().insert_if_new(&customer).await.unwrap());
    assert!(tx.calls().insert_if_new(&call).await.unwrap());
    tx.messages().insert(&message).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();
    (customer.id.to_string(), call.id.to_string())
}
