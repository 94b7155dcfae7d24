//! Refusals carry the names that the databases on disk give them.

#![expect(clippy::unwrap_used, reason = "tests: a panic is a finding")]

use crm::{Customer, Message};
use frontdesk_store::contract::samples::{Shop, at, call, customer, id, job, message, turn};
use frontdesk_store::contract::{Db, write};
use frontdesk_store::{MemoryDatabase, Tx};
use kernel::StoreResult;
use scheduling::Appointment;
use std::fmt::Debug;
use std::sync::Arc;
use telephony::Call;

async fn tx(db: &Db, shop: &Shop) -> Box<dyn Tx> {
    db.begin(shop.id).await.unwrap()
}

#[track_caller]
fn refused<T: Debug>(outcome: &StoreResult<T>, name: &str) {
    let error = outcome.as_ref().unwrap_err();
    assert!(error.violates(name), "{error:?} is not {name}");
}

#[tokio::test]
async fn an_id_is_used_once() {
    let db: Db = Arc::new(MemoryDatabase::new());
    let shop = Shop::open(&db).await;
    let (ada, known, sent, queued) = (customer(), call(0), message(None, 0), job(0));
    let booked = shop.appointment(0, 30);
    write(&db, shop.id, async |tx| {
        tx.customers().insert_if_new(&ada).await.unwrap();
        tx.calls().insert_if_new(&known).await.unwrap();
        tx.messages().insert(&sent).await.unwrap();
        tx.appointments().claim(&booked, at(0)).await.unwrap();
        tx.outbox().enqueue(&queued).await.unwrap();
        tx.conversations().save_turn(&turn(&known, 0, 0)).await.unwrap();
    })
    .await;

    let twin = Customer { id: ada.id, ..customer() };
    let outcome = tx(&db, &shop).await.customers().insert_if_new(&twin).await;
    refused(&outcome, "customers_tenant_id_id_key");
    let twin = Call { id: known.id, ..call(0) };
    let outcome = tx(&db, &shop).await.calls().insert_if_new(&twin).await;
    refused(&outcome, "calls_tenant_id_id_key");
    let outcome = tx(&db, &shop).await.messages().insert(&sent).await;
    refused(&outcome, "messages_tenant_id_id_key");
    let twin = Appointment { id: booked.id, ..shop.appointment(60, 90) };
    let outcome = tx(&db, &shop).await.appointments().claim(&twin, at(0)).await;
    refused(&outcome, "appointments_tenant_id_id_key");
    let outcome = tx(&db, &shop).await.outbox().enqueue(&queued).await;
    refused(&outcome, "outbox_tenant_id_id_key");
    let mut stranger = turn(&call(0), 0, 0);
    known.provider_id.as_str().clone_into(&mut stranger.conversation.provider_id);
    let outcome = tx(&db, &shop).await.conversations().save_turn(&stranger).await;
    refused(&outcome, "conversations_tenant_id_provider_id_key");
}

#[tokio::test]
async fn what_is_referred_to_exists() {
    let db: Db = Arc::new(MemoryDatabase::new());
    let shop = Shop::open(&db).await;
    let good = shop.appointment(0, 30);
    let wrong = [
        (Appointment { customer: Some(id()), ..good.clone() }, "appointments_customer_fkey"),
        (Appointment { call: Some(id()), ..good.clone() }, "appointments_call_fkey"),
        (Appointment { service: id(), ..good.clone() }, "appointments_service_fkey"),
        (Appointment { staff: id(), ..good.clone() }, "appointments_staff_fkey"),
    ];
    for (wrong, name) in wrong {
        let outcome = tx(&db, &shop).await.appointments().claim(&wrong, at(0)).await;
        refused(&outcome, name);
    }
    write(&db, shop.id, async |tx| tx.appointments().claim(&good, at(0)).await.unwrap()).await;
    let wrong = Appointment { customer: Some(id()), ..good };
    let outcome = tx(&db, &shop).await.appointments().update(&wrong, at(0)).await;
    refused(&outcome, "appointments_customer_fkey");

    let outcome = tx(&db, &shop).await.messages().insert(&message(Some(id()), 0)).await;
    refused(&outcome, "messages_call_fkey");
    let stray = Message { customer: Some(id()), ..message(None, 0) };
    refused(&tx(&db, &shop).await.messages().insert(&stray).await, "messages_customer_fkey");
    let stray = Call { customer: Some(id()), ..call(0) };
    refused(&tx(&db, &shop).await.calls().insert_if_new(&stray).await, "calls_customer_fkey");
    let outcome = tx(&db, &shop).await.conversations().save_turn(&turn(&call(0), 0, 0)).await;
    refused(&outcome, "conversations_call_fkey");
}

#[tokio::test]
async fn times_are_in_order() {
    let db: Db = Arc::new(MemoryDatabase::new());
    let shop = Shop::open(&db).await;
    let good = shop.appointment(0, 30);
    let wrong = [
        (Appointment { ends_at: at(0), ..good.clone() }, "appointments_slot_check"),
        (Appointment { busy_until: at(29), ..good.clone() }, "appointments_slot_check"),
        (Appointment { held_until: Some(at(1)), ..good.clone() }, "appointments_held_check"),
    ];
    for (wrong, name) in wrong {
        let outcome = tx(&db, &shop).await.appointments().claim(&wrong, at(0)).await;
        refused(&outcome, name);
    }
}
