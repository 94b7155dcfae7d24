//! People who sign in.

use identity::{Account, EmailAddress, Role};
use jiff::SignedDuration;
use kernel::TenantId;
use tokio::task::JoinSet;

use super::samples::{account, at, email, id, join, member, register, registered, second_factor};
use super::{Db, as_platform, waits, write};
use crate::tx::Durability;

async fn find(db: &Db, account: &Account) -> Option<Account> {
    as_platform(db, async |tx| tx.accounts().find(account.id).await.unwrap()).await
}

async fn find_by_email(db: &Db, email: &EmailAddress) -> Option<Account> {
    as_platform(db, async |tx| tx.accounts().find_by_email(email).await.unwrap()).await
}

pub async fn an_account_is_found_by_id_and_address(db: Db) {
    let plain = Account { password: None, verified_at: None, ..account() };
    let full = Account { second_factor: Some(second_factor(true)), is_platform: true, ..account() };
    for account in [&plain, &full] {
        assert_eq!(find(&db, account).await, None);
        register(&db, account).await;
        assert_eq!(find(&db, account).await.as_ref(), Some(account));
        assert_eq!(find_by_email(&db, &account.email).await.as_ref(), Some(account));
    }
    assert_eq!(find_by_email(&db, &email()).await, None);
}

pub async fn an_address_or_an_id_has_one_account(db: Db) {
    let first = registered(&db).await;
    let upper = EmailAddress::parse(&first.email.as_str().to_uppercase()).unwrap();
    let same_address = Account { email: upper, name: "Eve".to_owned(), ..account() };
    let same_id = Account { id: first.id, name: "Eve".to_owned(), ..account() };
    for twin in [&first, &same_address, &same_id] {
        let new = as_platform(&db, async |tx| tx.accounts().insert_if_new(twin).await.unwrap());
        assert!(!new.await);
        let new = write(&db, id(), async |tx| tx.accounts().insert_if_new(twin).await.unwrap());
        assert!(!new.await);
    }
    assert_eq!(find(&db, &first).await.as_ref(), Some(&first));
    assert_eq!(find(&db, &same_address).await, None);
    assert_eq!(find_by_email(&db, &same_id.email).await, None);
}

/// From both sides at once: people who register, and businesses that are founded.
pub async fn one_of_many_adds_the_address(db: Db) {
    let address = email();
    let mut racers = JoinSet::new();
    for index in 0..16 {
        let (db, new) = (db.clone(), Account { email: address.clone(), ..account() });
        racers.spawn(async move {
            let added = if index % 2 == 0 {
                in_platform_tx!(db, tx => tx.accounts().insert_if_new(&new).await.unwrap())
            } else {
                let tenant: TenantId = id();
                in_tx!(db, tenant, tx => tx.accounts().insert_if_new(&new).await.unwrap())
            };
            added.then_some(new)
        });
    }
    let added: Vec<Account> = racers.join_all().await.into_iter().flatten().collect();
    assert_eq!(added.len(), 1);
    assert_eq!(find_by_email(&db, &address).await, added.into_iter().next());
}

pub async fn an_update_leaves_address_and_beginning(db: Db) {
    let first = registered(&db).await;
    let mut changed = Account {
        email: email(),
        name: "O'Neil".to_owned(),
        password: None,
        verified_at: Some(at(5)),
        second_factor: Some(second_factor(true)),
        is_platform: true,
        created_at: at(6),
        updated_at: at(7),
        ..first.clone()
    };
    for factor in [Some(second_factor(true)), Some(second_factor(false)), None] {
        changed.second_factor = factor;
        let updated =
            as_platform(&db, async |tx| tx.accounts().update(&changed).await.unwrap()).await;
        assert!(updated);
        let expected =
            Account { email: first.email.clone(), created_at: first.created_at, ..changed.clone() };
        assert_eq!(find(&db, &first).await, Some(expected));
    }
    assert_eq!(find_by_email(&db, &changed.email).await, None);
    assert_eq!(find_by_email(&db, &first.email).await.map(|it| it.id), Some(first.id));

    let stranger = account();
    let updated = as_platform(&db, async |tx| tx.accounts().update(&stranger).await.unwrap()).await;
    assert!(!updated);
    assert_eq!(find(&db, &stranger).await, None);
}

pub async fn changes_of_an_account_wait_for_each_other(db: Db) {
    let first = registered(&db).await;
    let mut racers = JoinSet::new();
    for _ in 0..16 {
        let (db, id) = (db.clone(), first.id);
        racers.spawn(async move {
            in_platform_tx!(db, tx => {
                let mut account = tx.accounts().lock(id).await.unwrap().unwrap();
                account.updated_at += SignedDuration::from_mins(1);
                assert!(tx.accounts().update(&account).await.unwrap());
            });
        });
    }
    racers.join_all().await;
    let last = first.updated_at + SignedDuration::from_mins(16);
    let found = find(&db, &first).await.map(|it| it.updated_at);
    assert_eq!(found, Some(last), "each saw what the one before it left");
}

/// Also somebody who changes it without having locked it.
pub async fn whoever_changes_a_locked_account_waits(db: Db) {
    let first = registered(&db).await;
    let mut tx = db.begin_platform().await.unwrap();
    assert_eq!(tx.accounts().lock(id()).await.unwrap(), None);
    assert_eq!(tx.accounts().lock(first.id).await.unwrap().as_ref(), Some(&first));
    let second = tokio::spawn({
        let (db, changed) = (db.clone(), Account { name: "second".to_owned(), ..first.clone() });
        async move { in_platform_tx!(db, tx => tx.accounts().update(&changed).await.unwrap()) }
    });
    assert!(waits(&second).await);
    let changed = Account { name: "first".to_owned(), ..first.clone() };
    assert!(tx.accounts().update(&changed).await.unwrap());
    tx.commit().await.unwrap();
    assert!(second.await.unwrap());
    assert_eq!(find(&db, &first).await.map(|it| it.name).as_deref(), Some("second"));
}

pub async fn memberships_come_oldest_first(db: Db) {
    let (ada, ben) = (registered(&db).await, registered(&db).await);
    let mut tenants: [TenantId; 4] = [id(), id(), id(), id()];
    tenants.sort_unstable();
    let [first, second, third, fourth] = tenants;
    // The order is that of joining, not that of the businesses; where it is the same, theirs.
    let places = [
        (third, Role::Owner, 1),
        (second, Role::Staff, 2),
        (fourth, Role::Operator, 3),
        (first, Role::Manager, 3),
    ];
    for (tenant, role, minute) in places {
        join(&db, tenant, &member(&ada, role, minute)).await;
    }
    join(&db, first, &member(&ben, Role::Owner, 0)).await;
    let of = async |account: &Account| {
        as_platform(&db, async |tx| tx.accounts().memberships(account.id).await.unwrap()).await
    };
    let expected = [
        (third, Role::Owner),
        (second, Role::Staff),
        (first, Role::Manager),
        (fourth, Role::Operator),
    ];
    assert_eq!(of(&ada).await, expected);
    assert_eq!(of(&ben).await, [(first, Role::Owner)]);
    assert_eq!(of(&account()).await, []);

    write(&db, third, async |tx| assert!(tx.members().remove(ada.id).await.unwrap())).await;
    assert_eq!(of(&ada).await, expected[1..]);
}

pub async fn a_founder_gets_account_and_business_together(db: Db) {
    let (founder, tenant) = (account(), id());
    for commits in [false, true] {
        let mut tx = db.begin(tenant).await.unwrap();
        assert!(tx.accounts().insert_if_new(&founder).await.unwrap());
        assert!(!tx.accounts().insert_if_new(&founder).await.unwrap());
        tx.members().put(&member(&founder, Role::Owner, 0)).await.unwrap();
        if commits {
            tx.commit(Durability::Promised).await.unwrap();
        } else {
            tx.rollback().await.unwrap();
        }
        assert_eq!(find(&db, &founder).await, commits.then(|| founder.clone()));
    }
}
