use super::classify;
use crate::state::Intent;
use crate::testing::barber;
use crate::understand::Words;

const SENTENCES: &[(Intent, &[&str])] = &[
    (
        Intent::Book,
        &[
            "I'd like to book a haircut",
            "can I make an appointment for Friday",
            "I need a trim",
            "book me in for tomorrow at three",
            "could you put me down for a shave",
            "I want to schedule a visit",
            "a haircut on Thursday please",
            "I'd like to come in for a beard trim",
            "can I reserve a table for four",
            "set me up with Sam next week",
            "I was hoping to get a haircut",
            "appointment please",
            "can somebody come out and look at my sink",
            "my faucet is leaking",
            "the toilet won't flush",
            "I need someone to fix a pipe",
            "sign me up for a hot towel shave",
            "beard trim tomorrow",
        ],
    ),
    (
        Intent::Availability,
        &[
            "do you have anything tomorrow afternoon",
            "any openings this week",
            "is Sam free on Friday",
            "what times are available on Monday",
            "when can you fit me in",
            "when is the next available slot",
            "have you got anything earlier",
            "do you have a table for tonight",
            "how soon can somebody come",
        ],
    ),
    (
        Intent::Reschedule,
        &[
            "I need to move my appointment",
            "can we reschedule",
            "could you push my booking back an hour",
            "I'd like to change my appointment to Friday",
            "can I switch my slot to the morning",
            "I have to postpone my visit",
            "is it possible to change the time of my reservation",
            "I need a different time for my appointment",
            "can I move it to Thursday",
            "let's rebook for next week",
        ],
    ),
    (
        Intent::Cancel,
        &[
            "cancel my appointment",
            "I need to cancel",
            "I can't make it on Thursday",
            "please call off my booking",
            "I won't be able to come tomorrow",
            "we're not going to make it tonight",
            "I don't need my appointment any more",
            "could you cancel the reservation for Reed",
            "I cannot make my appointment",
            "scrap my booking please",
        ],
    ),
    (
        Intent::CheckAppointment,
        &[
            "when is my appointment",
            "what time is my booking",
            "do I have an appointment with you",
            "am I booked for Friday",
            "can you check my appointment",
            "is my appointment still on",
            "I want to confirm my appointment",
            "remind me when my next visit is",
            "what day is my appointment",
        ],
    ),
    (
        Intent::Hours,
        &[
            "what time do you open",
            "when do you close today",
            "are you open on Sunday",
            "what are your hours",
            "how late are you open",
            "are you closed on Christmas Day",
            "do you work Saturdays",
            "is the shop open right now",
            "opening hours please",
            "until when are you open on Friday",
            "are you guys still open",
            "what days are you open",
        ],
    ),
    (
        Intent::Location,
        &[
            "where are you located",
            "what's your address",
            "how do I get there",
            "where is the shop",
            "can I get directions",
            "which street are you on",
            "how do I find you",
            "where exactly are you",
            "what's the zip code",
        ],
    ),
    (
        Intent::Price,
        &[
            "how much is a haircut",
            "what does a shave cost",
            "what do you charge for a trim",
            "what are your prices",
            "how much would that be",
            "is it expensive to fix a tap, what's the price",
            "what's the fee for a visit",
            "can you give me a ballpark",
            "how much do you charge for kids",
        ],
    ),
    (
        Intent::Services,
        &[
            "what services do you offer",
            "what can I book",
            "what kind of treatments do you do",
            "which services do you have",
            "what do you do there",
            "tell me about your services",
        ],
    ),
    (
        Intent::Faq,
        &[
            "where can I park",
            "is there parking",
            "do you take walk-ins",
            "can I just walk in",
            "do you accept walk ins on Saturdays",
        ],
    ),
    (
        Intent::Message,
        &[
            "can I leave a message",
            "please take a message for the owner",
            "could you pass on a message",
            "tell the owner that I'm late",
            "I'd like to leave word for Sam",
            "can you let him know that the key is here",
            "I have a message for Maria",
        ],
    ),
    (
        Intent::Callback,
        &[
            "can somebody call me back",
            "please ring me back later",
            "have the owner give me a call",
            "I'm returning your call",
            "could you get Sam to phone me",
            "I'd like a callback",
            "ask her to call me",
        ],
    ),
    (
        Intent::Human,
        &[
            "can I talk to a real person",
            "I want to speak to a human",
            "put me through to the manager",
            "operator",
            "let me talk to somebody",
            "transfer me please",
            "is the owner there",
            "get me a representative",
            "speak to someone",
            "I don't want to talk to a machine",
        ],
    ),
    (
        Intent::RobotQuestion,
        &[
            "are you a robot",
            "am I talking to a machine",
            "is this a real person",
            "are you human",
            "is this an AI",
            "you sound like a computer",
            "wait are you a recording",
        ],
    ),
    (
        Intent::Repeat,
        &[
            "can you say that again",
            "pardon",
            "sorry, what did you say",
            "I didn't catch that",
            "could you repeat the times",
            "say again please",
            "come again",
        ],
    ),
    (
        Intent::Goodbye,
        &[
            "bye",
            "goodbye then",
            "that's all, thanks",
            "that's everything",
            "no, that's it",
            "have a nice day",
            "I'm done thank you",
            "nothing else, bye",
            "talk to you later",
            "no I'm all set",
        ],
    ),
    (Intent::Thanks, &["thank you so much", "thanks", "cheers", "I appreciate it"]),
    (Intent::Greeting, &["hello", "hi there", "good morning", "hey", "good afternoon"]),
    (
        Intent::StopContact,
        &[
            "stop texting me",
            "take me off your list",
            "please don't call me again",
            "remove my number",
            "unsubscribe me",
        ],
    ),
    (
        Intent::Language,
        &[
            "do you speak Spanish",
            "can we do this in French",
            "habla español",
            "what languages do you speak",
        ],
    ),
    (
        Intent::Stock,
        &["do you have these in size ten", "is the blue one in stock", "do you sell shampoo"],
    ),
    (
        Intent::Waitlist,
        &["put me on the waiting list", "let me know if somebody cancels", "is there a waitlist"],
    ),
    (
        Intent::Spam,
        &[
            "I'm calling about your car's extended warranty",
            "we can lower your energy bills",
            "I'd like to discuss your google listing",
            "we offer merchant services",
        ],
    ),
    (
        Intent::Unknown,
        &[
            "purple monkey dishwasher",
            "the noon know how",
            "it rained yesterday evening",
            "hmm",
            "let me think",
            "so anyway",
        ],
    ),
];

#[test]
fn sentences_of_our_own_are_told_apart() {
    let business = barber();
    let (mut right, mut all) = (0, 0);
    let mut wrong = Vec::new();
    for (intent, sentences) in SENTENCES {
        for sentence in *sentences {
            all += 1;
            let found = classify(&Words::of(sentence), &business);
            let found_intent = if found.confidence < 0.5 { Intent::Unknown } else { found.intent };
            if found_intent == *intent {
                right += 1;
            } else {
                wrong.push(format!("{sentence:?}: {found:?}, not {intent:?}"));
            }
        }
    }
    println!("intents: {right} of {all}\n{}", wrong.join("\n"));
    assert!(all >= 150, "{all}");
    assert!(right * 100 >= all * 95, "{right} of {all}:\n{}", wrong.join("\n"));
}
