//! From a plan to a document.

use kernel::Language;
use telephony::{CallPlan, Dial, Listen, Record, Step, TextReply};

use super::xml::{Document, escape_attribute};
use super::{language, say};

/// How many hints a `<Gather>` may have. Source: Twilio docs, "Gather", read 2026-11.
const HINTS_MAX: usize = 500;

/// How long one hint may be, in characters. Source: Twilio docs, "Gather", read 2026-11.
const HINT_CHARS_MAX: usize = 100;

/// How many numbers may ring at once. Source: Twilio docs, "Number", read 2026-11.
const NUMBERS_MAX: usize = 10;

/// The silence, in seconds, that ends a dictation. People pause for about two between the groups of a
/// number or the lines of an address.
const DICTATION_PAUSE_SECONDS: u8 = 3;

/// The silence, in seconds, that ends a voice message.
const VOICEMAIL_SILENCE_SECONDS: u8 = 5;

/// How long a callee may think before the call is refused for them, in seconds.
const SCREEN_SECONDS: u8 = 8;

/// Renders plans, with addresses under one public base.
///
/// ```
/// use frontdesk_adapter_twilio::Renderer;
/// use kernel::Language;
/// use telephony::CallPlan;
///
/// let renderer = Renderer::new("https://desk.example.test");
/// let twiml = renderer.render(&CallPlan::goodbye(Language::english(), "Bye & thanks!"));
/// assert!(twiml.contains("<Say language=\"en-US\">Bye &amp; thanks!</Say><Hangup/>"));
/// ```
#[derive(Debug, Clone)]
pub struct Renderer {
    /// Escaped for attributes and text alike; no slash at its end.
    base: String,
}

impl Renderer {
    /// A renderer whose addresses begin with `base_url`: the public address that Twilio can reach,
    /// with or without a path, without a query.
    pub fn new(base_url: &str) -> Self {
        let mut base = String::with_capacity(base_url.len());
        escape_attribute(base_url.trim_end_matches('/'), &mut base);
        Self { base }
    }

    /// The document for `plan`. A plan without steps ends the call.
    pub fn render(&self, plan: &CallPlan) -> String {
        let mut document = Document::new(plan.steps.iter().map(size_of_step).sum());
        let speech = Speech::of(&plan.language, plan.voice.as_deref());
        for step in &plan.steps {
            match step {
                Step::Say(text) => speech.say(&mut document, text),
                Step::Pause(seconds) => {
                    document.open("Pause").number("length", (*seconds).max(1)).close_empty();
                }
                Step::StartRecording => self.start_recording(&mut document),
                Step::Listen(listen) => self.listen(&mut document, &speech, listen),
                Step::Dial(dial) => self.dial(&mut document, &speech, dial),
                Step::Record(record) => self.record(&mut document, &speech, record),
                Step::Redirect { turn_no } => {
                    document.open("Redirect").attribute("method", "POST").body();
                    document.address_text(&self.base, "/twilio/voice/turn", *turn_no);
                    document.close("Redirect");
                }
                Step::Reject { busy } => {
                    let reason = if *busy { "busy" } else { "rejected" };
                    document.open("Reject").attribute("reason", reason).close_empty();
                }
                Step::Hangup => document.open("Hangup").close_empty(),
            }
        }
        document.finish()
    }

    /// What a person hears who picks up a transferred call: `words`, then a key connects; without one
    /// the call is refused. Answer the key with [`EMPTY`](super::EMPTY).
    pub fn screen_prompt(
        &self,
        language: &Language,
        voice: Option<&str>,
        turn_no: u32,
        words: &str,
    ) -> String {
        let mut document = Document::new(words.len() + 320);
        document
            .open("Gather")
            .attribute("input", "dtmf")
            .number("numDigits", 1)
            .number("timeout", SCREEN_SECONDS)
            .address("action", &self.base, "/twilio/voice/screen", Some(turn_no))
            .attribute("method", "POST")
            .body();
        Speech::of(language, voice).say(&mut document, words);
        document.close("Gather");
        document.open("Hangup").close_empty();
        document.finish()
    }

    /// The document that answers a text with a text. What becomes of it is reported to
    /// `/twilio/sms/status`.
    ///
    /// Source: Twilio docs, "TwiML for Programmable Messaging"; npm `twilio` 6.2.0
    /// `lib/twiml/MessagingResponse.d.ts`, read 2026-11.
    pub fn text_reply(&self, reply: &TextReply) -> String {
        let mut document = Document::new(reply.body.len() + reply.body.len() / 8 + 192);
        document
            .open("Message")
            .address_of("statusCallback", &self.base, "/twilio/sms/status", reply.message)
            .body()
            .text(&reply.body)
            .close("Message");
        document.finish()
    }

    /// Says `words` and hangs up: for when a call cannot be served, in the business's language.
    pub fn apology(&self, language: &Language, words: &str) -> String {
        let mut document = Document::new(words.len() + 64);
        Speech::of(language, None).say(&mut document, words);
        document.open("Hangup").close_empty();
        document.finish()
    }

    /// Goes on at once with what follows. Source: npm `twilio` 6.2.0 `VoiceResponse.d.ts`,
    /// `<Start><Recording>`, read 2026-11.
    fn start_recording(&self, document: &mut Document) {
        document.open("Start").body();
        document
            .open("Recording")
            .attribute("channels", "dual")
            .address("recordingStatusCallback", &self.base, "/twilio/recordings", None)
            .attribute("recordingStatusCallbackMethod", "POST")
            .close_empty();
        document.close("Start");
    }

    fn listen(&self, document: &mut Document, speech: &Speech<'_>, listen: &Listen) {
        document
            .open("Gather")
            .attribute("input", "dtmf speech")
            .address("action", &self.base, "/twilio/voice/turn", Some(listen.turn_no))
            .attribute("method", "POST")
            .attribute("actionOnEmptyResult", "true")
            .attribute("language", speech.heard)
            .number("timeout", listen.silence_seconds.max(1));
        // A model that is named needs a number here: Twilio warns (13335) and waits for ever on
        // `auto`. The generic models alone change over between recognisers when one is down.
        if listen.dictation {
            document
                .number("speechTimeout", DICTATION_PAUSE_SECONDS)
                .attribute("speechModel", "numbers_and_commands");
        } else {
            document.attribute("speechTimeout", "auto");
        }
        document.attribute("bargeIn", "true");
        if let Some(digits) = listen.digits {
            document.number("numDigits", digits.max(1));
        }
        let hints = hints(&listen.hints);
        if !hints.is_empty() {
            document.attribute("hints", &hints);
        }
        document.body();
        speech.say(document, &listen.prompt);
        document.close("Gather");
    }

    fn dial(&self, document: &mut Document, speech: &Speech<'_>, dial: &Dial) {
        speech.say(document, &dial.announcement);
        // A dial without anybody to ring is an error to Twilio; the next step is better.
        if dial.numbers.is_empty() {
            return;
        }
        document
            .open("Dial")
            .address("action", &self.base, "/twilio/voice/dial", Some(dial.turn_no))
            .attribute("method", "POST")
            .attribute("callerId", dial.caller_id.as_str())
            .number("timeout", dial.ring_seconds.clamp(5, 600))
            .body();
        for number in dial.numbers.iter().take(NUMBERS_MAX) {
            document.open("Number");
            if dial.screen {
                document
                    .address("url", &self.base, "/twilio/voice/screen", Some(dial.turn_no))
                    .attribute("method", "POST");
            }
            document.body().text(number.as_str()).close("Number");
        }
        document.close("Dial");
    }

    fn record(&self, document: &mut Document, speech: &Speech<'_>, record: &Record) {
        speech.say(document, &record.prompt);
        document
            .open("Record")
            .address("action", &self.base, "/twilio/voice/voicemail", None)
            .attribute("method", "POST")
            .number("maxLength", record.seconds_max.max(1))
            .number("timeout", VOICEMAIL_SILENCE_SECONDS)
            .attribute("playBeep", "true")
            .address("recordingStatusCallback", &self.base, "/twilio/recordings", None)
            .attribute("recordingStatusCallbackMethod", "POST")
            .close_empty();
    }
}

/// How everything in one document is spoken and heard.
struct Speech<'a> {
    spoken: &'static str,
    heard: &'static str,
    voice: Option<&'a str>,
}

impl<'a> Speech<'a> {
    fn of(tag: &Language, voice: Option<&'a str>) -> Self {
        let voice = voice.filter(|voice| !voice.trim().is_empty());
        Self { spoken: language::spoken(tag), heard: language::heard(tag), voice }
    }

    fn say(&self, document: &mut Document, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        for piece in say::pieces(text) {
            document.open("Say");
            if let Some(voice) = self.voice {
                document.attribute("voice", voice);
            }
            document.attribute("language", self.spoken).body().text(piece).close("Say");
        }
    }
}

/// The hints as Twilio wants them: a list with commas, so that a hint itself has none.
fn hints(words: &[String]) -> String {
    let mut list = String::with_capacity(words.iter().map(|word| word.len() + 1).sum());
    let usable = words
        .iter()
        .map(|word| word.trim())
        .filter(|word| !word.is_empty() && word.chars().count() <= HINT_CHARS_MAX);
    for word in usable.take(HINTS_MAX) {
        if !list.is_empty() {
            list.push(',');
        }
        list.extend(word.chars().map(|letter| if letter == ',' { ' ' } else { letter }));
    }
    list
}

/// A guess at how many bytes a step takes, so that the document is allocated once.
fn size_of_step(step: &Step) -> usize {
    match step {
        Step::Say(text) => text.len() + text.len() / 8 + 96,
        Step::Listen(listen) => {
            let hints: usize = listen.hints.iter().map(|hint| hint.len() + 1).sum();
            listen.prompt.len() + listen.prompt.len() / 8 + hints + 448
        }
        Step::Dial(dial) => dial.announcement.len() + dial.numbers.len() * 144 + 320,
        Step::Record(record) => record.prompt.len() + 448,
        Step::Redirect { .. } => 160,
        Step::StartRecording => 224,
        Step::Pause(_) | Step::Reject { .. } | Step::Hangup => 32,
    }
}
