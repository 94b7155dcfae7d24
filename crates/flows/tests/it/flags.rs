//! Flags change what callers meet, and come back in one step.

use dialogue::{BookRefusal, Briefing, Event, Move, Policy, State, ToolCall, ToolResult};
use kernel::PhoneNumber;
use std::sync::{Arc, Mutex};
use tenancy::{Flag, FlagSet};
use testkit::World;

use crate::platform::staff;
use crate::repeats::call;

const CUSTOMER: &str = "+15550100001";
const OWNER: &str = "+18165550199";

/// The world with one flag off.
async fn without(flag: Flag, business: &str) -> World {
    let world = World::with(business).await;
    switch(&world, FlagSet::widest().without(flag)).await;
    world.at("2026-03-03T10:00");
    world
}

/// Gives the business these flags, whatever its plan says.
pub(crate) async fn switch(world: &World, flags: FlagSet) {
    let (platform, id) = (&world.flows.platform, world.card.tenant.id);
    for (flag, value, _) in flags.iter() {
        platform.set_flag(&staff(), id, flag, Some(value)).await.unwrap();
    }
}

fn salon(from: &str, to: &str) -> String {
    assert!(testkit::SALON.contains(from), "{from}");
    testkit::SALON.replace(from, to)
}

#[tokio::test]
async fn without_booking_a_wish_becomes_a_message() {
    let world = without(Flag::AiBooking, testkit::SALON).await;
    let mut line = world.rings_from(CUSTOMER).await;
    let reply = line.says("I'd like a haircut on Thursday at 3 pm please").await;
    assert!(reply.contains("can't book that myself"), "{reply}");
    line.says("Alex Reed").await;
    line.says("yes please").await;
    line.hangs_up().await;
    world.run_jobs().await;
    assert!(world.diary().await.is_empty());
    let owner = world.texts_to(OWNER);
    assert_eq!(owner.len(), 1, "{owner:?}");
    assert!(owner[0].contains("a haircut on Thursday at 3 pm"), "{owner:?}");
}

#[tokio::test]
async fn without_booking_an_appointment_is_neither_moved_nor_cancelled() {
    let world = without(Flag::AiBooking, testkit::SALON).await;
    switch(&world, FlagSet::widest()).await;
    let mut line = world.rings_from(CUSTOMER).await;
    line.says("a haircut on Thursday at 3 pm please").await;
    line.says("Alex Reed").await;
    line.says("yes please").await;
    line.hangs_up().await;
    let diary = world.diary().await;
    assert_eq!(diary.len(), 1, "{diary:?}");
    switch(&world, FlagSet::widest().without(Flag::AiBooking)).await;
    for wish in ["please cancel my appointment on Thursday", "move my haircut to Friday at noon"] {
        let mut line = world.rings_from(CUSTOMER).await;
        let reply = line.says(wish).await;
        assert!(reply.contains("can't change appointments myself"), "{reply}");
        line.says("yes").await;
        line.hangs_up().await;
        assert_eq!(world.diary().await, diary, "{wish}");
    }
}

#[tokio::test]
async fn what_was_switched_off_comes_back_on_the_next_turn() {
    let world = without(Flag::AiBooking, testkit::SALON).await;
    let mut line = world.rings_from(CUSTOMER).await;
    switch(&world, FlagSet::widest()).await;
    line.says("a haircut on Thursday at 3 pm please").await;
    line.says("Alex Reed").await;
    line.says("yes please").await;
    assert_eq!(world.diary().await.len(), 1, "{}", line.transcript);
}

/// A mind that asks for one tool whatever it was told, and remembers the answer.
struct Stubborn {
    call: ToolCall,
    told: Mutex<Vec<ToolResult>>,
}

#[async_trait::async_trait]
impl Policy for Stubborn {
    async fn next(&self, _: &Briefing, _: &mut State, event: Event<'_>) -> Move {
        match event {
            Event::Tool(result) => {
                self.told.lock().unwrap().push(result.clone());
                Move::End { say: "Bye.".to_owned() }
            }
            Event::Started => Move::Say(dialogue::Reply::open("Hello?".to_owned())),
            Event::Heard(_) | Event::HandOffFailed => Move::Use(self.call.clone()),
        }
    }
}

#[tokio::test]
async fn without_booking_the_tools_refuse_whatever_mind_asks() {
    let call = ToolCall::Hold { token: "any".to_owned() };
    let mind = Arc::new(Stubborn { call, told: Mutex::default() });
    let world = World::minded(mind.clone(), testkit::SALON).await;
    switch(&world, FlagSet::widest().without(Flag::AiBooking)).await;
    world.at("2026-03-03T10:00");
    let mut line = world.rings_from(CUSTOMER).await;
    line.says("hello").await;
    let refused = ToolResult::Refused { why: BookRefusal::NotAllowed, alternatives: Vec::new() };
    assert_eq!(*mind.told.lock().unwrap(), [refused]);
}

#[tokio::test]
async fn without_24_7_callers_at_night_leave_a_voice_message() {
    let world = without(Flag::Allow24x7, testkit::SALON).await;
    let line = world.rings_from(CUSTOMER).await;
    assert_eq!(line.plan().next_word(), "listen");
    world.at("2026-03-03T20:00");
    let line = world.rings_from(CUSTOMER).await;
    assert_eq!(line.plan().next_word(), "voicemail", "{:?}", line.plan());
    assert!(line.said().contains("closed"), "{}", line.said());
    switch(&world, FlagSet::widest()).await;
    assert_eq!(world.rings_from(CUSTOMER).await.plan().next_word(), "listen");
}

#[tokio::test]
async fn without_24_7_staff_who_want_to_be_rung_at_night_still_are() {
    let transfer = salon("[calls]\n", "[calls]\nafter_hours = \"transfer\"\n");
    let world = without(Flag::Allow24x7, &transfer).await;
    world.at("2026-03-03T20:00");
    assert_eq!(world.rings_from(CUSTOMER).await.plan().next_word(), "transfer");
    switch(&world, FlagSet::widest().without(Flag::HumanTransfer)).await;
    assert_eq!(world.rings_from(CUSTOMER).await.plan().next_word(), "voicemail");
}

#[tokio::test]
async fn without_more_languages_the_first_one_is_spoken() {
    let bilingual = salon("languages = [\"en-US\"]", "languages = [\"en-US\", \"es-US\"]");
    let world = without(Flag::MultiLanguage, &bilingual).await;
    let mut line = world.rings_from(CUSTOMER).await;
    let reply = line.says("hola, ¿hablan español? quiero una cita para mañana").await;
    assert!(reply.contains("no podemos atenderle en español"), "{reply}");
    assert!(reply.contains("mensaje"), "a way to the business stays open: {reply}");
    assert_eq!(line.says("no").await, line.said());
    switch(&world, FlagSet::widest()).await;
    let mut line = world.rings_from(CUSTOMER).await;
    let reply = line.says("hola, ¿hablan español? quiero una cita para mañana").await;
    assert!(!reply.contains("no podemos"), "{reply}");
}

#[tokio::test]
async fn without_transfer_nobody_is_rung() {
    let world = without(Flag::HumanTransfer, testkit::SALON).await;
    let mut line = world.rings_from(CUSTOMER).await;
    let reply = line.says("can I speak to a real person please").await;
    assert_eq!(line.plan().next_word(), "listen", "{}", line.transcript);
    assert!(reply.to_lowercase().contains("message"), "a way to a human stays open: {reply}");
}

#[tokio::test]
async fn without_recording_nothing_is_recorded_and_nobody_says_so() {
    let recorded = salon("[calls]\n", "[calls]\nrecording = true\n");
    for (flag, starts) in [(None, true), (Some(Flag::CallRecording), false)] {
        let world = World::with(&recorded).await;
        if let Some(flag) = flag {
            switch(&world, FlagSet::widest().without(flag)).await;
        }
        world.at("2026-03-03T10:00");
        let mut line = world.rings_from(CUSTOMER).await;
        assert_eq!(line.said().contains("recorded"), starts, "{}", line.said());
        line.says("where are you?").await;
        let started = line.plan().steps.contains(&telephony::Step::StartRecording);
        assert_eq!(started, starts);
    }
}

#[tokio::test]
async fn without_confirmations_a_booking_is_texted_to_the_owner_alone() {
    let world = without(Flag::SmsConfirmations, testkit::SALON).await;
    let mut line = world.rings_from(CUSTOMER).await;
    line.says("a haircut on Thursday at 3 pm please").await;
    line.says("Alex Reed").await;
    let reply = line.says("yes please").await;
    assert!(!reply.contains("text"), "nothing is promised: {reply}");
    world.run_jobs().await;
    assert_eq!(world.diary().await.len(), 1);
    assert!(world.texts_to(CUSTOMER).is_empty());
    assert_eq!(world.texts_to(OWNER).len(), 1);
}

#[tokio::test]
async fn without_rules_of_its_own_a_business_cancels_by_the_usual_ones() {
    let strict = salon("cancel_hours = 24", "cancel_hours = 72");
    for (flags, told) in
        [(FlagSet::widest(), "72"), (FlagSet::widest().without(Flag::CancellationRules), "24")]
    {
        let world = World::with(&strict).await;
        switch(&world, flags).await;
        let card = world.flows.voice.cards.by_tenant(world.card.tenant.id).await.unwrap().unwrap();
        assert_eq!(card.facts.cancel_hours.to_string(), told);
        assert_eq!(card.catalogue.rules.cancel_hours.to_string(), told);
        assert_eq!(card.tenant.settings.languages.len(), 1);
    }
}

#[tokio::test]
async fn without_text_conversations_a_text_goes_to_the_owner_and_stop_still_stops() {
    let world = without(Flag::TextConversations, testkit::SALON).await;
    let mut thread = world.texter(CUSTOMER);
    let reply = thread.writes("a haircut on Thursday at 3 pm please").await;
    assert!(reply.contains("pass") || reply.contains("message"), "{reply}");
    world.run_jobs().await;
    let owner = world.texts_to(OWNER);
    assert!(owner.iter().any(|text| text.contains("a haircut on Thursday")), "{owner:?}");
    assert!(world.diary().await.is_empty());
    thread.writes("STOP").await;
    let phone = PhoneNumber::parse(CUSTOMER).unwrap();
    let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
    assert!(tx.customers().find_by_phone(&phone).await.unwrap().unwrap().opted_out);
}

#[tokio::test]
async fn without_a_contract_a_clinics_words_are_not_kept() {
    let clinic = salon("vertical = \"salon\"", "vertical = \"clinic\"");
    for (business, flag, kept) in [
        (clinic.as_str(), None, true),
        (clinic.as_str(), Some(Flag::Baa), false),
        (testkit::SALON, Some(Flag::Baa), true),
    ] {
        let world = World::with(business).await;
        let widest = FlagSet::widest();
        switch(&world, flag.map_or(widest.clone(), |flag| widest.without(flag))).await;
        world.at("2026-03-03T10:00");
        let mut line = world.rings_from(CUSTOMER).await;
        let first = line.says("where are you? my knee hurts").await;
        let id = call(&world, &line).await.id;
        let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
        let lines = tx.conversations().transcript(id).await.unwrap();
        drop(tx);
        let words = format!("{lines:?}");
        assert_eq!(words.contains("knee"), kept, "{words}");
        assert_eq!(words.contains("Mill Street"), kept, "{words}");
        // The same turn again is answered the same all the same.
        let again = line.request(1, dialogue::Heard::words("where are you? my knee hurts"));
        let again = world.flows.voice.take_turn(&again).await;
        assert!(again.replayed && again.plan.spoken().contains("Mill Street"), "{first}");
    }
}
