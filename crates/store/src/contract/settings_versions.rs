//! What a business's settings were, and what they may become.

use kernel::StoreError;
use tenancy::{SettingsDraft, SettingsVersion, VersionHead};

use super::samples::{Shop, at, id};
use super::{Db, read, write};

/// JSON that says nothing to a database: spaces, order and escapes have to come back as they were.
const DOCUMENT: &str = "{ \"b\": 1,\"a\":\"\\u0000 caf\u{e9} '\" }";

fn version(number: i64) -> SettingsVersion {
    let head = VersionHead {
        version: number,
        at: at(number),
        actor: "system".to_owned(),
        note: "new prices, \"cheaper\"".to_owned(),
    };
    SettingsVersion { head, document: DOCUMENT.to_owned() }
}

fn draft(based_on: i64) -> SettingsDraft {
    let (actor, document) = ("system".to_owned(), DOCUMENT.to_owned());
    SettingsDraft { based_on, at: at(based_on), actor, document }
}

async fn open_with(db: &Db, numbers: &[i64]) -> Shop {
    let shop = Shop::open(db).await;
    write(db, shop.id, async |tx| {
        for number in numbers {
            tx.settings_versions().insert(&version(*number)).await.unwrap();
        }
    })
    .await;
    shop
}

pub async fn a_version_comes_back_as_it_was(db: Db) {
    let shop = open_with(&db, &[3, 1, 7]).await;
    read(&db, shop.id, async |tx| {
        assert_eq!(tx.settings_versions().find(3).await.unwrap(), Some(version(3)));
        assert_eq!(tx.settings_versions().find(2).await.unwrap(), None);
        assert_eq!(tx.settings_versions().latest().await.unwrap(), Some(version(7)));
    })
    .await;
    read(&db, id(), async |tx| {
        assert_eq!(tx.settings_versions().latest().await.unwrap(), None);
    })
    .await;
}

pub async fn a_number_has_one_version(db: Db) {
    let shop = open_with(&db, &[3]).await;
    let mut tx = db.begin(shop.id).await.unwrap();
    let again = tx.settings_versions().insert(&version(3)).await;
    let name = "settings_versions_tenant_id_version_key";
    let is_named = |error: &StoreError| matches!(error, StoreError::Constraint { constraint } if constraint == name);
    assert!(again.as_ref().is_err_and(is_named), "{again:?}");
}

pub async fn versions_come_page_by_page_newest_first(db: Db) {
    let shop = open_with(&db, &[2, 9, 4, 6]).await;
    read(&db, shop.id, async |tx| {
        let first = tx.settings_versions().page(None, 3).await.unwrap();
        assert_eq!(first, [version(9).head, version(6).head, version(4).head]);
        let second = tx.settings_versions().page(Some(4), 3).await.unwrap();
        assert_eq!(second, [version(2).head]);
        assert!(tx.settings_versions().page(Some(2), 3).await.unwrap().is_empty());
    })
    .await;
}

pub async fn all_but_the_newest_versions_are_forgotten(db: Db) {
    let shop = open_with(&db, &[1, 2, 3, 5, 8]).await;
    write(&db, shop.id, async |tx| {
        assert_eq!(tx.settings_versions().forget_but(5).await.unwrap(), 0);
        assert_eq!(tx.settings_versions().forget_but(9).await.unwrap(), 0);
        assert_eq!(tx.settings_versions().forget_but(2).await.unwrap(), 3);
        tx.settings_versions().insert(&version(13)).await.unwrap();
        assert_eq!(tx.settings_versions().forget_but(2).await.unwrap(), 1);
    })
    .await;
    read(&db, shop.id, async |tx| {
        let kept = tx.settings_versions().page(None, 9).await.unwrap();
        assert_eq!(kept, [version(13).head, version(8).head]);
        assert_eq!(tx.settings_versions().find(1).await.unwrap(), None);
    })
    .await;
}

pub async fn a_draft_is_replaced_and_dropped(db: Db) {
    let shop = Shop::open(&db).await;
    write(&db, shop.id, async |tx| {
        assert_eq!(tx.settings_versions().draft().await.unwrap(), None);
        assert!(!tx.settings_versions().drop_draft().await.unwrap());
        tx.settings_versions().put_draft(&draft(1)).await.unwrap();
        tx.settings_versions().put_draft(&draft(2)).await.unwrap();
    })
    .await;
    let found = read(&db, shop.id, async |tx| tx.settings_versions().draft().await.unwrap()).await;
    assert_eq!(found, Some(draft(2)));
    write(&db, shop.id, async |tx| {
        assert!(tx.settings_versions().drop_draft().await.unwrap());
        assert_eq!(tx.settings_versions().draft().await.unwrap(), None);
    })
    .await;
}

pub async fn versions_and_drafts_of_others_are_out_of_reach(db: Db) {
    let (ours, theirs) = (Shop::open(&db).await, open_with(&db, &[1, 2]).await);
    write(&db, theirs.id, async |tx| {
        tx.settings_versions().put_draft(&draft(2)).await.unwrap();
    })
    .await;
    write(&db, ours.id, async |tx| {
        let store = tx.settings_versions();
        assert_eq!(store.find(1).await.unwrap(), None);
        assert_eq!(store.latest().await.unwrap(), None);
        assert!(store.page(None, 9).await.unwrap().is_empty());
        assert_eq!(store.draft().await.unwrap(), None);
        assert!(!store.drop_draft().await.unwrap());
        store.insert(&version(1)).await.unwrap();
        store.put_draft(&draft(7)).await.unwrap();
        assert_eq!(store.forget_but(0).await.unwrap(), 1);
    })
    .await;
    read(&db, theirs.id, async |tx| {
        let kept = tx.settings_versions().page(None, 9).await.unwrap();
        assert_eq!(kept, [version(2).head, version(1).head]);
        assert_eq!(tx.settings_versions().draft().await.unwrap(), Some(draft(2)));
    })
    .await;
}

pub async fn a_reader_may_keep_no_version(db: Db) {
    let shop = open_with(&db, &[1]).await;
    let reader = async || db.begin_read(shop.id).await.unwrap();
    let refused = [
        reader().await.settings_versions().insert(&version(2)).await.err(),
        reader().await.settings_versions().forget_but(0).await.err(),
        reader().await.settings_versions().put_draft(&draft(1)).await.err(),
        reader().await.settings_versions().drop_draft().await.err(),
    ];
    for refused in refused {
        assert!(matches!(refused, Some(StoreError::Forbidden(_))), "{refused:?}");
    }
    let kept = read(&db, shop.id, async |tx| tx.settings_versions().latest().await.unwrap()).await;
    assert_eq!(kept, Some(version(1)));
}
