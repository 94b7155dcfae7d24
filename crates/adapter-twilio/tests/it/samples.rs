//! One document of every kind that is emitted.

use frontdesk_adapter_twilio::{Renderer, twiml};
use kernel::{IdSource, Language, PhoneNumber, SeededIds};
use telephony::{CallPlan, Dial, Listen, Record, Step, TextReply};

fn number(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).expect("written here")
}

/// A plan in American English.
pub(crate) fn plan(steps: Vec<Step>) -> CallPlan {
    CallPlan { language: Language::english(), voice: None, steps }
}

/// A question.
pub(crate) fn listen() -> Listen {
    Listen {
        turn_no: 2,
        prompt: "Fish & chips <today>, or \"tomorrow\"?".to_owned(),
        hints: vec!["haircut".to_owned(), "beard trim, short".to_owned(), " ".to_owned()],
        digits: None,
        silence_seconds: 5,
        dictation: false,
    }
}

/// A transfer to two people.
pub(crate) fn dial() -> Dial {
    Dial {
        turn_no: 4,
        announcement: "One moment, I connect you.".to_owned(),
        numbers: vec![number("+15005550110"), number("+15005550111")],
        caller_id: number("+15005550006"),
        ring_seconds: 20,
        screen: true,
    }
}

/// Every kind of document, by name.
pub(crate) fn all() -> Vec<(&'static str, String)> {
    let renderer = Renderer::new("https://desk.example.test/");
    let render = |steps| renderer.render(&plan(steps));
    let say = |text: &str| Step::Say(text.to_owned());
    let record = Record { prompt: "Please speak after the tone.".to_owned(), seconds_max: 120 };
    let spanish: Language = "es".parse().expect("written here");
    let voiced = CallPlan {
        language: "en-GB".parse().expect("written here"),
        voice: Some("Polly.Amy-Neural".to_owned()),
        steps: vec![Step::Listen(listen())],
    };
    vec![
        ("listen", render(vec![Step::Listen(listen())])),
        ("listen_with_a_voice", renderer.render(&voiced)),
        (
            "listen_for_a_dictation",
            render(vec![Step::Listen(Listen { dictation: true, hints: vec![], ..listen() })]),
        ),
        (
            "listen_for_keys",
            render(vec![Step::Listen(Listen { digits: Some(4), hints: vec![], ..listen() })]),
        ),
        ("dial_with_screening", render(vec![Step::Dial(dial())])),
        ("dial", render(vec![Step::Dial(Dial { screen: false, ..dial() }), Step::Hangup])),
        ("record", render(vec![Step::Record(record), say("Goodbye."), Step::Hangup])),
        ("say_and_pause", render(vec![say("Hello."), Step::Pause(2), say("Still there?")])),
        ("recorded", render(vec![Step::StartRecording, Step::Listen(listen())])),
        ("redirect", render(vec![say("A moment."), Step::Redirect { turn_no: 7 }])),
        ("reject_busy", render(vec![Step::Reject { busy: true }])),
        ("reject", render(vec![Step::Reject { busy: false }])),
        (
            "text_reply",
            renderer.text_reply(&TextReply {
                message: kernel::MessageId::from_uuid(SeededIds::new(7).next_uuid()),
                body: "Fish & chips <today>? Reply \"yes\" 🐟".to_owned(),
            }),
        ),
        ("nothing", render(vec![])),
        ("goodbye", renderer.render(&CallPlan::goodbye(spanish.clone(), "¡Adiós! ñ 🦀"))),
        (
            "screen",
            renderer.screen_prompt(&Language::english(), None, 4, "A caller. Press any key."),
        ),
        ("apology", renderer.apology(&spanish, "Lo sentimos.")),
        ("empty", twiml::empty().to_owned()),
        ("fallback", twiml::fallback().to_owned()),
    ]
}
