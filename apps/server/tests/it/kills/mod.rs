//! The server is killed at random moments under load; callers and the carrier send again what was
//! not answered. Afterwards the callers' own ledger, the database and the provider's ledger agree.
//!
//! `KILLS` sets how often it is killed; `make kills` asks for 200.

mod callers;
mod carrier;
mod server;

use std::sync::Arc;
use std::time::Duration;

use adapter_diesel::Config;
use store::Durability;

use callers::{Caller, Said};
use carrier::Carrier;
use server::Server;

/// How often the server is killed unless `KILLS` says otherwise.
const KILLS: u32 = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whenever_sqlite_is_served_and_killed_nothing_is_lost_or_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("frontdesk.db").display());
    kill_under_load(&url, folder.path()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whenever_postgresql_is_served_and_killed_nothing_is_lost_or_doubled() {
    let Some(database) = crate::postgres::create() else { return };
    let folder = tempfile::tempdir().unwrap();
    kill_under_load(&database.url, folder.path()).await;
}

async fn kill_under_load(url: &str, folder: &std::path::Path) {
    let kills = kills();
    let carrier = Carrier::start().await;
    let server = Arc::new(Server::create(url, folder, carrier.port()));
    server.start().await;

    let stop = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let mut callers = tokio::task::JoinSet::new();
    for lane in 0..8_u32 {
        let (server, stop) = (server.clone(), stop.clone());
        callers.spawn(async move {
            let mut said = Vec::new();
            let mut number = lane;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                said.push(Caller::new(number).calls(&server).await);
                number += 8;
            }
            said
        });
    }
    let mut dice = Dice(42);
    for _ in 0..kills {
        tokio::time::sleep(Duration::from_millis(40 + dice.below(360))).await;
        server.kill().await;
        server.start().await;
    }
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    let mut said: Vec<Said> = Vec::new();
    while let Some(lane) = callers.join_next().await {
        said.extend(lane.unwrap());
    }
    assert!(said.len() >= 8, "only {} calls were made", said.len());
    wait_for_the_outbox(url).await;
    server.kill().await;
    check(url, &said, &carrier).await;
}

/// The ledgers: what callers were told, what is stored, what the provider sent.
async fn check(url: &str, said: &[Said], carrier: &Carrier) {
    let db = adapter_diesel::open(&Config::new(url)).await.unwrap();
    let mut platform = db.begin_platform().await.unwrap();
    let tenants = platform.numbers().list(None, 10).await.unwrap();
    assert!(platform.queue().failed(10).await.unwrap().is_empty());
    platform.commit().await.unwrap();
    let [tenant] = tenants.as_slice() else { panic!("one business, not {}", tenants.len()) };
    let mut tx = db.begin_read(*tenant).await.unwrap();
    let mut appointments = 0;
    for caller in said {
        let customer = tx.customers().find_by_phone(&caller.phone).await.unwrap();
        let customer = customer.unwrap_or_else(|| panic!("call {} has no customer", caller.call));
        let from = jiff::Timestamp::UNIX_EPOCH;
        let made = tx.appointments().upcoming_of(customer.id, from).await.unwrap();
        assert_eq!(made.len(), 1, "call {} was told {:?}", caller.call, caller.last);
        appointments += made.len();
        let texts = carrier.sent_to(&caller.phone);
        assert_eq!(texts, 1, "call {} got {texts} confirmations", caller.call);
    }
    assert_eq!(tx.customers().count().await.unwrap(), u64::try_from(said.len()).unwrap());
    let owner = kernel::PhoneNumber::parse(server::OWNER).unwrap();
    let alerts = carrier.words_to(&owner);
    assert_eq!(alerts.len(), appointments, "one alert to the owner per booking: {alerts:#?}");
    no_overlap(tx.as_mut()).await;
    tx.commit(Durability::Relaxed).await.unwrap();
}

async fn no_overlap(tx: &mut dyn store::Tx) {
    let from = jiff::Timestamp::UNIX_EPOCH;
    let until = jiff::Timestamp::from_second(10_000_000_000).unwrap();
    let busy = tx.appointments().busy(from, until, from).await.unwrap();
    for pair in busy.windows(2) {
        let apart = pair[0].staff != pair[1].staff || pair[0].busy_until <= pair[1].starts_at;
        assert!(apart, "{pair:?}");
    }
}

async fn wait_for_the_outbox(url: &str) {
    let db = adapter_diesel::open(&Config::new(url)).await.unwrap();
    // Leases of killed workers have to run out first.
    for _ in 0..1_200 {
        let mut platform = db.begin_platform().await.unwrap();
        let waiting = platform.queue().waiting().await.unwrap();
        platform.commit().await.unwrap();
        if waiting == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the outbox does not empty");
}

#[expect(clippy::disallowed_methods, reason = "a switch of this test")]
fn kills() -> u32 {
    std::env::var("KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(KILLS)
}

/// Small repeatable randomness.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
