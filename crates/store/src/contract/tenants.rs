//! The business itself.

use jiff::tz::TimeZone;
use kernel::{PhoneNumber, StoreResult};
use tenancy::{Tenant, TenantStamp, TenantStatus};
use tokio::task::JoinSet;

use super::samples::{Shop, at, id, phone, tenant};
use super::{Db, read, write};
use crate::retry::Attempts;
use crate::tx::Durability;

async fn put(db: &Db, tenant: &Tenant) -> StoreResult<i64> {
    let mut tx = db.begin(tenant.id).await?;
    let version = tx.tenants().put(tenant).await?;
    tx.commit(Durability::Promised).await?;
    Ok(version)
}

async fn find(db: &Db, tenant: &Tenant) -> Option<Tenant> {
    read(db, tenant.id, async |tx| tx.tenants().find().await.unwrap()).await
}

async fn owner(db: &Db, number: &PhoneNumber) -> Option<kernel::TenantId> {
    db.begin_platform().await.unwrap().numbers().owner_of(number).await.unwrap()
}

pub async fn a_business_is_added_and_changed(db: Db) {
    let first = tenant(id());
    assert_eq!(find(&db, &first).await, None);
    let stamp = read(&db, first.id, async |tx| tx.tenants().stamp().await.unwrap()).await;
    assert_eq!(stamp, None);
    assert_eq!(put(&db, &first).await.unwrap(), 1);
    assert_eq!(find(&db, &first).await, Some(Tenant { version: 1, ..first.clone() }));

    let mut changed = Tenant {
        name: "O'Neil & \"Sons\" 🚿".to_owned(),
        phone: phone(),
        timezone: TimeZone::get("Asia/Kathmandu").unwrap(),
        version: 77,
        created_at: at(1),
        updated_at: at(2),
        ..first.clone()
    };
    changed.settings.greeting = Some("héllo".to_owned());
    changed.settings.calls.transfer = vec![vec![phone(), phone()], vec![phone()]];
    assert_eq!(put(&db, &changed).await.unwrap(), 2);
    let expected = Tenant { version: 2, created_at: first.created_at, ..changed.clone() };
    assert_eq!(find(&db, &first).await, Some(expected));
    assert_eq!(owner(&db, &first.phone).await, None);
    assert_eq!(owner(&db, &changed.phone).await, Some(first.id));
}

pub async fn a_version_counts_within_a_transaction_too(db: Db) {
    let new = tenant(id());
    write(&db, new.id, async |tx| {
        for version in 1..=3 {
            assert_eq!(tx.tenants().put(&new).await.unwrap(), version);
            let stamp = TenantStamp { version, status: new.status };
            assert_eq!(tx.tenants().stamp().await.unwrap(), Some(stamp));
        }
    })
    .await;
}

pub async fn every_status_is_kept(db: Db) {
    use TenantStatus::{Active, Closed, InReview, Onboarding, Suspended};
    let mut shop = tenant(id());
    for status in [Onboarding, InReview, Active, Suspended, Closed] {
        shop.status = status;
        let version = put(&db, &shop).await.unwrap();
        let stamp = read(&db, shop.id, async |tx| tx.tenants().stamp().await.unwrap()).await;
        assert_eq!(stamp, Some(TenantStamp { version, status }));
    }
}

pub async fn a_number_belongs_to_one_business(db: Db) {
    let (first, mut second) = (tenant(id()), tenant(id()));
    put(&db, &first).await.unwrap();
    put(&db, &second).await.unwrap();
    let before = find(&db, &second).await;
    second.phone = first.phone.clone();
    let error = put(&db, &second).await.unwrap_err();
    assert!(error.violates("tenants_phone_key"), "{error:?}");
    assert_eq!(find(&db, &second).await, before);
    let third = Tenant { phone: first.phone.clone(), ..tenant(id()) };
    let error = put(&db, &third).await.unwrap_err();
    assert!(error.violates("tenants_phone_key"), "{error:?}");
    assert_eq!(find(&db, &third).await, None);
    assert_eq!(owner(&db, &first.phone).await, Some(first.id));

    // A number that was given up is free.
    let moved = Tenant { phone: phone(), ..first.clone() };
    put(&db, &moved).await.unwrap();
    put(&db, &third).await.unwrap();
    assert_eq!(owner(&db, &first.phone).await, Some(third.id));
}

pub async fn a_business_is_saved_in_its_own_transaction(db: Db) {
    let stranger = tenant(id());
    let mut tx = db.begin(id()).await.unwrap();
    tx.tenants().put(&stranger).await.unwrap_err();
    drop(tx);
    assert_eq!(find(&db, &stranger).await, None);
}

pub async fn changes_at_once_all_count(db: Db) {
    let shop = tenant(id());
    let mut tasks = JoinSet::new();
    for _ in 0..16 {
        let (db, shop) = (db.clone(), shop.clone());
        tasks.spawn(async move {
            let mut attempts = Attempts::new();
            loop {
                match put(&db, &shop).await {
                    Err(error) if attempts.again(&error).await => {}
                    outcome => return outcome.unwrap(),
                }
            }
        });
    }
    let mut versions = tasks.join_all().await;
    versions.sort_unstable();
    assert!(versions.into_iter().eq(1..=16));
}

pub async fn a_touch_counts_and_changes_nothing(db: Db) {
    let shop = Shop::open(&db).await;
    write(&db, shop.id, async |tx| {
        assert!(tx.tenants().touch().await.unwrap());
        assert!(tx.tenants().touch().await.unwrap());
    })
    .await;
    let version = shop.tenant.version + 2;
    let found = read(&db, shop.id, async |tx| tx.tenants().find().await.unwrap()).await;
    assert_eq!(found, Some(Tenant { version, ..(*shop.tenant).clone() }));
    let nobody = write(&db, id(), async |tx| tx.tenants().touch().await.unwrap()).await;
    assert!(!nobody);
}
