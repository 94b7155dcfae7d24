//! How long a business keeps what happened.

use serde::{Deserialize, Serialize};

/// How long things are kept, where a business wants it otherwise than everybody.
///
/// **Units**: days. Consents and opt-outs are not among them: those are kept for five years at least,
/// whatever a business wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Retention {
    /// Recordings of calls.
    pub recordings: Option<u16>,
    /// What was said and written.
    pub transcripts: Option<u16>,
    /// That there was a call, when, and what came of it.
    pub calls: Option<u16>,
    /// What carriers and others sent, as it came.
    pub raw_webhooks: Option<u16>,
}

/// What can be kept, with how long it usually is and how long it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// How long it is kept if nobody says.
    pub usual: u16,
    /// How long it is kept at least.
    pub min: u16,
    /// How long it is kept at most.
    pub max: u16,
}

impl Retention {
    /// A recording. As long as its call at most.
    pub const RECORDINGS: Keeping = Keeping { usual: 30, min: 1, max: FIVE_YEARS };
    /// A transcript. As long as its call at most.
    pub const TRANSCRIPTS: Keeping = Keeping { usual: 180, min: 1, max: FIVE_YEARS };
    /// The record of a call: 24 months.
    pub const CALLS: Keeping = Keeping { usual: 730, min: 30, max: FIVE_YEARS };
    /// A raw webhook. It is what tells that one came before: carriers send them again for hours.
    pub const RAW_WEBHOOKS: Keeping = Keeping { usual: 14, min: 2, max: 90 };

    /// How many days a recording is kept.
    pub fn recordings(&self) -> u16 {
        self.recordings.unwrap_or(Self::RECORDINGS.usual).min(self.calls())
    }

    /// How many days a transcript is kept.
    pub fn transcripts(&self) -> u16 {
        self.transcripts.unwrap_or(Self::TRANSCRIPTS.usual).min(self.calls())
    }

    /// How many days the record of a call is kept.
    pub fn calls(&self) -> u16 {
        self.calls.unwrap_or(Self::CALLS.usual)
    }

    /// How many days a raw webhook is kept.
    pub fn raw_webhooks(&self) -> u16 {
        self.raw_webhooks.unwrap_or(Self::RAW_WEBHOOKS.usual)
    }
}

const FIVE_YEARS: u16 = 1_826;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_call_outlives_its_record() {
        let usual = Retention::default();
        assert_eq!((usual.recordings(), usual.transcripts(), usual.calls()), (30, 180, 730));
        assert_eq!(usual.raw_webhooks(), 14);
        let short = Retention { calls: Some(60), recordings: Some(10), ..usual };
        assert_eq!((short.recordings(), short.transcripts(), short.calls()), (10, 60, 60));
    }

    #[test]
    fn what_is_usual_is_allowed() {
        let all = [
            Retention::RECORDINGS,
            Retention::TRANSCRIPTS,
            Retention::CALLS,
            Retention::RAW_WEBHOOKS,
        ];
        assert!(all.iter().all(|it| (it.min..=it.max).contains(&it.usual)));
    }
}
