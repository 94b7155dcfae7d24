//! What a business was given apart from its plan.

use kernel::StoreError;
use tenancy::flags::{Flag, FlagValue, Group, Overrides};
use tokio::task::JoinSet;

use super::samples::Shop;
use super::{Db, read, write};
use crate::retry::Attempts;
use crate::tx::Durability;

const ON: FlagValue = FlagValue::Switch(true);

fn given() -> Overrides {
    let mut overrides = Overrides::default();
    overrides.group = Group::Staging;
    overrides.set(Flag::Rag, ON).unwrap();
    overrides.set(Flag::Reminders, FlagValue::Number(4)).unwrap();
    overrides.set(Flag::Analytics, FlagValue::Choice("deep".to_owned())).unwrap();
    overrides.set(Flag::Rag, FlagValue::Switch(false)).unwrap();
    overrides
}

pub async fn what_was_given_is_found_with_its_past(db: Db) {
    let shop = Shop::open(&db).await;
    read(&db, shop.id, async |tx| {
        assert_eq!(tx.flags().find().await.unwrap(), Overrides::default());
    })
    .await;
    write(&db, shop.id, async |tx| {
        assert_eq!(tx.flags().lock().await.unwrap(), Overrides::default());
        tx.flags().put(&given()).await.unwrap();
        assert_eq!(tx.flags().find().await.unwrap(), given());
    })
    .await;
    let mut found = read(&db, shop.id, async |tx| tx.flags().find().await.unwrap()).await;
    assert_eq!(found, given());
    assert!(found.roll_back(Flag::Rag));
    assert_eq!(found.get(Flag::Rag), Some(&ON));
    write(&db, shop.id, async |tx| tx.flags().put(&found).await.unwrap()).await;
    let again = read(&db, shop.id, async |tx| tx.flags().find().await.unwrap()).await;
    assert_eq!(again, found);
}

pub async fn what_one_was_given_no_other_one_has(db: Db) {
    let (ours, theirs) = (Shop::open(&db).await, Shop::open(&db).await);
    write(&db, theirs.id, async |tx| tx.flags().put(&given()).await.unwrap()).await;
    write(&db, ours.id, async |tx| {
        assert_eq!(tx.flags().find().await.unwrap(), Overrides::default());
        tx.flags().put(&Overrides::default()).await.unwrap();
    })
    .await;
    let found = read(&db, theirs.id, async |tx| tx.flags().find().await.unwrap()).await;
    assert_eq!(found, given());
}

pub async fn a_reader_may_not_switch(db: Db) {
    let shop = Shop::open(&db).await;
    let mut tx = db.begin_read(shop.id).await.unwrap();
    let refused = tx.flags().put(&given()).await;
    assert!(matches!(refused, Err(StoreError::Forbidden(_))), "{refused:?}");
    let mut tx = db.begin_read(shop.id).await.unwrap();
    let refused = tx.flags().lock().await;
    assert!(matches!(refused, Err(StoreError::Forbidden(_))), "{refused:?}");
}

/// Each of many sets another flag, after looking at all of them.
pub async fn flags_that_are_set_at_once_all_count(db: Db) {
    let shop = Shop::open(&db).await;
    let flags = [Flag::Rag, Flag::Llm, Flag::Deposits, Flag::PhoneMenu, Flag::OwnModel, Flag::Baa];
    let mut tasks = JoinSet::new();
    for flag in flags {
        let (db, shop) = (db.clone(), shop.id);
        tasks.spawn(async move {
            let set = async || {
                let mut tx = db.begin(shop).await?;
                let mut overrides = tx.flags().lock().await?;
                overrides.set(flag, ON).unwrap();
                tx.flags().put(&overrides).await?;
                tx.commit(Durability::Promised).await
            };
            let mut attempts = Attempts::new();
            loop {
                match set().await {
                    Err(error) if attempts.again(&error).await => {}
                    outcome => return outcome.unwrap(),
                }
            }
        });
    }
    tasks.join_all().await;
    let found = read(&db, shop.id, async |tx| tx.flags().find().await.unwrap()).await;
    for flag in flags {
        assert_eq!(found.get(flag), Some(&ON), "{flag:?}");
    }
}

/// A change of a business that was looked at before is not undone by whoever looked earlier.
pub async fn changes_of_a_business_wait_for_each_other(db: Db) {
    let shop = Shop::open(&db).await;
    let mut tasks = JoinSet::new();
    for number in 0..8 {
        let (db, shop) = (db.clone(), shop.id);
        tasks.spawn(async move {
            let add = async || {
                let mut tx = db.begin(shop).await?;
                let mut tenant = tx.tenants().lock().await?.unwrap();
                tenant.settings.never_say.push(number.to_string());
                tx.tenants().put(&tenant).await?;
                tx.commit(Durability::Promised).await
            };
            let mut attempts = Attempts::new();
            loop {
                match add().await {
                    Err(error) if attempts.again(&error).await => {}
                    outcome => return outcome.unwrap(),
                }
            }
        });
    }
    tasks.join_all().await;
    let tenant = read(&db, shop.id, async |tx| tx.tenants().find().await.unwrap().unwrap()).await;
    assert_eq!(tenant.settings.never_say.len(), 8 + shop.tenant.settings.never_say.len());
    let mut tx = db.begin_read(shop.id).await.unwrap();
    let refused = tx.tenants().lock().await;
    assert!(matches!(refused, Err(StoreError::Forbidden(_))), "{refused:?}");
}
