//! What a business's own servers are told, and how far that has come.

use hooks::{Delivery, DeliveryQuery, DeliveryStatus, Event, EventKind};
use jiff::SignedDuration;
use kernel::{DeliveryId, EndpointId, EventId};
use tokio::task::JoinSet;

use super::samples::{Shop, at, id};
use super::{Db, error_of, read, write};
use crate::tx::Durability;

/// Every delivery.
pub const ALL: DeliveryQuery =
    DeliveryQuery { endpoint: None, status: None, since: None, after: None, limit: 100 };

/// Something that happened.
pub fn event(minute: i64) -> Event {
    let data = r#"{"name":"Zoë \u0000 \\","n":1.0,  "order":["z","a"]}"#.to_owned();
    Event { id: id(), kind: EventKind::AppointmentBooked, at: at(minute), data }
}

/// A delivery that waits.
pub fn delivery(endpoint: EndpointId, event: EventId, minute: i64) -> Delivery {
    Delivery::new(id(), endpoint, event, at(minute))
}

/// The same with everything there can be.
fn full(endpoint: EndpointId, event: EventId) -> Delivery {
    Delivery {
        status: DeliveryStatus::Failed,
        attempts: 8,
        last_status: Some(599),
        last_error: Some("HTTP 599".to_owned()),
        last_snippet: Some("not 'now'".to_owned()),
        next_at: None,
        updated_at: at(9),
        ..delivery(endpoint, event, 2)
    }
}

pub async fn an_event_comes_back_with_its_deliveries(db: Db) {
    let shop = Shop::open(&db).await;
    let event = event(0);
    let both = [delivery(id(), event.id, 1), full(id(), event.id)];
    write(&db, shop.id, async |tx| {
        tx.deliveries().insert_event(&event, &both).await.unwrap();
        // Some databases carry this out as late as the commit: it is seen before.
        assert_eq!(tx.deliveries().find_event(event.id).await.unwrap().as_ref(), Some(&event));
        assert_eq!(tx.deliveries().lock(both[0].id).await.unwrap().as_ref(), Some(&both[0]));
    })
    .await;
    read(&db, shop.id, async |tx| {
        let kinds = tx.deliveries().kinds(&[event.id, id(), event.id]).await.unwrap();
        assert_eq!(kinds, [(event.id, event.kind)]);
        let found = tx.deliveries().find_event(event.id).await.unwrap().unwrap();
        assert_eq!(found.data, event.data, "byte by byte");
        assert_eq!(found, event);
        for one in &both {
            assert_eq!(tx.deliveries().find(one.id).await.unwrap().as_ref(), Some(one));
        }
        assert_eq!(tx.deliveries().find(id()).await.unwrap(), None);
        assert_eq!(tx.deliveries().find_event(id()).await.unwrap(), None);
    })
    .await;
}

pub async fn every_kind_of_event_is_kept(db: Db) {
    let shop = Shop::open(&db).await;
    write(&db, shop.id, async |tx| {
        for kind in EventKind::ALL {
            let event = Event { kind: *kind, ..event(0) };
            tx.deliveries().insert_event(&event, &[]).await.unwrap();
            assert_eq!(tx.deliveries().kinds(&[event.id]).await.unwrap(), [(event.id, *kind)]);
            assert_eq!(tx.deliveries().find_event(event.id).await.unwrap(), Some(event));
        }
        assert_eq!(tx.deliveries().kinds(&[]).await.unwrap(), []);
    })
    .await;
}

pub async fn an_event_has_one_delivery_to_an_endpoint(db: Db) {
    let shop = Shop::open(&db).await;
    let event = event(0);
    let one = delivery(id(), event.id, 0);
    let twin = Delivery { id: id(), ..one.clone() };
    let mut tx = db.begin(shop.id).await.unwrap();
    let written = tx.deliveries().insert_event(&event, &[one, twin]).await;
    error_of(tx, written).await;
    let stray = delivery(id(), id(), 0);
    let mut tx = db.begin(shop.id).await.unwrap();
    let written = tx.deliveries().insert_event(&event, &[stray]).await;
    error_of(tx, written).await;
    read(&db, shop.id, async |tx| {
        assert_eq!(tx.deliveries().find_event(event.id).await.unwrap(), None);
        assert!(tx.deliveries().list(&ALL).await.unwrap().is_empty());
    })
    .await;
}

pub async fn an_update_keeps_what_a_delivery_is(db: Db) {
    let shop = Shop::open(&db).await;
    let event = event(0);
    let [one, other] = [0, 1].map(|minute| delivery(id(), event.id, minute));
    write(&db, shop.id, async |tx| {
        assert!(!tx.deliveries().update(&one).await.unwrap());
        assert_eq!(tx.deliveries().lock(one.id).await.unwrap(), None);
        tx.deliveries().insert_event(&event, &[one.clone(), other.clone()]).await.unwrap();
        let changed = Delivery { id: one.id, created_at: at(77), ..full(id(), id()) };
        assert!(tx.deliveries().update(&changed).await.unwrap());
        let (endpoint, event, created_at) = (one.endpoint, one.event, one.created_at);
        let expected = Delivery { endpoint, event, created_at, ..changed };
        assert_eq!(tx.deliveries().find(one.id).await.unwrap(), Some(expected));
        assert!(tx.deliveries().update(&one).await.unwrap());
        assert_eq!(tx.deliveries().find(one.id).await.unwrap(), Some(one.clone()));
        assert_eq!(tx.deliveries().find(other.id).await.unwrap(), Some(other.clone()));
    })
    .await;
}

pub async fn a_list_holds_what_was_asked_for_newest_first(db: Db) {
    let shop = Shop::open(&db).await;
    let (ours, theirs): (EndpointId, EndpointId) = (id(), id());
    let mut written = Vec::new();
    write(&db, shop.id, async |tx| {
        for minute in 0..6 {
            let event = event(minute);
            let to = if minute % 2 == 0 { ours } else { theirs };
            let mut one = delivery(to, event.id, minute);
            if minute < 3 {
                one.status = DeliveryStatus::Failed;
            }
            tx.deliveries().insert_event(&event, std::slice::from_ref(&one)).await.unwrap();
            written.push(one.id);
        }
    })
    .await;
    let ids = async |query: DeliveryQuery| -> Vec<DeliveryId> {
        let list = read(&db, shop.id, async |tx| tx.deliveries().list(&query).await.unwrap());
        list.await.into_iter().map(|it| it.id).collect()
    };
    let w = |places: &[usize]| places.iter().map(|place| written[*place]).collect::<Vec<_>>();
    assert_eq!(ids(ALL).await, w(&[5, 4, 3, 2, 1, 0]));
    assert_eq!(ids(DeliveryQuery { endpoint: Some(ours), ..ALL }).await, w(&[4, 2, 0]));
    let failed = Some(DeliveryStatus::Failed);
    assert_eq!(ids(DeliveryQuery { status: failed, ..ALL }).await, w(&[2, 1, 0]));
    assert_eq!(ids(DeliveryQuery { since: Some(at(4)), ..ALL }).await, w(&[5, 4]));
    assert_eq!(ids(DeliveryQuery { limit: 2, ..ALL }).await, w(&[5, 4]));
    assert_eq!(ids(DeliveryQuery { limit: 0, ..ALL }).await, []);
    let after = Some(written[4]);
    assert_eq!(ids(DeliveryQuery { after, limit: 2, ..ALL }).await, w(&[3, 2]));
    let all =
        DeliveryQuery { endpoint: Some(ours), status: failed, since: Some(at(1)), after, limit: 9 };
    assert_eq!(ids(all).await, w(&[2]));
}

pub async fn what_is_settled_is_forgotten_in_the_end(db: Db) {
    let shop = Shop::open(&db).await;
    let [old, waiting, new] = [0, 1, 50].map(event);
    let lone = event(2);
    let endpoint = id();
    let settled = |event: &Event, minute| Delivery {
        status: DeliveryStatus::Delivered,
        next_at: None,
        ..delivery(endpoint, event.id, minute)
    };
    let [first, second] = [settled(&old, 0), Delivery { endpoint: id(), ..settled(&old, 1) }];
    let queued = delivery(endpoint, waiting.id, 1);
    let young = settled(&new, 50);
    write(&db, shop.id, async |tx| {
        tx.deliveries().insert_event(&old, &[first.clone(), second.clone()]).await.unwrap();
        tx.deliveries().insert_event(&waiting, std::slice::from_ref(&queued)).await.unwrap();
        tx.deliveries().insert_event(&new, std::slice::from_ref(&young)).await.unwrap();
        tx.deliveries().insert_event(&lone, &[]).await.unwrap();
        assert_eq!(tx.deliveries().remove_before(at(40), 1).await.unwrap(), 1);
        assert_eq!(tx.deliveries().find(first.id).await.unwrap(), None, "the oldest goes first");
        let kept = tx.deliveries().find_event(old.id).await.unwrap();
        assert!(kept.is_some(), "something is left of it");
        assert_eq!(tx.deliveries().remove_before(at(40), 9).await.unwrap(), 1);
        assert_eq!(tx.deliveries().remove_before(at(40), 9).await.unwrap(), 0);
    })
    .await;
    read(&db, shop.id, async |tx| {
        for (event, kept) in [(&old, false), (&lone, false), (&waiting, true), (&new, true)] {
            let found = tx.deliveries().find_event(event.id).await.unwrap();
            assert_eq!(found.is_some(), kept, "{event:?}");
        }
        let left: Vec<_> = tx.deliveries().list(&ALL).await.unwrap();
        assert_eq!(left.len(), 2);
    })
    .await;
}

pub async fn changes_of_a_delivery_wait_for_each_other(db: Db) {
    let shop = Shop::open(&db).await;
    let event = event(0);
    let one = delivery(id(), event.id, 0);
    write(&db, shop.id, async |tx| {
        tx.deliveries().insert_event(&event, std::slice::from_ref(&one)).await.unwrap();
    })
    .await;
    let mut racers = JoinSet::new();
    for _ in 0..16 {
        let (db, tenant, id) = (db.clone(), shop.id, one.id);
        racers.spawn(async move {
            let mut tx = db.begin(tenant).await.unwrap();
            let mut delivery = tx.deliveries().lock(id).await.unwrap().unwrap();
            delivery.updated_at += SignedDuration::from_mins(1);
            tx.deliveries().update(&delivery).await.unwrap();
            tx.commit(Durability::Promised).await.unwrap();
        });
    }
    racers.join_all().await;
    let found = read(&db, shop.id, async |tx| tx.deliveries().find(one.id).await.unwrap()).await;
    assert_eq!(found.map(|it| it.updated_at), Some(at(16)));
}

pub async fn an_event_is_written_or_undone_with_its_transaction(db: Db) {
    let shop = Shop::open(&db).await;
    let event = event(0);
    let one = delivery(id(), event.id, 0);
    let mut tx = db.begin(shop.id).await.unwrap();
    tx.deliveries().insert_event(&event, std::slice::from_ref(&one)).await.unwrap();
    tx.rollback().await.unwrap();
    let mut tx = db.begin(shop.id).await.unwrap();
    tx.deliveries().insert_event(&event, std::slice::from_ref(&one)).await.unwrap();
    drop(tx);
    write(&db, shop.id, async |tx| {
        assert_eq!(tx.deliveries().find_event(event.id).await.unwrap(), None);
        tx.deliveries().insert_event(&event, std::slice::from_ref(&one)).await.unwrap();
    })
    .await;
    let found = read(&db, shop.id, async |tx| tx.deliveries().find(one.id).await.unwrap()).await;
    assert_eq!(found, Some(one));
}
