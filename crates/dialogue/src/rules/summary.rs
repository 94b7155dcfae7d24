//! What a call was about, in few words: no digits but times, no words of the caller's own.

use super::frame::Done;
use crate::briefing::Style;
use crate::speech::{Dialect, Joint, Medium, Message, Voice};
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

/// A first summary, in the business's own language.
pub fn summarise(state: &State) -> Summary {
    let voice = voice(state);
    let with = |message, what: &str| voice.say(message, &[("what", what.into())]);
    let mut parts: Vec<String> = Vec::new();
    let mut asked: Vec<String> = Vec::new();
    for done in &state.frame.done {
        parts.push(match done {
            Done::Booked(what) => with(Message::SummaryBooked, what),
            Done::Moved(what) => with(Message::SummaryMoved, what),
            Done::Cancelled(what) => with(Message::SummaryCancelled, what),
            Done::Message => voice.say(Message::SummaryMessage, &[]),
            Done::Emergency => voice.say(Message::SummaryEmergency, &[]),
            Done::Answered(intent) => {
                asked.push(voice.say(subject(*intent), &[]));
                continue;
            }
            Done::Goodbye => continue,
        });
    }
    if !asked.is_empty() {
        let asked = voice.list(&asked, Joint::And);
        parts.push(voice.say(Message::SummaryAsked, &[("subjects", asked.into())]));
    }
    if parts.is_empty() {
        let goodbye = state.frame.done.contains(&Done::Goodbye);
        let nothing = match (state.turns, goodbye) {
            (0, _) => Message::SummarySilent,
            (_, true) => Message::SummaryGoodbye,
            (_, false) => Message::SummaryNothing,
        };
        parts.push(voice.say(nothing, &[]));
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

/// The voice of what is written about a call.
fn voice(state: &State) -> Voice {
    let dialect = state.frame.home.as_ref().map_or(Dialect::AmericanEnglish, Dialect::of);
    Voice { dialect, style: Style::default(), medium: Medium::Speech, pick: 0 }
}

/// What a question was about, behind "asked about".
const fn subject(intent: Intent) -> Message {
    match intent {
        Intent::Hours => Message::SubjectHours,
        Intent::Location => Message::SubjectLocation,
        Intent::Price => Message::SubjectPrice,
        Intent::Services => Message::SubjectServices,
        Intent::CheckAppointment => Message::SubjectAppointment,
        Intent::Language => Message::SubjectLanguage,
        Intent::RobotQuestion => Message::SubjectRobot,
        _ => Message::SubjectOther,
    }
}
