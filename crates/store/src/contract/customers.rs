//! Customers.

use crm::Customer;
use tokio::task::JoinSet;

use super::samples::{Shop, at, customer, id, phone};
use super::{Db, read, write};
use crate::tx::Durability;

pub async fn a_customer_is_found_by_id_and_number(db: Db) {
    let shop = Shop::open(&db).await;
    let ada = customer();
    let number = ada.phone.clone().unwrap();
    write(&db, shop.id, async |tx| {
        assert!(tx.customers().insert_if_new(&ada).await.unwrap());
    })
    .await;
    read(&db, shop.id, async |tx| {
        let customers = tx.customers();
        assert_eq!(customers.find(ada.id).await.unwrap().as_ref(), Some(&ada));
        assert_eq!(customers.find_by_phone(&number).await.unwrap(), Some(ada));
        assert_eq!(customers.find(id()).await.unwrap(), None);
        assert_eq!(customers.find_by_phone(&phone()).await.unwrap(), None);
        assert_eq!(customers.count().await.unwrap(), 1);
    })
    .await;
}

pub async fn a_known_number_is_not_added_again(db: Db) {
    let shop = Shop::open(&db).await;
    let ada = customer();
    let eve = Customer { id: id(), name: Some("Eve".to_owned()), ..ada.clone() };
    write(&db, shop.id, async |tx| {
        assert!(tx.customers().insert_if_new(&ada).await.unwrap());
        assert!(!tx.customers().insert_if_new(&eve).await.unwrap());
    })
    .await;
    write(&db, shop.id, async |tx| {
        assert!(!tx.customers().insert_if_new(&eve).await.unwrap());
        assert_eq!(tx.customers().find(ada.id).await.unwrap(), Some(ada));
        assert_eq!(tx.customers().find(eve.id).await.unwrap(), None);
        assert_eq!(tx.customers().count().await.unwrap(), 1);
    })
    .await;
}

pub async fn any_number_of_customers_have_no_number(db: Db) {
    let shop = Shop::open(&db).await;
    write(&db, shop.id, async |tx| {
        for _ in 0..3 {
            let nobody = Customer { phone: None, name: None, ..customer() };
            assert!(tx.customers().insert_if_new(&nobody).await.unwrap());
            assert_eq!(tx.customers().find(nobody.id).await.unwrap(), Some(nobody));
        }
        assert_eq!(tx.customers().count().await.unwrap(), 3);
    })
    .await;
}

pub async fn an_update_keeps_number_and_beginning(db: Db) {
    let shop = Shop::open(&db).await;
    let ada = customer();
    let changed = Customer {
        phone: Some(phone()),
        name: None,
        opted_out: true,
        created_at: at(50),
        updated_at: at(60),
        ..ada.clone()
    };
    write(&db, shop.id, async |tx| {
        assert!(!tx.customers().update(&ada).await.unwrap());
        assert!(tx.customers().insert_if_new(&ada).await.unwrap());
        assert!(tx.customers().update(&changed).await.unwrap());
    })
    .await;
    let expected = Customer {
        phone: ada.phone.clone(),
        opted_out: false,
        created_at: ada.created_at,
        ..changed
    };
    let found = read(&db, shop.id, async |tx| tx.customers().find(ada.id).await.unwrap()).await;
    assert_eq!(found, Some(expected));
}

pub async fn what_a_customer_wants_outlives_another_change(db: Db) {
    let shop = Shop::open(&db).await;
    let ada = customer();
    write(&db, shop.id, async |tx| {
        assert!(!tx.customers().set_opted_out(ada.id, true, at(1)).await.unwrap());
        tx.customers().insert_if_new(&ada).await.unwrap();
    })
    .await;
    // Somebody looks, the customer says STOP, and what was looked at is written back with a name.
    let mut looked =
        read(&db, shop.id, async |tx| tx.customers().find(ada.id).await.unwrap()).await.unwrap();
    write(&db, shop.id, async |tx| {
        assert!(tx.customers().set_opted_out(ada.id, true, at(2)).await.unwrap());
    })
    .await;
    looked.name = Some("Ada".to_owned());
    looked.updated_at = at(3);
    write(&db, shop.id, async |tx| tx.customers().update(&looked).await.unwrap()).await;
    let found = read(&db, shop.id, async |tx| tx.customers().find(ada.id).await.unwrap()).await;
    assert_eq!(found, Some(Customer { opted_out: true, ..looked }));
}

pub async fn one_of_many_adds_the_number(db: Db) {
    let shop = Shop::open(&db).await;
    let number = phone();
    let mut racers = JoinSet::new();
    for _ in 0..16 {
        let (db, tenant) = (db.clone(), shop.id);
        let new = Customer { phone: Some(number.clone()), ..customer() };
        racers.spawn(async move {
            let mut tx = db.begin(tenant).await.unwrap();
            let added = tx.customers().insert_if_new(&new).await.unwrap();
            tx.commit(Durability::Promised).await.unwrap();
            added
        });
    }
    let added = racers.join_all().await;
    assert_eq!(added.into_iter().filter(|added| *added).count(), 1);
    assert_eq!(read(&db, shop.id, async |tx| tx.customers().count().await.unwrap()).await, 1);
}
