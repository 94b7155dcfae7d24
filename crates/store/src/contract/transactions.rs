//! What a transaction promises.

use identity::{Account, Role};
use kernel::StoreError;
use scheduling::Claim;
use telephony::Call;

use super::samples::{
    Shop, account, at, call, customer, done, id, invitation, job, key, member, message,
    provider_ref, tenant, turn,
};
use super::{Db, as_platform, read, write};
use crate::answers::Earlier;
use crate::tx::{Durability, Tx};

pub async fn the_database_answers(db: Db) {
    db.check().await.unwrap();
}

pub async fn a_transaction_knows_its_business(db: Db) {
    let ours = id();
    assert_eq!(db.begin(ours).await.unwrap().tenant(), ours);
    assert_eq!(db.begin_read(ours).await.unwrap().tenant(), ours);
}

pub async fn committed_work_stays(db: Db) {
    let shop = Shop::open(&db).await;
    for durability in [Durability::Promised, Durability::Relaxed] {
        let ada = customer();
        let mut tx = db.begin(shop.id).await.unwrap();
        assert!(tx.customers().insert_if_new(&ada).await.unwrap());
        tx.commit(durability).await.unwrap();
        let found = read(&db, shop.id, async |tx| tx.customers().find(ada.id).await.unwrap()).await;
        assert_eq!(found, Some(ada), "{durability:?}");
    }
}

pub async fn dropped_work_is_undone(db: Db) {
    let shop = Shop::open(&db).await;
    let ada = customer();
    let mut tx = db.begin(shop.id).await.unwrap();
    assert!(tx.customers().insert_if_new(&ada).await.unwrap());
    tx.outbox().enqueue(&job(0)).await.unwrap();
    drop(tx);

    write(&db, shop.id, async |tx| {
        assert_eq!(tx.customers().find(ada.id).await.unwrap(), None);
        assert!(tx.outbox().recent(10).await.unwrap().is_empty());
        assert!(tx.customers().insert_if_new(&ada).await.unwrap());
    })
    .await;
}

pub async fn rolled_back_work_is_undone(db: Db) {
    let shop = Shop::open(&db).await;
    let ada = customer();
    let mut tx = db.begin(shop.id).await.unwrap();
    assert!(tx.customers().insert_if_new(&ada).await.unwrap());
    tx.outbox().enqueue(&job(0)).await.unwrap();
    tx.rollback().await.unwrap();

    read(&db, shop.id, async |tx| {
        assert_eq!(tx.customers().find(ada.id).await.unwrap(), None);
        assert!(tx.outbox().recent(10).await.unwrap().is_empty());
    })
    .await;
}

/// What [`work`] has added.
struct Work {
    call: Call,
    owner: Account,
}

/// One row through each port.
async fn work(tx: &mut Box<dyn Tx>, shop: &Shop) -> Work {
    let ada = customer();
    assert!(tx.customers().insert_if_new(&ada).await.unwrap());
    let call = Call { customer: Some(ada.id), ..call(0) };
    assert!(tx.calls().insert_if_new(&call).await.unwrap());
    let mut booked = shop.appointment_of(ada.id, 0, 30);
    booked.call = Some(call.id);
    assert_eq!(tx.appointments().claim(&booked, at(0)).await.unwrap(), Claim::Won);
    tx.conversations().save_turn(&turn(&call, 0, 0)).await.unwrap();
    tx.messages().insert(&message(Some(call.id), 0)).await.unwrap();
    tx.outbox().enqueue(&job(0)).await.unwrap();
    assert!(tx.receipts().insert_if_new("twilio", "one", at(0)).await.unwrap());
    let owner = account();
    assert!(tx.accounts().insert_if_new(&owner).await.unwrap());
    tx.members().put(&member(&owner, Role::Owner, 0)).await.unwrap();
    tx.invitations().insert(&invitation(0)).await.unwrap();
    tx.keys().insert(&key(0)).await.unwrap();
    tx.audit().append(&done(0)).await.unwrap();
    assert_eq!(tx.answers().begin("one", "print", at(0)).await.unwrap(), Earlier::Nothing);
    Work { call, owner }
}

/// How many rows of [`work`] there are.
async fn rows(tx: &mut Box<dyn Tx>, call: &Call) -> [usize; 10] {
    [
        usize::try_from(tx.customers().count().await.unwrap()).unwrap(),
        tx.calls().recent(9).await.unwrap().len(),
        tx.appointments().of_call(call.id).await.unwrap().len(),
        tx.conversations().transcript(call.id).await.unwrap().len(),
        tx.messages().of_call(call.id).await.unwrap().len(),
        tx.outbox().recent(9).await.unwrap().len(),
        tx.members().list().await.unwrap().len(),
        tx.invitations().open(at(1)).await.unwrap().len(),
        tx.keys().list().await.unwrap().len(),
        tx.audit().after(0, 9).await.unwrap().len(),
    ]
}

/// What can only be asked by trying: whether the receipt and the request of [`work`] are new, and
/// whether the account is there.
async fn is_new(db: &Db, shop: &Shop, work: &Work) -> [bool; 3] {
    let found = as_platform(db, async |tx| tx.accounts().find(work.owner.id).await.unwrap()).await;
    write(db, shop.id, async |tx| {
        let request = tx.answers().begin("one", "print", at(0)).await.unwrap();
        let receipt = tx.receipts().insert_if_new("twilio", "one", at(0)).await.unwrap();
        [request == Earlier::Nothing, receipt, found.is_none()]
    })
    .await
}

pub async fn all_ports_commit_together(db: Db) {
    let shop = Shop::open(&db).await;
    let work = write(&db, shop.id, async |tx| work(tx, &shop).await).await;
    assert_eq!(read(&db, shop.id, async |tx| rows(tx, &work.call).await).await, [1; 10]);
    assert_eq!(is_new(&db, &shop, &work).await, [false; 3]);
}

pub async fn all_ports_fail_together(db: Db) {
    let (shop, other) = (Shop::open(&db).await, Shop::open(&db).await);
    let mut tx = db.begin(shop.id).await.unwrap();
    let work = work(&mut tx, &shop).await;
    let mut taken = tenant(shop.id);
    taken.phone = other.tenant.phone.clone();
    tx.tenants().put(&taken).await.unwrap_err();
    drop(tx);

    assert_eq!(read(&db, shop.id, async |tx| rows(tx, &work.call).await).await, [0; 10]);
    assert_eq!(is_new(&db, &shop, &work).await, [true; 3]);
}

pub async fn own_work_is_seen_before_the_commit(db: Db) {
    let shop = Shop::open(&db).await;
    let mut tx = db.begin(shop.id).await.unwrap();
    let Work { call, owner } = work(&mut tx, &shop).await;
    assert_eq!(rows(&mut tx, &call).await, [1; 10]);
    assert!(!tx.accounts().insert_if_new(&owner).await.unwrap());
    assert_eq!(tx.answers().begin("one", "print", at(0)).await.unwrap(), Earlier::Running);
    assert!(!tx.receipts().insert_if_new("twilio", "one", at(0)).await.unwrap());
    tx.rollback().await.unwrap();
}

/// Some databases carry these writes out as late as the commit.
pub async fn deferred_work_is_seen_before_the_commit(db: Db) {
    let shop = Shop::open(&db).await;
    let call = call(0);
    let mut tx = db.begin(shop.id).await.unwrap();
    assert!(tx.calls().insert_if_new(&call).await.unwrap());
    let (greeting, first) = (turn(&call, 0, 0), turn(&call, 1, 1));
    tx.conversations().save_turn(&greeting).await.unwrap();
    let open = tx.open_turn(call.provider_id.as_str()).await.unwrap();
    assert_eq!(open.conversation, Some(greeting.conversation));

    tx.conversations().save_turn(&first).await.unwrap();
    let answer = tx.conversations().answer(call.id, 1).await.unwrap();
    assert_eq!(answer.as_deref(), Some("answer 1"));
    let open = tx.conversations().open(call.provider_id.as_str()).await.unwrap();
    assert_eq!(open, Some(first.conversation));
    assert_eq!(tx.conversations().transcript(call.id).await.unwrap().len(), 3);

    let wanted = job(0).once("only one");
    tx.outbox().enqueue(&wanted).await.unwrap();
    tx.outbox().enqueue(&job(0).once("only one")).await.unwrap();
    let recent = tx.outbox().recent(9).await.unwrap();
    assert_eq!(recent.iter().map(|job| job.id).collect::<Vec<_>>(), [wanted.id]);
    tx.commit(Durability::Promised).await.unwrap();
}

pub async fn an_error_poisons_the_transaction(db: Db) {
    let (shop, other) = (Shop::open(&db).await, Shop::open(&db).await);
    let ada = customer();
    let mut tx = db.begin(shop.id).await.unwrap();
    assert!(tx.customers().insert_if_new(&ada).await.unwrap());
    let mut taken = tenant(shop.id);
    taken.phone = other.tenant.phone.clone();
    let error = tx.tenants().put(&taken).await.unwrap_err();
    assert!(error.violates("tenants_phone_key"), "{error:?}");

    let next = tx.customers().find(ada.id).await;
    assert!(matches!(next, Err(StoreError::Poisoned)), "{next:?}");
    let next = tx.open_turn("anything").await;
    assert!(matches!(next, Err(StoreError::Poisoned)), "{next:?}");
    let next = tx.outbox().enqueue(&job(0)).await;
    assert!(matches!(next, Err(StoreError::Poisoned)), "{next:?}");
    let commit = tx.commit(Durability::Promised).await;
    assert!(matches!(commit, Err(StoreError::Poisoned)), "{commit:?}");

    let found = read(&db, shop.id, async |tx| tx.customers().find(ada.id).await.unwrap()).await;
    assert_eq!(found, None);
}

pub async fn a_plain_no_poisons_nothing(db: Db) {
    let shop = Shop::open(&db).await;
    let ada = customer();
    let mut tx = db.begin(shop.id).await.unwrap();
    let Work { call, owner } = work(&mut tx, &shop).await;

    let twin = Call { id: id(), ..call.clone() };
    assert!(!tx.calls().insert_if_new(&twin).await.unwrap());
    let unknown = Call { id: id(), provider_id: provider_ref(), ..call.clone() };
    assert!(!tx.calls().update(&unknown).await.unwrap());
    let overlapping = shop.appointment(15, 45);
    assert_eq!(tx.appointments().claim(&overlapping, at(0)).await.unwrap(), Claim::Taken);
    assert_eq!(tx.appointments().update(&overlapping, at(0)).await.unwrap(), Claim::Stale);
    assert!(!tx.conversations().update(&turn(&unknown, 1, 0).conversation).await.unwrap());
    assert!(!tx.messages().update(&message(None, 0)).await.unwrap());
    assert!(!tx.customers().update(&ada).await.unwrap());
    assert!(!tx.receipts().insert_if_new("twilio", "one", at(0)).await.unwrap());
    let first = tx.calls().find(call.id).await.unwrap().and_then(|call| call.customer).unwrap();
    let mut twin = tx.customers().find(first).await.unwrap().unwrap();
    twin.id = id();
    assert!(!tx.customers().insert_if_new(&twin).await.unwrap());
    assert!(!tx.accounts().insert_if_new(&owner).await.unwrap());
    assert!(!tx.members().remove(id()).await.unwrap());
    assert!(!tx.invitations().close(id(), at(0)).await.unwrap());
    assert!(!tx.keys().expire(id(), at(0)).await.unwrap());
    assert!(!tx.keys().revoke(id(), at(0)).await.unwrap());
    assert_eq!(tx.answers().begin("one", "other", at(0)).await.unwrap(), Earlier::Other);
    assert!(!tx.answers().keep("one", at(1), "done").await.unwrap());
    assert!(!tx.answers().let_go("one", at(1)).await.unwrap());

    assert!(tx.customers().insert_if_new(&ada).await.unwrap());
    tx.commit(Durability::Promised).await.unwrap();
    read(&db, shop.id, async |tx| {
        assert_eq!(rows(tx, &call).await, [2, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        assert_eq!(tx.customers().find(ada.id).await.unwrap(), Some(ada));
    })
    .await;
}

/// Compiles only while the futures may move between threads.
pub async fn a_transaction_runs_on_any_task(db: Db) {
    let shop = Shop::open(&db).await;
    let task = tokio::spawn(async move {
        let mut tx = db.begin(shop.id).await?;
        tx.customers().insert_if_new(&customer()).await?;
        tx.outbox().enqueue(&job(0)).await?;
        tx.commit(Durability::Promised).await?;
        db.begin_read(shop.id).await?.customers().count().await
    });
    assert_eq!(task.await.unwrap().unwrap(), 1);
}
