//! Time that is kept for a caller who is deciding.

use jiff::Timestamp;
use scheduling::{Appointment, AppointmentStatus, Claim};

use super::samples::{Shop, at};
use super::{Db, read, write};

async fn claim(db: &Db, shop: &Shop, new: &Appointment, now: Timestamp) -> Claim {
    write(db, shop.id, async |tx| tx.appointments().claim(new, now).await.unwrap()).await
}

async fn update(db: &Db, shop: &Shop, new: &Appointment, now: Timestamp) -> Claim {
    write(db, shop.id, async |tx| tx.appointments().update(new, now).await.unwrap()).await
}

/// `hold` as it is when the caller has said yes.
fn booked(hold: &Appointment) -> Appointment {
    Appointment { status: AppointmentStatus::Confirmed, held_until: None, ..hold.clone() }
}

pub async fn a_hold_keeps_its_time_until_it_runs_out(db: Db) {
    let shop = Shop::open(&db).await;
    assert_eq!(claim(&db, &shop, &shop.hold(100, 130, 5), at(0)).await, Claim::Won);
    let busy = async |now| {
        let list = read(&db, shop.id, async |tx| {
            tx.appointments().busy(at(0), at(500), now).await.unwrap()
        });
        list.await.len()
    };
    assert_eq!(busy(at(4)).await, 1);
    assert_eq!(busy(at(6)).await, 0);
    let other = shop.appointment(110, 140);
    assert_eq!(claim(&db, &shop, &other, at(4)).await, Claim::Taken);
    assert_eq!(claim(&db, &shop, &other, at(6)).await, Claim::Won);
}

pub async fn a_hold_that_lost_its_time_cannot_be_booked(db: Db) {
    let shop = Shop::open(&db).await;
    let hold = shop.hold(100, 130, 5);
    assert_eq!(claim(&db, &shop, &hold, at(0)).await, Claim::Won);
    assert_eq!(claim(&db, &shop, &shop.appointment(100, 130), at(6)).await, Claim::Won);
    assert_ne!(update(&db, &shop, &booked(&hold), at(6)).await, Claim::Won);
    read(&db, shop.id, async |tx| {
        let lost = tx.appointments().find(hold.id).await.unwrap().unwrap();
        assert_eq!((lost.status, lost.held_until), (AppointmentStatus::Expired, None));
        let busy = tx.appointments().busy(at(0), at(500), at(0)).await.unwrap();
        assert_eq!(busy.len(), 1);
    })
    .await;
}

pub async fn a_hold_is_booked_in_place(db: Db) {
    let shop = Shop::open(&db).await;
    let hold = shop.hold(100, 130, 5);
    assert_eq!(claim(&db, &shop, &hold, at(0)).await, Claim::Won);
    assert_eq!(update(&db, &shop, &booked(&hold), at(4)).await, Claim::Won);
    let found = read(&db, shop.id, async |tx| tx.appointments().find(hold.id).await.unwrap());
    assert_eq!(found.await, Some(Appointment { version: 2, ..booked(&hold) }));
    assert_eq!(claim(&db, &shop, &shop.appointment(100, 130), at(600)).await, Claim::Taken);
}

pub async fn a_hold_is_let_go(db: Db) {
    let shop = Shop::open(&db).await;
    let hold = shop.hold(100, 130, 500);
    assert_eq!(claim(&db, &shop, &hold, at(0)).await, Claim::Won);
    let gone = Appointment { status: AppointmentStatus::Expired, held_until: None, ..hold.clone() };
    assert_eq!(update(&db, &shop, &gone, at(1)).await, Claim::Won);
    assert_eq!(claim(&db, &shop, &shop.hold(100, 130, 500), at(1)).await, Claim::Won);
}

pub async fn a_move_over_a_hold_that_ran_out_is_fine(db: Db) {
    let shop = Shop::open(&db).await;
    assert_eq!(claim(&db, &shop, &shop.hold(100, 130, 5), at(0)).await, Claim::Won);
    let first = shop.appointment(0, 30);
    assert_eq!(claim(&db, &shop, &first, at(0)).await, Claim::Won);
    let moved = Appointment { starts_at: at(110), ends_at: at(120), busy_until: at(120), ..first };
    assert_eq!(update(&db, &shop, &moved, at(4)).await, Claim::Taken);
    assert_eq!(update(&db, &shop, &moved, at(6)).await, Claim::Won);
}

/// A refused claim changes nothing that anybody can see, holds under it included.
pub async fn a_refused_claim_lets_go_of_nothing(db: Db) {
    let shop = Shop::open(&db).await;
    let hold = shop.hold(100, 130, 5);
    assert_eq!(claim(&db, &shop, &hold, at(0)).await, Claim::Won);
    assert_eq!(claim(&db, &shop, &shop.appointment(130, 160), at(0)).await, Claim::Won);
    assert_eq!(claim(&db, &shop, &shop.appointment(120, 140), at(6)).await, Claim::Taken);
    // Nobody else took its time: a caller who was slow to say yes still gets it.
    assert_eq!(update(&db, &shop, &booked(&hold), at(6)).await, Claim::Won);
}
