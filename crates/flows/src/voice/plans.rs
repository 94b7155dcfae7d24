//! From a decision to what the line does.

use dialogue::{Expect, Reply};
use kernel::Language;
use telephony::{CallPlan, Dial, Listen, Record, Step};

use super::notices::{Notice, words};
use crate::cards::Card;

/// Seconds of silence after which a turn comes back empty.
const SILENCE_SECONDS: u8 = 5;
/// The same while the caller dictates: looking up a number takes a moment.
const SILENCE_SECONDS_DICTATION: u8 = 8;
/// How long somebody is rung, in seconds: four rings.
const RING_SECONDS: u16 = 20;
/// The longest voice message, in seconds.
const VOICEMAIL_SECONDS_MAX: u16 = 120;

/// The language that a business answers in.
pub(super) fn language(card: &Card) -> Language {
    card.facts.languages.first().cloned().unwrap_or_else(Language::english)
}

/// A plan of these steps in the business's language.
pub(super) fn plan(card: &Card, steps: Vec<Step>) -> CallPlan {
    CallPlan { language: language(card), voice: None, steps }
}

/// Speak, then listen for turn `turn_no`.
pub(super) fn listen(card: &Card, reply: Reply, turn_no: u32) -> CallPlan {
    let dictation = reply.expect == Expect::Dictation;
    let digits = match reply.expect {
        Expect::YesNo | Expect::Choice(_) => Some(1),
        Expect::Open | Expect::Dictation => None,
    };
    let listen = Listen {
        turn_no,
        prompt: reply.say,
        hints: reply.hints,
        digits,
        silence_seconds: if dictation { SILENCE_SECONDS_DICTATION } else { SILENCE_SECONDS },
        dictation,
    };
    plan(card, vec![Step::Listen(listen)])
}

/// Ring one of the business's groups; the result comes back as turn `turn_no`. `None` if there is no
/// such group.
pub(super) fn ring(card: &Card, group: usize, say: String, turn_no: u32) -> Option<CallPlan> {
    let numbers = card.tenant.settings.calls.transfer.get(group)?;
    if numbers.is_empty() {
        return None;
    }
    let dial = Dial {
        turn_no,
        announcement: say,
        numbers: numbers.clone(),
        caller_id: card.tenant.phone.clone(),
        ring_seconds: RING_SECONDS,
        // One phone is a person's own; a group needs somebody to take the call by pressing a key,
        // lest a voicemail box wins the race.
        screen: numbers.len() > 1,
    };
    Some(plan(card, vec![Step::Dial(dial)]))
}

/// Let the caller speak after the tone.
pub(super) fn voicemail(card: &Card, say: String) -> CallPlan {
    plan(card, vec![Step::Record(Record { prompt: say, seconds_max: VOICEMAIL_SECONDS_MAX })])
}

/// Speak, then hang up.
pub(super) fn goodbye(card: &Card, say: String) -> CallPlan {
    CallPlan::goodbye(language(card), say)
}

/// The words of a notice, in the business's language and name.
pub(super) fn notice(card: &Card, notice: Notice) -> String {
    words(notice, &language(card), &card.tenant.name)
}

/// What callers of a number that nobody has hear.
pub(super) fn unknown_number() -> CallPlan {
    let language = Language::english();
    let say = words(Notice::UnknownNumber, &language, "");
    CallPlan::goodbye(language, say)
}
