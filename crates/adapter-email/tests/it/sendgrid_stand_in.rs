//! A SendGrid on this machine.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use crm::MailFailure;
use crm::contract::{Fixture, Inbox, Received};
use frontdesk_adapter_email::{Config, Kind, SendGrid};
use serde_json::{Value, json};
use wiremock::matchers::{bearer_token, method, path};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::smtp_stand_in::clock;

/// Settings that point at a stand-in.
pub(crate) fn for_api(api_base: &str) -> Config {
    Config {
        kind: Kind::Sendgrid,
        from: "desk@frontdesk.example".to_owned(),
        sendgrid_api_key: Some("SG.synthetic".into()),
        api_base: api_base.to_owned(),
        connect_timeout_ms: 2_000,
        request_timeout_ms: 3_000,
        ..Config::default()
    }
}

/// An error body.
pub(crate) fn error(message: &str, field: Option<&str>) -> Value {
    json!({ "errors": [{ "message": message, "field": field, "help": null }] })
}

/// The other end: accepts mail, and fails when told to.
#[derive(Clone)]
struct Account {
    state: Arc<Mutex<State>>,
    // Lives as long as the account.
    _server: Option<Arc<MockServer>>,
}

#[derive(Default)]
struct State {
    accepted: Vec<Value>,
    failures: VecDeque<MailFailure>,
}

impl Respond for Account {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut state = self.state.lock().unwrap();
        let failure = state.failures.pop_front();
        let refused = match failure {
            Some(MailFailure::Refused) => Some(ResponseTemplate::new(400).set_body_json(error(
                "The to email zoe.marsh+desk@prairie.example is on a list of prairie.example.",
                Some("personalizations.0.to.0.email"),
            ))),
            Some(MailFailure::Away) => Some(ResponseTemplate::new(503)),
            Some(MailFailure::AnswerLost) | None => None,
        };
        if let Some(refused) = refused {
            return refused;
        }
        state.accepted.push(request.body_json().unwrap());
        let accepted = ResponseTemplate::new(202).insert_header("x-message-id", "synthetic");
        if failure.is_some() { accepted.set_delay(Duration::from_secs(30)) } else { accepted }
    }
}

#[async_trait]
impl Inbox for Account {
    async fn received(&self) -> Vec<Received> {
        self.state.lock().unwrap().accepted.iter().map(read).collect()
    }

    async fn fail_next(&self, failure: MailFailure) {
        self.state.lock().unwrap().failures.push_back(failure);
    }
}

fn read(body: &Value) -> Received {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let [to] = body["personalizations"].as_array().unwrap().as_slice() else { panic!("{body}") };
    let content = |kind: &str| {
        let parts = body["content"].as_array().unwrap();
        parts.iter().find(|part| part["type"] == kind).and_then(|part| text(&part["value"]))
    };
    let file = |file: &Value| {
        let kind = text(&file["type"]).unwrap();
        let bytes = STANDARD.decode(file["content"].as_str().unwrap()).unwrap();
        (text(&file["filename"]).unwrap(), kind.split(';').next().unwrap().to_owned(), bytes)
    };
    let id = text(&body["headers"]["Message-ID"]).unwrap();
    Received {
        message_id: id.trim_matches(['<', '>']).to_owned(),
        recipients: to["to"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|to| text(&to["email"]))
            .collect(),
        to_name: text(&to["to"][0]["name"]),
        subject: text(&body["subject"]).unwrap(),
        text: content("text/plain").unwrap(),
        html: content("text/html"),
        files: body["attachments"].as_array().into_iter().flatten().map(file).collect(),
    }
}

/// A sender and its account.
pub(crate) async fn fixture() -> Fixture {
    let server = Arc::new(MockServer::start().await);
    let state = Arc::<Mutex<State>>::default();
    let responder = Account { state: state.clone(), _server: None };
    Mock::given(method("POST"))
        .and(path("/v3/mail/send"))
        .and(bearer_token("SG.synthetic"))
        .respond_with(responder)
        .mount(&server)
        .await;
    let sender = SendGrid::new(&for_api(&server.uri()), clock()).unwrap();
    Fixture::new(sender, Account { state, _server: Some(server) })
}
