//! Finds free slots of a small shop, offers one as a token, and opens the token again.
//!
//! `cargo run -p frontdesk-scheduling --example free_slots`

use frontdesk_scheduling::{
    BookingRules, Busy, Catalogue, ClosedDay, Offer, OfferKeys, Service, SlotSearch, Staff,
    WeekHours, Wish, next_opening,
};
use jiff::civil::{date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use kernel::{CallId, IdSource, SeededIds, TenantId};

#[expect(clippy::print_stdout, reason = "an example is a program")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ids: &dyn IdSource = &SeededIds::new(1);
    let zone = TimeZone::get("Europe/London")?;
    let catalogue = catalogue(ids, zone.clone())?;
    let (haircut, ana) = match (catalogue.services.first(), catalogue.staff.first()) {
        (Some(service), Some(member)) => (service.id, member.id),
        _ => return Err("the shop has a service and somebody to do it".into()),
    };

    // Friday at noon; Ana is taken on Saturday morning.
    let now: Timestamp = "2026-03-27T12:00:00Z".parse()?;
    let at = |hour| date(2026, 3, 28).at(hour, 0, 0, 0).to_zoned(zone.clone());
    let busy =
        [Busy { staff: ana, starts_at: at(9)?.timestamp(), busy_until: at(11)?.timestamp() }];
    let wish = Wish {
        service: haircut,
        staff: None,
        from: Some(date(2026, 3, 28)),
        until: None,
        not_before: Some(time(10, 0, 0, 0)),
        not_after: None,
        near: None,
        limit: 3,
    };
    let search = SlotSearch { catalogue: &catalogue, busy: &busy, now, until: Timestamp::MAX };
    let found = search.run(&wish);
    for slot in &found.slots {
        println!("{}", slot.starts_at.to_zoned(zone.clone()).strftime("%A %d %B, %H:%M"));
    }

    // A day that is closed says why, and what comes nearest.
    let sunday = date(2026, 3, 29);
    let found_sunday = search.run(&Wish { from: Some(sunday), until: Some(sunday), ..wish });
    println!("closed: {:?}, so {:?}", found_sunday.closed, found_sunday.slots.first());
    println!("opens next: {:?}", next_opening(&catalogue, &sunday.to_zoned(zone)?));

    // What is offered to a caller is a token: only in this call, and only for a while.
    let (tenant, call): (TenantId, CallId) = (ids.next(), ids.next());
    let slot = found.slots.first().ok_or("something is free")?;
    let offer = Offer {
        tenant,
        call,
        service: haircut,
        staff: slot.staff,
        starts_at: slot.starts_at,
        ends_at: slot.ends_at,
        busy_until: slot.busy_until,
        expires_at: now + SignedDuration::from_mins(15),
    };
    let keys = OfferKeys::new([42; 32]);
    let token = keys.sign(&offer);
    assert_eq!(keys.open(&token, tenant, call, now)?, offer);
    let another: CallId = ids.next();
    println!("in another call: {}", keys.open(&token, tenant, another, now).is_err());
    Ok(())
}

/// A barber who works Fridays and Saturdays, and not at Easter.
fn catalogue(
    ids: &dyn IdSource,
    timezone: TimeZone,
) -> Result<Catalogue, Box<dyn std::error::Error>> {
    Ok(Catalogue {
        timezone,
        services: vec![Service {
            id: ids.next(),
            name: "Haircut".to_owned(),
            aliases: vec!["trim".to_owned()],
            minutes: 30,
            buffer_minutes: 10,
            price: Some("18.00 GBP".parse()?),
            active: true,
        }],
        staff: vec![Staff {
            id: ids.next(),
            name: "Ana".to_owned(),
            services: None,
            hours: None,
            active: true,
            implied: false,
        }],
        hours: WeekHours {
            fri: vec!["09:00-17:00".parse()?],
            sat: vec!["09:00-13:00".parse()?, "14:00-16:00".parse()?],
            ..WeekHours::default()
        },
        closed: vec![ClosedDay { date: date(2026, 4, 3), name: "Good Friday".to_owned() }],
        rules: BookingRules::default(),
    })
}
