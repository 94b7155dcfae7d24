//! Values at the edges of what a column can hold.

use crm::{Customer, Message};
use jiff::Timestamp;
use scheduling::{Appointment, Claim};
use telephony::Call;

use super::samples::{Shop, at, call, customer, id, job, message, turn};
use super::{Db, read, write};

/// Texts that were somebody's bug once. Without NUL, which PostgreSQL cannot keep.
pub(super) fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " ",
        "\t\r\n",
        "'; DROP TABLE customers; --",
        "\"double\" 'single' `back` \\ \\n %s $1 ? :name {}",
        "Zoë Ñandú Łódź ß İ",
        "家族 عائلة משפחה परिवार",
        "👩‍👩‍👧‍👦🏳️‍🌈 e\u{301} \u{200f}\u{feff}\u{fffd}\u{10ffff}",
        "null",
        "00123",
    ]
    .map(str::to_owned)
    .into();
    // Longer than a page of either database: kept apart from its row.
    texts.push("naïve 🎷 ".repeat(6_000));
    texts
}

pub async fn texts_come_back_as_they_were(db: Db) {
    let shop = Shop::open(&db).await;
    let call = call(0);
    write(&db, shop.id, async |tx| tx.calls().insert_if_new(&call).await.unwrap()).await;
    for (turn_no, text) in (0..).zip(texts()) {
        let ada = Customer { name: Some(text.clone()), ..customer() };
        let sent = Message { body: text.clone(), ..message(None, 0) };
        let mut spoken = turn(&call, turn_no, 0);
        spoken.heard = Some(text.clone());
        spoken.said.clone_from(&text);
        spoken.answer.clone_from(&text);
        spoken.conversation.state.clone_from(&text);
        let summed =
            Call { summary: Some(text.clone()), category: Some(text.clone()), ..call.clone() };
        let from = i64::from(turn_no) * 60;
        let booked = Appointment {
            name: Some(text.clone()),
            notes: Some(text.clone()),
            ..shop.appointment(from, from + 30)
        };
        write(&db, shop.id, async |tx| {
            tx.customers().insert_if_new(&ada).await.unwrap();
            tx.messages().insert(&sent).await.unwrap();
            tx.conversations().save_turn(&spoken).await.unwrap();
            tx.calls().update(&summed).await.unwrap();
            tx.appointments().claim(&booked, at(-30)).await.unwrap();
        })
        .await;
        write(&db, shop.id, async |tx| {
            assert_eq!(tx.customers().find(ada.id).await.unwrap(), Some(ada));
            assert_eq!(tx.messages().find(sent.id).await.unwrap(), Some(sent));
            let open = tx.open_turn(call.provider_id.as_str()).await.unwrap();
            assert_eq!(open.conversation, Some(spoken.conversation));
            let answer = tx.conversations().answer(call.id, turn_no).await.unwrap();
            assert_eq!(answer.as_ref(), Some(&text));
            let lines = tx.conversations().transcript(call.id).await.unwrap();
            assert!(lines.iter().rev().take(2).all(|line| line.text == text));
            assert_eq!(tx.calls().find(call.id).await.unwrap(), Some(summed));
            assert_eq!(tx.appointments().find(booked.id).await.unwrap(), Some(booked));
        })
        .await;
    }
}

pub async fn keys_are_compared_byte_by_byte(db: Db) {
    let shop = Shop::open(&db).await;
    let keys = ["a", "A", "a ", "á", "a\u{301}", "", "ａ"];
    write(&db, shop.id, async |tx| {
        for expected in [true, false] {
            for key in keys {
                let new = tx.receipts().insert_if_new("twilio", key, at(0)).await.unwrap();
                assert_eq!(new, expected, "{key:?}");
                tx.outbox().enqueue(&job(0).once(key)).await.unwrap();
            }
        }
        assert_eq!(tx.outbox().recent(99).await.unwrap().len(), keys.len());
    })
    .await;
}

/// Instants round which databases have gone wrong: before 1970, between two milliseconds, the first
/// and the last that both sides can hold.
fn instants() -> [Timestamp; 8] {
    [
        "0001-01-01T00:00:00Z",
        "1752-09-02T23:59:59.999999Z",
        "1969-12-31T23:59:59.999999Z",
        "1970-01-01T00:00:00.000001Z",
        "1999-12-31T23:59:59.123456Z",
        "2030-06-30T23:59:59.000999Z",
        "2038-01-19T03:14:08Z",
        "9999-12-30T22:00:00.999999Z",
    ]
    .map(|text| text.parse().unwrap())
}

pub async fn instants_keep_their_microseconds(db: Db) {
    let shop = Shop::open(&db).await;
    for (turn_no, instant) in (0..).zip(instants()) {
        let call = Call { started_at: instant, ended_at: Some(instant), ..call(0) };
        let ada = Customer { created_at: instant, updated_at: instant, ..customer() };
        let mut spoken = turn(&call, turn_no, 0);
        spoken.at = instant;
        let queued = job(0).at(instant);
        write(&db, shop.id, async |tx| {
            tx.calls().insert_if_new(&call).await.unwrap();
            tx.customers().insert_if_new(&ada).await.unwrap();
            tx.conversations().save_turn(&spoken).await.unwrap();
            tx.outbox().enqueue(&queued).await.unwrap();
        })
        .await;
        read(&db, shop.id, async |tx| {
            assert_eq!(tx.calls().find(call.id).await.unwrap().as_ref(), Some(&call));
            assert_eq!(tx.customers().find(ada.id).await.unwrap(), Some(ada));
            let lines = tx.conversations().transcript(call.id).await.unwrap();
            assert!(lines.iter().all(|line| line.at == instant));
            let jobs = tx.outbox().recent(99).await.unwrap();
            let job = jobs.into_iter().find(|job| job.id == queued.id).unwrap();
            assert_eq!(job.run_at, instant);
        })
        .await;
    }
    let calls = read(&db, shop.id, async |tx| tx.calls().recent(99).await.unwrap()).await;
    assert!(calls.iter().map(|call| call.started_at).rev().eq(instants()));
}

/// The microsecond decides whether two appointments meet.
pub async fn appointments_meet_to_the_microsecond(db: Db) {
    let shop = Shop::open(&db).await;
    let all = instants();
    let [first, .., last] = all;
    let micro = jiff::SignedDuration::from_micros(1);
    let between = |from, until| Appointment {
        starts_at: from,
        ends_at: until,
        busy_until: until,
        ..shop.appointment(0, 1)
    };
    let claim = async |new: Appointment| {
        write(&db, shop.id, async |tx| {
            let claim = tx.appointments().claim(&new, at(-30)).await.unwrap();
            if claim == Claim::Won {
                assert_eq!(tx.appointments().find(new.id).await.unwrap(), Some(new));
            }
            claim
        })
        .await
    };
    assert_eq!(claim(between(all[4], all[5])).await, Claim::Won);
    assert_eq!(claim(between(all[5] - micro, all[6])).await, Claim::Taken);
    assert_eq!(claim(between(all[5], all[6])).await, Claim::Won);
    assert_eq!(claim(between(first, all[4] + micro)).await, Claim::Taken);
    assert_eq!(claim(between(first, all[4])).await, Claim::Won);
    assert_eq!(claim(between(all[6], last)).await, Claim::Won);
    let busy =
        read(&db, shop.id, async |tx| tx.appointments().busy(first, last, at(-30)).await.unwrap());
    assert_eq!(busy.await.len(), 4);
}

pub async fn large_numbers_are_kept(db: Db) {
    let shop = Shop::open(&db).await;
    let call = Call { seconds: Some(2_147_483_647), ..call(0) };
    let last = turn(&call, 2_147_483_647, 0);
    let ada = Customer { id: id(), ..customer() };
    write(&db, shop.id, async |tx| {
        tx.customers().insert_if_new(&ada).await.unwrap();
        tx.calls().insert_if_new(&call).await.unwrap();
        tx.conversations().save_turn(&last).await.unwrap();
        let open = tx.open_turn(call.provider_id.as_str()).await.unwrap();
        assert_eq!(open.conversation, Some(last.conversation));
        assert_eq!(tx.calls().find(call.id).await.unwrap(), Some(call));
    })
    .await;
}
