//! The same scenario through signed webhooks and through the flows ends in the same state.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;

use dialogue::Heard;
use kernel::{Caller, StoreResult, SystemIds};
use rehearsal::channel::{Channel, Direct, Reply, TURN_TAKES};
use rehearsal::load::load;
use rehearsal::run::play;
use rehearsal::stage::Stage;
use server::http::{Site, serve};
use telephony::ProviderRef;

use crate::client::Connection;
use crate::site::{PUBLIC_URL, TOKEN, post, settings};

/// A call's name, apart from the others'.
const CALL: &str = "CA000000000000000000000000000000e1";

/// A carrier's webhooks, signed, over a real connection.
struct Gather {
    line: Connection,
    from: String,
    /// Where the carrier posts next, out of the last answer.
    action: String,
}

impl Gather {
    async fn send(&mut self, stage: &Stage, path: &str, more: &[(&str, &str)]) -> Reply {
        let mut fields = vec![
            ("AccountSid", "AC00000000000000000000000000000001"),
            ("CallSid", CALL),
            ("From", &self.from),
            ("To", stage.card.tenant.phone.as_str()),
            ("Direction", "inbound"),
        ];
        fields.extend(more);
        let from = self.from.clone();
        fields.iter_mut().filter(|(name, _)| *name == "From").for_each(|it| it.1 = &from);
        let reply = post(&mut self.line, path, &fields).await;
        assert!(matches!(reply.status, 200 | 204), "{path}: {reply:?}");
        let action = reply.body.split("action=\"").nth(1).and_then(|it| it.split('"').next());
        self.action = action.unwrap_or_default().replace("&amp;", "&").replace(PUBLIC_URL, "");
        let has = |tag: &str| reply.body.contains(tag);
        let next = match () {
            () if has("<Dial") => "transfer",
            () if has("<Record ") && !has("<Gather") => "voicemail",
            () if has("<Gather") => "listen",
            () => "hangup",
        };
        Reply {
            said: spoken(&reply.body),
            next: next.to_owned(),
            intent: None,
            slots: std::collections::BTreeMap::new(),
        }
    }
}

/// The text between a document's tags.
fn spoken(twiml: &str) -> String {
    let texts = twiml.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text));
    let texts: Vec<&str> = texts.filter(|text| !text.trim().is_empty()).collect();
    texts.join(" ").replace("&apos;", "'").replace("&amp;", "&")
}

#[async_trait::async_trait(?Send)]
impl Channel for Gather {
    async fn begin(&mut self, stage: &Stage) -> StoreResult<Reply> {
        Ok(self.send(stage, "/twilio/voice", &[("CallStatus", "ringing")]).await)
    }

    async fn hear(&mut self, stage: &Stage, heard: Heard) -> StoreResult<Reply> {
        stage.clock.advance(TURN_TAKES);
        let action = self.action.clone();
        let mut more = vec![("CallStatus", "in-progress")];
        if !heard.digits.is_empty() {
            more.push(("Digits", heard.digits.as_str()));
        } else if !heard.utterance.is_empty() {
            more.push(("SpeechResult", heard.utterance.as_str()));
        }
        Ok(self.send(stage, &action, &more).await)
    }

    async fn ring(&mut self, stage: &Stage, picked_up: bool) -> StoreResult<Reply> {
        stage.clock.advance(TURN_TAKES);
        let action = self.action.clone();
        let status = if picked_up { "completed" } else { "no-answer" };
        let bridged = if picked_up { "true" } else { "false" };
        let more = [
            ("CallStatus", "in-progress"),
            ("DialCallStatus", status),
            ("DialBridged", bridged),
            ("DialCallDuration", if picked_up { "60" } else { "0" }),
        ];
        Ok(self.send(stage, &action, &more).await)
    }

    async fn record(&mut self, stage: &Stage, seconds: u32) -> StoreResult<Reply> {
        stage.clock.advance(TURN_TAKES);
        let action = self.action.clone();
        let seconds = seconds.to_string();
        let more = [
            ("CallStatus", "in-progress"),
            ("RecordingSid", "RE000000000000000000000000000000e1"),
            ("RecordingUrl", "https://api.example.test/RE"),
            ("RecordingDuration", seconds.as_str()),
        ];
        Ok(self.send(stage, &action, &more).await)
    }

    async fn end(&mut self, stage: &Stage) -> StoreResult<()> {
        self.send(stage, "/twilio/voice/status", &[("CallStatus", "completed")]).await;
        Ok(())
    }
}

#[tokio::test]
async fn a_scenario_ends_alike_through_webhooks_and_through_the_flows() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/scenarios");
    for file in ["plumber/bookings", "barber/changes", "barber/messages", "plumber/danger"] {
        for loaded in load(&[root.join(format!("{file}.yaml"))]).unwrap() {
            let name = &loaded.scenario.name;
            let provider_id = ProviderRef::parse(CALL).unwrap();
            let stage = Stage::set(&loaded).await.unwrap();
            let from = Caller::parse(&loaded.scenario.caller.from);
            let mut direct = Direct::new(provider_id.clone(), from);
            let seeded = (1, 0.0);
            let (_, straight) =
                play(&loaded, &stage, &mut direct, &provider_id, seeded).await.unwrap();

            let stage = Stage::set(&loaded).await.unwrap();
            let settings = settings(&[
                ("FRONTDESK__SERVER__PUBLIC_URL", PUBLIC_URL),
                ("FRONTDESK__SERVER__WORKERS", "1"),
                ("FRONTDESK__SERVER__DRAIN_SECONDS", "1"),
                ("FRONTDESK__TWILIO__AUTH_TOKEN", TOKEN),
            ]);
            let site = Site::new(&settings, &stage.flows, Arc::new(SystemIds), false);
            let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
            let port = listener.local_addr().unwrap().port();
            let server = serve(site, &settings, listener).unwrap();
            let handle = server.handle();
            tokio::spawn(server);
            let from = loaded.scenario.caller.from.clone();
            let line = Connection::open(port).await;
            let mut gather = Gather { line, from, action: String::new() };
            let (trial, carried) =
                play(&loaded, &stage, &mut gather, &provider_id, seeded).await.unwrap();
            handle.stop(false).await;
            assert_eq!(straight, carried, "{name}: {:#?}", trial.transcript);
        }
    }
}
