//! What is asked before a business is known.

use super::samples::{Shop, call, id, job, phone, provider_ref};
use super::{Db, write};

pub async fn a_number_tells_whose_it_is(db: Db) {
    let (first, second) = (Shop::open(&db).await, Shop::open(&db).await);
    let mut tx = db.begin_platform().await.unwrap();
    for shop in [first, second] {
        let owner = tx.numbers().owner_of(&shop.tenant.phone).await.unwrap();
        assert_eq!(owner, Some(shop.id));
    }
    assert_eq!(tx.numbers().owner_of(&phone()).await.unwrap(), None);
}

pub async fn a_call_tells_whose_it_is(db: Db) {
    let (first, second) = (Shop::open(&db).await, Shop::open(&db).await);
    let calls = [(first.id, call(0)), (second.id, call(0))];
    for (tenant, call) in &calls {
        write(&db, *tenant, async |tx| tx.calls().insert_if_new(call).await.unwrap()).await;
    }
    let mut tx = db.begin_platform().await.unwrap();
    for (tenant, call) in calls {
        let owner = tx.numbers().owner_of_call(call.provider_id.as_str()).await.unwrap();
        assert_eq!(owner, Some(tenant));
    }
    let owner = tx.numbers().owner_of_call(provider_ref().as_str()).await.unwrap();
    assert_eq!(owner, None);
    assert_eq!(tx.numbers().owner_of_call("").await.unwrap(), None);
}

pub async fn businesses_are_listed_page_by_page(db: Db) {
    let mut expected = Vec::new();
    for _ in 0..7 {
        expected.push(Shop::open(&db).await.id);
    }
    expected.sort_unstable();
    // Rows of a business do not make one.
    write(&db, id(), async |tx| tx.outbox().enqueue(&job(0)).await.unwrap()).await;

    let mut tx = db.begin_platform().await.unwrap();
    let mut seen = Vec::new();
    loop {
        let page = tx.numbers().list(seen.last().copied(), 3).await.unwrap();
        assert!(page.len() <= 3);
        if page.is_empty() {
            break;
        }
        seen.extend(page);
    }
    assert_eq!(seen, expected);
}
