//! Conversations by text on the databases that users have.

use adapter_diesel::Config;
use futures_util::future::join_all;
use jiff::SignedDuration;
use telephony::{CallOutcome, InboundText, ProviderRef};
use testkit::{SALON, World};

async fn converse(url: &str) {
    let config = Config::new(url);
    adapter_diesel::migrate(&config).await.unwrap();
    let world = World::over(adapter_diesel::open(&config).await.unwrap(), SALON).await;
    world.at("2026-03-03T10:00");
    at_once(&world).await;
    let mut thread = world.texter("+15550100001");
    for words in ["a haircut on Thursday at 3 pm please", "Alex Reed", "yes please"] {
        thread.writes(words).await;
        let first = thread.answer.reply.clone();
        thread.sends(thread.last.clone()).await;
        assert_eq!(thread.answer.reply, first, "{words}");
    }
    world.run_jobs().await;
    assert_eq!(world.diary().await.len(), 1, "{}", thread.transcript);
    assert_eq!(world.texts_to("+15550100001").len(), 1);

    // The next day it has lapsed: by the next text, and by the sweep.
    world.clock.advance(SignedDuration::from_hours(13));
    thread.writes("when are you open?").await;
    world.clock.advance(SignedDuration::from_hours(13));
    assert_eq!(world.flows.jobs.sweep().await.unwrap(), 2, "this one and that of the eight");
    thread.writes("STOP").await;
    let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
    let calls = tx.calls().recent(9).await.unwrap();
    let outcomes: Vec<Option<CallOutcome>> = calls.iter().map(|call| call.outcome).collect();
    let booked = outcomes.iter().filter(|it| **it == Some(CallOutcome::Booked)).count();
    assert_eq!((calls.len(), booked), (4, 1), "{outcomes:?}");
    let phone = kernel::PhoneNumber::parse("+15550100001").unwrap();
    let customer = tx.customers().find_by_phone(&phone).await.unwrap().unwrap();
    assert!(customer.opted_out);
    drop(tx);
}

/// Eight texts of one number at once, each twice: one conversation.
async fn at_once(world: &World) {
    let text = |number: u32| InboundText {
        provider_id: ProviderRef::parse(&format!("SMonce{}", number % 8)).unwrap(),
        from: kernel::PhoneNumber::parse("+15550100009").unwrap(),
        to: world.card.tenant.phone.clone(),
        body: "when are you open?".to_owned(),
        media: 0,
        handled: None,
    };
    let texts: Vec<InboundText> = (0..16).map(text).collect();
    let answers = join_all(texts.iter().map(|text| world.flows.texting.take_text(text))).await;
    assert!(answers.iter().all(|answer| answer.reply.is_some()));
    for (first, again) in answers.iter().zip(answers.iter().skip(8)) {
        assert_eq!(first.reply, again.reply);
    }
    assert_eq!(answers.iter().filter(|answer| !answer.replayed).count(), 8);
    let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
    assert_eq!(tx.calls().recent(9).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_by_text_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    converse(&format!("sqlite:{}", folder.path().join("texts.db").display())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_by_text_on_postgresql() {
    let Some(database) = crate::postgres::create() else { return };
    converse(&database.url).await;
}
