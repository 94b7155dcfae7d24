//! Who belongs to a business.

use std::time::Duration;

use identity::{Account, EmailAddress, Member, Role};
use kernel::{AccountId, StoreError, TenantId};
use tokio::task::JoinSet;

use super::samples::{account, at, email, id, join, member, registered};
use super::{Db, as_platform, error_of, read, waits, write};
use crate::tx::Durability;

async fn list(db: &Db, tenant: TenantId) -> Vec<Member> {
    read(db, tenant, async |tx| tx.members().list().await.unwrap()).await
}

async fn find(db: &Db, tenant: TenantId, account: AccountId) -> Option<Member> {
    read(db, tenant, async |tx| tx.members().find(account).await.unwrap()).await
}

pub async fn every_role_is_kept(db: Db) {
    let tenant = id();
    for role in Role::ALL {
        let new = member(&registered(&db).await, role, 0);
        assert_eq!(find(&db, tenant, new.account).await, None);
        join(&db, tenant, &new).await;
        assert_eq!(find(&db, tenant, new.account).await, Some(new));
    }
}

pub async fn what_a_member_is_changes_and_since_when_does_not(db: Db) {
    let (tenant, ada) = (id(), registered(&db).await);
    let first = member(&ada, Role::Staff, 1);
    join(&db, tenant, &first).await;
    let changed = Member {
        role: Role::Manager,
        name: "O'Neil".to_owned(),
        email: email(),
        since: at(99),
        ..first.clone()
    };
    join(&db, tenant, &changed).await;
    let expected = Member { since: first.since, ..changed.clone() };
    assert_eq!(find(&db, tenant, ada.id).await, Some(expected));

    // Whoever comes back begins anew.
    write(&db, tenant, async |tx| {
        assert!(tx.members().remove(ada.id).await.unwrap());
        tx.members().put(&changed).await.unwrap();
    })
    .await;
    assert_eq!(list(&db, tenant).await, [changed]);
}

pub async fn members_come_in_the_order_in_which_they_came(db: Db) {
    let tenant = id();
    let mut expected = Vec::new();
    for minute in [5, 3, 4, 4, 1] {
        let new = member(&registered(&db).await, Role::Operator, minute);
        join(&db, tenant, &new).await;
        expected.push(new);
    }
    expected.sort_by_key(|member| (member.since, member.account));
    assert_eq!(list(&db, tenant).await, expected);
    assert_eq!(list(&db, id()).await, []);
}

pub async fn a_member_is_removed_once(db: Db) {
    let (tenant, ada, ben) = (id(), registered(&db).await, registered(&db).await);
    join(&db, tenant, &member(&ada, Role::Owner, 0)).await;
    join(&db, tenant, &member(&ben, Role::Staff, 0)).await;
    let mut racers = JoinSet::new();
    for _ in 0..8 {
        let (db, account) = (db.clone(), ben.id);
        racers.spawn(async move {
            in_tx!(db, tenant, tx => tx.members().remove(account).await.unwrap())
        });
    }
    assert_eq!(racers.join_all().await.into_iter().filter(|removed| *removed).count(), 1);
    let unknown = write(&db, tenant, async |tx| tx.members().remove(id()).await.unwrap()).await;
    assert!(!unknown);
    assert_eq!(list(&db, tenant).await, [member(&ada, Role::Owner, 0)]);
    let kept = as_platform(&db, async |tx| tx.accounts().find(ben.id).await.unwrap()).await;
    assert_eq!(kept, Some(ben), "the account stays");
}

pub async fn a_member_needs_an_account(db: Db) {
    let tenant = id();
    let mut tx = db.begin(tenant).await.unwrap();
    let put = tx.members().put(&member(&account(), Role::Owner, 0)).await;
    let error = error_of(tx, put).await;
    assert!(matches!(error, StoreError::Constraint { .. }), "{error:?}");
    assert_eq!(list(&db, tenant).await, []);
}

/// Whoever asked for the list decides on it: nobody is added, changed or removed meanwhile.
pub async fn whoever_changes_a_member_waits_for_whoever_listed_them(db: Db) {
    let (tenant, ada, ben) = (id(), registered(&db).await, registered(&db).await);
    join(&db, tenant, &member(&ada, Role::Owner, 0)).await;
    let mut tx = db.begin(tenant).await.unwrap();
    assert_eq!(tx.members().list().await.unwrap().len(), 1);
    let adds = tokio::spawn({
        let (db, new) = (db.clone(), member(&ben, Role::Staff, 1));
        async move { join(&db, tenant, &new).await }
    });
    let removes = tokio::spawn({
        let (db, account) = (db.clone(), ada.id);
        async move { in_tx!(db, tenant, tx => tx.members().remove(account).await.unwrap()) }
    });
    let lists = tokio::spawn({
        let db = db.clone();
        async move { in_tx!(db, tenant, tx => tx.members().list().await.unwrap()) }
    });
    assert!(waits(&adds).await);
    assert!(!removes.is_finished() && !lists.is_finished());
    // Not those who may not write: they see what was there before.
    let seen = tokio::time::timeout(Duration::from_secs(5), list(&db, tenant)).await;
    assert_eq!(seen.unwrap().len(), 1);
    tx.members().put(&member(&ada, Role::Manager, 0)).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();
    adds.await.unwrap();
    assert!(removes.await.unwrap());
    lists.await.unwrap();
    assert_eq!(list(&db, tenant).await, [member(&ben, Role::Staff, 1)]);
}

pub async fn whoever_lists_members_waits_for_whoever_changes_one(db: Db) {
    let (tenant, ada) = (id(), registered(&db).await);
    let mut tx = db.begin(tenant).await.unwrap();
    tx.members().put(&member(&ada, Role::Owner, 0)).await.unwrap();
    let lists = tokio::spawn({
        let db = db.clone();
        async move { in_tx!(db, tenant, tx => tx.members().list().await.unwrap()) }
    });
    assert!(waits(&lists).await);
    tx.commit(Durability::Promised).await.unwrap();
    assert_eq!(lists.await.unwrap(), [member(&ada, Role::Owner, 0)]);
}

/// Owners who take each other out at the same moment: one of them stays.
pub async fn a_business_keeps_its_last_owner(db: Db) {
    for _ in 0..10 {
        let tenant: TenantId = id();
        let mut owners: Vec<Account> = Vec::new();
        for minute in 0..3 {
            let owner = registered(&db).await;
            join(&db, tenant, &member(&owner, Role::Owner, minute)).await;
            owners.push(owner);
        }
        let mut racers = JoinSet::new();
        for owner in owners {
            let db = db.clone();
            racers.spawn(async move {
                in_tx!(db, tenant, tx => {
                    let left = tx.members().list().await.unwrap();
                    left.len() > 1 && tx.members().remove(owner.id).await.unwrap()
                })
            });
        }
        assert_eq!(racers.join_all().await.into_iter().filter(|gone| *gone).count(), 2);
        assert_eq!(list(&db, tenant).await.len(), 1);
    }
}

/// The texts that a member has are the business's own copies.
pub async fn a_copy_of_an_account_stays_as_it_was(db: Db) {
    let (tenant, ada) = (id(), registered(&db).await);
    let first = member(&ada, Role::Owner, 0);
    join(&db, tenant, &first).await;
    let changed = Account { name: "somebody else".to_owned(), ..ada.clone() };
    as_platform(&db, async |tx| assert!(tx.accounts().update(&changed).await.unwrap())).await;
    assert_eq!(find(&db, tenant, ada.id).await.as_ref(), Some(&first));
    let twin = Member { email: EmailAddress::parse("twin@example.com").unwrap(), ..first };
    join(&db, tenant, &twin).await;
    let kept = as_platform(&db, async |tx| tx.accounts().find(ada.id).await.unwrap()).await;
    assert_eq!(kept, Some(changed));
}
