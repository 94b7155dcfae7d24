//! What a caller wants: phrases with weights; the heaviest wins.

use super::normalise::Words;
use crate::briefing::BusinessFacts;
use crate::state::Intent;

/// An intent and how sure we are, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Classified {
    /// The intent.
    pub intent: Intent,
    /// How sure.
    pub confidence: f32,
}

/// Phrases of whole words; the weight says how much a phrase tells.
const PHRASES: [(Intent, f32, &[&str]); 27] = [
    (
        Intent::Reschedule,
        0.95,
        &[
            "reschedule",
            "move my",
            "change my appointment",
            "change my booking",
            "push my",
            "shift my",
            "different time for my",
            "move it",
            "rebook",
            "change the time of my",
            "move the appointment",
            "move our",
        ],
    ),
    (
        Intent::Cancel,
        0.95,
        &[
            "cancel",
            "call off",
            "cant make it",
            "cannot make it",
            "wont be able to make it",
            "cant come",
            "not going to make it",
        ],
    ),
    (
        Intent::CheckAppointment,
        0.9,
        &[
            "when is my",
            "what time is my",
            "do i have an appointment",
            "check my appointment",
            "is my appointment",
            "confirm my appointment",
            "whens my",
            "my next appointment",
        ],
    ),
    (
        Intent::RobotQuestion,
        0.97,
        &[
            "are you a robot",
            "are you human",
            "are you real",
            "real person or",
            "am i talking to a",
            "is this a machine",
            "is this a robot",
            "are you a machine",
            "are you an ai",
            "is this a recording",
            "are you a bot",
            "are you a person",
            "is this ai",
            "robot",
        ],
    ),
    (
        Intent::Human,
        0.93,
        &[
            "real person",
            "speak to a human",
            "talk to a human",
            "speak to somebody",
            "speak to someone",
            "talk to somebody",
            "talk to someone",
            "speak to the owner",
            "speak to the manager",
            "speak with",
            "talk to a person",
            "speak to a person",
            "operator",
            "human",
            "put me through",
            "transfer me",
            "representative",
            "manager",
            "actual person",
        ],
    ),
    (
        Intent::Callback,
        0.92,
        &[
            "call me back",
            "ring me back",
            "give me a call",
            "return my call",
            "callback",
            "call back",
            "phone me back",
        ],
    ),
    (
        Intent::Message,
        0.92,
        &[
            "leave a message",
            "take a message",
            "pass on a message",
            "pass a message",
            "give him a message",
            "give her a message",
            "message for",
            "leave word",
            "leave a note",
            "tell the owner",
            "let the owner know",
            "send a message",
        ],
    ),
    (
        Intent::StopContact,
        0.95,
        &[
            "stop calling",
            "stop texting",
            "take me off",
            "remove my number",
            "unsubscribe",
            "dont text me",
            "dont call me",
            "no more texts",
        ],
    ),
    (
        Intent::Hours,
        0.9,
        &[
            "what time do you open",
            "what time do you close",
            "when do you open",
            "when do you close",
            "opening hours",
            "your hours",
            "business hours",
            "are you open",
            "you open",
            "how late",
            "how early",
            "what are the hours",
            "hours",
            "are you closed",
            "open on",
            "close at",
            "what days",
        ],
    ),
    (
        Intent::Location,
        0.9,
        &[
            "where are you",
            "your address",
            "the address",
            "located",
            "location",
            "directions",
            "how do i get there",
            "how do i find you",
            "where is the shop",
            "where is your",
            "where exactly",
        ],
    ),
    (
        Intent::Price,
        0.9,
        &[
            "how much",
            "price",
            "prices",
            "cost",
            "costs",
            "what do you charge",
            "rates",
            "fee",
            "charge",
            "how expensive",
        ],
    ),
    (
        Intent::Services,
        0.88,
        &[
            "what services",
            "what do you do",
            "what do you offer",
            "which services",
            "what can i book",
            "do you offer",
            "list of services",
            "what treatments",
        ],
    ),
    (Intent::Waitlist, 0.9, &["waiting list", "waitlist", "wait list", "cancellation list"]),
    (
        Intent::Stock,
        0.85,
        &[
            "in stock",
            "do you have any",
            "have you got any",
            "do you carry",
            "do you sell",
            "have in size",
        ],
    ),
    (
        Intent::Language,
        0.9,
        &[
            "speak spanish",
            "habla espanol",
            "hablas espanol",
            "en espanol",
            "speak french",
            "parlez vous",
            "espanol",
            "another language",
        ],
    ),
    (
        Intent::Repeat,
        0.92,
        &[
            "say that again",
            "repeat that",
            "can you repeat",
            "pardon",
            "come again",
            "what did you say",
            "didnt catch that",
            "say again",
            "repeat please",
            "sorry what",
        ],
    ),
    (
        Intent::Goodbye,
        0.9,
        &[
            "goodbye",
            "good bye",
            "bye",
            "thats all",
            "thats it",
            "thats everything",
            "have a good day",
            "have a nice day",
            "nothing else",
            "im done",
            "see you",
            "im good thanks",
            "no thats all",
        ],
    ),
    (
        Intent::Spam,
        0.9,
        &[
            "extended warranty",
            "google listing",
            "merchant services",
            "credit card processing",
            "solar panels",
            "business loan",
            "search engine",
            "seo",
        ],
    ),
    (
        Intent::Availability,
        0.85,
        &[
            "do you have anything",
            "any availability",
            "available",
            "any openings",
            "free on",
            "anything free",
            "any slots",
            "when can you",
            "anything on",
            "have anything",
            "next opening",
        ],
    ),
    (
        Intent::Book,
        0.9,
        &[
            "book",
            "appointment",
            "make a booking",
            "schedule",
            "reserve",
            "reservation",
            "fit me in",
            "get me in",
            "come in for",
            "set up a",
            "sign me up",
            "i need a",
            "id like a",
            "i want a",
            "can i get",
            "could i get",
            "can i have",
            "i need an",
            "looking for a",
            "id like to come",
        ],
    ),
    (Intent::Thanks, 0.7, &["thank you", "thanks", "cheers", "appreciate it"]),
    (
        Intent::Greeting,
        0.6,
        &["hello", "hi", "hey", "good morning", "good afternoon", "good evening"],
    ),
    (Intent::Confirm, 0.6, &["confirm"]),
    (
        Intent::Book,
        0.8,
        &[
            "can you come",
            "come out",
            "send somebody",
            "send someone",
            "come and fix",
            "need help with",
            "needs fixing",
            "need it fixed",
            "is leaking",
            "is blocked",
            "is broken",
        ],
    ),
    (Intent::Emergency, 0.8, &["its an emergency", "this is an emergency"]),
    (Intent::Faq, 0.5, &["do you", "can you", "is there", "are there", "can i", "is it"]),
    (Intent::Price, 0.7, &["what would it cost", "ballpark", "quote", "estimate"]),
];

/// What an utterance asks for, apart from what was asked before.
pub fn classify(words: &Words, business: &BusinessFacts) -> Classified {
    let mut best = Classified { intent: Intent::Unknown, confidence: 0.0 };
    for (intent, weight, phrases) in &PHRASES {
        let longest =
            phrases.iter().filter(|phrase| words.has(phrase)).map(|phrase| phrase.len()).max();
        let Some(longest) = longest else { continue };
        // A longer phrase tells more than a shorter one of the same weight.
        let bonus = if longest >= 12 { 0.03 } else { 0.0 };
        let confidence = weight + bonus;
        if confidence > best.confidence {
            best = Classified { intent: *intent, confidence };
        }
    }
    // "goodbye" inside a longer request is no farewell.
    if best.intent == Intent::Goodbye && words.len() > 9 {
        best.confidence = 0.4;
    }
    if best.confidence < 0.9 && faq(words, business).is_some() {
        return Classified { intent: Intent::Faq, confidence: 0.88 };
    }
    if best.intent == Intent::Faq {
        best = Classified { intent: Intent::Unknown, confidence: 0.3 };
    }
    best.confidence = best.confidence.min(0.99);
    best
}

/// Words that say nothing about what a question is about.
const EMPTY: [&str; 48] = [
    "do", "you", "your", "the", "a", "an", "is", "are", "there", "i", "can", "how", "what",
    "where", "when", "to", "of", "for", "in", "on", "at", "it", "any", "have", "we", "my", "me",
    "and", "or", "be", "if", "does", "will", "would", "could", "please", "with", "need", "take",
    "get", "about", "that", "this", "want", "know", "id", "like", "not",
];

/// The place of the business's own answer that fits a question.
pub fn faq(words: &Words, business: &BusinessFacts) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (place, fact) in business.faqs.iter().enumerate() {
        let question = Words::of(&fact.question);
        let telling: Vec<&String> =
            question.words.iter().filter(|word| !EMPTY.contains(&word.as_str())).collect();
        if telling.is_empty() {
            continue;
        }
        let met = telling
            .iter()
            .filter(|word| words.words.iter().any(|heard| stem(heard) == stem(word)))
            .count();
        let enough = met * 2 > telling.len() || met >= 1 && telling.len() <= 2;
        let score = met * 100 / telling.len();
        if enough && met > 0 && score >= 50 && score > best.map_or(0, |(score, _)| score) {
            best = Some((score, place));
        }
    }
    best.map(|(_, place)| place)
}

fn stem(word: &str) -> &str {
    for ending in ["ings", "ing", "ers", "es", "s", "ed"] {
        if let Some(stem) = word.strip_suffix(ending) {
            if stem.len() >= 3 {
                return stem;
            }
        }
    }
    word
}
