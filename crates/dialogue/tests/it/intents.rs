use dialogue::Intent;
use dialogue::understand::{Words, classify};

use crate::diary::facts;

/// Sentences of our own, and what they ask for.
const SENTENCES: [(&str, Intent); 96] = [
    ("I'd like to book a haircut", Intent::Book),
    ("can I make an appointment", Intent::Book),
    ("could you fit me in this week", Intent::Book),
    ("I need a shave tomorrow", Intent::Book),
    ("can I get a table for four", Intent::Book),
    ("I want to schedule a visit", Intent::Book),
    ("I'd like to reserve a spot", Intent::Book),
    ("can you get me in on Friday", Intent::Book),
    ("looking for a trim", Intent::Book),
    ("can you come and fix my sink", Intent::Book),
    ("please set up a consultation", Intent::Book),
    ("the drain is blocked, can you send someone", Intent::Book),
    ("I need to reschedule", Intent::Reschedule),
    ("can we move my appointment to Friday", Intent::Reschedule),
    ("I'd like to change my appointment", Intent::Reschedule),
    ("could you push my booking back an hour", Intent::Reschedule),
    ("is there a different time for my visit", Intent::Reschedule),
    ("please cancel my appointment", Intent::Cancel),
    ("I have to cancel", Intent::Cancel),
    ("I can't make it tomorrow", Intent::Cancel),
    ("I won't be able to make it", Intent::Cancel),
    ("call off my booking please", Intent::Cancel),
    ("when is my appointment", Intent::CheckAppointment),
    ("what time is my visit again", Intent::CheckAppointment),
    ("do I have an appointment this week", Intent::CheckAppointment),
    ("what time do you open", Intent::Hours),
    ("when do you close today", Intent::Hours),
    ("are you open on Sunday", Intent::Hours),
    ("what are your hours", Intent::Hours),
    ("how late are you there on Fridays", Intent::Hours),
    ("are you closed on Monday", Intent::Hours),
    ("what's your opening hours", Intent::Hours),
    ("where are you located", Intent::Location),
    ("what's the address", Intent::Location),
    ("how do I get there", Intent::Location),
    ("can you give me directions", Intent::Location),
    ("where is your shop", Intent::Location),
    ("how much is a haircut", Intent::Price),
    ("what does it cost", Intent::Price),
    ("what do you charge for a shave", Intent::Price),
    ("can you tell me your prices", Intent::Price),
    ("is there a call-out fee", Intent::Price),
    ("what services do you have", Intent::Services),
    ("what do you offer", Intent::Services),
    ("do you offer beard trims", Intent::Services),
    ("where can I park", Intent::Faq),
    ("do you take walk-ins", Intent::Faq),
    ("is there parking", Intent::Faq),
    ("can I leave a message", Intent::Message),
    ("please take a message", Intent::Message),
    ("could you pass on a message to the boss", Intent::Message),
    ("let the owner know I called", Intent::Message),
    ("I have a message for Sam", Intent::Message),
    ("can somebody call me back", Intent::Callback),
    ("please ring me back", Intent::Callback),
    ("I want to speak to a human", Intent::Human),
    ("can I talk to someone", Intent::Human),
    ("get me the manager", Intent::Human),
    ("put me through to the owner", Intent::Human),
    ("can I speak with Sam", Intent::Human),
    ("I want an actual person", Intent::Human),
    ("are you a robot", Intent::RobotQuestion),
    ("am I talking to a machine", Intent::RobotQuestion),
    ("are you human", Intent::RobotQuestion),
    ("is this a recording", Intent::RobotQuestion),
    ("are you real", Intent::RobotQuestion),
    ("could you say that again", Intent::Repeat),
    ("pardon", Intent::Repeat),
    ("can you repeat that please", Intent::Repeat),
    ("what did you say", Intent::Repeat),
    ("goodbye", Intent::Goodbye),
    ("that's all, bye", Intent::Goodbye),
    ("ok have a good day", Intent::Goodbye),
    ("no that's everything", Intent::Goodbye),
    ("thank you", Intent::Thanks),
    ("thanks a lot", Intent::Thanks),
    ("cheers mate", Intent::Thanks),
    ("hello", Intent::Greeting),
    ("hi there", Intent::Greeting),
    ("good morning", Intent::Greeting),
    ("do you have anything on Thursday", Intent::Availability),
    ("any openings tomorrow", Intent::Availability),
    ("is anything free this week", Intent::Availability),
    ("what do you have available", Intent::Availability),
    ("please stop texting me", Intent::StopContact),
    ("take me off your list", Intent::StopContact),
    ("do you speak Spanish", Intent::Language),
    ("¿habla español?", Intent::Language),
    ("put me on the waiting list", Intent::Waitlist),
    ("do you have any size nine in stock", Intent::Stock),
    ("do you carry beard oil", Intent::Stock),
    ("I'm calling about your business loan", Intent::Spam),
    ("you qualify for an extended warranty", Intent::Spam),
    ("flim flam", Intent::Unknown),
    ("purple", Intent::Unknown),
    ("well I don't know really", Intent::Unknown),
];

#[test]
fn nearly_all_of_our_own_sentences_are_understood() {
    let facts = facts("en-US");
    let mut wrong = Vec::new();
    for (text, expected) in SENTENCES {
        let found = classify::classify(&Words::of(text), &facts);
        if found.intent != expected {
            wrong.push((text, expected, found));
        }
    }
    let right = SENTENCES.len() - wrong.len();
    println!("{right} of {} right; wrong: {wrong:#?}", SENTENCES.len());
    assert!(right * 100 >= SENTENCES.len() * 95, "{wrong:#?}");
}
