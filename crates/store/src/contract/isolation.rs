//! Businesses never meet: another one's data is as good as absent, through every method.

use crm::{Customer, Message};
use dialogue::Conversation;
use scheduling::{Appointment, AppointmentStatus, Catalogue, Claim};
use telephony::Call;
use telephony::Channel;

use self::people::People;
pub use self::people::{
    a_business_adds_accounts_and_changes_none, a_business_makes_no_platform_staff,
    a_business_sees_its_own_members_alone,
};
use super::samples::{
    Shop, at, call, catalogue, conversation, customer, job, message, provider_ref, tenant, turn,
};
use super::{Db, read, write};
use crate::outbox::{JobStatus, NewJob};
use crate::tx::{Database, Durability, Tx};

mod people;

/// A business with a row in every table.
struct Full {
    shop: Shop,
    catalogue: Catalogue,
    ada: Customer,
    call: Call,
    booked: Appointment,
    sent: Message,
    job: NewJob,
    people: People,
}

impl Full {
    async fn open(db: &Db) -> Self {
        let shop = Shop::open(db).await;
        let ada = customer();
        let call = Call { customer: Some(ada.id), ended_at: Some(at(1)), ..call(0) };
        let mut booked = shop.appointment_of(ada.id, 0, 30);
        booked.call = Some(call.id);
        let mut sent = message(Some(call.id), 0);
        sent.customer = Some(ada.id);
        let job = job(0).once("the same key");
        let catalogue = write(db, shop.id, async |tx| {
            tx.customers().insert_if_new(&ada).await.unwrap();
            tx.calls().insert_if_new(&call).await.unwrap();
            tx.appointments().claim(&booked, at(-30)).await.unwrap();
            tx.conversations().save_turn(&turn(&call, 0, 0)).await.unwrap();
            tx.messages().insert(&sent).await.unwrap();
            tx.outbox().enqueue(&job).await.unwrap();
            tx.receipts().insert_if_new("twilio", "the same key", at(0)).await.unwrap();
            tx.schedules().load().await.unwrap().unwrap()
        })
        .await;
        let people = People::open(db, shop.id).await;
        Self { shop, catalogue, ada, call, booked, sent, job, people }
    }

    /// Everything is as it was.
    async fn is_untouched(&self, db: &Db) {
        let Self { shop, catalogue, ada, call, booked, sent, job, people } = self;
        people.are_untouched(db, shop.id).await;
        write(db, shop.id, async |tx| {
            assert_eq!(tx.tenants().find().await.unwrap().as_ref(), Some(&*shop.tenant));
            assert_eq!(tx.schedules().load().await.unwrap().as_ref(), Some(catalogue));
            assert_eq!(tx.customers().find(ada.id).await.unwrap().as_ref(), Some(ada));
            assert_eq!(tx.customers().count().await.unwrap(), 1);
            assert_eq!(tx.calls().recent(9).await.unwrap(), std::slice::from_ref(call));
            let found = tx.appointments().of_call(call.id).await.unwrap();
            assert_eq!(found, std::slice::from_ref(booked));
            let busy = tx.appointments().busy(at(-99), at(99), at(0)).await.unwrap();
            assert_eq!(busy.len(), 1);
            let found = tx.messages().recent(9).await.unwrap();
            assert_eq!(found, std::slice::from_ref(sent));
            let open = tx.open_turn(call.provider_id.as_str()).await.unwrap();
            assert_eq!(open.conversation, Some(conversation(call, 0)));
            assert_eq!(tx.conversations().transcript(call.id).await.unwrap().len(), 1);
            let jobs = tx.outbox().recent(9).await.unwrap();
            assert_eq!(jobs.len(), 1);
            assert_eq!((jobs[0].id, jobs[0].status), (job.id, JobStatus::Queued));
        })
        .await;
    }
}

pub async fn questions_find_nothing_of_others(db: Db) {
    let theirs = Full::open(&db).await;
    let Full { ada, call, booked, sent, .. } = &theirs;
    let ours = Shop::open(&db).await;
    read(&db, ours.id, async |tx| {
        assert_eq!(tx.tenants().find().await.unwrap().as_ref(), Some(&*ours.tenant));
        let catalogue = tx.schedules().load().await.unwrap().unwrap();
        assert_eq!(catalogue.service(booked.service), None);
        assert_eq!(catalogue.staff(booked.staff), None);

        let customers = tx.customers();
        assert_eq!(customers.find(ada.id).await.unwrap(), None);
        assert_eq!(customers.find_by_phone(ada.phone.as_ref().unwrap()).await.unwrap(), None);
        assert_eq!(customers.count().await.unwrap(), 0);

        let calls = tx.calls();
        assert_eq!(calls.find(call.id).await.unwrap(), None);
        assert_eq!(calls.find_by_provider(&call.provider_id).await.unwrap(), None);
        assert!(calls.recent_of(ada.id, 9).await.unwrap().is_empty());
        assert!(calls.recent(9).await.unwrap().is_empty());
        for channel in [Channel::Voice, Channel::Sms] {
            assert!(calls.stale(channel, at(999), 9).await.unwrap().is_empty());
        }
        assert_eq!(calls.open_text(&theirs.call.from).await.unwrap(), None);

        let appointments = tx.appointments();
        assert_eq!(appointments.find(booked.id).await.unwrap(), None);
        assert!(appointments.upcoming_of(ada.id, at(-99)).await.unwrap().is_empty());
        assert!(appointments.of_call(call.id).await.unwrap().is_empty());
        assert!(appointments.starting_in(at(-99), at(99), 9).await.unwrap().is_empty());
        assert!(appointments.busy(at(-99), at(99), at(0)).await.unwrap().is_empty());

        let conversations = tx.conversations();
        assert_eq!(conversations.answer(call.id, 0).await.unwrap(), None);
        assert!(conversations.transcript(call.id).await.unwrap().is_empty());

        let messages = tx.messages();
        assert_eq!(messages.find(sent.id).await.unwrap(), None);
        assert!(messages.of_call(call.id).await.unwrap().is_empty());
        assert!(messages.recent(9).await.unwrap().is_empty());

        assert!(tx.outbox().recent(9).await.unwrap().is_empty());
        theirs.people.are_invisible(tx).await;
    })
    .await;
    write(&db, ours.id, async |tx| {
        let provider_id = call.provider_id.as_str();
        assert_eq!(tx.conversations().open(provider_id).await.unwrap(), None);
        assert_eq!(tx.open_turn(provider_id).await.unwrap().conversation, None);
    })
    .await;
}

pub async fn changes_reach_nothing_of_others(db: Db) {
    let theirs = Full::open(&db).await;
    let Full { ada, call, booked, sent, .. } = &theirs;
    let ours = Shop::open(&db).await;
    write(&db, ours.id, async |tx| {
        let eve = Customer { name: Some("Eve".to_owned()), ..ada.clone() };
        assert!(!tx.customers().update(&eve).await.unwrap());
        assert!(!tx.customers().set_opted_out(eve.id, true, at(0)).await.unwrap());
        let changed = Call { customer: None, summary: Some("Eve".to_owned()), ..call.clone() };
        assert!(!tx.calls().update(&changed).await.unwrap());
        let changed = Appointment {
            customer: None,
            call: None,
            service: ours.service,
            staff: ours.staff[0],
            status: AppointmentStatus::Cancelled,
            ..booked.clone()
        };
        assert_eq!(tx.appointments().update(&changed, at(0)).await.unwrap(), Claim::Stale);
        let changed = Message { provider_id: Some("Eve".to_owned()), ..sent.clone() };
        assert!(!tx.messages().update(&changed).await.unwrap());
        let changed = Conversation { ended: true, ..conversation(call, 0) };
        assert!(!tx.conversations().update(&changed).await.unwrap());
        tx.schedules().save(&catalogue()).await.unwrap();
        tx.tenants().put(&tenant(ours.id)).await.unwrap();
        theirs.people.cannot_be_reached(tx).await;
    })
    .await;
    theirs.is_untouched(&db).await;
}

/// Keys that are unique within a business may be used by another one.
pub async fn the_same_keys_are_new_to_others(db: Db) {
    let theirs = Full::open(&db).await;
    let ours = Shop::open(&db).await;
    write(&db, ours.id, async |tx| {
        let twin = Customer { phone: theirs.ada.phone.clone(), ..customer() };
        assert!(tx.customers().insert_if_new(&twin).await.unwrap());
        let twin = Call { provider_id: theirs.call.provider_id.clone(), ..call(0) };
        assert!(tx.calls().insert_if_new(&twin).await.unwrap());
        tx.conversations().save_turn(&turn(&twin, 0, 0)).await.unwrap();
        let claim = tx.appointments().claim(&ours.appointment(0, 30), at(-30)).await.unwrap();
        assert_eq!(claim, Claim::Won);
        let new = tx.receipts().insert_if_new("twilio", "the same key", at(0)).await.unwrap();
        assert!(new);
        tx.outbox().enqueue(&job(0).once("the same key")).await.unwrap();
        assert_eq!(tx.outbox().recent(9).await.unwrap().len(), 1);
        let open = tx.open_turn(theirs.call.provider_id.as_str()).await.unwrap();
        assert_eq!(open.conversation, Some(conversation(&twin, 0)));
        theirs.people.have_twins(tx).await;
    })
    .await;
    theirs.is_untouched(&db).await;
}

/// What exists at another business cannot be referred to.
pub async fn rows_of_others_cannot_be_referred_to(db: Db) {
    async fn fresh(db: &dyn Database, shop: &Shop) -> Box<dyn Tx> {
        db.begin(shop.id).await.unwrap()
    }
    let theirs = Full::open(&db).await;
    let Full { ada, call: their_call, booked, .. } = &theirs;
    let ours = Shop::open(&db).await;
    let db_ref = &*db;

    let stray = Call { customer: Some(ada.id), ..call(0) };
    fresh(db_ref, &ours).await.calls().insert_if_new(&stray).await.unwrap_err();
    let stray = message(Some(their_call.id), 0);
    let mut tx = fresh(db_ref, &ours).await;
    let inserted = tx.messages().insert(&stray).await;
    super::error_of(tx, inserted).await;
    let strays = [
        Appointment { customer: Some(ada.id), ..ours.appointment(0, 30) },
        Appointment { call: Some(their_call.id), ..ours.appointment(0, 30) },
        Appointment { service: booked.service, ..ours.appointment(0, 30) },
        Appointment { staff: booked.staff, ..ours.appointment(0, 30) },
    ];
    for stray in strays {
        let mut tx = fresh(db_ref, &ours).await;
        tx.appointments().claim(&stray, at(-30)).await.unwrap_err();
    }
    let mut stray = turn(their_call, 1, 0);
    provider_ref().as_str().clone_into(&mut stray.conversation.provider_id);
    let mut tx = fresh(db_ref, &ours).await;
    let saved = tx.conversations().save_turn(&stray).await;
    super::error_of(tx, saved).await;

    let mut tx = fresh(db_ref, &ours).await;
    assert_eq!(tx.customers().count().await.unwrap(), 0);
    assert!(tx.calls().recent(9).await.unwrap().is_empty());
    tx.commit(Durability::Promised).await.unwrap();
    theirs.is_untouched(&db).await;
}
