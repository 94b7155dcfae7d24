//! Messages.

use crm::{Direction, Message, MessageStatus};
use jiff::SignedDuration;
use tokio::task::JoinSet;

use super::samples::{Shop, at, call, customer, id, message, phone};
use super::{Db, read, write};
use crate::tx::Durability;

pub async fn what_was_written_is_found(db: Db) {
    let shop = Shop::open(&db).await;
    let (ada, call) = (customer(), call(0));
    let full = Message {
        customer: Some(ada.id),
        direction: Direction::Outbound,
        provider_id: Some("SM1".to_owned()),
        ..message(Some(call.id), 1)
    };
    let bare = Message { phone: None, body: String::new(), ..message(None, 2) };
    write(&db, shop.id, async |tx| {
        tx.customers().insert_if_new(&ada).await.unwrap();
        tx.calls().insert_if_new(&call).await.unwrap();
        for message in [&full, &bare] {
            tx.messages().insert(message).await.unwrap();
        }
    })
    .await;
    read(&db, shop.id, async |tx| {
        assert_eq!(tx.messages().find(full.id).await.unwrap(), Some(full));
        assert_eq!(tx.messages().find(bare.id).await.unwrap(), Some(bare));
        assert_eq!(tx.messages().find(id()).await.unwrap(), None);
    })
    .await;
}

pub async fn every_direction_and_status_is_kept(db: Db) {
    use Direction::{Alert, Inbound, Left, Outbound};
    use MessageStatus::{
        Delivered, Failed, Queued, Received, Sending, Sent, Suppressed, Uncertain,
    };
    let shop = Shop::open(&db).await;
    let statuses = [Queued, Sending, Sent, Delivered, Failed, Uncertain, Received, Suppressed];
    write(&db, shop.id, async |tx| {
        for direction in [Inbound, Outbound, Alert, Left] {
            for status in statuses {
                let new = Message { direction, status, ..message(None, 0) };
                tx.messages().insert(&new).await.unwrap();
                assert_eq!(tx.messages().find(new.id).await.unwrap(), Some(new));
            }
        }
    })
    .await;
}

pub async fn an_update_keeps_the_words(db: Db) {
    let shop = Shop::open(&db).await;
    let sent = message(None, 0);
    let changed = Message {
        body: "something else".to_owned(),
        phone: Some(phone()),
        status: MessageStatus::Sent,
        provider_id: Some("SM7".to_owned()),
        created_at: at(5),
        updated_at: at(9),
        ..sent.clone()
    };
    write(&db, shop.id, async |tx| {
        assert!(!tx.messages().update(&changed).await.unwrap());
        tx.messages().insert(&sent).await.unwrap();
        assert!(tx.messages().update(&changed).await.unwrap());
    })
    .await;
    let expected = Message {
        status: changed.status,
        provider_id: changed.provider_id,
        updated_at: changed.updated_at,
        ..sent
    };
    let found = read(&db, shop.id, async |tx| tx.messages().find(sent.id).await.unwrap()).await;
    assert_eq!(found, Some(expected));
}

pub async fn lists_are_in_order(db: Db) {
    let shop = Shop::open(&db).await;
    let (ours, other) = (call(0), call(1));
    let minutes = [3, 1, 2];
    let of_ours = minutes.map(|minute| message(Some(ours.id), minute));
    let others = [message(Some(other.id), 9), message(None, 0)];
    write(&db, shop.id, async |tx| {
        tx.calls().insert_if_new(&ours).await.unwrap();
        tx.calls().insert_if_new(&other).await.unwrap();
        for message in of_ours.iter().chain(&others) {
            tx.messages().insert(message).await.unwrap();
        }
    })
    .await;
    read(&db, shop.id, async |tx| {
        let ids = |list: Vec<Message>| list.into_iter().map(|it| it.id).collect::<Vec<_>>();
        let of_call = ids(tx.messages().of_call(ours.id).await.unwrap());
        assert_eq!(of_call, [of_ours[1].id, of_ours[2].id, of_ours[0].id]);
        assert!(tx.messages().of_call(id()).await.unwrap().is_empty());
        let recent = ids(tx.messages().recent(3).await.unwrap());
        assert_eq!(recent, [others[0].id, of_ours[0].id, of_ours[2].id]);
        assert_eq!(tx.messages().recent(255).await.unwrap().len(), 5);
        assert!(tx.messages().recent(0).await.unwrap().is_empty());
    })
    .await;
}

pub async fn a_message_needs_its_call_and_customer(db: Db) {
    let shop = Shop::open(&db).await;
    let stray = Message { customer: Some(id()), ..message(None, 0) };
    for wrong in [message(Some(id()), 0), stray] {
        let mut tx = db.begin(shop.id).await.unwrap();
        let inserted = tx.messages().insert(&wrong).await;
        super::error_of(tx, inserted).await;
        let found = read(&db, shop.id, async |tx| tx.messages().find(wrong.id).await.unwrap());
        assert_eq!(found.await, None);
    }
}

pub async fn changes_of_a_message_wait_for_each_other(db: Db) {
    let shop = Shop::open(&db).await;
    let text = message(None, 0);
    write(&db, shop.id, async |tx| tx.messages().insert(&text).await.unwrap()).await;
    let mut racers = JoinSet::new();
    for _ in 0..16 {
        let (db, tenant, id) = (db.clone(), shop.id, text.id);
        racers.spawn(async move {
            let mut tx = db.begin(tenant).await.unwrap();
            let mut message = tx.messages().lock(id).await.unwrap().unwrap();
            message.updated_at += SignedDuration::from_mins(1);
            tx.messages().update(&message).await.unwrap();
            tx.commit(Durability::Promised).await.unwrap();
        });
    }
    racers.join_all().await;
    let found = read(&db, shop.id, async |tx| tx.messages().find(text.id).await.unwrap()).await;
    let last = text.updated_at + SignedDuration::from_mins(16);
    assert_eq!(found.map(|it| it.updated_at), Some(last), "each saw what the one before it left");
}
