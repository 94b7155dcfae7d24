//! What callers say for what they want: patterns with weights.
//!
//! A pattern is words parted by blanks; `a|b` is one of several words, `*` is up to three words, a
//! leading `^` ties it to the beginning of the utterance.

mod people;

use crate::state::Intent;

use people::{BOOK, PEOPLE};

/// Patterns of one intent and how much they tell, 0 to 1.
pub(super) type Entry = (Intent, f32, &'static [&'static str]);

/// Asked for a thing that is done to an appointment that exists.
const OWN: &[Entry] = &[
    (
        Intent::Reschedule,
        0.97,
        &[
            "reschedule|rescheduling|rebook|rearrange|postpone",
            "move|change|push|shift|switch|swap my|our|the|an|that * appointment|booking|reservation|slot|visit|table|cut",
            "move|push|shift|switch|bump my|our|it|mine|me|us * to|back|forward|up|later|earlier",
            "move|push|shift|change my * appointment|booking|reservation",
            "change my|our|the * time|date|day of|for my|our|the",
            "different|another|new time|day|date for my|our|the * appointment|booking|reservation|visit|slot",
            "come|come in another day instead",
            "move it",
            "push|bring it back|forward",
            "change * time of my|our",
            "change my|our time|day|date|appointment|booking|reservation",
            "can we|i do * day|time instead of",
            "make my appointment|booking * later|earlier",
            "move my|our * to",
            "move the|my appointment",
        ],
    ),
    (
        Intent::Cancel,
        0.97,
        &[
            "cancel|cancelling|canceling",
            "call off my|our|the|that",
            "call it off",
            "cant|cannot|wont make it|my|our|the",
            "wont|not be able to make|come",
            "not going to make it",
            "unable to make",
            "cant|cannot come tomorrow|today|in|on|anymore",
            "dont need my|the|that * appointment|booking|reservation",
            "delete|remove|scrap|drop my|our|the * appointment|booking|reservation",
            "not coming to my|our|the",
        ],
    ),
    (
        Intent::CheckAppointment,
        0.96,
        &[
            "when|whens|what|whats is|time|day|date * my|our next|appointment|booking|reservation|visit",
            "when is|was my|our",
            "whens my|our",
            "do i|we * have * appointment|booking|reservation|visit",
            "have|got anything|something booked|scheduled",
            "am|are i|we booked|scheduled|down",
            "check|verify|look|find|confirm|confirming * my|our * appointment|booking|reservation|visit",
            "is my|our appointment|booking|reservation * still|at|on|confirmed|tomorrow|today",
            "what time am|are i|we",
            "have i|we got * appointment|booking",
            "my|our next appointment|visit|booking",
            "what * have i got booked",
            "remind me when|what",
            "did i|we book|make",
            "who * my appointment|booking with",
        ],
    ),
    (
        Intent::Callback,
        0.93,
        &[
            "call|ring|phone me|us back",
            "give me|us a call|ring|callback|bell",
            "return|returning my|a|your|our call",
            "callback",
            "a call back",
            "someone|somebody call|ring|phone me|us",
            "have * call|ring|phone me|us",
            "get back to me|us",
            "get|ask * to call|ring|phone me|us",
            "can|could you|someone|somebody|he|she|they call|ring|phone me|us",
        ],
    ),
    (
        Intent::Message,
        0.94,
        &[
            "leave|take|pass|give|send|get|relay * message",
            "message for|to",
            "leave word|note",
            "leave a|you|him|her|them|my * note|word|number|voicemail",
            "tell|let the|your|my owner|boss|manager|dentist|doctor|barber|stylist|plumber|technician * know|that|i|to",
            "let|tell him|her|them know|that",
            "pass|relay * on|along|word to",
            "leave a voicemail",
        ],
    ),
    (
        Intent::StopContact,
        0.96,
        &[
            "stop calling|texting|messaging|contacting|ringing|sending",
            "take|remove me|my|us|this * list|off|number|database",
            "unsubscribe",
            "opt out",
            "do not|never call|text|contact|message me|us|this|again",
            "dont|never call|text|message|contact|ring me|us|this * again|anymore|number",
            "no more texts|calls|messages",
            "delete|erase my number|data|details|information",
            "quit calling|texting",
        ],
    ),
];

/// Asked about the business.
const ABOUT: &[Entry] = &[
    (
        Intent::RobotQuestion,
        0.98,
        &[
            "are|r you|u * robot|bot|machine|computer|ai|human|real|recording|automated|person",
            "is this * robot|bot|machine|computer|ai|recording|automated|human|person",
            "am i * robot|bot|machine|computer|ai|human|person",
            "you|this sound|sounds * robot|machine|computer|robotic",
            "youre|you a|not * robot|bot|machine|human|ai|person",
            "is it * robot|machine|ai|bot",
            "talking|speaking to|with * robot|machine|computer|bot|ai",
        ],
    ),
    (
        Intent::Hours,
        0.93,
        &[
            "what|when * open|close|opening|closing|shut|opens|closes",
            "opening|business|office|store|shop|working|holiday|weekend hours|times|time",
            "your|the hours",
            "hours|times of operation|business",
            "what * hours",
            "are|r you|u|yall|guys * open|closed|shut|there",
            "you|yall|they * open|closed on|at|today|tomorrow|now|this|until|till|late|still|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|weekends|sundays|saturdays",
            "how late|early",
            "^open|closed * on|today|tomorrow|now|sundays|saturdays|weekends",
            "is * shop|store|office|restaurant|clinic|place|kitchen|business * open|closed",
            "do you * open|close|work * sunday|sundays|saturday|saturdays|weekend|weekends|monday|tuesday|wednesday|thursday|friday|christmas|holidays|late|early|evenings",
            "what days",
            "which days * open|closed",
            "still open",
            "last orders",
            "^hours",
            "open on",
            "until when",
        ],
    ),
    (
        Intent::Location,
        0.93,
        &[
            "where|wheres * you|u|yall|located|shop|store|office|clinic|place|restaurant|salon|address|based|find",
            "your|the|an address|location",
            "address of",
            "located|location",
            "directions|direction",
            "how do|can i|we get|find|reach * there|you|to|your",
            "which|what street|address|neighborhood|area|part|floor|building * you|is|in|on|are",
            "how far * you",
            "postcode|zip|zipcode",
            "near|close to the|which * station|mall|metro|tube|subway",
        ],
    ),
    (
        Intent::Price,
        0.93,
        &[
            "how much",
            "price|prices|pricing|cost|costs",
            "what|whats|how * charge|charges|rate|rates|fee|fees",
            "your rates|fees|charges",
            "how expensive|pricey",
            "is it|that expensive|pricey",
            "what * set me back",
            "ballpark|quote|estimate",
            "do you charge",
            "fee|fees|surcharge",
            "whats the damage",
            "going rate",
        ],
    ),
    (
        Intent::Services,
        0.95,
        &[
            "what|which * services|treatments|options|packages|repairs",
            "what|which * you|u|yall|guys do|offer|provide",
            "what|which * can|could i|we book|get done",
            "list|menu of * services|treatments",
            "^services",
            "what kind|kinds|sort|sorts|type|types of * do|offer|work|services|treatments",
            "your services|treatments",
            "do|does you|u|they|yall offer|provide",
            "tell me|about * services",
        ],
    ),
    (
        Intent::Waitlist,
        0.95,
        &[
            "waiting list",
            "waitlist|waitlisted",
            "wait list",
            "cancellation list",
            "if|when * cancels|cancellation|opens",
            "let me know if * opens|comes|free|cancels",
        ],
    ),
    (
        Intent::Stock,
        0.9,
        &[
            "in stock",
            "in size|a size",
            "do|have|got you|u|yall * size|sizes|pair|pairs|brand|model|color|colour",
            "do you|yall carry|sell|stock",
            "out of stock|sold",
            "back in",
            "sell|stock any",
            "order|hold|reserve|put a pair|aside|size",
        ],
    ),
    (
        Intent::Language,
        0.94,
        &[
            "speak|talk|habla|hablas|parlez * spanish|french|german|espanol|español|italian|polish|arabic|mandarin|chinese|portuguese|francais|français|vous",
            "en|in spanish|espanol|español|french|francais|français|german|polish",
            "another|other|different language",
            "what languages",
            "habla|hablan|hablas",
            "parlez vous",
        ],
    ),
    (
        Intent::Repeat,
        0.93,
        &[
            "say|repeat * again",
            "repeat",
            "^pardon",
            "come again",
            "what|whats did|was you|that * say|again",
            "what did you say",
            "didnt|couldnt|cant|not * hear|catch|get * that|you|it",
            "say again",
            "one more time",
            "^sorry what",
            "^what",
            "^huh",
            "^excuse me",
            "can|could you speak * up|louder|slower|slowly",
            "what was that|the",
            "^sorry",
        ],
    ),
    (
        Intent::Faq,
        0.4,
        &[
            "do|does|can|could|is|are|will|would|have * you|i|we|there|it|they",
            "what|how|why|where|which|who",
        ],
    ),
];

/// Every intent, for tables by intent.
pub(super) const INTENTS: [Intent; 26] = [
    Intent::Book,
    Intent::Reschedule,
    Intent::Cancel,
    Intent::Confirm,
    Intent::CheckAppointment,
    Intent::Availability,
    Intent::Hours,
    Intent::Location,
    Intent::Price,
    Intent::Services,
    Intent::Faq,
    Intent::Stock,
    Intent::Waitlist,
    Intent::Message,
    Intent::Human,
    Intent::Emergency,
    Intent::Callback,
    Intent::Language,
    Intent::Repeat,
    Intent::Goodbye,
    Intent::Greeting,
    Intent::Thanks,
    Intent::RobotQuestion,
    Intent::StopContact,
    Intent::Spam,
    Intent::Unknown,
];

/// All of them; where two weigh the same, the first one wins.
pub(super) fn all() -> impl Iterator<Item = &'static Entry> {
    OWN.iter().chain(ABOUT).chain(PEOPLE).chain(BOOK)
}
