//! From a decision to what the line does.

use dialogue::{Expect, Reply, State};
use kernel::Language;
use telephony::{CallPlan, Dial, Listen, Record, Step};

use crate::cards::Card;
use crate::notices::{Notice, words};

/// Seconds of silence after which a turn comes back empty.
const SILENCE_SECONDS: u8 = 5;
/// The same while the caller dictates: looking up a number takes a moment.
const SILENCE_SECONDS_DICTATION: u8 = 8;
/// How long somebody is rung, in seconds: four rings.
const RING_SECONDS: u16 = 20;
/// The longest voice message, in seconds.
const VOICEMAIL_SECONDS_MAX: u16 = 120;

/// Plans of one business, in the language of one call.
#[derive(Debug, Clone)]
pub(crate) struct Plans<'a> {
    card: &'a Card,
    language: Language,
}

impl<'a> Plans<'a> {
    /// In the business's first language: before anybody has spoken, and where nothing is known of the
    /// call.
    pub(crate) fn of(card: &'a Card) -> Self {
        let language = card.facts.languages.first().cloned();
        Self { card, language: language.unwrap_or_else(Language::english) }
    }

    /// In the language that the call has come to.
    pub(crate) fn in_call(card: &'a Card, state: &State) -> Self {
        match &state.language {
            Some(language) => Self { card, language: language.clone() },
            None => Self::of(card),
        }
    }

    /// A plan of these steps.
    fn plan(self, steps: Vec<Step>) -> CallPlan {
        CallPlan { language: self.language, voice: None, steps }
    }

    /// Speak, then listen for turn `turn_no`.
    pub(crate) fn listen(mut self, reply: Reply, turn_no: u32) -> CallPlan {
        let dictation = reply.expect == Expect::Dictation;
        let digits = match reply.expect {
            Expect::YesNo | Expect::Choice(_) => Some(1),
            Expect::Open | Expect::Dictation => None,
        };
        if let Some(language) = reply.language {
            self.language = language;
        }
        let listen = Listen {
            turn_no,
            prompt: reply.say,
            hints: reply.hints,
            digits,
            silence_seconds: if dictation { SILENCE_SECONDS_DICTATION } else { SILENCE_SECONDS },
            dictation,
        };
        self.plan(vec![Step::Listen(listen)])
    }

    /// Ring one of the business's groups; the result comes back as turn `turn_no`. `None` if there is
    /// no such group.
    pub(crate) fn ring(&self, group: usize, say: String, turn_no: u32) -> Option<CallPlan> {
        let numbers = self.card.calls.transfer.get(group)?;
        if numbers.is_empty() {
            return None;
        }
        let dial = Dial {
            turn_no,
            announcement: say,
            numbers: numbers.clone(),
            caller_id: self.card.tenant.phone.clone(),
            ring_seconds: RING_SECONDS,
            // Somebody must take the call by pressing a key, lest a voicemail box gets the caller.
            screen: true,
        };
        Some(self.clone().plan(vec![Step::Dial(dial)]))
    }

    /// Let the caller speak after the tone.
    pub(crate) fn voicemail(self, say: String) -> CallPlan {
        self.plan(vec![Step::Record(Record { prompt: say, seconds_max: VOICEMAIL_SECONDS_MAX })])
    }

    /// Let the caller speak after the tone, with the words of a notice.
    pub(crate) fn record_after(self, notice: Notice) -> CallPlan {
        let say = self.notice(notice);
        self.voicemail(say)
    }

    /// Speak, then hang up.
    pub(crate) fn goodbye(self, say: String) -> CallPlan {
        CallPlan::goodbye(self.language, say)
    }

    /// Hang up with the words of a notice.
    pub(crate) fn goodbye_with(self, notice: Notice) -> CallPlan {
        let say = self.notice(notice);
        self.goodbye(say)
    }

    /// The words of a notice, written.
    pub(crate) fn written(self, notice: Notice) -> CallPlan {
        let say = self.notice(notice);
        self.plan(vec![Step::Say(say)])
    }

    /// Nothing said, nothing done.
    pub(crate) fn silence(self) -> CallPlan {
        self.plan(Vec::new())
    }

    /// The words of a notice, in the call's language and the business's name.
    pub(crate) fn notice(&self, notice: Notice) -> String {
        let tenant = &self.card.tenant;
        words(notice, &self.language, &tenant.name).replace("{phone}", tenant.phone.as_str())
    }
}

/// What callers of a number that nobody has hear.
pub(crate) fn unknown_number() -> CallPlan {
    let language = Language::english();
    let say = words(Notice::UnknownNumber, &language, "");
    CallPlan::goodbye(language, say)
}
