//! Links in mails.

use identity::{Purpose, Ticket};
use kernel::StoreError;
use tokio::task::JoinSet;

use super::samples::{account, at, id, registered, ticket};
use super::{Db, as_platform};

async fn insert(db: &Db, ticket: &Ticket) {
    as_platform(db, async |tx| tx.tickets().insert(ticket).await.unwrap()).await;
}

async fn find(db: &Db, ticket: &Ticket) -> Option<Ticket> {
    as_platform(db, async |tx| tx.tickets().find(ticket.id).await.unwrap()).await
}

pub async fn every_purpose_is_kept(db: Db) {
    let ada = registered(&db).await;
    for purpose in [Purpose::VerifyEmail, Purpose::SetPassword, Purpose::AlreadyRegistered] {
        let ticket = Ticket { purpose, ..ticket(&ada) };
        assert_eq!(find(&db, &ticket).await, None);
        insert(&db, &ticket).await;
        assert_eq!(find(&db, &ticket).await, Some(ticket));
    }
    let nobodys = Ticket { account: None, used_at: Some(at(1)), ..ticket(&ada) };
    insert(&db, &nobodys).await;
    assert_eq!(find(&db, &nobodys).await, Some(nobodys));
}

pub async fn a_ticket_needs_its_account_and_an_id_of_its_own(db: Db) {
    let ada = registered(&db).await;
    let known = ticket(&ada);
    insert(&db, &known).await;
    let again = Ticket { purpose: Purpose::VerifyEmail, ..known.clone() };
    for wrong in [ticket(&account()), again] {
        let mut tx = db.begin_platform().await.unwrap();
        let error = tx.tickets().insert(&wrong).await.unwrap_err();
        assert!(matches!(error, StoreError::Constraint { .. }), "{error:?}");
        let commit = tx.commit().await;
        assert!(matches!(commit, Err(StoreError::Poisoned)), "{commit:?}");
    }
    assert_eq!(find(&db, &known).await, Some(known));
}

pub async fn one_of_many_uses_a_ticket(db: Db) {
    let ada = registered(&db).await;
    let (wanted, other) = (ticket(&ada), ticket(&ada));
    insert(&db, &wanted).await;
    insert(&db, &other).await;
    let mut racers = JoinSet::new();
    for minute in 0..16 {
        let (db, id) = (db.clone(), wanted.id);
        racers.spawn(async move {
            let used = in_platform_tx!(db, tx => {
                tx.tickets().use_once(id, at(minute)).await.unwrap()
            });
            used.then_some(at(minute))
        });
    }
    let used: Vec<_> = racers.join_all().await.into_iter().flatten().collect();
    assert_eq!(used.len(), 1);
    assert_eq!(find(&db, &wanted).await.map(|it| it.used_at), Some(used.first().copied()));
    assert_eq!(find(&db, &other).await, Some(other));
    let unknown = as_platform(&db, async |tx| tx.tickets().use_once(id(), at(0)).await.unwrap());
    assert!(!unknown.await);
}

pub async fn a_use_that_was_not_committed_is_none(db: Db) {
    let wanted = ticket(&registered(&db).await);
    insert(&db, &wanted).await;
    let mut tx = db.begin_platform().await.unwrap();
    assert!(tx.tickets().use_once(wanted.id, at(1)).await.unwrap());
    drop(tx);
    let used = as_platform(&db, async |tx| tx.tickets().use_once(wanted.id, at(2)).await.unwrap());
    assert!(used.await);
}
