//! Who sees what: every operation, asked by every kind of actor, about everybody's things.
//!
//! The cells are made from the operations themselves, so that a new one is in here as soon as it
//! exists. Two businesses are alike but for their markers: whatever one of them is answered is searched
//! for the other's.

use std::collections::BTreeMap;

use identity::{Access, PlatformTokens, RootSecrets};
use kernel::TenantId;
use serde_json::{Value, json};
use server::http::api::{Door, Operation, operations};

use super::marked::{DATE, DRAFT, called, sets};
use super::{Person, Program};
use crate::client::Reply;
use crate::site::Running;

/// A text that stands in every column of one business, and nowhere else.
const OURS: &str = "marker-5f0c2a9be1d74c63";
const THEIRS: &str = "marker-93be77d10ac54f28";

/// Whether an address names a thing by its id. Days, versions and flags have names that everybody's
/// have: they are filled with some that are there.
fn names_a_thing(operation: &Operation) -> bool {
    operation.places().any(|name| name == "id")
}

fn filled(path: &str) -> String {
    path.replace("{flag}", "multi_language").replace("{date}", DATE).replace("{version}", "2")
}

/// A business with something of everything.
struct Business<'s> {
    owner: Person<'s>,
    /// An id for each kind of thing that an address can name, by its prefix.
    things: BTreeMap<&'static str, String>,
    key: String,
    widget: String,
}

impl<'s> Business<'s> {
    async fn open(site: &'s Running, marker: &str) -> Self {
        let email = format!("{marker}@owner.example");
        let mut owner = Person::owner(site, &email, marker).await;
        let mut things = BTreeMap::new();
        let me = owner.get("/v1/auth/me").await.json();
        things.insert("user", text(&me["id"]));
        things.insert("ten", text(&me["business"]));
        let sessions = owner.get("/v1/auth/sessions").await.json();
        things.insert("sess", text(&sessions["items"][0]["id"]));
        let scopes = json!(["audit:read", "members:read", "keys:read"]);
        let wanted = json!({ "kind": "api", "name": marker, "scopes": scopes });
        let made = owner.post("/v1/api-keys", &wanted).await.json();
        things.insert("key", text(&made["key"]["id"]));
        let wanted =
            json!({ "kind": "widget", "name": marker, "origins": ["https://shop.example"] });
        let widget = owner.post("/v1/api-keys", &wanted).await.json();
        let wanted = json!({ "email": format!("{marker}@asked.example"), "role": "staff" });
        let asked = owner.post("/v1/members/invitations", &wanted).await;
        assert_eq!(asked.status, 201, "{asked:?}");
        things.insert("invite", text(&asked.json()["id"]));
        sets(&mut owner, marker).await;
        for (list, kind) in [("services", "svc"), ("staff", "staff")] {
            let listed = owner.get(&format!("/v1/{list}")).await.json();
            things.insert(kind, text(&listed["items"][0]["id"]));
        }
        let tenant: TenantId = things.get("ten").unwrap().parse().unwrap();
        let (customer, call) = called(site, tenant, marker).await;
        things.insert("cust", customer);
        things.insert("call", call);
        hooks(site, &mut owner, marker, &mut things).await;
        Self { owner, things, key: text(&made["secret"]), widget: text(&widget["secret"]) }
    }
}

/// A server that is told what happens, and something that it was told.
async fn hooks(
    site: &Running,
    owner: &mut Person<'_>,
    marker: &str,
    things: &mut BTreeMap<&'static str, String>,
) {
    super::hooks::are_in_plan(site, &things["ten"]).await;
    let url = format!("https://shop.example/{marker}");
    let wanted = json!({ "url": url, "name": marker });
    let added = owner.post("/v1/webhooks", &wanted).await;
    assert_eq!(added.status, 201, "{added:?}");
    let id = text(&added.json()["webhook"]["id"]);
    let tested = owner.sends("POST", &format!("/v1/webhooks/{id}/test"), &[], None).await;
    assert_eq!(tested.status, 202, "{tested:?}");
    things.insert("dlv", text(&tested.json()["delivery"]));
    things.insert("hook", id);
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// What an operation's `{id}` names.
fn prefix(operation: &Operation) -> &'static str {
    let kinds = [
        ("/v1/auth/sessions/", "sess"),
        ("/v1/members/invitations/", "invite"),
        ("/v1/members/", "user"),
        ("/v1/api-keys/", "key"),
        ("/v1/admin/businesses/", "ten"),
        ("/v1/services/", "svc"),
        ("/v1/staff/", "staff"),
        ("/v1/admin/jobs/", "job"),
        ("/v1/admin/rollouts/", "ten"),
        ("/v1/calls/", "call"),
        ("/v1/customers/", "cust"),
        ("/v1/webhooks/", "hook"),
    ];
    let found = kinds.iter().find(|(path, _)| operation.path.starts_with(path));
    found.unwrap_or_else(|| panic!("say what {} names", operation.path)).1
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asker {
    Nobody,
    Forger,
    TheirOwner,
    TheirStaff,
    OurStaff,
    OurKey,
    OurWidget,
    PlatformReader,
}

const ASKERS: [Asker; 8] = [
    Asker::Nobody,
    Asker::Forger,
    Asker::TheirOwner,
    Asker::TheirStaff,
    Asker::OurStaff,
    Asker::OurKey,
    Asker::OurWidget,
    Asker::PlatformReader,
];

/// Where an id can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the address, of our business.
    Ours,
    /// In the address, of nobody.
    Nobodys,
    /// In the address, of another kind.
    OtherKind,
    /// In the query, the body and a header, of our business.
    Elsewhere,
}

struct Stage<'s> {
    site: &'s Running,
    ours: Business<'s>,
    theirs: Business<'s>,
    their_staff: Person<'s>,
    our_staff: Person<'s>,
}

impl Stage<'_> {
    fn path(&self, operation: &Operation, place: Place) -> String {
        if !names_a_thing(operation) {
            return filled(operation.path);
        }
        let prefix = prefix(operation);
        let nobodys = format!("{prefix}_00000000000000000000000000");
        let id = match place {
            // Jobs are the platform's, and there is none.
            Place::Ours | Place::Elsewhere => self.ours.things.get(prefix).unwrap_or(&nobodys),
            Place::Nobodys => &nobodys,
            Place::OtherKind => "appt_00000000000000000000000000",
        };
        let delivery = self.ours.things.get("dlv").unwrap();
        filled(&operation.path.replace("{id}", id)).replace("{delivery}", delivery)
    }

    async fn asks(&mut self, asker: Asker, operation: &Operation, place: Place) -> Reply {
        let path = self.path(operation, place);
        let ours = self.ours.things.get("ten").unwrap().clone();
        let path = match place {
            Place::Elsewhere => format!("{path}?tenant_id={ours}"),
            Place::Ours | Place::Nobodys | Place::OtherKind => path,
        };
        let body = json!({ "tenant_id": ours, "business": ours });
        let body = operation.body.is_some().then_some(&body);
        let method = operation.method.as_str();
        let header = [("X-Tenant-Id", ours.as_str())];
        let more: &[(&str, &str)] = if place == Place::Elsewhere { &header } else { &[] };
        match asker {
            Asker::TheirOwner => self.theirs.owner.sends(method, &path, more, body).await,
            Asker::TheirStaff => self.their_staff.sends(method, &path, more, body).await,
            Asker::OurStaff => self.our_staff.sends(method, &path, more, body).await,
            Asker::Nobody => {
                let mut nobody = Person::stranger(self.site, "nobody@other.example").await;
                nobody.sends(method, &path, more, body).await
            }
            Asker::Forger => {
                self.program("eyJ.x.y", true).await.sends(method, &path, more, body).await
            }
            Asker::OurKey => {
                let key = self.ours.key.clone();
                self.program(&key, false).await.sends(method, &path, more, body).await
            }
            Asker::OurWidget => {
                let key = self.ours.widget.clone();
                self.program(&key, false).await.sends(method, &path, more, body).await
            }
            Asker::PlatformReader => {
                let token = self.reader();
                self.program(&token, true).await.sends(method, &path, more, body).await
            }
        }
    }

    async fn program(&self, shown: &str, is_token: bool) -> Program {
        if is_token {
            Program::with_token(self.site, shown).await
        } else {
            Program::with_key(self.site, shown).await
        }
    }

    fn reader(&self) -> String {
        let secret = testkit::PLATFORM_SECRET.to_owned().into();
        let tokens = PlatformTokens::new(&RootSecrets::new(&[secret]).unwrap());
        let now = kernel::Clock::now(self.site.world.clock.as_ref());
        tokens.issue("reader", false, now).unwrap().expose().to_owned()
    }

    /// Everything of ours that can be seen, to compare it.
    async fn state(&mut self) -> Vec<Value> {
        let mut seen = Vec::new();
        let hook = self.ours.things.get("hook").unwrap();
        let told = format!("/v1/webhooks/{hook}/deliveries");
        let lists = ["/v1/members", "/v1/members/invitations", "/v1/audit", "/v1/calls"];
        let more = ["/v1/customers", "/v1/messages", "/v1/flags", "/v1/business", DRAFT];
        let hooks = ["/v1/webhooks", &told];
        for path in lists.into_iter().chain(more).chain(hooks) {
            seen.push(self.ours.owner.get(path).await.json());
        }
        let mut keys = self.ours.owner.get("/v1/api-keys").await.json();
        for key in keys["items"].as_array_mut().unwrap() {
            key["last_used_at"] = Value::Null;
        }
        seen.push(keys);
        seen
    }
}

/// Whether the answer is what this asker must get.
fn is_right(asker: Asker, operation: &Operation, place: Place, reply: &Reply) -> bool {
    let status = reply.status;
    if status >= 500 {
        return false;
    }
    let refused = matches!(status, 401 | 403 | 404);
    let faulty = matches!(status, 400 | 409 | 428);
    match operation.door {
        // Whatever it does, it does without knowing whose thing it is.
        Door::Anybody => asker == Asker::Forger && status == 401 || status < 500,
        Door::SignedIn => match asker {
            Asker::Nobody | Asker::Forger | Asker::OurWidget => status == 401,
            Asker::OurKey | Asker::PlatformReader => status == 403,
            Asker::TheirOwner | Asker::TheirStaff | Asker::OurStaff => {
                // Another one's session is as good as none.
                !names_a_thing(operation) || status == 404 || faulty
            }
        },
        Door::Platform(access) => match asker {
            Asker::Nobody | Asker::Forger | Asker::OurWidget => status == 401,
            Asker::PlatformReader => access == Access::Read || status == 404,
            _ => status == 404,
        },
        Door::Business(grant) | Door::People(grant) => match asker {
            Asker::Nobody | Asker::Forger | Asker::OurWidget => status == 401,
            Asker::PlatformReader => status == 403,
            Asker::TheirStaff | Asker::OurStaff if !identity::Role::Staff.may(grant) => {
                status == 403
            }
            Asker::OurKey if grant.access == Access::Write => status == 403,
            Asker::OurKey => status == 200 || refused || faulty,
            // What their role may see of their own business's.
            Asker::OurStaff if grant.access == Access::Read && place == Place::Ours => {
                status == 200 || status == 404
            }
            Asker::TheirOwner | Asker::TheirStaff | Asker::OurStaff => {
                // What is not theirs is not there: the same answer as for what nobody has.
                let named = names_a_thing(operation);
                !named || faulty || status == 404
            }
        },
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_sees_or_changes_what_is_not_theirs() {
    let site = Running::start().await;
    let mut ours = Business::open(&site, OURS).await;
    let mut theirs = Business::open(&site, THEIRS).await;
    let our_staff = Person::member(&mut ours.owner, "staff@ours.example", "staff").await;
    let their_staff = Person::member(&mut theirs.owner, "staff@theirs.example", "staff").await;
    let mut stage = Stage { site: &site, ours, theirs, their_staff, our_staff };
    let before = stage.state().await;
    let operations = operations();
    let (mut cells, mut wrong) = (0_u32, Vec::new());
    for operation in &operations {
        for asker in ASKERS {
            for place in [Place::Ours, Place::Nobodys, Place::OtherKind, Place::Elsewhere] {
                if ends_the_askers_own_session(operation) {
                    continue;
                }
                // Buckets are not what is looked at here.
                site.world.clock.advance(jiff::SignedDuration::from_secs(2));
                let reply = stage.asks(asker, operation, place).await;
                cells += 1;
                let leaks = !is_of_ours(asker) && reply.body.contains(OURS);
                if leaks || !is_right(asker, operation, place, &reply) {
                    let cell = format!("{} {asker:?} {place:?}", operation.name);
                    wrong.push(format!("{cell}: {} {:.200}", reply.status, reply.body));
                }
            }
        }
    }
    println!("{} operations, {cells} cells, {} wrong", operations.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(before, stage.state().await);
    site.stop().await;
}

fn is_of_ours(asker: Asker) -> bool {
    matches!(asker, Asker::OurStaff | Asker::OurKey | Asker::PlatformReader)
}

/// These are right to work for whoever asks, and would end the others' cells.
fn ends_the_askers_own_session(operation: &Operation) -> bool {
    matches!(operation.name, "logout" | "logout_everywhere")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_theirs_is_answered_like_what_is_not_there() {
    let site = Running::start().await;
    let ours = Business::open(&site, OURS).await;
    let mut theirs = Business::open(&site, THEIRS).await;
    for operation in operations() {
        if !names_a_thing(&operation) || matches!(operation.door, Door::Platform(_)) {
            continue;
        }
        let prefix = prefix(&operation);
        let body = match operation.name {
            "change_member" => json!({ "role": "staff" }),
            "replay_webhook" => json!({ "since": "2026-01-01T00:00:00Z" }),
            _ => json!({}),
        };
        let body = operation.body.is_some().then_some(&body);
        let mut answers = Vec::new();
        let nobodys = format!("{prefix}_00000000000000000000000000");
        for id in [ours.things.get(prefix).unwrap(), &nobodys] {
            let path = operation.path.replace("{id}", id);
            let path = path.replace("{delivery}", ours.things.get("dlv").unwrap());
            let reply = theirs.owner.sends(operation.method.as_str(), &path, &[], body).await;
            answers.push((reply.status, reply.body));
        }
        assert_eq!(answers[0], answers[1], "{}", operation.name);
        assert_eq!(answers[0].0, 404, "{}: {answers:?}", operation.name);
    }
    site.stop().await;
}
