//! Many want the same time at once.

use kernel::{StoreResult, TenantId};
use scheduling::{Appointment, Claim};
use tokio::task::JoinSet;

use super::samples::{Shop, at};
use super::{Db, read, write};
use crate::retry::Attempts;
use crate::tx::Durability;

/// Claims in a transaction of its own, as a flow does: again after a conflict.
async fn book(db: Db, tenant: TenantId, new: Appointment) -> Claim {
    async fn once(db: &Db, tenant: TenantId, new: &Appointment) -> StoreResult<Claim> {
        let mut tx = db.begin(tenant).await?;
        let claim = tx.appointments().claim(new, at(-30)).await?;
        tx.commit(Durability::Promised).await?;
        Ok(claim)
    }
    let mut attempts = Attempts::new();
    loop {
        match once(&db, tenant, &new).await {
            Err(error) if attempts.again(&error).await => {}
            outcome => return outcome.unwrap(),
        }
    }
}

fn won(claims: &[Claim]) -> usize {
    claims.iter().filter(|claim| **claim == Claim::Won).count()
}

async fn busy(db: &Db, shop: &Shop, from: i64, until: i64) -> usize {
    let busy = read(db, shop.id, async |tx| {
        tx.appointments().busy(at(from), at(until), at(-30)).await.unwrap()
    });
    busy.await.len()
}

pub async fn one_of_many_gets_the_time(db: Db) {
    let shop = Shop::open(&db).await;
    let mut racers = JoinSet::new();
    for offset in 0..64 {
        let start = offset % 30;
        let new = if offset % 2 == 0 {
            shop.appointment(start, start + 60)
        } else {
            shop.hold(start, start + 60, 500)
        };
        racers.spawn(book(db.clone(), shop.id, new));
    }
    let claims = racers.join_all().await;
    assert_eq!(won(&claims), 1, "{claims:?}");
    assert!(!claims.contains(&Claim::Stale));
    assert_eq!(busy(&db, &shop, 0, 120).await, 1);
}

/// Two at a time, many times over: where PostgreSQL's exclusion constraint deadlocks, for a second
/// each time, unless those who want the same staff queue up.
pub async fn one_of_two_gets_the_time_again_and_again(db: Db) {
    let shop = Shop::open(&db).await;
    for round in 0..100 {
        let mut racers = JoinSet::new();
        for _ in 0..2 {
            let new = shop.appointment(round * 30, round * 30 + 30);
            racers.spawn(book(db.clone(), shop.id, new));
        }
        let claims = racers.join_all().await;
        assert_eq!(won(&claims), 1, "{claims:?}");
    }
    assert_eq!(busy(&db, &shop, 0, 3_000).await, 100);
}

pub async fn many_get_times_of_their_own(db: Db) {
    let shop = Shop::open(&db).await;
    let mut tasks = JoinSet::new();
    for index in 0..64 {
        let new = shop.appointment(index * 30, index * 30 + 30);
        tasks.spawn(book(db.clone(), shop.id, new));
    }
    assert_eq!(won(&tasks.join_all().await), 64);
    assert_eq!(busy(&db, &shop, 0, 1_920).await, 64);
}

/// The time of a hold that ran out goes to one of those who saw that it did.
pub async fn one_of_many_gets_the_time_of_an_old_hold(db: Db) {
    let shop = Shop::open(&db).await;
    let old = shop.hold(0, 60, -40);
    let claim =
        write(&db, shop.id, async |tx| tx.appointments().claim(&old, at(-50)).await.unwrap());
    assert_eq!(claim.await, Claim::Won);
    let mut racers = JoinSet::new();
    for offset in 0..32 {
        racers.spawn(book(db.clone(), shop.id, shop.appointment(offset, offset + 60)));
    }
    assert_eq!(won(&racers.join_all().await), 1);
    assert_eq!(busy(&db, &shop, 0, 120).await, 1);
}

/// One appointment is changed by many who have read the same version: one succeeds.
pub async fn one_of_many_changes_an_appointment(db: Db) {
    let shop = Shop::open(&db).await;
    let first = shop.appointment(0, 30);
    assert_eq!(book(db.clone(), shop.id, first.clone()).await, Claim::Won);
    let mut racers = JoinSet::new();
    for index in 1..=16 {
        let (db, tenant) = (db.clone(), shop.id);
        let moved = Appointment {
            starts_at: at(index * 60),
            ends_at: at(index * 60 + 30),
            busy_until: at(index * 60 + 30),
            ..first.clone()
        };
        racers.spawn(async move {
            let mut attempts = Attempts::new();
            loop {
                let once = async {
                    let mut tx = db.begin(tenant).await?;
                    let claim = tx.appointments().update(&moved, at(-30)).await?;
                    tx.commit(Durability::Promised).await?;
                    StoreResult::Ok(claim)
                };
                match once.await {
                    Err(error) if attempts.again(&error).await => {}
                    outcome => return outcome.unwrap(),
                }
            }
        });
    }
    let claims = racers.join_all().await;
    assert_eq!(won(&claims), 1, "{claims:?}");
    assert_eq!(claims.iter().filter(|claim| **claim == Claim::Stale).count(), 15);
    assert_eq!(busy(&db, &shop, 0, 3_000).await, 1);
}
