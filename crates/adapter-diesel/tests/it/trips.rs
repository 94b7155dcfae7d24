//! How often a turn waits for the server: what a caller pays for when program and database are far
//! apart.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use frontdesk_adapter_diesel::open;
use identity::{Account, Role, Session};
use store::contract::deliveries;
use store::contract::samples::{
    Shop, at, call, digest, done, id, invitation, job, join, key, member, message, registered,
    session, ticket, turn,
};
use store::{Database, Durability};
use telephony::Call;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::fixtures::{self, Opened};

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

/// A database, the same one from afar, and what counts the way there.
async fn distant() -> Option<(Opened, Arc<dyn Database>, Arc<Counter>)> {
    let direct = fixtures::postgres().await?;
    let (base, database) = direct.config.url.rsplit_once('/').unwrap();
    let server: tokio_postgres::Config = direct.config.url.parse().unwrap();
    let place = base.rsplit_once('@').map_or(base, |(_, place)| place);
    let counter = Arc::new(Counter::default());
    let port = Arc::clone(&counter).stand_before(place.to_owned()).await;
    let user = server.get_user().unwrap();
    let config = fixtures::patient(&format!("postgres://{user}@127.0.0.1:{port}/{database}"));
    let db = open(&config).await.unwrap();
    Some((direct, db, counter))
}

#[tokio::test]
async fn a_turn_waits_twice_for_the_server() {
    let Some((direct, db, counter)) = distant().await else { return };
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

    // What the business's own servers are told waits for the commit too, however many they are: two
    // more trips at most, where a statement is prepared.
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
        tx.appointments().claim(&appointment, at(-60)).await.unwrap();
        tx.commit(Durability::Promised).await.unwrap();
    }
    assert_eq!(counter.take(), 3);

    let tx = db.begin(id()).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(counter.take(), 0);
}

/// Every request asks who is there before anything else.
#[tokio::test]
async fn who_is_there_is_one_trip() {
    let Some((direct, db, counter)) = distant().await else { return };
    let ada = registered(&direct.db).await;
    let tenant = id();
    join(&direct.db, tenant, &member(&ada, Role::Owner, 0)).await;
    let session = Session { tenant: Some(tenant), ..session(&ada, 0) };
    let mut tx = direct.db.begin_platform().await.unwrap();
    tx.sessions().insert(&session).await.unwrap();
    tx.commit().await.unwrap();
    for round in 0..3 {
        counter.take();
        let mut tx = db.begin_platform().await.unwrap();
        let found = tx.sign_ins().find(session.id).await.unwrap().unwrap();
        let trips = counter.take();
        assert_eq!(found.role, Some(Role::Owner));
        // The first one connects and prepares.
        assert!(round == 0 || trips == 1, "{trips}");
        tx.commit().await.unwrap();
    }

    // So does a key.
    let till = key(0);
    let mut tx = direct.db.begin(tenant).await.unwrap();
    tx.keys().insert(&till).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();
    for round in 0..2 {
        let mut tx = db.begin_read(tenant).await.unwrap();
        counter.take();
        assert_eq!(tx.keys().find_by_hash(&till.hash).await.unwrap().as_ref(), Some(&till));
        let trips = counter.take();
        assert!(round == 0 || trips == 1, "{trips}");
        tx.commit(Durability::Relaxed).await.unwrap();
    }
}

/// How long the way of one statement is, and that of the commit that follows it.
macro_rules! trips {
    ($counter:expr, $begin:expr, $tx:ident => $work:expr, $($durability:expr)?) => {{
        let mut $tx = $begin.await.unwrap();
        $counter.take();
        $work.await.unwrap();
        let trips = $counter.take();
        $tx.commit($($durability)?).await.unwrap();
        trips
    }};
}

/// What the platform does with people, each time with a connection that knows the statement.
#[tokio::test]
async fn what_the_platform_asks_of_people_is_one_trip() {
    let Some((direct, db, counter)) = distant().await else { return };
    let ada = registered(&direct.db).await;
    for round in 0..2 {
        let session = session(&ada, 0);
        let ticket = ticket(&ada);
        let new = Account { id: id(), ..ada.clone() };
        let begin = || db.begin_platform();
        let trips = [
            trips!(counter, begin(), tx => tx.accounts().insert_if_new(&new),),
            trips!(counter, begin(), tx => tx.accounts().find_by_email(&ada.email),),
            trips!(counter, begin(), tx => tx.accounts().lock(ada.id),),
            trips!(counter, begin(), tx => tx.accounts().update(&ada),),
            trips!(counter, begin(), tx => tx.accounts().memberships(ada.id),),
            trips!(counter, begin(), tx => tx.sessions().insert(&session),),
            trips!(counter, begin(), tx => {
                tx.sessions().rotate(session.id, &session.hash, &session.hash, at(1))
            },),
            trips!(counter, begin(), tx => tx.sessions().turn_to(session.id, Some(id())),),
            trips!(counter, begin(), tx => tx.sessions().list(ada.id, at(1)),),
            trips!(counter, begin(), tx => tx.sessions().end(session.id, at(1)),),
            trips!(counter, begin(), tx => tx.sessions().end_all(ada.id, None, at(1)),),
            trips!(counter, begin(), tx => tx.tickets().insert(&ticket),),
            trips!(counter, begin(), tx => tx.tickets().use_once(ticket.id, at(1)),),
        ];
        assert!(round == 0 || trips == [1; 13], "{trips:?}");
    }
}

/// What a business does, likewise.
#[tokio::test]
async fn what_a_business_asks_of_people_is_one_trip() {
    let Some((direct, db, counter)) = distant().await else { return };
    let (ada, tenant) = (registered(&direct.db).await, id());
    let place = member(&ada, Role::Owner, 0);
    let safe = Durability::Promised;
    for round in 0..2 {
        let (invited, till) = (invitation(0), key(0));
        let (asked, new) = (format!("key {round}"), Account { id: id(), ..ada.clone() });
        let begin = || db.begin(tenant);
        let trips = [
            trips!(counter, begin(), tx => tx.accounts().insert_if_new(&new), safe),
            trips!(counter, begin(), tx => tx.members().put(&place), safe),
            trips!(counter, begin(), tx => tx.members().list(), safe),
            trips!(counter, begin(), tx => tx.members().remove(ada.id), safe),
            trips!(counter, begin(), tx => tx.invitations().insert(&invited), safe),
            trips!(counter, begin(), tx => tx.invitations().open(at(1)), safe),
            trips!(counter, begin(), tx => tx.invitations().close(invited.id, at(1)), safe),
            trips!(counter, begin(), tx => tx.keys().insert(&till), safe),
            trips!(counter, begin(), tx => tx.keys().find_by_hash(&digest()), safe),
            trips!(counter, begin(), tx => tx.keys().used(till.id, at(1)), safe),
            trips!(counter, begin(), tx => tx.keys().expire(till.id, at(1)), safe),
            trips!(counter, begin(), tx => tx.keys().revoke(till.id, at(1)), safe),
            trips!(counter, begin(), tx => tx.audit().append(&done(0)), safe),
            trips!(counter, begin(), tx => tx.audit().after(0, 9), safe),
            trips!(counter, begin(), tx => tx.answers().begin(&asked, "print", at(0)), safe),
            trips!(counter, begin(), tx => tx.answers().keep(&asked, at(0), "done"), safe),
        ];
        assert!(round == 0 || trips == [1; 16], "{trips:?}");
    }
}
