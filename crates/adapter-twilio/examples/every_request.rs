//! Makes every request of the client once against a stand-in on this machine, and says how each went.
//!
//! `cargo run -p frontdesk-adapter-twilio --example every_request -- http://127.0.0.1:4100`

use std::fmt::Debug;
use std::process::ExitCode;

use frontdesk_adapter_twilio::rest::calls::{Instructions, NewCall};
use frontdesk_adapter_twilio::rest::messages::{MessageFilter, NewMessage};
use frontdesk_adapter_twilio::rest::numbers::{NumberKind, NumberSearch, Webhooks};
use frontdesk_adapter_twilio::rest::recordings::MediaFormat;
use frontdesk_adapter_twilio::{Config, Twilio};
use kernel::{GatewayResult, IdSource, PhoneNumber, SeededIds};
use telephony::ProviderRef;

/// How many requests went wrong.
#[derive(Default)]
struct Tally(u8);

impl Tally {
    #[expect(clippy::print_stdout, reason = "an example is a program")]
    fn note<T: Debug>(&mut self, what: &str, outcome: GatewayResult<T>) {
        match outcome {
            Ok(answer) => println!("ok   {what}: {answer:?}"),
            Err(error) => {
                self.0 += 1;
                println!("FAIL {what}: {error}: {}", error.source);
            }
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let api_base = std::env::args().nth(1).unwrap_or_else(|| "http://127.0.0.1:4100".to_owned());
    let twilio = Twilio::new(&Config {
        account_sid: "AC00000000000000000000000000000001".to_owned(),
        auth_token: Some("synthetic-token".into()),
        messaging_service_sid: Some("MG00000000000000000000000000000001".to_owned()),
        api_base,
        ..Config::default()
    })?
    .with_message_callback("https://desk.example.test/twilio/sms/status");
    let mut tally = Tally::default();
    texts(&twilio, &mut tally).await?;
    calls(&twilio, &mut tally).await?;
    numbers(&twilio, &mut tally).await?;
    Ok(ExitCode::from(tally.0))
}

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn sid(prefix: &str) -> Result<ProviderRef, &'static str> {
    ProviderRef::parse(&format!("{prefix}00000000000000000000000000000001")).ok_or("an id")
}

async fn texts(twilio: &Twilio, tally: &mut Tally) -> Outcome {
    let (from, to) = (PhoneNumber::parse("+15005550006")?, PhoneNumber::parse("+15005550110")?);
    let message = NewMessage {
        from: from.clone(),
        to: to.clone(),
        body: "Hello".into(),
        message: Some(kernel::MessageId::from_uuid(SeededIds::new(7).next_uuid())),
    };
    tally.note("create a message", twilio.create_message(&message).await);
    let sid = sid("SM")?;
    tally.note("fetch a message", twilio.message(&sid).await);
    let since = Some("2026-11-21T12:00:00Z".parse()?);
    let filter = MessageFilter { from: Some(from), to: Some(to), sent_since: since };
    tally.note("list messages", twilio.messages(&filter, 10).await);
    tally.note("redact a message", twilio.redact_message(&sid).await);
    tally.note("cancel a message", twilio.cancel_message(&sid).await);
    tally.note("delete a message", twilio.delete_message(&sid).await);
    Ok(())
}

async fn calls(twilio: &Twilio, tally: &mut Tally) -> Outcome {
    let url = Instructions::Url("https://desk.example.test/twilio/voice".to_owned());
    let twiml = Instructions::Twiml("<Response><Hangup/></Response>".to_owned());
    for instructions in [url, twiml.clone()] {
        let call = NewCall {
            from: PhoneNumber::parse("+15005550006")?,
            to: PhoneNumber::parse("+15005550110")?,
            instructions,
            status_callback: Some("https://desk.example.test/twilio/voice/status".to_owned()),
            ring_seconds: 25,
        };
        tally.note("create a call", twilio.create_call(&call).await);
    }
    let (call, recording) = (sid("CA")?, sid("RE")?);
    tally.note("fetch a call", twilio.call(&call).await);
    tally.note("redirect a call", twilio.redirect_call(&call, &twiml).await);
    tally.note("complete a call", twilio.complete_call(&call).await);
    tally.note("list recordings", twilio.recordings(Some(&call), 10).await);
    tally.note("fetch a recording", twilio.recording(&recording).await);
    let media = twilio.recording_media(&recording, MediaFormat::Mp3, 1024 * 1024).await;
    tally.note("fetch sound", media);
    tally.note("delete a recording", twilio.delete_recording(&recording).await);
    Ok(())
}

async fn numbers(twilio: &Twilio, tally: &mut Tally) -> Outcome {
    let search = NumberSearch {
        country: "US".to_owned(),
        kind: NumberKind::Local,
        area_code: Some(217),
        contains: Some("555".to_owned()),
        texts: true,
    };
    tally.note("search numbers", twilio.search_numbers(&search, 10).await);
    let number = PhoneNumber::parse("+15005550006")?;
    let webhooks = Webhooks {
        voice_url: "https://desk.example.test/twilio/voice".to_owned(),
        voice_fallback_url: "https://desk.example.test/twilio/voice/fallback".to_owned(),
        status_callback: "https://desk.example.test/twilio/voice/status".to_owned(),
        sms_url: "https://desk.example.test/twilio/sms".to_owned(),
    };
    tally.note("buy a number", twilio.buy_number(&number, &webhooks).await);
    let sid = sid("PN")?;
    tally.note("point a number", twilio.point_number(&sid, &webhooks).await);
    tally.note("list numbers", twilio.numbers(Some(&number), 10).await);
    tally.note("release a number", twilio.release_number(&sid).await);
    Ok(())
}
