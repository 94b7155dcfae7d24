//! Requests with an idempotency key.

use serde_json::json;

use super::Person;
use crate::site::Running;

const DANA: &str = "dana@prairie.example";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_with_a_key_is_carried_out_once() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let wanted = json!({ "kind": "api", "name": "Till", "scopes": ["audit:read"] });
    let key = [("Idempotency-Key", "till-1")];
    let first = dana.sends("POST", "/v1/api-keys", &key, Some(&wanted)).await;
    let again = dana.sends("POST", "/v1/api-keys", &key, Some(&wanted)).await;
    assert_eq!(first.status, 201, "{first:?}");
    assert_eq!((first.status, &first.body), (again.status, &again.body));
    assert_eq!(
        (first.header("idempotent-replayed"), again.header("idempotent-replayed")),
        ("", "true")
    );
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(dana.get("/v1/api-keys").await.json()["items"].as_array().unwrap().len(), 1);

    let other = json!({ "kind": "api", "name": "Another", "scopes": ["audit:read"] });
    let reply = dana.sends("POST", "/v1/api-keys", &key, Some(&other)).await;
    assert_eq!((reply.status, &reply.json()["code"]), (409, &json!("idempotency_mismatch")));
    // Somebody else's key of the same name is another key.
    let mut sam = Person::member(&mut dana, "sam@prairie.example", "owner").await;
    let reply = sam.sends("POST", "/v1/api-keys", &key, Some(&other)).await;
    assert_eq!(reply.status, 201, "{reply:?}");
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_at_once_one_is_carried_out() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let wanted = json!({ "kind": "dashboard", "name": "Wall" });
    let mut people = Vec::new();
    for _ in 0..8 {
        let mut twin = Person::stranger(&site, DANA).await;
        twin.cookie.clone_from(&dana.cookie);
        twin.csrf.clone_from(&dana.csrf);
        people.push(twin);
    }
    let asked = people.iter_mut().map(|twin| {
        let wanted = wanted.clone();
        async move {
            let key = [("Idempotency-Key", "wall-1")];
            twin.sends("POST", "/v1/api-keys", &key, Some(&wanted)).await
        }
    });
    let replies = futures_util::future::join_all(asked).await;
    for reply in &replies {
        let in_flight = reply.status == 409 && reply.json()["code"] == "idempotency_in_flight";
        assert!(reply.status == 201 || in_flight, "{reply:?}");
        assert!(!in_flight || !reply.header("retry-after").is_empty());
    }
    assert!(replies.iter().any(|reply| reply.status == 201));
    assert_eq!(dana.get("/v1/api-keys").await.json()["items"].as_array().unwrap().len(), 1);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_refused_may_be_mended_under_the_same_key() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let key = [("Idempotency-Key", "mend")];
    let faulty = json!({ "kind": "api", "name": "", "scopes": ["audit:read"] });
    let reply = dana.sends("POST", "/v1/api-keys", &key, Some(&faulty)).await;
    assert_eq!((reply.status, &reply.json()["field"]), (400, &json!("name")));
    let mended = json!({ "kind": "api", "name": "Till", "scopes": ["audit:read"] });
    assert_eq!(dana.sends("POST", "/v1/api-keys", &key, Some(&mended)).await.status, 201);
    for bad in [" ", &"x".repeat(256)] {
        let key = [("Idempotency-Key", bad)];
        let reply = dana.sends("POST", "/v1/api-keys", &key, Some(&mended)).await;
        assert_eq!(reply.status, 400);
    }
    site.stop().await;
}
