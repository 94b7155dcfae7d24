//! What the path of a turn costs here: form, signature, document. Build it with `--release`.

use std::hint::black_box;
use std::time::Instant;

use base64::Engine;
use frontdesk_adapter_twilio::{Form, Keyring, Renderer, SignedRequest, webhook};
use kernel::Language;
use telephony::{CallPlan, Listen, Step};

const ROUNDS: u32 = 100_000;

/// Prints the mean time of one round.
#[expect(clippy::print_stdout, reason = "an example is a program")]
fn time(what: &str, mut round: impl FnMut()) {
    let start = Instant::now();
    for _ in 0..ROUNDS {
        round();
    }
    println!("{what}: {} ns", start.elapsed().as_nanos() / u128::from(ROUNDS));
}

fn main() {
    let body = include_str!("../../../fixtures/twilio/turn-speech.form").trim_end();
    let url = "https://desk.example.test/twilio/voice/turn?n=3";
    let keyring = Keyring::new(["synthetic-token".into()]);
    let signature = sign("synthetic-token", url, body);
    time("parse a form of 29 fields", || {
        black_box(Form::parse(black_box(body.as_bytes())).is_ok());
    });
    let Ok(form) = Form::parse(body.as_bytes()) else { return };
    let request = SignedRequest::new(url).form(&form);
    let good = request.signature(signature.as_bytes());
    time("verify its signature", || assert_eq!(keyring.verify_form(black_box(&good)), Ok(())));
    let forged = request.signature(b"AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    time("refuse a forged one", || assert!(keyring.verify_form(black_box(&forged)).is_err()));
    time("read the turn", || assert!(webhook::turn(black_box(&form), 3).is_ok()));
    let listen = Listen {
        turn_no: 4,
        prompt: "Friday at half past four is free. Shall I book it?".to_owned(),
        hints: vec!["yes".to_owned(), "no".to_owned()],
        digits: None,
        silence_seconds: 5,
        dictation: false,
    };
    let steps = vec![Step::Listen(listen)];
    let plan = CallPlan { language: Language::english(), voice: None, steps };
    let renderer = Renderer::new("https://desk.example.test");
    time("render the answer", || {
        black_box(renderer.render(black_box(&plan)));
    });
}

fn sign(token: &str, url: &str, body: &str) -> String {
    let mut fields: Vec<_> = form_urlencoded::parse(body.as_bytes()).collect();
    fields.sort();
    let fields = fields.iter().flat_map(|(name, value)| [&**name, &**value]);
    let text: String = std::iter::once(url).chain(fields).collect();
    let algorithm = ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY;
    let key = ring::hmac::Key::new(algorithm, token.as_bytes());
    base64::engine::general_purpose::STANDARD.encode(ring::hmac::sign(&key, text.as_bytes()))
}
