//! What a call was about, in few words: no digits but times, no words of the caller's own.

use super::frame::Done;
use super::phrases::list;
use crate::state::{Intent, State, Summary};

/// How a conversation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The owner was alerted.
    Emergency,
    /// An appointment was made.
    Booked,
    /// One was moved.
    Rescheduled,
    /// One was cancelled.
    Cancelled,
    /// A message was taken.
    Message,
    /// A question was answered.
    Answered,
    /// Nothing was settled.
    Abandoned,
}

/// How it ended.
pub fn outcome(state: &State) -> Outcome {
    let done = &state.frame.done;
    let any = |test: fn(&Done) -> bool| done.iter().any(test);
    if any(|done| matches!(done, Done::Emergency)) {
        Outcome::Emergency
    } else if any(|done| matches!(done, Done::Booked(_))) {
        Outcome::Booked
    } else if any(|done| matches!(done, Done::Moved(_))) {
        Outcome::Rescheduled
    } else if any(|done| matches!(done, Done::Cancelled(_))) {
        Outcome::Cancelled
    } else if any(|done| matches!(done, Done::Message)) {
        Outcome::Message
    } else if any(|done| matches!(done, Done::Answered(_) | Done::Goodbye)) {
        Outcome::Answered
    } else {
        Outcome::Abandoned
    }
}

/// A first summary.
pub fn summarise(state: &State) -> Summary {
    let mut parts: Vec<String> = Vec::new();
    for done in &state.frame.done {
        parts.push(match done {
            Done::Booked(what) => format!("Booked {what}."),
            Done::Moved(what) => format!("Moved to {what}."),
            Done::Cancelled(what) => format!("Cancelled {what}."),
            Done::Message => "Left a message.".to_owned(),
            Done::Emergency => "Reported an emergency; the owner was alerted.".to_owned(),
            Done::Answered(_) | Done::Goodbye => continue,
        });
    }
    let asked: Vec<String> = state
        .frame
        .done
        .iter()
        .filter_map(|done| match done {
            Done::Answered(intent) => Some(subject(*intent).to_owned()),
            _ => None,
        })
        .collect();
    if !asked.is_empty() {
        parts.push(format!("Asked about {}.", list(&asked, "and")));
    }
    if parts.is_empty() {
        let goodbye = state.frame.done.contains(&Done::Goodbye);
        parts.push(
            match (state.turns, goodbye) {
                (0, _) => "Hung up without a word.",
                (_, true) => "Said goodbye without a request.",
                (_, false) => "Hung up before anything was settled.",
            }
            .to_owned(),
        );
    }
    let category = match outcome(state) {
        Outcome::Emergency => Intent::Emergency,
        Outcome::Booked => Intent::Book,
        Outcome::Rescheduled => Intent::Reschedule,
        Outcome::Cancelled => Intent::Cancel,
        Outcome::Message => Intent::Message,
        Outcome::Answered | Outcome::Abandoned => {
            let last = state.understood.as_ref().map(|understood| understood.intent);
            state.frame.topic.or(last).unwrap_or(Intent::Unknown)
        }
    };
    let sentiment = match state.frame.mood {
        mood if mood > 0 => "positive",
        mood if mood < 0 => "negative",
        _ => "neutral",
    };
    let text: String = parts.join(" ").chars().take(300).collect();
    Summary { text, category: category.name().to_owned(), sentiment: sentiment.to_owned() }
}

/// What a question was about, behind "asked about".
const fn subject(intent: Intent) -> &'static str {
    match intent {
        Intent::Hours => "opening hours",
        Intent::Location => "the address",
        Intent::Price => "prices",
        Intent::Services => "services",
        Intent::CheckAppointment => "their appointment",
        Intent::Language => "other languages",
        Intent::RobotQuestion => "who answers",
        _ => "the business",
    }
}
