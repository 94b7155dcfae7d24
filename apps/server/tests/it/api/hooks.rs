//! A business's own servers over HTTP.

use hooks::fake::Reply;
use hooks::{Secret, verify};
use identity::{Actor, Who};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tenancy::Flag;
use tenancy::flags::FlagValue;

use super::{Person, Program};
use crate::site::Running;

const DANA: &str = "dana@prairie.example";
const URL: &str = "https://shop.example/hooks?token=hush";

/// Somebody of the platform's staff.
fn staff() -> Actor {
    Actor { who: Who::Platform { name: "ada".to_owned(), writes: true }, tenant: None }
}

/// Puts a business where webhooks are to be had.
pub(crate) async fn are_in_plan(site: &Running, business: &str) {
    let (platform, id) = (&site.world.flows.platform, business.parse().unwrap());
    let on = Some(FlagValue::Switch(true));
    platform.set_flag(&staff(), id, Flag::OutgoingWebhooks, on).await.unwrap();
}

async fn deliveries(dana: &mut Person<'_>, at: &str, query: &str) -> Vec<Value> {
    let reply = dana.get(&format!("{at}/deliveries{query}")).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.json()["items"].as_array().unwrap().clone()
}

/// Checks the signature of the last request, by whoever has this secret.
fn verifies(site: &Running, secret: &str) -> bool {
    let received = site.world.told.received();
    let last = received.last().unwrap();
    let secret = Secret::parse(secret).unwrap();
    verify(&secret, &last.headers, last.body.as_bytes(), site.world.now()).is_ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_is_added_tried_told_again_and_removed() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let wanted = json!({ "url": URL, "name": "Till", "events": ["appointment.booked"] });
    let business = dana.get("/v1/auth/me").await.json()["business"].as_str().unwrap().to_owned();
    let id = business.parse().unwrap();
    let platform = &site.world.flows.platform;
    platform.set_plan(&staff(), id, None, "starter").await.unwrap();
    let refused = dana.post("/v1/webhooks", &wanted).await;
    assert_eq!((refused.status, &refused.json()["code"]), (409, &json!("not_in_plan")));
    are_in_plan(&site, &business).await;

    let added = dana.post("/v1/webhooks", &wanted).await;
    assert_eq!(added.status, 201, "{added:?}");
    let at = added.header("location").to_owned();
    let (secret, shown) = (added.json()["secret"].clone(), added.json()["webhook"].clone());
    let secret = secret.as_str().unwrap();
    assert!(secret.starts_with("whsec_"));
    assert_eq!(dana.get(&at).await.json(), shown);
    assert_eq!(shown["events"], json!(["appointment.booked"]));
    assert_eq!((&shown["url"], &shown["enabled"]), (&json!(URL), &json!(true)));
    // It is told this once.
    for path in [&at, "/v1/webhooks", "/v1/audit"] {
        assert!(!dana.get(path).await.body.contains("whsec_"), "{path}");
    }
    assert!(!dana.get("/v1/audit").await.body.contains("hush"));

    let changed = json!({ "events": ["*"], "enabled": false });
    let changed = dana.sends("PATCH", &at, &[], Some(&changed)).await.json();
    assert_eq!((&changed["events"], &changed["enabled"]), (&json!(["*"]), &json!(false)));
    assert_eq!((&changed["disabled_why"], &changed["name"]), (&json!("owner"), &json!("Till")));

    // Even so it can be tried.
    let tested = dana.sends("POST", &format!("{at}/test"), &[], None).await;
    assert_eq!(tested.status, 202, "{tested:?}");
    site.world.run_jobs().await;
    assert!(verifies(&site, secret));
    let told = deliveries(&mut dana, &at, "").await;
    assert_eq!((told.len(), &told[0]["id"]), (1, &tested.json()["delivery"]));
    assert_eq!(
        (&told[0]["kind"], &told[0]["status"], &told[0]["last_status"]),
        (&json!("webhook.test"), &json!("delivered"), &json!(200))
    );

    let rotated = dana.sends("POST", &format!("{at}/rotate-secret"), &[], None).await;
    assert_eq!(rotated.status, 200, "{rotated:?}");
    let newer = rotated.json()["secret"].as_str().unwrap().to_owned();
    assert_ne!(newer, secret);
    let again = format!("{at}/deliveries/{}/replay", told[0]["id"].as_str().unwrap());
    assert_eq!(dana.sends("POST", &again, &[], None).await.status, 202);
    site.world.run_jobs().await;
    // For a day whoever has either of them can check it.
    assert!(verifies(&site, secret) && verifies(&site, &newer));
    site.world.clock.advance(SignedDuration::from_hours(25));
    assert_eq!(dana.sends("POST", &again, &[], None).await.status, 202);
    site.world.run_jobs().await;
    assert!(!verifies(&site, secret) && verifies(&site, &newer));

    assert_eq!(dana.sends("DELETE", &at, &[], None).await.status, 204);
    for path in [&at, &format!("{at}/deliveries")] {
        assert_eq!(dana.get(path).await.status, 404, "{path}");
    }
    assert_eq!(dana.sends("POST", &again, &[], None).await.status, 404);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_lost_is_found_by_pages_and_sent_again() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let business = dana.get("/v1/auth/me").await.json()["business"].as_str().unwrap().to_owned();
    are_in_plan(&site, &business).await;
    let added = dana.post("/v1/webhooks", &json!({ "url": URL, "name": "Till" })).await;
    let at = added.header("location").to_owned();
    let since = site.world.now();
    site.world.told.answer_next([Reply::Refused; 3]);
    for _ in 0..3 {
        dana.sends("POST", &format!("{at}/test"), &[], None).await;
        site.world.run_jobs().await;
    }
    assert!(deliveries(&mut dana, &at, "?status=delivered").await.is_empty());
    assert_eq!(deliveries(&mut dana, &at, "?status=failed").await.len(), 3);
    let first = dana.get(&format!("{at}/deliveries?limit=2")).await.json();
    let next = first["next"].as_str().unwrap();
    let second = dana.get(&format!("{at}/deliveries?limit=2&cursor={next}")).await.json();
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    assert_eq!((second["items"].as_array().unwrap().len(), &second["next"]), (1, &Value::Null));
    for query in ["?status=lost", "?limit=0", "?cursor=x"] {
        assert_eq!(dana.get(&format!("{at}/deliveries{query}")).await.status, 400, "{query}");
    }

    let since = json!({ "since": since.to_string() });
    let again = dana.post(&format!("{at}/replay"), &since).await;
    assert_eq!((again.status, &again.json()["count"]), (202, &json!(3)), "{again:?}");
    site.world.run_jobs().await;
    assert_eq!(deliveries(&mut dana, &at, "?status=delivered").await.len(), 3);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_public_addresses_and_known_events_are_taken_and_programs_only_look() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let business = dana.get("/v1/auth/me").await.json()["business"].as_str().unwrap().to_owned();
    are_in_plan(&site, &business).await;
    let faults = [
        (json!({ "url": "http://shop.example/hooks", "name": "Till" }), "url"),
        (json!({ "url": "https://me:hush@shop.example/", "name": "Till" }), "url"),
        (json!({ "url": "http://127.0.0.1:8080/", "name": "Till" }), "url"),
        (json!({ "url": "shop.example", "name": "Till" }), "url"),
        (json!({ "url": URL, "name": " " }), "name"),
        (json!({ "url": URL, "name": "Till", "events": [] }), "events"),
        (json!({ "url": URL, "name": "Till", "events": ["call.lost"] }), "events"),
        (json!({ "url": URL, "name": "Till", "events": ["webhook.test"] }), "events"),
        (json!({ "url": URL, "name": "Till", "secret": "whsec_mine" }), "secret"),
    ];
    for (body, field) in faults {
        let reply = dana.post("/v1/webhooks", &body).await;
        assert_eq!((reply.status, &reply.json()["field"]), (400, &json!(field)), "{body}");
    }
    let wanted = json!({ "kind": "api", "name": "Till", "scopes": ["webhooks:write"] });
    let key = dana.post("/v1/api-keys", &wanted).await;
    let made = key.json();
    let Some(key) = made["secret"].as_str() else { panic!("{made}") };
    let mut till = Program::with_key(&site, key).await;
    let wanted = json!({ "url": URL, "name": "Till" });
    assert_eq!(till.sends("POST", "/v1/webhooks", &[], Some(&wanted)).await.status, 403);
    site.stop().await;
}
