//! W6: free slots and the diary: 50 staff, 90 days, about 30,000 appointments, some 70 % full.

use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use jiff::{SignedDuration, Timestamp, ToSpan};
use kernel::{CallId, IdSource, SystemIds};
use scheduling::{Appointment, AppointmentStatus, Busy, Catalogue, Claim, SlotSearch, Wish};
use store::{Database, Durability};
use testkit::World;

use crate::database::Bench;
use crate::measure::median;
use crate::report::{Goal, Pair, Report};
use crate::{Options, Outcome};

const STAFF: usize = 50;
const DAYS: i64 = 90;
/// Minutes between two starts, and the length of a visit.
const STEP: u16 = 15;
const VISIT: u16 = 45;

/// A business of that size.
fn business() -> String {
    let mut text = testkit::SALON
        .split("[[services]]")
        .next()
        .unwrap_or_default()
        .replace("+18165550100", "+18165559900");
    text.push_str("[[services]]\nname = \"Haircut\"\nminutes = 45\n");
    for number in 0..STAFF {
        text += &["[[staff]]\nname = \"Barber ", &number.to_string(), "\"\n"].concat();
    }
    text.push_str("[booking]\nlead_minutes = 60\nhorizon_days = 90\nstep_minutes = 15\n");
    text
}

pub(crate) async fn run(options: &Options, report: &mut Report) -> Outcome<()> {
    let bench = Bench::create(&Options { tenants: 1, ..options.clone() }).await?;
    let db = adapter_diesel::open(&adapter_diesel::Config::new(&bench.url)).await?;
    let world = World::over(db.clone(), &business()).await;
    let catalogue = world.card.catalogue.clone();
    let now = world.now();
    let diary = diary(&catalogue, now);
    engine(options, report, &catalogue, &diary, now)?;
    store_diary(&world, &diary).await?;
    tool_call(options, report, &world, &bench.url).await?;
    claims(options, report, &world, &bench.url).await?;
    drop(world);
    drop(db);
    bench.remove().await
}

/// Taken time, in order of staff and start: of each 45 minutes of a working day, seven in ten.
fn diary(catalogue: &Catalogue, now: Timestamp) -> Vec<Busy> {
    let mut dice = 42_u64;
    let mut busy = Vec::new();
    let today = now.to_zoned(catalogue.timezone.clone()).date();
    for staff in &catalogue.staff {
        for day in 1..=DAYS {
            let Ok(date) = today.checked_add(day.days()) else { continue };
            for span in catalogue.hours.on(date.weekday()) {
                let mut minute = span.start();
                while minute + VISIT <= span.end() {
                    dice ^= dice << 13;
                    dice ^= dice >> 7;
                    dice ^= dice << 17;
                    if dice % 10 < 7 {
                        let Ok(midnight) = date.to_zoned(catalogue.timezone.clone()) else { break };
                        let start =
                            midnight.timestamp() + SignedDuration::from_mins(i64::from(minute));
                        let end = start + SignedDuration::from_mins(i64::from(VISIT));
                        busy.push(Busy { staff: staff.id, starts_at: start, busy_until: end });
                    }
                    minute += VISIT;
                }
            }
        }
    }
    busy.sort();
    busy
}

/// The search alone, against day bitmaps that are made from the same taken time.
fn engine(
    options: &Options,
    report: &mut Report,
    catalogue: &Arc<Catalogue>,
    diary: &[Busy],
    now: Timestamp,
) -> Outcome<()> {
    let service = catalogue.services.as_slice().first().ok_or("no service")?.id;
    let until = now + SignedDuration::from_hours(24 * (DAYS + 2));
    let search = SlotSearch { catalogue, busy: diary, now, until };
    let wish = |limit| Wish {
        service,
        staff: None,
        from: None,
        until: None,
        not_before: None,
        not_after: None,
        near: None,
        limit,
    };
    let mut bare = Vec::new();
    let mut three = Vec::new();
    let mut ten = Vec::new();
    for _ in 0..options.rounds * 20 {
        bare.push(timed(|| bitmaps(diary, now)));
        three.push(timed(|| search.run(&wish(3)).slots.len()));
        ten.push(timed(|| search.run(&wish(10)).slots.len()));
    }
    let bare = median(&mut bare);
    let figures = [("first 3 of 90 days beside bitmaps", &mut three), ("first 10", &mut ten)];
    for (figure, ours) in figures {
        let pair = Pair { figure, unit: "µs", baseline: bare, product: median(ours) };
        report.add("W6 engine", &pair, Goal::RatioAtMost(3.0));
    }
    Ok(())
}

/// The least: a bit per quarter of an hour and staff-day, and the free starts counted.
fn bitmaps(diary: &[Busy], now: Timestamp) -> usize {
    let mut days = vec![0_u128; STAFF * usize::try_from(DAYS + 2).unwrap_or_default()];
    let mut lane = 0;
    let mut last = diary.first().map(|busy| busy.staff);
    let step = i64::from(STEP) * 60;
    for busy in diary {
        if last != Some(busy.staff) {
            lane += 1;
            last = Some(busy.staff);
        }
        let from = busy.starts_at.as_second() - now.as_second();
        let day = usize::try_from(from / 86_400).unwrap_or_default();
        let bit = (from % 86_400) / step;
        if let Some(bits) = days.get_mut(lane * usize::try_from(DAYS + 2).unwrap_or_default() + day)
        {
            *bits |= 0b111_u128 << bit.clamp(0, 100);
        }
    }
    let free = days.iter().map(|bits| {
        let open = !*bits;
        usize::try_from((open & (open >> 1) & (open >> 2)).count_ones()).unwrap_or_default()
    });
    std::hint::black_box(free.sum())
}

fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let started = Instant::now();
    std::hint::black_box(work());
    started.elapsed().as_secs_f64() * 1e6
}

/// Writes the diary as appointments, the quick way: this is not what is measured.
async fn store_diary(world: &World, diary: &[Busy]) -> Outcome<()> {
    let ids: &dyn IdSource = &SystemIds;
    let service = world.card.catalogue.services.as_slice().first().ok_or("no service")?.id;
    for chunk in diary.chunks(1_000) {
        let mut tx = world.db.begin(world.card.tenant.id).await?;
        for busy in chunk {
            let appointment = Appointment {
                id: ids.next(),
                customer: None,
                call: None,
                service,
                staff: busy.staff,
                starts_at: busy.starts_at,
                ends_at: busy.busy_until,
                busy_until: busy.busy_until,
                status: AppointmentStatus::Confirmed,
                held_until: None,
                name: None,
                notes: None,
                version: 1,
                created_at: world.now(),
                updated_at: world.now(),
            };
            if tx.appointments().claim(&appointment, world.now()).await? != Claim::Won {
                return Err("the diary overlaps".into());
            }
        }
        tx.commit(Durability::Relaxed).await?;
    }
    Ok(())
}

/// The receptionist's tool over SQL, against a bare fetch of the same fortnight.
async fn tool_call(
    options: &Options,
    report: &mut Report,
    world: &World,
    url: &str,
) -> Outcome<()> {
    let mut connection = AsyncPgConnection::establish(url).await?;
    connection.batch_execute("ANALYZE").await?;
    let card = &world.card;
    let call: CallId = {
        let ids: &dyn IdSource = &SystemIds;
        ids.next()
    };
    let party = flows::appointments::Party { card, call, customer: None, number: None };
    let query = dialogue::SlotQuery {
        service: card.catalogue.services.as_slice().first().ok_or("no service")?.id,
        staff: None,
        window: dialogue::Window::default(),
        limit: 3,
    };
    let (tenant, from) = (card.tenant.id.as_uuid().to_string(), world.now().to_string());
    let until = (world.now() + SignedDuration::from_hours(24 * 14)).to_string();
    let fetch = format!(
        "SELECT extract(epoch FROM starts_at)::bigint AS starts, extract(epoch FROM busy_until)::bigint AS ends
         FROM appointments WHERE tenant_id = '{tenant}' AND status IN ('held', 'confirmed')
           AND starts_at < '{until}' AND busy_until > '{from}'"
    );
    let mut bare = Vec::new();
    let mut ours = Vec::new();
    for _ in 0..options.rounds * 10 {
        let started = Instant::now();
        let rows: Vec<Row> = diesel::sql_query(&fetch).load(&mut connection).await?;
        let seconds: i64 = rows.iter().map(|row| row.ends - row.starts).sum();
        std::hint::black_box(seconds);
        bare.push(started.elapsed().as_secs_f64() * 1e6);
        let started = Instant::now();
        let mut tx = world.db.begin_read(card.tenant.id).await?;
        let found = world.flows.desk.offer_slots(tx.as_mut(), &party, &query).await?;
        tx.commit(Durability::Relaxed).await?;
        ours.push(started.elapsed().as_secs_f64() * 1e6);
        if !matches!(found, dialogue::ToolResult::Slots { ref slots, .. } if slots.len() == 3) {
            return Err("three slots are free".into());
        }
    }
    let pair = Pair {
        figure: "tool call beside a fetch of 14 days",
        unit: "µs",
        baseline: median(&mut bare),
        product: median(&mut ours),
    };
    report.add("W6 tool", &pair, Goal::RatioAtMost(1.5));
    Ok(())
}

#[derive(diesel::QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    starts: i64,
    #[diesel(sql_type = BigInt)]
    ends: i64,
}

/// 64 clients at once: different slots against bare inserts, then the same slot.
async fn claims(options: &Options, report: &mut Report, world: &World, url: &str) -> Outcome<()> {
    let mut bare = Vec::new();
    let mut ours = Vec::new();
    for round in 0..options.rounds {
        bare.push(bare_inserts(url, round).await?);
        ours.push(different_slots(world, round).await?);
    }
    let pair = Pair {
        figure: "64 claims of different slots beside bare inserts",
        unit: "ms",
        baseline: median(&mut bare),
        product: median(&mut ours),
    };
    report.add("W6 claims", &pair, Goal::RatioAtMost(2.5));
    let mut clashes = Vec::new();
    for round in 0..options.rounds {
        let (won, milliseconds) = same_slot(world, round).await?;
        if won != 1 {
            return Err(format!("{won} callers won one slot").into());
        }
        clashes.push(milliseconds / 64.0);
    }
    let product = median(&mut clashes);
    let pair = Pair { figure: "one of 64 wins; a claim", unit: "ms", baseline: 0.0, product };
    report.add("W6 claims", &pair, Goal::AtMost(5.0));
    Ok(())
}

async fn bare_inserts(url: &str, round: usize) -> Outcome<f64> {
    let mut connections = Vec::new();
    for _ in 0..8 {
        connections.push(AsyncPgConnection::establish(url).await?);
    }
    let started = Instant::now();
    let mut lanes = tokio::task::JoinSet::new();
    for (lane, mut connection) in connections.into_iter().enumerate() {
        lanes.spawn(async move {
            for number in 0..8 {
                let hour = lane * 8 + number;
                let insert = format!(
                    "INSERT INTO bare_slots (staff, during) VALUES ({round}, tstzrange(
                     timestamptz '2026-03-01 00:00Z' + interval '{hour} hours',
                     timestamptz '2026-03-01 00:45Z' + interval '{hour} hours'))"
                );
                diesel::sql_query(insert).execute(&mut connection).await?;
            }
            Ok::<_, diesel::result::Error>(())
        });
    }
    while let Some(lane) = lanes.join_next().await {
        lane??;
    }
    Ok(milliseconds(started.elapsed()))
}

async fn different_slots(world: &World, round: usize) -> Outcome<f64> {
    let started = Instant::now();
    let mut lanes = tokio::task::JoinSet::new();
    for lane in 0..8 {
        let db = world.db.clone();
        let wanted: Vec<_> =
            (0..8).map(|number| slot(world, round, i64::from(lane * 8 + number))).collect();
        let (tenant, now) = (world.card.tenant.id, world.now());
        lanes.spawn(async move {
            for appointment in wanted {
                claim(&*db, tenant, &appointment, now).await?;
            }
            Ok::<_, kernel::StoreError>(())
        });
    }
    while let Some(lane) = lanes.join_next().await {
        lane??;
    }
    Ok(milliseconds(started.elapsed()))
}

async fn same_slot(world: &World, round: usize) -> Outcome<(usize, f64)> {
    let started = Instant::now();
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let db = world.db.clone();
        let (tenant, now) = (world.card.tenant.id, world.now());
        let wanted = slot(world, round, 100);
        racers.spawn(async move { claim(&*db, tenant, &wanted, now).await });
    }
    let mut won = 0;
    while let Some(racer) = racers.join_next().await {
        won += usize::from(racer?? == Claim::Won);
    }
    Ok((won, milliseconds(started.elapsed())))
}

async fn claim(
    db: &dyn Database,
    tenant: kernel::TenantId,
    appointment: &Appointment,
    now: Timestamp,
) -> Result<Claim, kernel::StoreError> {
    let mut tx = db.begin(tenant).await?;
    let claim = tx.appointments().claim(appointment, now).await?;
    tx.commit(Durability::Promised).await?;
    Ok(claim)
}

/// A slot far behind the diary: `place` hours after its end, of a member of staff per round.
fn slot(world: &World, round: usize, place: i64) -> Appointment {
    let ids: &dyn IdSource = &SystemIds;
    let catalogue = &world.card.catalogue;
    let starts_at = world.now() + SignedDuration::from_hours(24 * 200 + place);
    let ends_at = starts_at + SignedDuration::from_mins(i64::from(VISIT));
    let staff = catalogue.staff.get(round % STAFF).or(catalogue.staff.as_slice().first());
    Appointment {
        id: ids.next(),
        customer: None,
        call: None,
        service: catalogue
            .services
            .as_slice()
            .first()
            .map_or_else(|| ids.next(), |service| service.id),
        staff: staff.map_or_else(|| ids.next(), |staff| staff.id),
        starts_at,
        ends_at,
        busy_until: ends_at,
        status: AppointmentStatus::Confirmed,
        held_until: None,
        name: None,
        notes: None,
        version: 1,
        created_at: world.now(),
        updated_at: world.now(),
    }
}

fn milliseconds(elapsed: Duration) -> f64 {
    elapsed.as_secs_f64() * 1e3
}
