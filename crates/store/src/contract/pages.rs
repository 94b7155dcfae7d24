//! Lists that are looked through page by page, while more comes in.

use crm::{Customer, Direction, Message, MessageStatus};
use jiff::Timestamp;
use kernel::{CustomerId, MessageId};
use scheduling::{Appointment, AppointmentPage, AppointmentStatus};
use telephony::{Call, CallOutcome, CallPage, CallStatus, CallUsage, Channel};
use tenancy::{Tenant, TenantStatus};

use super::samples::{Shop, at, call, customer, id, job, message, tenant};
use super::{Db, read, write};
use crate::outbox::{JobStatus, Settled};

pub async fn calls_come_page_by_page_without_gaps_or_doubles(db: Db) {
    let shop = Shop::open(&db).await;
    // Three at a time: the order among them is that of their ids.
    let mut calls: Vec<Call> = (0..21).map(|number| call(number / 3)).collect();
    write(&db, shop.id, async |tx| {
        for call in &calls {
            tx.calls().insert_if_new(call).await.unwrap();
        }
    })
    .await;
    calls.sort_by_key(|call| std::cmp::Reverse((call.started_at, call.id)));
    let (mut seen, mut page) = (Vec::new(), CallPage::default());
    loop {
        let next = read(&db, shop.id, async |tx| tx.calls().page(&page, 4).await.unwrap()).await;
        let Some(last) = next.last() else { break };
        page.before = Some((last.started_at, last.id));
        assert!(next.len() <= 4);
        seen.extend(next);
        // Whatever comes in is newer.
        write(&db, shop.id, async |tx| tx.calls().insert_if_new(&call(99)).await.unwrap()).await;
    }
    assert_eq!(seen, calls);
    let theirs = Shop::open(&db).await;
    let page = CallPage::default();
    let found = read(&db, theirs.id, async |tx| tx.calls().page(&page, 99).await.unwrap()).await;
    assert!(found.is_empty());
}

pub async fn a_page_of_calls_is_chosen_from(db: Db) {
    let shop = Shop::open(&db).await;
    let ada = customer();
    let plain = call(0);
    let missed = Call {
        status: CallStatus::NoAnswer,
        outcome: Some(CallOutcome::Missed),
        ended_at: Some(at(1)),
        ..call(1)
    };
    let hers = Call { customer: Some(ada.id), ..call(2) };
    let text = Call { channel: Channel::Sms, ..call(3) };
    write(&db, shop.id, async |tx| {
        tx.customers().insert_if_new(&ada).await.unwrap();
        for call in [&plain, &missed, &hers, &text] {
            tx.calls().insert_if_new(call).await.unwrap();
        }
    })
    .await;
    let any = CallPage::default();
    read(&db, shop.id, async |tx| {
        for (page, expected) in [
            (CallPage { status: Some(CallStatus::NoAnswer), ..any }, vec![&missed]),
            (CallPage { outcome: Some(CallOutcome::Missed), ..any }, vec![&missed]),
            (CallPage { customer: Some(ada.id), ..any }, vec![&hers]),
            (CallPage { channel: Some(Channel::Sms), ..any }, vec![&text]),
            (CallPage { channel: Some(Channel::Voice), ..any }, vec![&hers, &missed, &plain]),
            (CallPage { customer: Some(id()), ..any }, vec![]),
        ] {
            let found = tx.calls().page(&page, 9).await.unwrap();
            assert!(found.iter().eq(expected), "{page:?}: {found:?}");
        }
    })
    .await;
}

pub async fn customers_come_page_by_page_without_gaps_or_doubles(db: Db) {
    let shop = Shop::open(&db).await;
    let mut customers: Vec<Customer> = (0..11).map(|_| customer()).collect();
    write(&db, shop.id, async |tx| {
        for customer in &customers {
            tx.customers().insert_if_new(customer).await.unwrap();
        }
    })
    .await;
    customers.sort_by_key(|customer| std::cmp::Reverse(customer.id));
    let mut seen: Vec<Customer> = Vec::new();
    let mut before: Option<CustomerId> = None;
    loop {
        let next =
            read(&db, shop.id, async |tx| tx.customers().page(before, 3).await.unwrap()).await;
        let Some(last) = next.last() else { break };
        before = Some(last.id);
        seen.extend(next);
        let new = customer();
        write(&db, shop.id, async |tx| tx.customers().insert_if_new(&new).await.unwrap()).await;
    }
    assert_eq!(seen, customers);
    let theirs = Shop::open(&db).await;
    read(&db, theirs.id, async |tx| {
        assert!(tx.customers().page(None, 9).await.unwrap().is_empty());
    })
    .await;
}

pub async fn messages_come_page_by_page_without_gaps_or_doubles(db: Db) {
    let shop = Shop::open(&db).await;
    let mut messages: Vec<Message> = (0..13).map(|number| message(None, number / 3)).collect();
    write(&db, shop.id, async |tx| {
        for message in &messages {
            tx.messages().insert(message).await.unwrap();
        }
    })
    .await;
    messages.sort_by_key(|message| std::cmp::Reverse((message.created_at, message.id)));
    let mut seen: Vec<Message> = Vec::new();
    let mut before: Option<(Timestamp, MessageId)> = None;
    loop {
        let next =
            read(&db, shop.id, async |tx| tx.messages().page(before, 4).await.unwrap()).await;
        let Some(last) = next.last() else { break };
        before = Some((last.created_at, last.id));
        seen.extend(next);
        write(&db, shop.id, async |tx| tx.messages().insert(&message(None, 99)).await.unwrap())
            .await;
    }
    assert_eq!(seen, messages);
}

pub async fn appointments_come_page_by_page_without_gaps_or_doubles(db: Db) {
    let shop = Shop::open(&db).await;
    let mut made: Vec<Appointment> = Vec::new();
    for slot in 0..6 {
        let [first, second] = shop.staff;
        let booked = shop.appointment(slot * 30, slot * 30 + 30);
        made.push(Appointment { staff: second, ..booked.clone() });
        made.push(Appointment { id: id(), staff: first, ..booked });
    }
    let over = Appointment { status: AppointmentStatus::Cancelled, ..shop.appointment(40, 50) };
    let held = shop.hold(300, 330, 999);
    write(&db, shop.id, async |tx| {
        for appointment in made.iter().chain([&over, &held]) {
            tx.appointments().claim(appointment, at(-99)).await.unwrap();
        }
    })
    .await;
    made.push(over.clone());
    made.retain(|it| it.starts_at >= at(30));
    made.sort_by_key(|it| (it.starts_at, it.id));
    let mut page = AppointmentPage { from: at(30), until: at(999), after: None, status: None };
    let mut seen = Vec::new();
    loop {
        let next =
            read(&db, shop.id, async |tx| tx.appointments().page(&page, 2).await.unwrap()).await;
        let Some(last) = next.last() else { break };
        page.after = Some((last.starts_at, last.id));
        seen.extend(next);
    }
    assert_eq!(seen, made);
    read(&db, shop.id, async |tx| {
        let page = AppointmentPage { from: at(30), until: at(60), after: None, status: None };
        assert_eq!(tx.appointments().page(&page, 9).await.unwrap().len(), 3);
        let cancelled = AppointmentPage { status: Some(AppointmentStatus::Cancelled), ..page };
        assert_eq!(tx.appointments().page(&cancelled, 9).await.unwrap(), [over]);
        let until = AppointmentPage { until: at(999), ..page };
        let held = AppointmentPage { status: Some(AppointmentStatus::Held), ..until };
        assert_eq!(tx.appointments().page(&held, 9).await.unwrap().len(), 1);
        assert_eq!(tx.appointments().count_in(at(0), at(60)).await.unwrap(), 4);
    })
    .await;
}

pub async fn what_was_used_is_counted(db: Db) {
    let shop = Shop::open(&db).await;
    let lasting = |minute, seconds| Call { seconds, ended_at: Some(at(minute)), ..call(minute) };
    let calls = [
        lasting(-1, Some(60)),
        lasting(0, Some(1)),
        lasting(1, Some(60)),
        lasting(2, Some(61)),
        lasting(3, None),
        lasting(10, Some(60)),
        Call { channel: Channel::Sms, ..lasting(4, Some(600)) },
    ];
    let text = |direction, status, minute| Message { direction, status, ..message(None, minute) };
    let texts = [
        text(Direction::Outbound, MessageStatus::Sent, 0),
        text(Direction::Alert, MessageStatus::Delivered, 1),
        text(Direction::Outbound, MessageStatus::Uncertain, 2),
        text(Direction::Outbound, MessageStatus::Failed, 3),
        text(Direction::Inbound, MessageStatus::Received, 4),
        text(Direction::Outbound, MessageStatus::Sent, 10),
    ];
    write(&db, shop.id, async |tx| {
        for call in &calls {
            tx.calls().insert_if_new(call).await.unwrap();
        }
        for text in &texts {
            tx.messages().insert(text).await.unwrap();
        }
    })
    .await;
    read(&db, shop.id, async |tx| {
        let used = tx.calls().usage(at(0), at(10)).await.unwrap();
        assert_eq!(used, CallUsage { calls: 4, minutes: 4 });
        assert_eq!(tx.messages().texts_out(at(0), at(10)).await.unwrap(), 3);
    })
    .await;
    let theirs = Shop::open(&db).await;
    read(&db, theirs.id, async |tx| {
        let used = tx.calls().usage(at(-99), at(99)).await.unwrap();
        assert_eq!(used, CallUsage::default());
        assert_eq!(tx.messages().texts_out(at(-99), at(99)).await.unwrap(), 0);
    })
    .await;
}

pub async fn businesses_are_listed_and_counted_by_status(db: Db) {
    use TenantStatus::{Active, Suspended};
    let mut suspended = Vec::new();
    for number in 0..7 {
        let status = if number % 3 == 0 { Suspended } else { Active };
        let shop = Tenant { status, ..tenant(id()) };
        write(&db, shop.id, async |tx| tx.tenants().put(&shop).await.unwrap()).await;
        suspended.extend((status == Suspended).then_some(shop.id));
    }
    suspended.sort_unstable();
    let mut tx = db.begin_platform().await.unwrap();
    let first = tx.numbers().of_status(Suspended, None, 2).await.unwrap();
    assert_eq!(first, suspended[..2]);
    let rest = tx.numbers().of_status(Suspended, Some(first[1]), 2).await.unwrap();
    assert_eq!(rest, suspended[2..]);
    let mut counts = tx.numbers().by_status().await.unwrap();
    counts.sort_by_key(|(_, count)| *count);
    assert_eq!(counts, [(Suspended, 3), (Active, 4)]);
}

pub async fn a_business_puts_its_own_failed_job_back(db: Db) {
    let (ours, theirs) = (Shop::open(&db).await, Shop::open(&db).await);
    let failed = job(0);
    write(&db, ours.id, async |tx| tx.outbox().enqueue(&failed).await.unwrap()).await;
    let retry = async |tenant| {
        write(&db, tenant, async |tx| tx.outbox().retry(failed.id, at(5)).await.unwrap()).await
    };
    assert!(!retry(ours.id).await, "it waits already");
    let (lease, hour) = (id(), jiff::SignedDuration::from_hours(1));
    let mut tx = db.begin_platform().await.unwrap();
    assert_eq!(tx.queue().claim(lease, at(0), hour, 9).await.unwrap().len(), 1);
    let outcome = Settled::Failed { error: "no".to_owned() };
    assert!(tx.queue().settle(failed.id, lease, at(1), &outcome).await.unwrap());
    assert_eq!(tx.queue().given_up().await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert!(!retry(theirs.id).await, "it is not theirs");
    assert!(retry(ours.id).await);
    assert!(!retry(ours.id).await);
    let mut tx = db.begin_platform().await.unwrap();
    let found = tx.queue().find(failed.id).await.unwrap().unwrap();
    assert_eq!((found.tenant, found.status), (ours.id, JobStatus::Queued));
    assert_eq!(tx.queue().find(id()).await.unwrap(), None);
    assert_eq!(tx.queue().given_up().await.unwrap(), 0);
    assert_eq!(tx.queue().claim(id(), at(5), hour, 9).await.unwrap().len(), 1);
}
