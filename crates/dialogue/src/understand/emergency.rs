//! Danger, in three levels: of life, of the trade, and what may be one.

use super::classify::{fits, length_of};
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

/// Danger of life, as patterns: see `phrases`.
const LIFE: &[&str] = &[
    "smell|smells|smelling|smelled * gas",
    "gas smell|leak|leaking|odor|odour",
    "leaking gas",
    "gas is|was leaking",
    "sounds|hissing * gas",
    "is|are|was|house|kitchen|place|building|boiler|hes|shes|something on fire",
    "theres|is|there|started|have|got a|an * fire",
    "house|kitchen|electrical|chimney fire",
    "fire in the|my|our",
    "in flames",
    "smoke * coming|pouring|filling|everywhere",
    "carbon monoxide",
    "co|monoxide alarm|detector is|keeps|going|went|wont|beeping",
    "unconscious",
    "not|isnt|stopped|wasnt|cant|cannot|cant|barely|trouble|struggling * breathe|breathing",
    "hard to breathe",
    "overdose|overdosed|overdosing",
    "heart attack",
    "chest pain|pains",
    "pain in my|his|her * chest",
    "having|had a|had * stroke|seizure",
    "passed|passing|blacked out",
    "fainted|collapsed",
    "severe|heavy|uncontrolled|bad bleeding",
    "bleeding * heavily|badly|out|everywhere",
    "wont|cant|not * stop bleeding",
    "electrocuted|electrocution",
    "suicidal|suicide",
    "kill|hurt|harm myself",
    "choking",
    "allergic|anaphylactic reaction|shock",
    "throat is|throat * closing|swelling|swollen",
];
/// Emergencies of a trade.
const TRADE: &[&str] = &[
    "burst|broken|busted|split|cracked|ruptured pipe|pipes|main|hose|boiler",
    "pipe|pipes|main|hose|boiler * burst|bursted|busted|ruptured|broke|exploded|split",
    "flooding|flooded",
    "water|its * everywhere",
    "water * pouring|gushing|spraying|shooting|rushing|streaming|rising",
    "gushing",
    "sewage|sewer * backup|backing|backed|coming|overflowing|in|smell|everywhere|up",
    "raw sewage",
    "no|without|lost heat|heating",
    "heat|heating|furnace|boiler * went|is|has|went|just * out|died|dead|off",
    "no water",
    "sparks|sparking",
    "outlet|socket|panel * smoking|burning|hot",
    "burning smell",
    "smell * burning",
    "ceiling * leaking|collapsing|collapsed|dripping|caving|coming",
    "locked * out",
    "knocked|knocked out|lost * tooth",
    "tooth * knocked|fell|broke * out|off",
    "tooth|teeth knocked",
    "frozen pipe|pipes",
    "pipes * frozen|froze",
    "toilet * overflowing|overflowed",
    "overflowing toilet|everywhere",
    "abscess",
    "leak|leaking * everywhere|ceiling|electrical|electrics|wall|walls",
];
const MAYBE: &[&str] = &[
    "emergency",
    "urgent|urgently",
    "leaking * badly|lot|fast|bad",
    "bad|big|serious|huge|major leak|leakage",
    "severe|terrible|awful|extreme|unbearable|excruciating|agonizing * pain|toothache",
    "killing me",
    "swollen|swelling",
    "really bad toothache",
    "cant|couldnt sleep * pain|tooth",
    "bleeding",
    "no hot water",
    "toilet|sink|drain * backing|backed up",
    "water * coming|leaking|dripping * through|from|out|into",
    "shut * water off",
    "turn * water off",
    "basement * wet|water|soaked",
    "smell|smells * funny|strange|weird|smoke",
    "right now its|this is|really|very * bad",
    "broken tooth",
    "cracked|chipped|broke * tooth",
];
/// Words that take the alarm out of what follows them or surrounds them.
const NOT: &[&str] = &[
    "not|isnt|wasnt|aint|hardly|non * emergency|urgent",
    "no|nothing emergency|urgent|urgency",
    "no rush|hurry",
    "not in a hurry|rush",
    "non emergency",
    "emergency exit|contact|number|fund|light|lights|fee|kit|brakes",
    "last year|month|week|summer|winter",
    "years|months|weeks|days|while ago",
    "used to",
    "what if|happens",
    "in case",
    "how do|can i prevent",
    "drill|drills",
    "almost|nearly burst|flooded",
    "do you|yall|they|u * handle|do|offer|deal|cover|charge|take|have|fix|repair",
    "how much|does * cost|charge|fee|price",
    "how much",
    "price|cost|quote|estimate",
    "flooded with calls|emails|requests|memories",
    "bursting with",
    "no longer|more * emergency|flooding|leaking",
    "stopped * leaking|flooding",
    "already|been|was * fixed|repaired|handled|sorted",
    "flood insurance",
    "restoration after",
    "urgent|emergency appointment slots",
    "after the flood|fire",
];
/// What sounds like danger of life and is not. The words of such a phrase are left out; what else was
/// said still counts: "oh no, there's a fire, and the fire alarm is ringing" is an alarm.
const HARMLESS: &[&str] = &[
    "no smell of gas",
    "no gas smell|leak",
    "dont|not|didnt|doesnt|never|cant smell * gas",
    "not|isnt|wasnt a gas leak",
    "no fire",
    "not|isnt|wasnt a|on fire",
    "no|not|isnt * longer on fire",
    "gas station|bill|fireplace|grill|grills|stove|company|mileage|pump|oven|line",
    "can|to|will|should|gonna|could|you|must fire my|the|him|her|our",
    "fire my gardener|boss",
    "fire pit|place|alarm|extinguisher|drill|department|inspection|hydrant|sprinkler|sprinklers|sale|station|brigade|service|starter",
    "fireplace",
    "fired",
    "barber|stylist|team|sale|hair|youre|theyre|hes|shes is|are|was|on on|fire fire|today|lately|tonight",
    "carbon monoxide|smoke detector|detectors|alarm|alarms installed|install|battery|batteries|replaced|checked|tested|installation",
    "install|replace|buy|check|test|installing|new|replacing|sell * carbon monoxide|smoke",
    "install|replace|buy|check|test|new * co detector|alarm",
    "smoke alarm|detector|alarms|detectors battery|batteries",
    "gave|give|giving|had me|a|an * heart attack * price|prices|bill|when",
    "nearly|almost * heart attack",
    "stroke of",
    "choking hazard|hazards",
    "last name is fire|burns",
    "fire * last year",
    "gas leak|smell * last year|summer|winter",
    "gas leak|smell * years|months ago",
];

/// Whether an utterance raises an alarm.
pub fn alarm(words: &Words, business: &BusinessFacts) -> Option<Alarm> {
    let list = words.list();
    let any = |patterns: &[&str]| patterns.iter().any(|pattern| fits(&list, pattern));
    if any(LIFE) {
        let rest = without(&list, HARMLESS);
        if LIFE.iter().any(|pattern| fits(&rest, pattern)) {
            return Some(Alarm::LifeSafety);
        }
    }
    let own = business.emergency_phrases.iter().any(|phrase| {
        let phrase = Words::of(phrase).words;
        !phrase.is_empty() && said(&list, &phrase)
    });
    let trade = own || any(TRADE);
    let calm = any(NOT);
    match (trade, calm) {
        (true, false) => Some(Alarm::Trade),
        (false, false) if any(MAYBE) => Some(Alarm::Maybe),
        _ => None,
    }
}

/// The words without those that a pattern takes up.
fn without<'a>(words: &[&'a str], patterns: &[&str]) -> Vec<&'a str> {
    let mut rest = words.to_vec();
    for pattern in patterns {
        for start in 0..rest.len() {
            let length = rest.get(start..).and_then(|words| length_of(words, pattern));
            for word in rest.iter_mut().skip(start).take(length.unwrap_or(0)) {
                *word = "";
            }
        }
    }
    rest
}

/// Whether the words of a phrase were said in order, with at most two others between.
fn said(words: &[&str], phrase: &[String]) -> bool {
    let Some((first, rest)) = phrase.split_first() else { return false };
    (0..words.len()).any(|start| {
        if !alike(words.get(start).copied().unwrap_or(""), first) {
            return false;
        }
        let mut at = start;
        rest.iter().all(|wanted| {
            let next = (at + 1..=at + 3)
                .find(|place| words.get(*place).is_some_and(|word| alike(word, wanted)));
            next.inspect(|next| at = *next).is_some()
        })
    })
}

fn alike(heard: &str, known: &str) -> bool {
    heard == known || known.len() > 4 && super::faq::stem(heard) == super::faq::stem(known)
}

#[cfg(test)]
mod tests;
