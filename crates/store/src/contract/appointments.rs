//! Appointments that are booked, moved and cancelled.

use kernel::AppointmentId;
use scheduling::{Appointment, AppointmentStatus, Busy, Claim};

use super::samples::{Shop, at, call, customer, id, service, staff};
use super::{Db, read, write};

pub(super) async fn claim(db: &Db, shop: &Shop, new: &Appointment) -> Claim {
    write(db, shop.id, async |tx| tx.appointments().claim(new, at(-30)).await.unwrap()).await
}

pub(super) async fn update(db: &Db, shop: &Shop, new: &Appointment) -> Claim {
    write(db, shop.id, async |tx| tx.appointments().update(new, at(-30)).await.unwrap()).await
}

pub(super) async fn find(db: &Db, shop: &Shop, id: AppointmentId) -> Option<Appointment> {
    read(db, shop.id, async |tx| tx.appointments().find(id).await.unwrap()).await
}

pub async fn what_was_booked_is_found(db: Db) {
    let shop = Shop::open(&db).await;
    let (ada, call) = (customer(), call(0));
    write(&db, shop.id, async |tx| {
        tx.customers().insert_if_new(&ada).await.unwrap();
        tx.calls().insert_if_new(&call).await.unwrap();
    })
    .await;
    let mut full = shop.appointment_of(ada.id, 0, 30);
    full.call = Some(call.id);
    full.busy_until = at(45);
    full.name = Some("Zoë \"Z\" O'Neil 🚀".to_owned());
    full.notes = Some(String::new());
    full.version = 1;
    let mut bare = shop.hold(60, 90, 5);
    bare.name = None;
    for new in [full, bare] {
        assert_eq!(claim(&db, &shop, &new).await, Claim::Won);
        assert_eq!(find(&db, &shop, new.id).await, Some(new));
    }
    assert_eq!(find(&db, &shop, id()).await, None);
}

pub async fn overlapping_times_are_refused(db: Db) {
    let shop = Shop::open(&db).await;
    let mut first = shop.appointment(60, 120);
    first.busy_until = at(135);
    assert_eq!(claim(&db, &shop, &first).await, Claim::Won);
    for (from, until) in
        [(60, 120), (0, 61), (119, 180), (120, 150), (134, 140), (75, 90), (0, 300)]
    {
        for new in [shop.appointment(from, until), shop.hold(from, until, 5)] {
            assert_eq!(claim(&db, &shop, &new).await, Claim::Taken, "{from}-{until}");
            assert_eq!(find(&db, &shop, new.id).await, None);
        }
    }
    // The new one's own time afterwards counts, too.
    let mut before = shop.appointment(30, 50);
    before.busy_until = at(61);
    assert_eq!(claim(&db, &shop, &before).await, Claim::Taken);
}

pub async fn neighbouring_times_are_fine(db: Db) {
    let shop = Shop::open(&db).await;
    for (from, until) in [(60, 120), (0, 60), (120, 121), (300, 400), (121, 300)] {
        assert_eq!(claim(&db, &shop, &shop.appointment(from, until)).await, Claim::Won);
    }
    let mut first = shop.appointment(400, 420);
    first.busy_until = at(430);
    assert_eq!(claim(&db, &shop, &first).await, Claim::Won);
    assert_eq!(claim(&db, &shop, &shop.appointment(430, 440)).await, Claim::Won);
}

pub async fn the_time_of_other_staff_is_free(db: Db) {
    let shop = Shop::open(&db).await;
    for staff in shop.staff {
        let new = Appointment { staff, ..shop.appointment(0, 30) };
        assert_eq!(claim(&db, &shop, &new).await, Claim::Won);
    }
}

pub async fn a_change_counts_up_and_keeps_its_beginning(db: Db) {
    let shop = Shop::open(&db).await;
    let (ada, call) = (customer(), call(0));
    write(&db, shop.id, async |tx| {
        tx.customers().insert_if_new(&ada).await.unwrap();
        tx.calls().insert_if_new(&call).await.unwrap();
    })
    .await;
    let first = shop.appointment(0, 30);
    assert_eq!(claim(&db, &shop, &first).await, Claim::Won);
    let changed = Appointment {
        customer: Some(ada.id),
        call: Some(call.id),
        staff: shop.staff[1],
        starts_at: at(100),
        ends_at: at(130),
        busy_until: at(140),
        status: AppointmentStatus::Held,
        held_until: Some(at(9)),
        name: None,
        notes: Some("by the window".to_owned()),
        created_at: at(7),
        updated_at: at(8),
        ..first.clone()
    };
    assert_eq!(update(&db, &shop, &changed).await, Claim::Won);
    let expected = Appointment { created_at: first.created_at, version: 2, ..changed };
    assert_eq!(find(&db, &shop, first.id).await, Some(expected));
    // Its old time is free again.
    assert_eq!(claim(&db, &shop, &shop.appointment(0, 30)).await, Claim::Won);
}

pub async fn a_stale_change_is_refused(db: Db) {
    let shop = Shop::open(&db).await;
    let first = shop.appointment(0, 30);
    assert_eq!(update(&db, &shop, &first).await, Claim::Stale);
    assert_eq!(claim(&db, &shop, &first).await, Claim::Won);
    let moved = Appointment { starts_at: at(5), ..first.clone() };
    assert_eq!(update(&db, &shop, &moved).await, Claim::Won);
    for version in [0, 1, 3] {
        let late = Appointment { version, status: AppointmentStatus::NoShow, ..first.clone() };
        assert_eq!(update(&db, &shop, &late).await, Claim::Stale, "{version}");
    }
    assert_eq!(find(&db, &shop, first.id).await, Some(Appointment { version: 2, ..moved }));
}

pub async fn an_own_old_time_is_not_taken(db: Db) {
    let shop = Shop::open(&db).await;
    let first = shop.appointment(0, 30);
    assert_eq!(claim(&db, &shop, &first).await, Claim::Won);
    let moved = Appointment { starts_at: at(15), ends_at: at(45), busy_until: at(45), ..first };
    assert_eq!(update(&db, &shop, &moved).await, Claim::Won);
}

pub async fn a_move_into_taken_time_is_refused(db: Db) {
    let shop = Shop::open(&db).await;
    let first = shop.appointment(0, 30);
    assert_eq!(claim(&db, &shop, &first).await, Claim::Won);
    assert_eq!(claim(&db, &shop, &shop.appointment(60, 90)).await, Claim::Won);
    let moved =
        Appointment { starts_at: at(45), ends_at: at(61), busy_until: at(61), ..first.clone() };
    assert_eq!(update(&db, &shop, &moved).await, Claim::Taken);
    assert_eq!(find(&db, &shop, first.id).await, Some(first));
}

pub async fn what_is_over_frees_its_time(db: Db) {
    use AppointmentStatus::{Cancelled, Completed, Expired, NoShow};
    let shop = Shop::open(&db).await;
    for status in [Cancelled, Expired, Completed, NoShow] {
        let first = shop.appointment(0, 30);
        assert_eq!(claim(&db, &shop, &first).await, Claim::Won, "{status:?}");
        let over = Appointment { status, ..first };
        assert_eq!(update(&db, &shop, &over).await, Claim::Won);
        assert_eq!(find(&db, &shop, over.id).await.unwrap().status, status);
    }
    // And cannot come back once somebody else has it.
    let first = shop.appointment(0, 30);
    assert_eq!(claim(&db, &shop, &first).await, Claim::Won);
    let cancelled = Appointment { status: Cancelled, ..first.clone() };
    assert_eq!(update(&db, &shop, &cancelled).await, Claim::Won);
    assert_eq!(claim(&db, &shop, &shop.appointment(10, 20)).await, Claim::Won);
    let back = Appointment { version: 2, ..first };
    assert_eq!(update(&db, &shop, &back).await, Claim::Taken);
}

pub async fn coming_appointments_of_a_customer_come_soonest_first(db: Db) {
    let shop = Shop::open(&db).await;
    let (ada, eve) = (customer(), customer());
    write(&db, shop.id, async |tx| {
        tx.customers().insert_if_new(&ada).await.unwrap();
        tx.customers().insert_if_new(&eve).await.unwrap();
    })
    .await;
    let mut expected = Vec::new();
    for index in (0..22).rev() {
        let new = shop.appointment_of(ada.id, index * 30, index * 30 + 30);
        assert_eq!(claim(&db, &shop, &new).await, Claim::Won);
        expected.insert(0, new);
    }
    let mut hold = shop.hold(-60, -30, 60);
    hold.customer = Some(ada.id);
    for other in [hold, shop.appointment_of(eve.id, 900, 930), shop.appointment(930, 960)] {
        assert_eq!(claim(&db, &shop, &other).await, Claim::Won);
    }
    let cancelled = Appointment { status: AppointmentStatus::Cancelled, ..expected.remove(3) };
    assert_eq!(update(&db, &shop, &cancelled).await, Claim::Won);
    read(&db, shop.id, async |tx| {
        let found = tx.appointments().upcoming_of(ada.id, at(-100)).await.unwrap();
        assert_eq!(found, expected[..20]);
        let found = tx.appointments().upcoming_of(ada.id, at(30)).await.unwrap();
        assert_eq!(found, expected[1..]);
        let found = tx.appointments().upcoming_of(ada.id, at(31)).await.unwrap();
        assert_eq!(found, expected[2..]);
        assert!(tx.appointments().upcoming_of(id(), at(0)).await.unwrap().is_empty());
    })
    .await;
}

pub async fn appointments_of_a_call_come_oldest_first(db: Db) {
    let shop = Shop::open(&db).await;
    let call = call(0);
    write(&db, shop.id, async |tx| tx.calls().insert_if_new(&call).await.unwrap()).await;
    let made = |from, minute, call| Appointment {
        call,
        created_at: at(minute),
        ..shop.appointment(from, from + 30)
    };
    let later = made(0, 2, Some(call.id));
    let sooner = made(60, 1, Some(call.id));
    for new in [&later, &sooner, &made(120, 0, None)] {
        assert_eq!(claim(&db, &shop, new).await, Claim::Won);
    }
    read(&db, shop.id, async |tx| {
        assert_eq!(tx.appointments().of_call(call.id).await.unwrap(), [sooner, later]);
        assert!(tx.appointments().of_call(id()).await.unwrap().is_empty());
    })
    .await;
}

pub async fn a_range_holds_confirmed_appointments_by_their_start(db: Db) {
    let shop = Shop::open(&db).await;
    let booked = [90, 0, 60, 30].map(|from| shop.appointment(from, from + 30));
    for new in booked.iter().chain([&shop.hold(120, 150, 500)]) {
        assert_eq!(claim(&db, &shop, new).await, Claim::Won);
    }
    let found = async |from, until, limit| {
        read(&db, shop.id, async |tx| {
            let found = tx.appointments().starting_in(at(from), at(until), limit).await.unwrap();
            found.into_iter().map(|it| it.id).collect::<Vec<_>>()
        })
        .await
    };
    let all = [booked[1].id, booked[3].id, booked[2].id, booked[0].id];
    assert_eq!(found(-100, 200, 99).await, all);
    assert_eq!(found(0, 90, 99).await, all[..3]);
    assert_eq!(found(1, 91, 99).await, all[1..]);
    assert_eq!(found(-100, 200, 2).await, all[..2]);
    assert!(found(91, 200, 99).await.is_empty());
}

pub async fn taken_time_is_listed_by_staff_and_start(db: Db) {
    let shop = Shop::open(&db).await;
    let mut staff = shop.staff;
    staff.sort_unstable();
    let mut expected = Vec::new();
    for staff in staff {
        for from in [60, 0] {
            let mut new = Appointment { staff, ..shop.appointment(from, from + 30) };
            new.busy_until = at(from + 40);
            assert_eq!(claim(&db, &shop, &new).await, Claim::Won);
            expected.push(Busy { staff, starts_at: at(from), busy_until: at(from + 40) });
        }
    }
    let over = shop.appointment(120, 150);
    assert_eq!(claim(&db, &shop, &over).await, Claim::Won);
    let over = Appointment { status: AppointmentStatus::Cancelled, ..over };
    assert_eq!(update(&db, &shop, &over).await, Claim::Won);
    expected.sort_unstable();
    let busy = async |from, until| {
        read(&db, shop.id, async |tx| {
            tx.appointments().busy(at(from), at(until), at(-30)).await.unwrap()
        })
        .await
    };
    assert_eq!(busy(-100, 500).await, expected);
    // What merely touches an end of the range is not inside it.
    assert!(busy(40, 60).await.is_empty());
    assert_eq!(busy(39, 60).await, [expected[0], expected[2]]);
    assert_eq!(busy(40, 61).await, [expected[1], expected[3]]);
    assert_eq!(busy(65, 66).await, [expected[1], expected[3]]);
}

pub async fn an_appointment_needs_what_it_refers_to(db: Db) {
    let shop = Shop::open(&db).await;
    let good = shop.appointment(0, 30);
    let wrong = [
        Appointment { customer: Some(id()), ..good.clone() },
        Appointment { call: Some(id()), ..good.clone() },
        Appointment { service: service("none").id, ..good.clone() },
        Appointment { staff: staff("nobody").id, ..good.clone() },
    ];
    for wrong in wrong {
        let mut tx = db.begin(shop.id).await.unwrap();
        tx.appointments().claim(&wrong, at(-30)).await.unwrap_err();
        drop(tx);
        assert_eq!(find(&db, &shop, wrong.id).await, None);
    }
    assert_eq!(claim(&db, &shop, &good).await, Claim::Won);
}

pub async fn a_time_that_cannot_be_is_refused(db: Db) {
    let shop = Shop::open(&db).await;
    let good = shop.appointment(0, 30);
    let wrong = [
        Appointment { ends_at: at(0), ..good.clone() },
        Appointment { busy_until: at(29), ..good.clone() },
        Appointment { held_until: Some(at(1)), ..good.clone() },
        Appointment { status: AppointmentStatus::Held, ..good.clone() },
    ];
    for wrong in wrong {
        let mut tx = db.begin(shop.id).await.unwrap();
        tx.appointments().claim(&wrong, at(-30)).await.unwrap_err();
        drop(tx);
        assert_eq!(find(&db, &shop, wrong.id).await, None);
    }
}
