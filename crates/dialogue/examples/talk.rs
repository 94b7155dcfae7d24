//! Talk to the rules in a terminal. The diary has one free slot: tomorrow at ten.
//!
//! `cargo run -p frontdesk-dialogue --example talk`

#![expect(clippy::print_stdout, reason = "a conversation in a terminal")]

use std::io::BufRead;
use std::sync::Arc;

use frontdesk_dialogue::{
    Briefing, BusinessFacts, CallerFacts, Event, Heard, Held, Move, Offered, Policy, RulePolicy,
    ServiceFact, State, Style, ToolCall, ToolResult, Vertical,
};
use jiff::Zoned;
use kernel::{IdSource, Language, SeededIds};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let seeded = SeededIds::new(1);
    let ids: &dyn IdSource = &seeded;
    let now: Zoned = "2026-03-03T09:00:00-06:00[America/Chicago]".parse()?;
    let haircut = ServiceFact {
        id: ids.next(),
        name: "Haircut".to_owned(),
        aliases: vec!["trim".to_owned()],
        minutes: 30,
        price: Some("30.00 USD".parse()?),
    };
    let slot = Offered {
        token: "tomorrow-at-ten".to_owned(),
        start: "2026-03-04T10:00:00-06:00[America/Chicago]".parse()?,
        minutes: 30,
        service: haircut.id,
        staff: ids.next(),
    };
    let business = business(haircut);
    let caller = CallerFacts { number: Some("+15550100001".parse()?), ..CallerFacts::default() };
    let briefing = Briefing {
        now,
        business: Arc::new(business),
        caller,
        open_now: true,
        can_transfer: false,
        can_book: true,
    };
    let answers = |call: &ToolCall| match call {
        ToolCall::FindSlots(_) => {
            ToolResult::Slots { slots: vec![slot.clone()], outside_window: false, closed: None }
        }
        ToolCall::Hold { .. } => ToolResult::Held(Held { slot: slot.clone() }),
        ToolCall::Book { .. } => {
            ToolResult::Booked { appointment: ids.next(), slot: slot.clone(), texted: false }
        }
        ToolCall::FindAppointments => ToolResult::Appointments(Vec::new()),
        ToolCall::TakeMessage { .. } => ToolResult::MessageTaken,
        ToolCall::StopContact { .. } => ToolResult::ContactStopped,
        ToolCall::Move { .. } | ToolCall::Cancel { .. } => ToolResult::Failed,
    };

    let policy = RulePolicy::new();
    let mut state = State::default();
    let mut decided = policy.next(&briefing, &mut state, Event::Started).await;
    let mut lines = std::io::stdin().lock().lines();
    loop {
        match decided {
            Move::Use(call) => {
                let result = answers(&call);
                decided = policy.next(&briefing, &mut state, Event::Tool(&result)).await;
                continue;
            }
            Move::Say(reply) => println!("Robin: {}", reply.say),
            Move::HandOff { say, .. } | Move::Voicemail { say } | Move::End { say } => {
                println!("Robin: {say}");
                return Ok(());
            }
        }
        let Some(line) = lines.next() else { return Ok(()) };
        let heard = Heard::words(line?);
        decided = policy.next(&briefing, &mut state, Event::Heard(&heard)).await;
    }
}

/// What may be said about the shop.
fn business(haircut: ServiceFact) -> BusinessFacts {
    BusinessFacts {
        name: "Corner Barbers".to_owned(),
        vertical: Vertical::General,
        agent_name: "Robin".to_owned(),
        greeting: None,
        style: Style::Friendly,
        languages: vec![Language::english()],
        address: Some("12 Mill Street".to_owned()),
        services: vec![haircut],
        staff: Vec::new(),
        hours: Vec::new(),
        closed: Vec::new(),
        faqs: Vec::new(),
        emergency_phrases: Vec::new(),
        never_say: Vec::new(),
        recording: false,
        cancel_hours: 24,
        horizon_days: 60,
        emergency_number: "911",
        lexicon: frontdesk_dialogue::Lexicon::default(),
    }
}
