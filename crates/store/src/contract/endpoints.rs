//! A business's own servers.

use std::collections::BTreeSet;

use hooks::{
    DisabledWhy, Endpoint, EndpointStatus, EndpointUrl, EventKind, Failing, Kept, PlainHttp,
    Retired, Secrets, Subscription,
};
use tokio::task::JoinSet;

use super::samples::{Shop, at, id};
use super::{Db, read, write};
use crate::tx::Durability;

/// An endpoint that wants everything.
pub fn endpoint(minute: i64) -> Endpoint {
    Endpoint {
        id: id(),
        url: EndpointUrl::parse("https://shop.example/s3cret?x=1", PlainHttp::Never).unwrap(),
        name: "the \"till\"".to_owned(),
        events: Subscription::All,
        secrets: Secrets::new(Kept::new("v1.sealed".to_owned())),
        status: EndpointStatus::Active,
        failing: None,
        created_at: at(minute),
        updated_at: at(minute),
    }
}

/// The same with everything there can be.
fn full(minute: i64) -> Endpoint {
    let kinds: BTreeSet<_> = [EventKind::CallEnded, EventKind::SettingsChanged].into();
    let current = Kept::new("v1.second".to_owned());
    let retired = Retired { secret: Kept::new("v1.first".to_owned()), until: at(90) };
    Endpoint {
        url: EndpointUrl::parse("http://127.0.0.1:8080/", PlainHttp::OnLoopback).unwrap(),
        events: Subscription::Only(kinds),
        secrets: Secrets { current, retired: Some(retired) },
        status: EndpointStatus::Disabled { why: DisabledWhy::Gone, since: at(7) },
        failing: Some(Failing { since: at(5), last_at: at(6) }),
        ..endpoint(minute)
    }
}

pub async fn an_endpoint_comes_back_as_it_was(db: Db) {
    let shop = Shop::open(&db).await;
    let (bare, full) = (endpoint(1), full(0));
    write(&db, shop.id, async |tx| {
        assert!(tx.endpoints().insert_if_room(&bare).await.unwrap());
        assert!(tx.endpoints().insert_if_room(&full).await.unwrap());
        assert_eq!(tx.endpoints().lock(bare.id).await.unwrap(), Some(bare.clone()));
    })
    .await;
    read(&db, shop.id, async |tx| {
        assert_eq!(tx.endpoints().find(full.id).await.unwrap(), Some(full.clone()));
        assert_eq!(tx.endpoints().find(id()).await.unwrap(), None);
        assert_eq!(tx.endpoints().list().await.unwrap(), [full, bare], "oldest first");
    })
    .await;
}

pub async fn every_reason_for_silence_is_kept(db: Db) {
    let shop = Shop::open(&db).await;
    write(&db, shop.id, async |tx| {
        for why in [DisabledWhy::Owner, DisabledWhy::Gone, DisabledWhy::Failing] {
            let status = EndpointStatus::Disabled { why, since: at(1) };
            let silent = Endpoint { status, ..endpoint(0) };
            assert!(tx.endpoints().insert_if_room(&silent).await.unwrap());
            assert_eq!(tx.endpoints().find(silent.id).await.unwrap(), Some(silent));
        }
    })
    .await;
}

pub async fn an_update_replaces_all_but_id_and_beginning(db: Db) {
    let shop = Shop::open(&db).await;
    let (one, other) = (endpoint(0), endpoint(0));
    write(&db, shop.id, async |tx| {
        assert!(!tx.endpoints().update(&one).await.unwrap());
        assert_eq!(tx.endpoints().lock(one.id).await.unwrap(), None);
        tx.endpoints().insert_if_room(&one).await.unwrap();
        tx.endpoints().insert_if_room(&other).await.unwrap();
        let changed = Endpoint { id: one.id, ..full(9) };
        assert!(tx.endpoints().update(&changed).await.unwrap());
        let expected = Endpoint { created_at: one.created_at, ..changed };
        assert_eq!(tx.endpoints().find(one.id).await.unwrap(), Some(expected));
        // And back: what is absent is absent again.
        assert!(tx.endpoints().update(&one).await.unwrap());
        assert_eq!(tx.endpoints().find(one.id).await.unwrap(), Some(one.clone()));
        assert_eq!(tx.endpoints().find(other.id).await.unwrap(), Some(other.clone()));
    })
    .await;
}

pub async fn a_removed_endpoint_is_gone_with_its_deliveries(db: Db) {
    let shop = Shop::open(&db).await;
    let (one, other) = (endpoint(0), endpoint(1));
    let event = super::deliveries::event(0);
    let to = [&one, &other].map(|it| super::deliveries::delivery(it.id, event.id, 0));
    write(&db, shop.id, async |tx| {
        assert!(!tx.endpoints().remove(one.id).await.unwrap());
        tx.endpoints().insert_if_room(&one).await.unwrap();
        tx.endpoints().insert_if_room(&other).await.unwrap();
        tx.deliveries().insert_event(&event, &to).await.unwrap();
        assert!(tx.endpoints().remove(one.id).await.unwrap());
        assert!(!tx.endpoints().remove(one.id).await.unwrap());
    })
    .await;
    read(&db, shop.id, async |tx| {
        assert_eq!(tx.endpoints().list().await.unwrap(), [other]);
        assert_eq!(tx.deliveries().find(to[0].id).await.unwrap(), None);
        assert_eq!(tx.deliveries().find(to[1].id).await.unwrap().as_ref(), Some(&to[1]));
    })
    .await;
}

pub async fn a_business_has_so_many_endpoints_and_no_more(db: Db) {
    let shop = Shop::open(&db).await;
    let mut racers = JoinSet::new();
    for minute in 0..24 {
        let (db, tenant) = (db.clone(), shop.id);
        racers.spawn(async move {
            let mut tx = db.begin(tenant).await.unwrap();
            let added = tx.endpoints().insert_if_room(&endpoint(minute)).await.unwrap();
            tx.commit(Durability::Promised).await.unwrap();
            added
        });
    }
    let added = racers.join_all().await.into_iter().filter(|added| *added).count();
    assert_eq!(added, Endpoint::PER_BUSINESS_MAX);
    let list = read(&db, shop.id, async |tx| tx.endpoints().list().await.unwrap()).await;
    assert_eq!(list.len(), Endpoint::PER_BUSINESS_MAX);
}

pub async fn nobody_reaches_the_endpoints_of_others(db: Db) {
    let (theirs, ours) = (Shop::open(&db).await, Shop::open(&db).await);
    let kept = endpoint(0);
    let event = super::deliveries::event(0);
    let delivery = super::deliveries::delivery(kept.id, event.id, 0);
    write(&db, theirs.id, async |tx| {
        tx.endpoints().insert_if_room(&kept).await.unwrap();
        tx.deliveries().insert_event(&event, std::slice::from_ref(&delivery)).await.unwrap();
    })
    .await;
    write(&db, ours.id, async |tx| {
        assert_eq!(tx.endpoints().find(kept.id).await.unwrap(), None);
        assert_eq!(tx.endpoints().lock(kept.id).await.unwrap(), None);
        assert!(tx.endpoints().list().await.unwrap().is_empty());
        assert!(!tx.endpoints().update(&kept).await.unwrap());
        assert!(!tx.endpoints().remove(kept.id).await.unwrap());
        assert_eq!(tx.deliveries().find(delivery.id).await.unwrap(), None);
        assert_eq!(tx.deliveries().lock(delivery.id).await.unwrap(), None);
        assert_eq!(tx.deliveries().find_event(event.id).await.unwrap(), None);
        assert!(!tx.deliveries().update(&delivery).await.unwrap());
        assert!(tx.deliveries().list(&super::deliveries::ALL).await.unwrap().is_empty());
        assert_eq!(tx.deliveries().remove_before(at(999), 9).await.unwrap(), 0);
        // The same ids are new here.
        assert!(tx.endpoints().insert_if_room(&kept).await.unwrap());
        tx.deliveries().insert_event(&event, std::slice::from_ref(&delivery)).await.unwrap();
        assert!(tx.endpoints().remove(kept.id).await.unwrap());
    })
    .await;
    read(&db, theirs.id, async |tx| {
        assert_eq!(tx.endpoints().list().await.unwrap(), [kept]);
        assert_eq!(tx.deliveries().find(delivery.id).await.unwrap(), Some(delivery));
        assert_eq!(tx.deliveries().find_event(event.id).await.unwrap(), Some(event));
    })
    .await;
}

pub async fn a_reader_changes_no_endpoint(db: Db) {
    let shop = Shop::open(&db).await;
    let kept = endpoint(0);
    let event = super::deliveries::event(0);
    let delivery = super::deliveries::delivery(kept.id, event.id, 0);
    write(&db, shop.id, async |tx| {
        tx.endpoints().insert_if_room(&kept).await.unwrap();
        tx.deliveries().insert_event(&event, std::slice::from_ref(&delivery)).await.unwrap();
    })
    .await;
    let reader = async || db.begin_read(shop.id).await.unwrap();
    let mut forbidden = vec![
        reader().await.endpoints().insert_if_room(&endpoint(1)).await.map(drop),
        reader().await.endpoints().lock(kept.id).await.map(drop),
        reader().await.endpoints().update(&kept).await.map(drop),
        reader().await.endpoints().remove(kept.id).await.map(drop),
        reader().await.deliveries().lock(delivery.id).await.map(drop),
        reader().await.deliveries().update(&delivery).await.map(drop),
        reader().await.deliveries().remove_before(at(9), 9).await.map(drop),
        reader().await.tenants().touch().await.map(drop),
    ];
    let mut tx = reader().await;
    let written = tx.deliveries().insert_event(&super::deliveries::event(1), &[]).await;
    forbidden.push(Err(super::error_of(tx, written).await));
    for outcome in forbidden {
        let refused = matches!(outcome, Err(kernel::StoreError::Forbidden(_)));
        assert!(refused, "{outcome:?}");
    }
}
