//! Requests to join a business.

use identity::{Invitation, Role};
use kernel::{InvitationId, StoreError, TenantId};
use tokio::task::JoinSet;

use super::samples::{at, email, id, invitation};
use super::{Db, error_of, read};

async fn insert(db: &Db, tenant: TenantId, invitation: &Invitation) {
    in_tx!(db, tenant, tx => tx.invitations().insert(invitation).await.unwrap());
}

async fn find(db: &Db, tenant: TenantId, id: InvitationId) -> Option<Invitation> {
    read(db, tenant, async |tx| tx.invitations().find(id).await.unwrap()).await
}

async fn open(db: &Db, tenant: TenantId, minute: i64) -> Vec<Invitation> {
    read(db, tenant, async |tx| tx.invitations().open(at(minute)).await.unwrap()).await
}

async fn close(db: &Db, tenant: TenantId, id: InvitationId, minute: i64) -> bool {
    in_tx!(db, tenant, tx => tx.invitations().close(id, at(minute)).await.unwrap())
}

pub async fn an_invitation_is_found(db: Db) {
    let tenant = id();
    for role in Role::ALL {
        let new = Invitation { role, invited_by: "Zoë \"O'Neil\"".to_owned(), ..invitation(0) };
        assert_eq!(find(&db, tenant, new.id).await, None);
        insert(&db, tenant, &new).await;
        assert_eq!(find(&db, tenant, new.id).await, Some(new));
    }
    let closed = Invitation { closed_at: Some(at(1)), ..invitation(0) };
    insert(&db, tenant, &closed).await;
    assert_eq!(find(&db, tenant, closed.id).await, Some(closed));
}

pub async fn open_invitations_are_listed_newest_first(db: Db) {
    let tenant = id();
    let all = [invitation(1), invitation(3), invitation(2), invitation(4), invitation(-60)];
    for new in &all {
        insert(&db, tenant, new).await;
    }
    assert!(close(&db, tenant, all[3].id, 5).await);
    let expected = [&all[1], &all[2], &all[0]].map(Clone::clone);
    assert_eq!(open(&db, tenant, 0).await, expected, "closed or run out");
    assert_eq!(open(&db, tenant, 61).await, expected[..2]);
    assert_eq!(open(&db, tenant, 63).await, []);
    assert_eq!(open(&db, id(), 0).await, []);
}

pub async fn a_later_invitation_closes_earlier_ones_of_its_address(db: Db) {
    let (tenant, address) = (id(), email());
    let of_address = |minute| Invitation { email: address.clone(), ..invitation(minute) };
    let (over, first, second) = (of_address(-90), of_address(1), of_address(2));
    let withdrawn = Invitation { closed_at: Some(at(0)), ..of_address(0) };
    let other = invitation(0);
    for new in [&over, &first, &withdrawn, &other, &second] {
        insert(&db, tenant, new).await;
    }
    let closed =
        async |invitation: &Invitation| find(&db, tenant, invitation.id).await.unwrap().closed_at;
    assert_eq!(closed(&over).await, Some(first.created_at));
    assert_eq!(closed(&withdrawn).await, withdrawn.closed_at, "it was closed already");
    assert_eq!(closed(&first).await, Some(withdrawn.created_at));
    assert_eq!(open(&db, tenant, 3).await, [second, other]);
}

/// Two people invite somebody at once: what is open is one of the two.
pub async fn of_many_for_an_address_one_stays_open(db: Db) {
    let (tenant, address) = (id(), email());
    let mut racers = JoinSet::new();
    for _ in 0..16 {
        let (db, new) = (db.clone(), Invitation { email: address.clone(), ..invitation(0) });
        racers.spawn(async move { insert(&db, tenant, &new).await });
    }
    racers.join_all().await;
    assert_eq!(open(&db, tenant, 1).await.len(), 1);
}

pub async fn an_invitation_is_closed_once(db: Db) {
    let (tenant, wanted, other) = (id(), invitation(0), invitation(0));
    insert(&db, tenant, &wanted).await;
    insert(&db, tenant, &other).await;
    let mut racers = JoinSet::new();
    for minute in 0..16 {
        let (db, id) = (db.clone(), wanted.id);
        racers.spawn(async move { close(&db, tenant, id, minute).await.then_some(at(minute)) });
    }
    let closed: Vec<_> = racers.join_all().await.into_iter().flatten().collect();
    assert_eq!(closed.len(), 1);
    let expected = Invitation { closed_at: closed.first().copied(), ..wanted.clone() };
    assert_eq!(find(&db, tenant, wanted.id).await, Some(expected));
    assert!(!close(&db, tenant, id(), 0).await);
    assert_eq!(open(&db, tenant, 1).await, [other]);
}

pub async fn an_invitation_has_an_id_of_its_own(db: Db) {
    let (tenant, first) = (id(), invitation(0));
    insert(&db, tenant, &first).await;
    let twin = Invitation { id: first.id, ..invitation(1) };
    let mut tx = db.begin(tenant).await.unwrap();
    let inserted = tx.invitations().insert(&twin).await;
    let error = error_of(tx, inserted).await;
    assert!(matches!(error, StoreError::Constraint { .. }), "{error:?}");
    assert_eq!(open(&db, tenant, 1).await, [first]);
}
