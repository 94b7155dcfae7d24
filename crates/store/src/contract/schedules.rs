//! Services, staff, hours.

use jiff::civil::date;
use jiff::tz::TimeZone;
use kernel::{Currency, Money};
use scheduling::{BookingRules, Catalogue, Claim, ClosedDay, Service, Span, Staff, WeekHours};
use tenancy::Tenant;

use super::samples::{Shop, at, catalogue, id, service, staff, tenant};
use super::{Db, read, write};

async fn save(db: &Db, shop: &Tenant, catalogue: &Catalogue) {
    write(db, shop.id, async |tx| tx.schedules().save(catalogue).await.unwrap()).await;
}

async fn load(db: &Db, shop: &Tenant) -> Option<Catalogue> {
    read(db, shop.id, async |tx| tx.schedules().load().await.unwrap()).await
}

async fn open(db: &Db) -> Tenant {
    let shop = tenant(id());
    write(db, shop.id, async |tx| tx.tenants().put(&shop).await.unwrap()).await;
    shop
}

/// The catalogue without what was removed from it.
fn active(mut catalogue: Catalogue) -> Catalogue {
    catalogue.services.retain(|service| service.active);
    catalogue.staff.retain(|staff| staff.active);
    catalogue
}

/// Something in every field.
fn everything(shop: &Tenant) -> Catalogue {
    let all_day = vec![Span::new(0, 1_440).unwrap()];
    let services = vec![
        Service {
            aliases: vec!["\"quoted\", naïve 💈".to_owned(), String::new()],
            buffer_minutes: 480,
            minutes: 1_440,
            price: Some(Money { minor: -9_007_199_254_740_993, currency: Currency::EUR }),
            ..service("Coupe d'été")
        },
        Service { aliases: Vec::new(), price: None, ..service("talk") },
        Service { active: false, ..service("not yet") },
    ];
    let hours = WeekHours {
        tue: vec![Span::new(480, 720).unwrap(), Span::new(780, 1_020).unwrap()],
        sun: all_day.clone(),
        ..WeekHours::default()
    };
    let staff = vec![
        Staff {
            services: Some(vec![services[1].id, services[0].id]),
            hours: Some(WeekHours { wed: all_day, ..WeekHours::default() }),
            ..staff("Zoë")
        },
        Staff { services: Some(Vec::new()), hours: Some(WeekHours::default()), ..staff("Ben") },
        Staff { implied: true, ..staff("the shop") },
        Staff { active: false, ..staff("on leave") },
    ];
    let closed = |day, name: &str| ClosedDay { date: day, name: name.to_owned() };
    Catalogue {
        timezone: shop.timezone.clone(),
        services,
        staff,
        hours,
        closed: vec![
            closed(date(2030, 12, 25), "Christmas Day"),
            closed(date(2030, 1, 1), "Año Nuevo"),
        ],
        rules: BookingRules {
            lead_minutes: 4_000_000_000,
            horizon_days: 1,
            step_minutes: 5,
            cancel_hours: 0,
            hold_minutes: 9,
        },
    }
}

pub async fn a_catalogue_comes_back_as_it_was(db: Db) {
    let shop = open(&db).await;
    assert_eq!(load(&db, &shop).await, None);
    let saved = everything(&shop);
    save(&db, &shop, &saved).await;
    assert_eq!(load(&db, &shop).await.as_ref(), Some(&saved));
    // Saving it again changes nothing.
    save(&db, &shop, &saved).await;
    assert_eq!(load(&db, &shop).await, Some(saved));
}

pub async fn the_time_zone_is_the_businesss(db: Db) {
    let mut shop = open(&db).await;
    let saved = Catalogue { timezone: TimeZone::UTC, ..catalogue() };
    save(&db, &shop, &saved).await;
    assert_eq!(load(&db, &shop).await.unwrap().timezone, shop.timezone);
    shop.timezone = TimeZone::get("Europe/Lisbon").unwrap();
    write(&db, shop.id, async |tx| tx.tenants().put(&shop).await.unwrap()).await;
    assert_eq!(load(&db, &shop).await.unwrap().timezone, shop.timezone);
}

pub async fn what_was_removed_is_kept_as_inactive(db: Db) {
    let shop = open(&db).await;
    let first = catalogue();
    save(&db, &shop, &first).await;
    let mut second = Catalogue { timezone: shop.timezone.clone(), ..first.clone() };
    let (gone_service, gone_staff) = (second.services.remove(0), second.staff.remove(0));
    second.services.insert(0, service("shave"));
    "beard".clone_into(&mut second.services[1].name);
    save(&db, &shop, &second).await;

    let loaded = load(&db, &shop).await.unwrap();
    assert_eq!(active(loaded.clone()), second);
    let gone = Service { active: false, ..gone_service.clone() };
    assert_eq!(loaded.service(gone.id), Some(&gone));
    let gone = Staff { active: false, ..gone_staff.clone() };
    assert_eq!(loaded.staff(gone.id), Some(&gone));

    // It can come back, at any place.
    second.services.push(gone_service);
    second.staff.push(gone_staff);
    save(&db, &shop, &second).await;
    assert_eq!(load(&db, &shop).await, Some(second));
}

pub async fn the_businesss_order_is_kept(db: Db) {
    let shop = open(&db).await;
    let mut saved = Catalogue { timezone: shop.timezone.clone(), ..catalogue() };
    saved.services = ["c", "a", "d", "b"].map(service).into();
    saved.staff = ["c", "a", "d", "b"].map(staff).into();
    for _ in 0..2 {
        save(&db, &shop, &saved).await;
        assert_eq!(load(&db, &shop).await.as_ref(), Some(&saved));
        saved.services.reverse();
        saved.staff.swap(0, 2);
    }
}

pub async fn appointments_outlive_their_service(db: Db) {
    let shop = Shop::open(&db).await;
    let booked = shop.appointment(0, 30);
    write(&db, shop.id, async |tx| {
        assert_eq!(tx.appointments().claim(&booked, at(-30)).await.unwrap(), Claim::Won);
        tx.schedules().save(&catalogue()).await.unwrap();
    })
    .await;
    read(&db, shop.id, async |tx| {
        let service = booked.service;
        assert_eq!(tx.appointments().find(booked.id).await.unwrap(), Some(booked));
        let catalogue = tx.schedules().load().await.unwrap().unwrap();
        assert!(!catalogue.service(service).unwrap().active);
    })
    .await;
}
