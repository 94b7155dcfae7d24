//! Conversations and their turns.

use std::time::Duration;

use dialogue::{Conversation, Line, Role};
use kernel::StoreError;
use telephony::Call;

use super::samples::{Shop, at, call, conversation, customer, id, turn};
use super::{Db, error_of, read, write};
use crate::tx::Durability;

/// A business, and a call whose greeting was said.
async fn greeted(db: &Db) -> (Shop, Call) {
    let (shop, call) = (Shop::open(db).await, call(0));
    write(db, shop.id, async |tx| {
        assert!(tx.calls().insert_if_new(&call).await.unwrap());
        tx.conversations().save_turn(&turn(&call, 0, 0)).await.unwrap();
    })
    .await;
    (shop, call)
}

pub async fn a_turn_is_remembered(db: Db) {
    let (shop, call) = greeted(&db).await;
    let mut next = turn(&call, 1, 1);
    next.conversation.customer = Some(id());
    next.conversation.ended = true;
    write(&db, shop.id, async |tx| {
        let open = tx.conversations().open(call.provider_id.as_str()).await.unwrap();
        assert_eq!(open, Some(conversation(&call, 0)));
        tx.conversations().save_turn(&next).await.unwrap();
    })
    .await;
    write(&db, shop.id, async |tx| {
        let conversations = tx.conversations();
        let open = conversations.open(call.provider_id.as_str()).await.unwrap();
        assert_eq!(open, Some(next.conversation));
        assert_eq!(conversations.open("unknown").await.unwrap(), None);
        let answer = conversations.answer(call.id, 1).await.unwrap();
        assert_eq!(answer, Some("answer 1".to_owned()));
        let answer = conversations.answer(call.id, 0).await.unwrap();
        assert_eq!(answer, Some("answer 0".to_owned()));
        assert_eq!(conversations.answer(call.id, 2).await.unwrap(), None);
        assert_eq!(conversations.answer(id(), 0).await.unwrap(), None);
    })
    .await;
}

pub async fn a_transcript_is_in_order(db: Db) {
    let (shop, call) = greeted(&db).await;
    for turn_no in [1, 2, 10] {
        let mut next = turn(&call, turn_no, i64::from(turn_no));
        if turn_no == 2 {
            next.heard = Some(String::new());
        }
        write(&db, shop.id, async |tx| tx.conversations().save_turn(&next).await.unwrap()).await;
    }
    let line = |turn_no: u32, role, text: &str| Line {
        turn_no,
        role,
        text: text.to_owned(),
        at: at(i64::from(turn_no)),
    };
    read(&db, shop.id, async |tx| {
        let transcript = tx.conversations().transcript(call.id).await.unwrap();
        let expected = [
            line(0, Role::Agent, "said 0"),
            line(1, Role::Caller, "heard 1"),
            line(1, Role::Agent, "said 1"),
            line(2, Role::Caller, ""),
            line(2, Role::Agent, "said 2"),
            line(10, Role::Caller, "heard 10"),
            line(10, Role::Agent, "said 10"),
        ];
        assert_eq!(transcript, expected);
        assert!(tx.conversations().transcript(id()).await.unwrap().is_empty());
    })
    .await;
}

pub async fn a_turn_is_saved_once(db: Db) {
    let (shop, call) = greeted(&db).await;
    let ada = customer();
    for turn_no in [0, 1] {
        let mut again = turn(&call, turn_no, 5);
        "something else".clone_into(&mut again.conversation.state);
        "something else".clone_into(&mut again.answer);
        let mut tx = db.begin(shop.id).await.unwrap();
        if turn_no == 1 {
            tx.conversations().save_turn(&turn(&call, 1, 4)).await.unwrap();
        }
        assert!(tx.customers().insert_if_new(&ada).await.unwrap());
        let saved = tx.conversations().save_turn(&again).await;
        let error = error_of(tx, saved).await;
        assert!(error.violates("turns_tenant_id_call_id_turn_no_role_key"), "{error:?}");
    }
    write(&db, shop.id, async |tx| {
        assert_eq!(tx.customers().find(ada.id).await.unwrap(), None);
        let open = tx.conversations().open(call.provider_id.as_str()).await.unwrap();
        assert_eq!(open, Some(conversation(&call, 0)));
        let answer = tx.conversations().answer(call.id, 0).await.unwrap();
        assert_eq!(answer, Some("answer 0".to_owned()));
        assert_eq!(tx.conversations().transcript(call.id).await.unwrap().len(), 1);
    })
    .await;
}

pub async fn an_update_is_no_turn(db: Db) {
    let (shop, call) = greeted(&db).await;
    let changed =
        Conversation { state: "{\"over\":true}".to_owned(), ended: true, ..conversation(&call, 0) };
    write(&db, shop.id, async |tx| {
        assert!(tx.conversations().update(&changed).await.unwrap());
        let unknown = Conversation { call: id(), ..changed.clone() };
        assert!(!tx.conversations().update(&unknown).await.unwrap());
    })
    .await;
    write(&db, shop.id, async |tx| {
        let open = tx.conversations().open(call.provider_id.as_str()).await.unwrap();
        assert_eq!(open, Some(changed));
        assert_eq!(tx.conversations().transcript(call.id).await.unwrap().len(), 1);
    })
    .await;
}

pub async fn a_conversation_needs_its_call(db: Db) {
    let shop = Shop::open(&db).await;
    let stray = call(0);
    let mut tx = db.begin(shop.id).await.unwrap();
    let saved = tx.conversations().save_turn(&turn(&stray, 0, 0)).await;
    error_of(tx, saved).await;
    let lines =
        read(&db, shop.id, async |tx| tx.conversations().transcript(stray.id).await.unwrap());
    assert!(lines.await.is_empty());
}

pub async fn opening_a_turn_tells_the_businesss_stamp(db: Db) {
    let (shop, call) = greeted(&db).await;
    write(&db, shop.id, async |tx| {
        let stamp = tx.tenants().stamp().await.unwrap();
        assert!(stamp.is_some());
        let open = tx.open_turn(call.provider_id.as_str()).await.unwrap();
        assert_eq!(open.stamp, stamp);
        assert_eq!(open.conversation, Some(conversation(&call, 0)));
        let open = tx.open_turn("unknown").await.unwrap();
        assert_eq!((open.stamp, open.conversation), (stamp, None));
    })
    .await;
    write(&db, id(), async |tx| {
        let open = tx.open_turn(call.provider_id.as_str()).await.unwrap();
        assert_eq!((open.stamp, open.conversation), (None, None));
    })
    .await;
}

/// Two webhooks of one call at once: the second one waits, and then sees what the first has done.
pub async fn a_second_turn_of_a_call_waits(db: Db) {
    let (shop, call) = greeted(&db).await;
    for (turn_no, by_port) in [(1, false), (2, true)] {
        let mut first = db.begin(shop.id).await.unwrap();
        let open = first.open_turn(call.provider_id.as_str()).await.unwrap();
        assert_eq!(open.conversation.map(|it| it.turn_no), Some(turn_no - 1));

        let second = tokio::spawn({
            let (db, tenant, provider_id) = (db.clone(), shop.id, call.provider_id.clone());
            async move {
                let mut tx = db.begin(tenant).await?;
                let conversation = if by_port {
                    tx.conversations().open(provider_id.as_str()).await?
                } else {
                    tx.open_turn(provider_id.as_str()).await?.conversation
                };
                tx.commit(Durability::Relaxed).await?;
                Ok::<_, StoreError>(conversation)
            }
        });
        // Long enough for a second one that does not wait to be done.
        tokio::time::sleep(Duration::from_millis(60)).await;
        assert!(!second.is_finished());
        first.conversations().save_turn(&turn(&call, turn_no, 1)).await.unwrap();
        first.commit(Durability::Relaxed).await.unwrap();
        assert_eq!(second.await.unwrap().unwrap(), Some(conversation(&call, turn_no)));
    }
}

/// The same when the first one dies.
pub async fn a_second_turn_goes_on_when_the_first_is_dropped(db: Db) {
    let (shop, call) = greeted(&db).await;
    let mut first = db.begin(shop.id).await.unwrap();
    first.open_turn(call.provider_id.as_str()).await.unwrap();
    first.conversations().save_turn(&turn(&call, 1, 1)).await.unwrap();
    drop(first);
    write(&db, shop.id, async |tx| {
        let open = tx.open_turn(call.provider_id.as_str()).await.unwrap();
        assert_eq!(open.conversation, Some(conversation(&call, 0)));
        tx.conversations().save_turn(&turn(&call, 1, 1)).await.unwrap();
    })
    .await;
}
