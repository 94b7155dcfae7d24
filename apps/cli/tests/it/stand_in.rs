//! A small server that behaves like the real one as far as the command line can tell: tokens are
//! verified, parameters it does not know are refused, and a key is answered once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use identity::audit::{AuditEntry, NewAuditEntry};
use identity::{PlatformClaims, PlatformTokens, RootSecrets};
use kernel::{Clock, ManualClock};
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::desk::{NOW, SECRET};

pub(crate) const PRAIRIE: &str = "ten_01kak8v5q0e0080000000000a1";
pub(crate) const TOKYO: &str = "ten_01kak8v5q0e0080000000000a2";
pub(crate) const CRAFTY: &str = "ten_01kak8v5q0e0080000000000a3";
pub(crate) const NOBODY: &str = "ten_01kak8v5q0e0080000000000zz";
pub(crate) const JOB: &str = "job_01kak8v5q0e0080000000000b1";
pub(crate) const JOB_2: &str = "job_01kak8v5q0e0080000000000b2";

/// Key by key as the server writes them, blanks and all.
const BUSINESSES: [&str; 3] = [
    r#"{"id":"ten_01kak8v5q0e0080000000000a1","name":"Prairie Plumbing","phone":"+18165550100","status":"active","plan":"core","book":"usd","subscription":"active","group":"general","created_at":"2026-03-02T14:05:00Z"}"#,
    r#"{"id":"ten_01kak8v5q0e0080000000000a2","name":"東京の美容室 Sakura","phone":null,"status":"onboarding","plan":"starter","book":"usd","subscription":"trial","group":"staging","created_at":"2026-11-20T23:59:59Z"}"#,
    r#"{"id":"ten_01kak8v5q0e0080000000000a3","name":"=cmd|' /C calc'!A0 \u001b[31mRed\u202e","phone":"+442079460123","status":"suspended","plan":null,"book":null,"subscription":"past_due","group":"general","created_at":"2025-07-01T00:00:00Z"}"#,
];
const DETAILS: &str = r#","timezone":"America/Chicago","vertical":"plumber","languages":["en-US","es-US"],"owner_email":"owner@prairie.example","version":7,"members":3,"keys":2}"#;

/// What happened at the server.
#[derive(Default)]
struct State {
    asked: Vec<Asked>,
    /// Answers to give before anything is looked at, the next one first.
    instead: Vec<ResponseTemplate>,
    answered: BTreeMap<String, ResponseTemplate>,
    effects: Vec<String>,
    chains: BTreeMap<String, Vec<AuditEntry>>,
    page_max: Option<usize>,
    fixed: BTreeMap<String, ResponseTemplate>,
    retried: Vec<String>,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) line: String,
    pub(crate) token: String,
    pub(crate) claims: Option<PlatformClaims>,
    pub(crate) key: Option<String>,
    pub(crate) body: Value,
}

#[derive(Clone)]
struct Api(Arc<Mutex<State>>, Arc<PlatformTokens>, Arc<ManualClock>);

pub(crate) struct StandIn {
    server: MockServer,
    api: Api,
}

impl StandIn {
    pub(crate) async fn start(clock: Arc<ManualClock>) -> Self {
        let server = MockServer::start().await;
        let tokens = PlatformTokens::new(&RootSecrets::new(&[SECRET.into()]).unwrap());
        let api = Api(Arc::default(), Arc::new(tokens), clock);
        Mock::given(any()).respond_with(api.clone()).mount(&server).await;
        Self { server, api }
    }

    pub(crate) fn uri(&self) -> String {
        self.server.uri()
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.api.0.lock().unwrap().asked.clone()
    }

    /// The lines of what was asked: `GET /v1/…`.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.line).collect()
    }

    /// What was changed, once for each time it was.
    pub(crate) fn effects(&self) -> Vec<String> {
        self.api.0.lock().unwrap().effects.clone()
    }

    /// Answers with these before anything is looked at.
    pub(crate) fn instead(&self, answers: impl IntoIterator<Item = ResponseTemplate>) {
        self.api.0.lock().unwrap().instead.extend(answers);
    }

    /// Answers a path with this from now on.
    pub(crate) fn fix(&self, path: &str, answer: ResponseTemplate) {
        self.api.0.lock().unwrap().fixed.insert(path.to_owned(), answer);
    }

    /// Gives pages of at most so many items.
    pub(crate) fn short_pages(&self, page_max: usize) {
        self.api.0.lock().unwrap().page_max = Some(page_max);
    }

    /// The record of a business, to be made and to be spoilt.
    pub(crate) fn chain(&self, business: &str, change: impl FnOnce(&mut Vec<AuditEntry>)) {
        change(self.api.0.lock().unwrap().chains.entry(business.to_owned()).or_default());
    }
}

/// The next entry of a record.
pub(crate) fn record(chain: &mut Vec<AuditEntry>, action: &str) {
    let (seq, hash) = chain.last().map_or((0, ""), |last| (last.seq, last.hash.as_str()));
    let first: jiff::Timestamp = NOW.parse().unwrap();
    let at = first + jiff::SignedDuration::from_micros(seq * 1_000_003);
    let entry = AuditEntry::after(
        seq,
        hash,
        &NewAuditEntry {
            at,
            actor: "platform:dana".to_owned(),
            action: action.to_owned(),
            subject: "reminders".to_owned(),
            detail: r#"{"was":false,"is":true}"#.to_owned(),
        },
    );
    chain.push(entry);
}

pub(crate) fn problem(status: u16, code: &str, title: &str) -> ResponseTemplate {
    let body = json!({ "title": title, "status": status, "code": code });
    let answer = said(status, &body.to_string()).insert_header("x-request-id", "req_7f3a");
    answer.insert_header("date", "Sat, 21 Nov 2026 15:00:00 GMT")
}

pub(crate) fn said(status: u16, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.to_owned(), "application/json")
}

fn missing() -> ResponseTemplate {
    problem(404, "not_found", "There is nothing here")
}

fn list(items: &[String], next: Option<&str>) -> ResponseTemplate {
    said(200, &format!("{{\"items\":[{}],\"next\":{}}}", items.join(","), json!(next)))
}

impl Respond for Api {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let asked = self.note(request);
        let mut state = self.0.lock().unwrap();
        state.asked.push(asked.clone());
        if !state.instead.is_empty() {
            return state.instead.remove(0);
        }
        if request.url.path() == "/openapi.json" {
            return state.fixed.get("/openapi.json").cloned().unwrap_or_else(missing);
        }
        let Some(claims) = &asked.claims else {
            return problem(401, "unauthorized", "Please sign in");
        };
        let changes = asked.line.split(' ').next() != Some("GET");
        if changes && !claims.writes {
            return missing();
        }
        if let Some(fixed) = state.fixed.get(request.url.path()) {
            return fixed.clone();
        }
        let Some(key) = asked.key.clone().filter(|_| changes) else {
            return state.read(request);
        };
        if let Some(earlier) = state.answered.get(&key) {
            return earlier.clone();
        }
        let answer = state.change(&asked);
        state.answered.insert(key, answer.clone());
        answer
    }
}

impl Api {
    fn note(&self, request: &Request) -> Asked {
        let header = |name: &str| {
            request.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let token = header("authorization").unwrap_or_default();
        let token = token.strip_prefix("Bearer ").unwrap_or("").to_owned();
        let claims = self.1.verify(&token, self.2.now()).ok();
        let query = request.url.query().map_or(String::new(), |query| format!("?{query}"));
        Asked {
            line: format!("{} {}{query}", request.method, request.url.path()),
            token,
            claims,
            key: header("idempotency-key"),
            body: serde_json::from_slice(&request.body).unwrap_or(Value::Null),
        }
    }
}

impl State {
    fn read(&self, request: &Request) -> ResponseTemplate {
        let query: BTreeMap<String, String> =
            request.url.query_pairs().map(|(name, value)| (name.into(), value.into())).collect();
        let path: Vec<&str> = request.url.path().split('/').skip(3).collect();
        let known: &[&str] = match path.as_slice() {
            ["businesses"] => &["status", "limit", "cursor"],
            ["businesses", _, "audit"] => &["after", "limit"],
            ["jobs"] => &["status", "cursor"],
            _ => &[],
        };
        if let Some(other) = query.keys().find(|name| !known.contains(&name.as_str())) {
            return problem(400, "invalid", &format!("{other} is no parameter of this address"));
        }
        match path.as_slice() {
            ["overview"] => said(200, OVERVIEW),
            ["businesses"] => self.page(&Self::businesses(query.get("status")), &query),
            ["businesses", id] => match BUSINESSES.iter().find(|item| item.contains(id)) {
                Some(item) => said(200, &[item.trim_end_matches('}'), DETAILS].concat()),
                None => missing(),
            },
            ["businesses", _, "flags"] => said(200, FLAGS),
            ["businesses", id, "audit"] => self.audit(id, &query),
            ["plans"] => said(200, PLANS),
            ["rollouts"] => said(200, ROLLOUTS),
            ["jobs"] => self.page(&self.jobs(), &query),
            ["calls", "live"] => said(200, CALLS),
            ["usage"] => said(200, USAGE),
            _ => missing(),
        }
    }

    fn businesses(status: Option<&String>) -> Vec<String> {
        let wanted = status.map(|status| format!("\"status\":\"{status}\""));
        let fits = |item: &&&str| wanted.as_ref().is_none_or(|wanted| item.contains(wanted));
        BUSINESSES.iter().filter(fits).map(|item| (*item).to_owned()).collect()
    }

    fn jobs(&self) -> Vec<String> {
        let left = JOBS.iter().filter(|job| !self.retried.iter().any(|id| job.contains(id)));
        left.map(|job| (*job).to_owned()).collect()
    }

    fn page(&self, items: &[String], query: &BTreeMap<String, String>) -> ResponseTemplate {
        let number = |name: &str| query.get(name).map(|text| text.parse::<usize>().unwrap());
        let size = number("limit").unwrap_or(50).min(self.page_max.unwrap_or(100));
        let start = number("cursor").unwrap_or(0);
        let end = (start + size).min(items.len());
        list(&items[start..end], (end < items.len()).then_some(end.to_string().as_str()))
    }

    fn audit(&self, id: &str, query: &BTreeMap<String, String>) -> ResponseTemplate {
        let after: i64 = query.get("after").map_or(0, |after| after.parse().unwrap());
        let limit: usize = query.get("limit").map_or(50, |limit| limit.parse().unwrap());
        let limit = limit.min(self.page_max.unwrap_or(100));
        let chain = self.chains.get(id).cloned().unwrap_or_default();
        let later = chain.iter().filter(|entry| entry.seq > after).take(limit);
        let items: Vec<String> = later.map(|entry| serde_json::to_string(entry).unwrap()).collect();
        list(&items, None)
    }

    fn change(&mut self, asked: &Asked) -> ResponseTemplate {
        let (method, path) = asked.line.split_once(' ').unwrap();
        let path: Vec<&str> = path.split('/').skip(3).collect();
        if let ["businesses", id, ..] = path.as_slice()
            && !BUSINESSES.iter().any(|item| item.contains(id))
        {
            return missing();
        }
        self.effects.push(format!("{} {}", asked.line, asked.body));
        match (method, path.as_slice()) {
            ("POST", ["businesses"]) => said(201, MADE),
            ("POST", ["businesses", _, "rotate-key" | "rotate-widget-token"]) => said(200, ROTATED),
            ("POST", ["businesses", id, _]) => {
                said(200, BUSINESSES.iter().find(|item| item.contains(id)).unwrap())
            }
            ("POST", ["jobs", id, "retry"]) => {
                self.retried.push((*id).to_owned());
                said(200, "{}")
            }
            ("POST", ["smoke"]) => said(200, SMOKE),
            ("DELETE", _) => ResponseTemplate::new(204),
            _ => said(200, "{\"done\": true}"),
        }
    }
}

const OVERVIEW: &str = r#"{"businesses":{"onboarding":1,"in_review":0,"active":1,"suspended":1,"closed":0}, "live_calls":2,"jobs":{"waiting":4,"failed":2},"version":"0.1.0","environment":"staging"}"#;
const MADE: &str = r#"{"id":"ten_01kak8v5q0e0080000000000a4","name":"Corner Salon","status":"onboarding","invitation":true}"#;
const ROTATED: &str = r#"{"id":"key_01kak8v5q0e0080000000000c1","secret":"fdk_shown_once","previous_until":"2026-11-22T15:00:00Z"}"#;
const FLAGS: &str = r#"{"items":[
{"name":"reminders","value":true,"default":false,"decided_by":"plan","say":"Reminds customers of appointments.","since":"v2"},
{"name":"languages_max","value":2,"default":1,"decided_by":"business","say":"In how many languages calls are answered.","since":"v1"},
{"name":"analytics","value":"none","default":"none","decided_by":"default","say":"What is worked out from calls.","since":"v2"}],"next":null}"#;
const PLANS: &str = r#"{"items":[
{"book":"usd","id":"starter","name":"Starter","tier":"v1","monthly":"49.00 USD","setup":null,"minutes":200,"texts":200,"numbers":1},
{"book":"usd","id":"core","name":"Core","tier":"v2","monthly":"149.00 USD","setup":"50.00 USD","minutes":1000,"texts":1000,"numbers":2},
{"book":"usd","id":"pro","name":"Pro","tier":"v3","monthly":"499.00 USD","setup":"50.00 USD","minutes":2500,"texts":4000,"numbers":5},
{"book":"gbp","id":"starter","name":"Starter","tier":"v1","monthly":"29.00 GBP","setup":null,"minutes":200,"texts":200,"numbers":1}],"next":null}"#;
const ROLLOUTS: &str =
    r#"{"items":[{"flag":"reminders","stage":"25%","past":["staging","off"]}],"next":null}"#;
const JOBS: [&str; 2] = [
    r#"{"id":"job_01kak8v5q0e0080000000000b1","business":"ten_01kak8v5q0e0080000000000a1","kind":"send_text","status":"failed","attempts":12,"run_at":"2026-11-21T14:00:00Z","last_error":"the carrier refused the number: it is not one that texts can be sent to"}"#,
    r#"{"id":"job_01kak8v5q0e0080000000000b2","business":null,"kind":"send_mail","status":"failed","attempts":3,"run_at":"2026-11-21T14:30:00Z","last_error":null}"#,
];
const CALLS: &str = r#"{"items":[
{"id":"call_01kak8v5q0e0080000000000d1","business":"ten_01kak8v5q0e0080000000000a1","business_name":"Prairie Plumbing","since":"2026-11-21T14:57:47Z"},
{"id":"call_01kak8v5q0e0080000000000d2","business":"ten_01kak8v5q0e0080000000000a2","business_name":"東京の美容室 Sakura","since":"2026-11-21T12:00:00Z"}],"next":null}"#;
const USAGE: &str = r#"{"items":[
{"business":"ten_01kak8v5q0e0080000000000a1","name":"Prairie Plumbing","calls":1204,"minutes":3511,"texts":871,"appointments":310},
{"business":"ten_01kak8v5q0e0080000000000a3","name":"=cmd|' /C calc'!A0, \"Ltd\"","calls":0,"minutes":0,"texts":0,"appointments":0}],"next":null}"#;
const SMOKE: &str = r#"{"ok":true,"checks":[{"name":"database","ok":true,"say":"PostgreSQL 15, schema 14","micros":812},{"name":"redis","ok":true,"say":"not configured","micros":3}]}"#;
