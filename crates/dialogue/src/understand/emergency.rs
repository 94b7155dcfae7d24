//! Danger, in three levels: of life, of the trade, and what may be one.

use super::normalise::Words;
use crate::briefing::BusinessFacts;

/// How bad it sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alarm {
    /// Somebody may be in danger: tell them whom to call, at once.
    LifeSafety,
    /// An emergency of the trade.
    Trade,
    /// It may be one: ask.
    Maybe,
}

const LIFE: [&str; 33] = [
    "smell gas",
    "smells of gas",
    "smell of gas",
    "gas leak",
    "smells like gas",
    "smelling gas",
    "gas smell",
    "on fire",
    "theres a fire",
    "there is a fire",
    "house fire",
    "carbon monoxide",
    "co alarm",
    "unconscious",
    "not breathing",
    "cant breathe",
    "cannot breathe",
    "isnt breathing",
    "overdose",
    "overdosed",
    "heart attack",
    "chest pain",
    "chest pains",
    "having a stroke",
    "passed out",
    "severe bleeding",
    "bleeding heavily",
    "wont stop bleeding",
    "electrocuted",
    "suicidal",
    "kill myself",
    "choking",
    "stopped breathing",
];
const TRADE: [&str; 25] = [
    "burst pipe",
    "pipe burst",
    "pipe has burst",
    "pipes burst",
    "burst water",
    "flooding",
    "flooded",
    "water everywhere",
    "sewage",
    "sewer backup",
    "no heat",
    "no heating",
    "no water",
    "no hot water and",
    "sparks",
    "sparking",
    "water pouring",
    "water is pouring",
    "water coming through",
    "ceiling is leaking",
    "locked out",
    "knocked out tooth",
    "tooth knocked out",
    "broken tooth and",
    "gushing",
];
const MAYBE: [&str; 8] = [
    "emergency",
    "urgent",
    "leaking badly",
    "bad leak",
    "severe pain",
    "terrible pain",
    "swollen",
    "really bad toothache",
];
const NOT: [&str; 13] = [
    "not an emergency",
    "not urgent",
    "no emergency",
    "isnt an emergency",
    "isnt urgent",
    "nothing urgent",
    "not really an emergency",
    "emergency exit",
    "wasnt an emergency",
    "not that urgent",
    "no rush",
    "non emergency",
    "last year",
];

/// Whether an utterance raises an alarm.
pub fn alarm(words: &Words, business: &BusinessFacts) -> Option<Alarm> {
    if words.has_any(&LIFE) && !words.has_any(&["no smell", "dont smell gas", "gas fireplace"]) {
        return Some(Alarm::LifeSafety);
    }
    if words.has_any(&NOT) {
        return None;
    }
    let own = business.emergency_phrases.iter().any(|phrase| {
        let phrase = Words::of(phrase).words.join(" ");
        !phrase.is_empty() && words.has(&phrase)
    });
    if own || words.has_any(&TRADE) {
        return Some(Alarm::Trade);
    }
    words.has_any(&MAYBE).then_some(Alarm::Maybe)
}
