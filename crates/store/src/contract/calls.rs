//! Calls.

use kernel::{CallId, Caller};
use telephony::{Call, CallOutcome, CallStatus, Channel};
use tokio::task::JoinSet;

use super::samples::{Shop, at, call, customer, id, phone, provider_ref, turn};
use super::{Db, error_of, read, write};
use crate::tx::Durability;

fn ids(calls: Vec<Call>) -> Vec<CallId> {
    calls.into_iter().map(|call| call.id).collect()
}

/// A call that has ended a minute after it began.
fn ended(minute: i64) -> Call {
    Call { status: CallStatus::Completed, ended_at: Some(at(minute + 1)), ..call(minute) }
}

pub async fn a_call_is_found_by_both_ids(db: Db) {
    let shop = Shop::open(&db).await;
    let ada = customer();
    let full = Call {
        from: Caller::Sip("sip:ada@example.com".to_owned()),
        customer: Some(ada.id),
        outcome: Some(CallOutcome::Booked),
        seconds: Some(2_147_483_647),
        summary: Some("booked; \"thanks\" — 🎉".to_owned()),
        category: Some("book".to_owned()),
        sentiment: Some("positive".to_owned()),
        recording: Some(provider_ref()),
        ..ended(0)
    };
    let bare = Call { from: Caller::Withheld, ..call(0) };
    write(&db, shop.id, async |tx| {
        tx.customers().insert_if_new(&ada).await.unwrap();
        assert!(tx.calls().insert_if_new(&full).await.unwrap());
        assert!(tx.calls().insert_if_new(&bare).await.unwrap());
    })
    .await;
    read(&db, shop.id, async |tx| {
        for call in [full, bare] {
            let found = tx.calls().find(call.id).await.unwrap();
            assert_eq!(found.as_ref(), Some(&call));
            let found = tx.calls().find_by_provider(&call.provider_id).await.unwrap();
            assert_eq!(found, Some(call));
        }
        assert_eq!(tx.calls().find(id()).await.unwrap(), None);
        assert_eq!(tx.calls().find_by_provider(&provider_ref()).await.unwrap(), None);
    })
    .await;
}

pub async fn every_status_and_outcome_is_kept(db: Db) {
    use CallOutcome::{
        Abandoned, Answered, Booked, Cancelled, Emergency, Message, Missed, Refused, Rescheduled,
        Transferred, Voicemail,
    };
    use CallStatus::{Busy, Canceled, Completed, Failed, InProgress, NoAnswer, Ringing};
    let shop = Shop::open(&db).await;
    let outcomes = [
        Booked,
        Rescheduled,
        Cancelled,
        Answered,
        Message,
        Voicemail,
        Transferred,
        Emergency,
        Abandoned,
        Missed,
        Refused,
    ];
    write(&db, shop.id, async |tx| {
        let statuses = [Ringing, InProgress, Completed, Busy, Failed, NoAnswer, Canceled];
        for status in statuses {
            let new = Call { status, ..call(0) };
            tx.calls().insert_if_new(&new).await.unwrap();
            assert_eq!(tx.calls().find(new.id).await.unwrap(), Some(new));
        }
        for outcome in outcomes {
            let new = Call { outcome: Some(outcome), ..call(0) };
            tx.calls().insert_if_new(&new).await.unwrap();
            assert_eq!(tx.calls().find(new.id).await.unwrap(), Some(new));
        }
    })
    .await;
}

pub async fn a_known_call_is_not_added_again(db: Db) {
    let shop = Shop::open(&db).await;
    let first = call(0);
    let again = Call { provider_id: first.provider_id.clone(), ..call(5) };
    write(&db, shop.id, async |tx| {
        assert!(tx.calls().insert_if_new(&first).await.unwrap());
        assert!(!tx.calls().insert_if_new(&again).await.unwrap());
    })
    .await;
    write(&db, shop.id, async |tx| {
        assert!(!tx.calls().insert_if_new(&again).await.unwrap());
        assert!(!tx.calls().insert_if_new(&first).await.unwrap());
        assert_eq!(tx.calls().recent(9).await.unwrap(), [first]);
    })
    .await;
}

pub async fn one_of_many_adds_the_call(db: Db) {
    let shop = Shop::open(&db).await;
    let provider_id = provider_ref();
    let mut racers = JoinSet::new();
    for _ in 0..16 {
        let (db, tenant) = (db.clone(), shop.id);
        let new = Call { provider_id: provider_id.clone(), ..call(0) };
        racers.spawn(async move {
            let mut tx = db.begin(tenant).await.unwrap();
            let added = tx.calls().insert_if_new(&new).await.unwrap();
            tx.commit(Durability::Promised).await.unwrap();
            added
        });
    }
    assert_eq!(racers.join_all().await.into_iter().filter(|added| *added).count(), 1);
    let calls = read(&db, shop.id, async |tx| tx.calls().recent(99).await.unwrap()).await;
    assert_eq!(calls.len(), 1);
}

pub async fn an_update_keeps_ids_and_start(db: Db) {
    let shop = Shop::open(&db).await;
    let (ada, first) = (customer(), call(0));
    let changed = Call {
        id: first.id,
        customer: Some(ada.id),
        outcome: Some(CallOutcome::Message),
        seconds: Some(61),
        summary: Some("left a message".to_owned()),
        category: Some("message".to_owned()),
        sentiment: Some("neutral".to_owned()),
        recording: Some(provider_ref()),
        from: Caller::Client("ada".to_owned()),
        to: phone(),
        ..ended(30)
    };
    write(&db, shop.id, async |tx| {
        tx.customers().insert_if_new(&ada).await.unwrap();
        assert!(!tx.calls().update(&changed).await.unwrap());
        assert!(tx.calls().insert_if_new(&first).await.unwrap());
        assert!(tx.calls().update(&changed).await.unwrap());
    })
    .await;
    let expected = Call {
        provider_id: first.provider_id.clone(),
        started_at: first.started_at,
        ..changed.clone()
    };
    read(&db, shop.id, async |tx| {
        assert_eq!(tx.calls().find(first.id).await.unwrap(), Some(expected));
        assert_eq!(tx.calls().find_by_provider(&changed.provider_id).await.unwrap(), None);
    })
    .await;
}

pub async fn ended_calls_of_a_customer_come_newest_first(db: Db) {
    let shop = Shop::open(&db).await;
    let (ada, eve) = (customer(), customer());
    let of = |customer: &crm::Customer, call| Call { customer: Some(customer.id), ..call };
    let calls = [20, 40, 10, 30].map(|minute| of(&ada, ended(minute)));
    let others = [of(&ada, call(50)), of(&eve, ended(60)), ended(70)];
    write(&db, shop.id, async |tx| {
        tx.customers().insert_if_new(&ada).await.unwrap();
        tx.customers().insert_if_new(&eve).await.unwrap();
        for call in calls.iter().chain(&others) {
            tx.calls().insert_if_new(call).await.unwrap();
        }
    })
    .await;
    read(&db, shop.id, async |tx| {
        let recent = ids(tx.calls().recent_of(ada.id, 3).await.unwrap());
        assert_eq!(recent, [calls[1].id, calls[3].id, calls[0].id]);
        assert_eq!(tx.calls().recent_of(ada.id, 255).await.unwrap().len(), 4);
        assert!(tx.calls().recent_of(id(), 9).await.unwrap().is_empty());
        let recent = ids(tx.calls().recent(4).await.unwrap());
        assert_eq!(recent, [others[2].id, others[1].id, others[0].id, calls[1].id]);
    })
    .await;
}

pub async fn a_call_without_news_is_stale(db: Db) {
    let shop = Shop::open(&db).await;
    let (silent, talking, over, young) = (call(0), call(1), ended(0), call(50));
    write(&db, shop.id, async |tx| {
        for call in [&silent, &talking, &over, &young] {
            tx.calls().insert_if_new(call).await.unwrap();
        }
        for call in [&silent, &talking] {
            tx.conversations().save_turn(&turn(call, 0, 2)).await.unwrap();
        }
        tx.conversations().save_turn(&turn(&talking, 1, 40)).await.unwrap();
    })
    .await;
    read(&db, shop.id, async |tx| {
        let stale = async |tx: &mut Box<dyn crate::Tx>, minute, limit| {
            let mut found = ids(tx.calls().stale(Channel::Voice, at(minute), limit).await.unwrap());
            found.sort_unstable();
            found
        };
        assert!(stale(tx, 1, 9).await.is_empty());
        assert_eq!(stale(tx, 30, 9).await, [silent.id]);
        let mut both = vec![silent.id, talking.id];
        both.sort_unstable();
        assert_eq!(stale(tx, 45, 9).await, both);
        assert_eq!(stale(tx, 45, 1).await.len(), 1);
        assert_eq!(stale(tx, 60, 9).await.len(), 3);
        assert!(tx.calls().stale(Channel::Sms, at(60), 9).await.unwrap().is_empty());
    })
    .await;
}

pub async fn a_number_has_one_open_conversation_by_text(db: Db) {
    let shop = Shop::open(&db).await;
    let voice = call(0);
    let from = voice.from.clone();
    let text = |minute| Call { channel: Channel::Sms, from: from.clone(), ..call(minute) };
    let (first, second, third) = (text(1), text(2), text(3));
    let open = async || {
        let found = read(&db, shop.id, async |tx| tx.calls().open_text(&from).await.unwrap());
        found.await.map(|call| call.id)
    };
    assert_eq!(open().await, None);
    write(&db, shop.id, async |tx| {
        // A call of the same number is no text, and another number's text is another's.
        tx.calls().insert_if_new(&voice).await.unwrap();
        tx.calls().insert_if_new(&Call { channel: Channel::Sms, ..call(0) }).await.unwrap();
        tx.calls().insert_if_new(&first).await.unwrap();
    })
    .await;
    assert_eq!(open().await, Some(first.id));
    let mut tx = db.begin(shop.id).await.unwrap();
    let refused = tx.calls().insert_if_new(&second).await;
    let refused = error_of(tx, refused.map(|_| ())).await;
    assert!(refused.violates("calls_tenant_id_from_number_key"), "{refused:?}");
    write(&db, shop.id, async |tx| {
        let over = Call {
            channel: Channel::Voice,
            status: CallStatus::Completed,
            ended_at: Some(at(9)),
            ..first.clone()
        };
        assert!(tx.calls().update(&over).await.unwrap());
        assert!(tx.calls().insert_if_new(&third).await.unwrap());
        // What carries a conversation never changes.
        let kept = tx.calls().find(first.id).await.unwrap().unwrap();
        assert_eq!(kept, Call { channel: Channel::Sms, ..over });
    })
    .await;
    assert_eq!(open().await, Some(third.id));
    let stale = read(&db, shop.id, async |tx| {
        tx.calls().stale(Channel::Sms, at(60), 9).await.unwrap().len()
    });
    assert_eq!(stale.await, 2);
}

pub async fn a_call_needs_its_customer(db: Db) {
    let shop = Shop::open(&db).await;
    let stray = Call { customer: Some(id()), ..call(0) };
    let mut tx = db.begin(shop.id).await.unwrap();
    tx.calls().insert_if_new(&stray).await.unwrap_err();
    drop(tx);
    let calls = read(&db, shop.id, async |tx| tx.calls().recent(9).await.unwrap()).await;
    assert!(calls.is_empty());
}
