//! The same scenario through signed webhooks and through the flows ends in the same state.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;

use dialogue::Heard;
use flows::texting::LAPSES_AFTER;
use kernel::{Caller, ManualClock, StoreResult, SystemIds};
use rehearsal::after::{After, look};
use rehearsal::channel::{Channel, Direct, Reply, TURN_TAKES, name_of_text, typed};
use rehearsal::load::{Loaded, load};
use rehearsal::run::play;
use rehearsal::scenario::Goal;
use rehearsal::stage::Stage;
use server::http::{Site, serve};
use telephony::ProviderRef;

use crate::client::Connection;
use crate::programs::Program;
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

/// A carrier's webhooks for texts, signed, over a real connection.
struct Texts {
    line: Connection,
    from: String,
    sent: u32,
}

#[async_trait::async_trait(?Send)]
impl Channel for Texts {
    async fn begin(&mut self, _stage: &Stage) -> StoreResult<Reply> {
        Ok(Reply {
            said: String::new(),
            next: "listen".to_owned(),
            intent: None,
            slots: std::collections::BTreeMap::new(),
        })
    }

    async fn hear(&mut self, stage: &Stage, heard: Heard) -> StoreResult<Reply> {
        stage.clock.advance(TURN_TAKES);
        let sid = name_of_text(&ProviderRef::parse(CALL).unwrap(), self.sent)?;
        self.sent += 1;
        let body = typed(&heard);
        let fields = [
            ("AccountSid", "AC00000000000000000000000000000001"),
            ("MessageSid", sid.as_str()),
            ("From", self.from.as_str()),
            ("To", stage.card.tenant.phone.as_str()),
            ("Body", body.as_str()),
        ];
        let first = post(&mut self.line, "/twilio/sms", &fields).await;
        // Each comes twice: the second changes nothing and is answered alike.
        let again = post(&mut self.line, "/twilio/sms", &fields).await;
        assert_eq!((first.status, &first.body), (200, &again.body));
        // Nobody sees whether a conversation is over; who calls in the same scenario would.
        let mut tx = stage.db.begin_read(stage.card.tenant.id).await?;
        let open = tx.calls().open_text(&Caller::parse(&self.from)).await?;
        let next = if open.is_some() { "listen" } else { "hangup" };
        let reply = self.begin(stage).await?;
        Ok(Reply { said: spoken(&first.body), next: next.to_owned(), ..reply })
    }

    async fn ring(&mut self, stage: &Stage, _picked_up: bool) -> StoreResult<Reply> {
        self.begin(stage).await
    }

    async fn record(&mut self, stage: &Stage, _seconds: u32) -> StoreResult<Reply> {
        self.begin(stage).await
    }

    async fn end(&mut self, stage: &Stage) -> StoreResult<()> {
        stage.clock.advance(LAPSES_AFTER + TURN_TAKES);
        stage.flows.jobs.sweep().await?;
        Ok(())
    }
}

/// What the database holds after a scenario through the flows themselves.
async fn straight(loaded: &Loaded) -> After {
    told(loaded).await.0
}

/// The same, with what the caller said.
async fn told(loaded: &Loaded) -> (After, Vec<String>) {
    let provider_id = ProviderRef::parse(CALL).unwrap();
    let stage = Stage::set(loaded).await.unwrap();
    let from = Caller::parse(&loaded.scenario.caller.from);
    let mut direct = Direct::new(provider_id.clone(), from);
    let played = play(loaded, &stage, &mut direct, &provider_id, SEEDED).await;
    let (trial, after) = played.unwrap();
    let said = trial.transcript.iter().filter_map(|line| line.strip_prefix("caller: "));
    (after, said.map(str::to_owned).collect())
}

/// What the database holds after the same words in the terminal: the program itself, on SQLite.
async fn in_the_terminal(loaded: &Loaded, said: &[String]) -> After {
    let program = Program::new(&[]);
    program.succeeds(&["migrate"]);
    std::fs::write(program.path().join("business.toml"), &loaded.business).unwrap();
    program.succeeds(&["business", "import", "business.toml"]);
    std::fs::write(program.path().join("words.txt"), said.join("\n") + "\n").unwrap();

    let url = format!("sqlite:{}", program.path().join("frontdesk.db").display());
    let db = adapter_diesel::open(&adapter_diesel::Config::new(&url)).await.unwrap();
    let clock = Arc::new(ManualClock::new(loaded.scenario.clock));
    let keys = Arc::new(scheduling::OfferKeys::new([7; 32]));
    let texts = Arc::new(telephony::FakeTexts::new());
    let flows = {
        let time: Arc<dyn kernel::Clock> = clock.clone();
        let fleet = fleet::Fleet::in_process(&time);
        let shared = server::wire::Shared { fleet, people: None, hooks: None };
        server::wire::over(db.clone(), texts, keys, time, shared).flows
    };
    let mut tx = db.begin_platform().await.unwrap();
    let tenant = tx.numbers().list(None, 1).await.unwrap()[0];
    tx.commit().await.unwrap();
    let card = flows.voice.cards.by_tenant(tenant).await.unwrap().unwrap();

    let now = loaded.scenario.clock.to_string();
    let from = &loaded.scenario.caller.from;
    let to = card.tenant.phone.as_str();
    program.succeeds(&["call", "--to", to, "--from", from, "--now", &now, "--script", "words.txt"]);
    let mut tx = db.begin_read(tenant).await.unwrap();
    let call = tx.calls().recent(1).await.unwrap().remove(0);
    drop(tx);
    clock.advance(jiff::SignedDuration::from_mins(10));
    look(&Stage { flows, db, clock, card, seeded: Vec::new() }, &call.provider_id).await.unwrap()
}

/// The same through a server's webhooks.
async fn carried(loaded: &Loaded, in_writing: bool) -> (After, String) {
    let provider_id = ProviderRef::parse(CALL).unwrap();
    let stage = Stage::set(loaded).await.unwrap();
    let settings = settings(&[
        ("FRONTDESK__SERVER__PUBLIC_URL", PUBLIC_URL),
        ("FRONTDESK__SERVER__WORKERS", "1"),
        ("FRONTDESK__SERVER__DRAIN_SECONDS", "1"),
        ("FRONTDESK__TWILIO__AUTH_TOKEN", TOKEN),
    ]);
    let clock: Arc<dyn kernel::Clock> = stage.clock.clone();
    let wired = server::wire::Wired {
        flows: stage.flows.clone(),
        ids: Arc::new(SystemIds),
        db: stage.db.clone(),
        fleet: fleet::Fleet::in_process(&clock),
        clock,
    };
    let site = Site::new(&settings, &wired, false);
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = serve(site, &settings, listener).unwrap();
    let handle = server.handle();
    tokio::spawn(server);
    let from = loaded.scenario.caller.from.clone();
    let line = Connection::open(port).await;
    let mut channel: Box<dyn Channel> = if in_writing {
        Box::new(Texts { line, from, sent: 0 })
    } else {
        Box::new(Gather { line, from, action: String::new() })
    };
    let played = play(loaded, &stage, channel.as_mut(), &provider_id, SEEDED).await;
    let (trial, after) = played.unwrap();
    handle.stop(false).await;
    (after, format!("{:#?}", trial.transcript))
}

fn scenarios(files: &[&str]) -> Vec<Loaded> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/scenarios");
    let paths: Vec<PathBuf> = files.iter().map(|it| root.join(format!("{it}.yaml"))).collect();
    load(&paths).unwrap()
}

/// The seed, and no noise.
const SEEDED: (u64, f64) = (1, 0.0);

#[tokio::test]
async fn a_scenario_ends_alike_through_webhooks_and_through_the_flows() {
    for loaded in
        scenarios(&["plumber/bookings", "barber/changes", "barber/messages", "plumber/danger"])
    {
        let (after, transcript) = Box::pin(carried(&loaded, false)).await;
        assert_eq!(straight(&loaded).await, after, "{}: {transcript}", loaded.scenario.name);
    }
}

#[tokio::test]
async fn a_scenario_ends_alike_spoken_and_written() {
    let mut compared = 0;
    for loaded in scenarios(&["plumber/bookings", "barber/changes", "barber/bookings"]) {
        // Only numbers can text, and nobody is rung by a text.
        let caller = &loaded.scenario.caller;
        let rings = caller.goals.iter().any(|goal| matches!(goal, Goal::Human(_)));
        if rings || Caller::parse(&caller.from).number().is_none() {
            continue;
        }
        let (after, transcript) = Box::pin(carried(&loaded, true)).await;
        assert_eq!(straight(&loaded).await, after, "{}: {transcript}", loaded.scenario.name);
        compared += 1;
    }
    assert!(compared >= 12, "{compared}");
}

#[tokio::test]
async fn a_scenario_ends_alike_in_the_terminal() {
    for loaded in scenarios(&["plumber/bookings", "dental/bookings"]) {
        let (after, said) = told(&loaded).await;
        let terminal = in_the_terminal(&loaded, &said).await;
        assert_eq!(after, terminal, "{}: {said:#?}", loaded.scenario.name);
    }
}
