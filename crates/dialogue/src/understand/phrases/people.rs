//! Patterns for people who want somebody, something, or to be left alone.

use super::Entry;
use crate::state::Intent;

/// Wants somebody, or to be left alone.
pub(super) const PEOPLE: &[Entry] = &[
    (
        Intent::Human,
        0.95,
        &[
            "speak|talk|chat * to|with * human|person|somebody|someone|owner|manager|boss|agent|representative|operator|people|staff|receptionist|dentist|doctor|barber|plumber",
            "real|actual|live|human person|human|being|agent|people",
            "^human|operator|agent|representative|receptionist|person|manager|somebody|someone",
            "put|pass me|us through|over|on",
            "transfer|connect me|us|my",
            "get me * human|person|manager|owner|operator|agent|representative|somebody|someone",
            "is the|your owner|manager|boss|doctor|dentist * there|in|available|around",
            "want|need|like a human|person|operator|representative|manager",
            "your|the manager|supervisor",
            "can i speak|talk",
            "speak|talk to|with him|her|them",
            "dont want * robot|machine|bot|computer|ai",
            "dont want to talk|speak to * robot|machine|bot|computer|ai",
        ],
    ),
    (
        Intent::Spam,
        0.93,
        &[
            "extended|car|vehicle warranty",
            "google|business listing",
            "merchant services",
            "credit card processing|rates|machine",
            "solar panels|panel|energy",
            "business|working loan|loans|capital|funding",
            "search engine|optimization",
            "seo",
            "increase|grow|boost your * sales|business|traffic|ranking|reviews|revenue",
            "lower|reduce|save your|on * energy|electric|electricity|bills|rates",
            "calling on behalf of * company|sales",
            "special|exclusive offer for * business|businesses|you",
            "website|web design|redesign",
            "youve|you won|been selected",
            "the business owner about|regarding",
            "our|my company offers|provides|specializes",
        ],
    ),
    (
        Intent::Goodbye,
        0.93,
        &[
            "^bye|goodbye|cheerio",
            "good bye",
            "bye bye|now|then",
            "thats|that is|thatll|that be|all|it|everything",
            "thats|that all|it|everything",
            "that|thatll|will|should be|do all|it|everything",
            "have a|an * good|nice|great|lovely|wonderful|amazing * day|one|evening|afternoon|weekend|night|morning|time",
            "nothing else|more",
            "im|we|were done|good|all|set",
            "see you|ya",
            "talk|speak to|with you|soon|later",
            "take care",
            "no|nope * thats|im|all|good|nothing|we",
            "ill|let me|we * call|ring|phone * back|later|again",
            "catch you later",
            "hang up",
            "bye|goodbye",
            "never mind|nevermind|forget",
            "^nevermind|later",
        ],
    ),
    (Intent::Thanks, 0.75, &["thank|thanks|cheers|ta|thankyou|appreciate|appreciated|grateful"]),
    (
        Intent::Greeting,
        0.6,
        &[
            "^hello|hi|hey|hiya|howdy|greetings|yo|gday|hullo",
            "^good|morning|afternoon|evening morning|afternoon|evening|day",
            "^good morning|afternoon|evening|day",
            "how are you|things",
        ],
    ),
];

/// Wants an appointment.
pub(super) const BOOK: &[Entry] = &[
    (
        Intent::Availability,
        0.95,
        &[
            "any|some|have|next|first|earliest|soonest * availability|openings|opening|slots|slot|vacancy|vacancies|gaps",
            "your|whats availability",
            "do|have|got|is|are|will|would you|there|he|she|sam * anything|something|time|space|room|table|tables|spot|spots * free|open|available|on|for|tomorrow|today|at|this|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday|left|in",
            "when|what|which|whats|times|time|days|day|dates * available|free|earliest|soonest",
            "is|are|would|will * available|free",
            "anything|something|anytime * free|open|available|sooner|earlier|today|tomorrow|this|next|on|around|after|before",
            "do|have|got you|u * free|available",
            "when|how soon can|could|would i|we|you|he|she|someone|somebody * come|get|see|fit|do|be|make|start",
            "whats|what|when * next|first|earliest * appointment|time|day",
            "how soon",
            "full|booked * up|solid|today|tomorrow",
        ],
    ),
    (
        Intent::Book,
        0.93,
        &[
            "book|booking|schedule|reserve|reservation|booked|reserving|scheduling",
            "make|set|get|have|need|want|like|up|arrange|for * appointment|appt|reservation|booking|table|visit|consultation|session|estimate",
            "an|a appointment|reservation|booking|table|slot|consultation",
            "^appointment|reservation|booking",
            "put|pencil|sign|get|count|set me|us down|in|up",
            "come|stop|drop|pop in|by|over * for",
            "can|could|may i|we * come in|by|over|see",
            "fit|squeeze|get|slot me|us|him|her * in",
            "table|party for|of",
            "need|want|like|looking|book|get|for * haircut|trim|cut|cleaning|checkup|repair|fitting|service",
        ],
    ),
    (
        Intent::Book,
        0.86,
        &[
            "can|could|would|need|want|have|get|send you|someone|somebody|him|a|to * come|out|look|over|around|send|fix|check|help|plumber",
            "needs|need|get|have|want * fixed|fixing|repaired|repairing|replaced|cleaned|done|looked|checked|serviced|installed|trimmed|help",
            "is|are|its|keeps|my|the|wont|has|have|been * leaking|leaks|blocked|broken|clogged|dripping|stuck|running|backed|drain|flush|working|hurts|aching",
            "send someone|somebody|a|out",
            "wont|doesnt|not * drain|flush|work|working|turn",
            "toothache",
            "hurts",
        ],
    ),
    (
        Intent::Book,
        0.72,
        &[
            "id|i|we|im|my|he|she * like|want|need|needs|wants|wanted|wanna|looking|hoping|love * a|an|my|some|another|for",
            "can|could|may i|we|you * get|have|come|see|bring|fit",
        ],
    ),
    (
        Intent::Confirm,
        0.85,
        &[
            "^confirm",
            "id|i|to like|want|need|wanted|calling * confirm",
            "to confirm",
            "confirming",
        ],
    ),
    (
        Intent::Emergency,
        0.9,
        &["its|this|is|have an emergency", "^emergency|urgent|help", "its|this is urgent"],
    ),
];
