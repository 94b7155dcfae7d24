//! How often a turn waits for the server: what a caller pays for when program and database are far
//! apart.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use frontdesk_adapter_diesel::open;
use store::contract::deliveries;
use store::contract::samples::{Shop, call, id, job, message, turn};
use store::{Database, Durability};
use telephony::Call;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::fixtures;

/// Passes bytes on between program and server, and counts how often the program speaks again after
/// it was answered.
#[derive(Default)]
struct Counter {
    answered: AtomicBool,
    trips: AtomicUsize,
}

impl Counter {
    fn take(&self) -> usize {
        self.answered.store(true, Ordering::SeqCst);
        self.trips.swap(0, Ordering::SeqCst)
    }

    /// Serves every connection to the port that it returns.
    async fn stand_before(self: Arc<Self>, server: String) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            loop {
                let (program, _) = listener.accept().await.unwrap();
                let server = TcpStream::connect(&server).await.unwrap();
                program.set_nodelay(true).unwrap();
                server.set_nodelay(true).unwrap();
                tokio::spawn(Arc::clone(&self).pass_on(program, server));
            }
        });
        port
    }

    async fn pass_on(self: Arc<Self>, program: TcpStream, server: TcpStream) {
        let (mut from_program, mut to_program) = program.into_split();
        let (mut from_server, mut to_server) = server.into_split();
        let asks = async {
            let mut bytes = vec![0; 65_536];
            while let Ok(count @ 1..) = from_program.read(&mut bytes).await {
                if self.answered.swap(false, Ordering::SeqCst) {
                    self.trips.fetch_add(1, Ordering::SeqCst);
                }
                to_server.write_all(&bytes[..count]).await.unwrap();
            }
        };
        let answers = async {
            let mut bytes = vec![0; 65_536];
            while let Ok(count @ 1..) = from_server.read(&mut bytes).await {
                // The distance: whatever the program sends meanwhile belongs to the same trip.
                tokio::time::sleep(Duration::from_millis(10)).await;
                self.answered.store(true, Ordering::SeqCst);
                to_program.write_all(&bytes[..count]).await.unwrap();
            }
        };
        tokio::select! { () = asks => {}, () = answers => {} }
    }
}

async fn whole_turn(db: &Arc<dyn Database>, shop: &Shop, call: &Call, turn_no: u32) {
    let mut tx = db.begin(shop.id).await.unwrap();
    let opened = tx.open_turn(call.provider_id.as_str()).await.unwrap();
    assert!(opened.stamp.is_some());
    assert_eq!(opened.conversation.map(|it| it.turn_no + 1).unwrap_or_default(), turn_no);
    tx.conversations().save_turn(&turn(call, turn_no, 0)).await.unwrap();
    tx.messages().insert(&message(Some(call.id), 0)).await.unwrap();
    tx.outbox().enqueue(&job(0)).await.unwrap();
    tx.commit(Durability::Relaxed).await.unwrap();
}

#[tokio::test]
async fn a_turn_waits_twice_for_the_server() {
    let Some(direct) = fixtures::postgres().await else { return };
    let (base, database) = direct.config.url.rsplit_once('/').unwrap();
    let server: tokio_postgres::Config = direct.config.url.parse().unwrap();
    let place = base.rsplit_once('@').map_or(base, |(_, place)| place);
    let counter = Arc::new(Counter::default());
    let port = Arc::clone(&counter).stand_before(place.to_owned()).await;
    let user = server.get_user().unwrap();
    let config = fixtures::patient(&format!("postgres://{user}@127.0.0.1:{port}/{database}"));
    let db = open(&config).await.unwrap();

    let shop = Shop::open(&direct.db).await;
    let call = call(0);
    let mut tx = db.begin(shop.id).await.unwrap();
    tx.calls().insert_if_new(&call).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();

    // The first ones prepare their statements.
    whole_turn(&db, &shop, &call, 0).await;
    whole_turn(&db, &shop, &call, 1).await;
    counter.take();
    whole_turn(&db, &shop, &call, 2).await;
    assert_eq!(counter.take(), 2);

    // What is only written waits once.
    let mut tx = db.begin(shop.id).await.unwrap();
    tx.outbox().enqueue(&job(0)).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();
    assert_eq!(counter.take(), 1);

    // What the business's own servers are told waits for the commit too, however many they are.
    for most in [usize::MAX, 3] {
        counter.take();
        let told = deliveries::event(0);
        let to = [0, 1].map(|minute| deliveries::delivery(id(), told.id, minute));
        let mut tx = db.begin(shop.id).await.unwrap();
        tx.deliveries().insert_event(&told, &to).await.unwrap();
        for minute in 0..2 {
            tx.outbox().enqueue(&job(minute)).await.unwrap();
        }
        tx.commit(Durability::Promised).await.unwrap();
        let trips = counter.take();
        // The first ones prepare their statements.
        assert!(trips <= most, "{trips}");
    }

    // A claim: lock and look, let go of old holds and insert, commit.
    for start in [0, 30] {
        let mut tx = db.begin(shop.id).await.unwrap();
        let appointment = shop.appointment(start, start + 30);
        counter.take();
        tx.appointments().claim(&appointment, store::contract::samples::at(-60)).await.unwrap();
        tx.commit(Durability::Promised).await.unwrap();
    }
    assert_eq!(counter.take(), 3);

    let tx = db.begin(id()).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(counter.take(), 0);
}
