//! Somebody registers, signs in, hands out keys, invites others, and leaves.

use jiff::SignedDuration;
use serde_json::json;

use super::person::{PASSWORD, token_in_mail};
use super::{Person, Program};
use crate::site::Running;

const DANA: &str = "dana@prairie.example";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_owner_registers_and_signs_in() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    assert!(dana.cookie.starts_with("__Host-frontdesk=sess_"), "{}", dana.cookie);
    let me = dana.get("/v1/auth/me").await;
    assert_eq!(me.status, 200, "{me:?}");
    let me = me.json();
    assert_eq!(me["email"], DANA);
    assert_eq!(me["businesses"][0]["name"], "Prairie Plumbing");
    assert_eq!(me["businesses"][0]["role"], "owner");
    assert_eq!(me["business"], me["businesses"][0]["id"]);
    let members = dana.get("/v1/members").await.json();
    assert_eq!(members["items"].as_array().unwrap().len(), 1);
    let audit = dana.get("/v1/audit").await.json();
    assert_eq!(audit["items"][0]["action"], "business.registered");
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_signs_in_before_the_address_was_shown_to_be_theirs() {
    let site = Running::start().await;
    let mut dana = Person::stranger(&site, DANA).await;
    let wanted = json!({
        "email": DANA, "password": PASSWORD, "name": "Dana", "business": "Prairie Plumbing",
        "timezone": "America/Chicago",
    });
    assert_eq!(dana.post("/v1/auth/register", &wanted).await.status, 202);
    let login = json!({ "email": DANA, "password": PASSWORD });
    let reply = dana.post("/v1/auth/login", &login).await;
    assert_eq!((reply.status, &reply.json()["code"]), (403, &json!("email_unverified")));
    // Registering again tells a stranger nothing, and the owner that there is an account.
    let again = dana.post("/v1/auth/register", &wanted).await;
    assert_eq!(again.status, 202);
    site.world.run_jobs().await;
    assert_eq!(site.world.mail.sent().len(), 2);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forgotten_password_is_chosen_anew_once() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let forgot = dana.post("/v1/auth/password/forgot", &json!({ "email": DANA })).await;
    let nobody = json!({ "email": "nobody@prairie.example" });
    let other = dana.post("/v1/auth/password/forgot", &nobody).await;
    assert_eq!((forgot.status, &forgot.body), (202, &other.body));
    site.world.run_jobs().await;
    let token = token_in_mail(&site, DANA);
    let weak = json!({ "token": token, "password": "password12" });
    assert_eq!(dana.post("/v1/auth/password/reset", &weak).await.json()["field"], "password");
    let fresh = json!({ "token": token, "password": "a wholly different sentence" });
    assert_eq!(dana.post("/v1/auth/password/reset", &fresh).await.status, 204);
    assert_eq!(dana.post("/v1/auth/password/reset", &fresh).await.status, 400);
    // Whoever was signed in is not any more.
    assert_eq!(dana.get("/v1/auth/me").await.status, 401);
    let old = json!({ "email": DANA, "password": PASSWORD });
    assert_eq!(dana.post("/v1/auth/login", &old).await.status, 401);
    let new = json!({ "email": DANA, "password": "a wholly different sentence" });
    assert_eq!(dana.post("/v1/auth/login", &new).await.status, 200);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_opens_what_it_was_made_for_until_it_is_taken_back() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let wanted = json!({ "kind": "api", "name": "Till", "scopes": ["audit:read"] });
    let made = dana.post("/v1/api-keys", &wanted).await;
    assert_eq!(made.status, 201, "{made:?}");
    let made = made.json();
    let mut till = Program::with_key(&site, made["secret"].as_str().unwrap()).await;
    assert_eq!(till.get("/v1/audit").await.status, 200);
    assert_eq!(till.get("/v1/members").await.status, 403);
    assert_eq!(till.get("/v1/auth/me").await.status, 403);
    let shown = dana.get("/v1/api-keys").await.json();
    assert!(shown["items"][0]["last_used_at"].is_string(), "{shown}");
    assert!(!shown.to_string().contains(made["secret"].as_str().unwrap()));

    let id = made["key"]["id"].as_str().unwrap();
    let rotated = dana.post(&format!("/v1/api-keys/{id}/rotate"), &json!({})).await;
    assert_eq!(rotated.status, 201, "{rotated:?}");
    let mut successor = Program::with_key(&site, rotated.json()["secret"].as_str().unwrap()).await;
    assert_eq!(till.get("/v1/audit").await.status, 200);
    assert_eq!(successor.get("/v1/audit").await.status, 200);
    site.world.clock.advance(SignedDuration::from_hours(25));
    assert_eq!(till.get("/v1/audit").await.status, 401);
    assert_eq!(successor.get("/v1/audit").await.status, 200);
    let id = rotated.json()["key"]["id"].as_str().unwrap().to_owned();
    assert_eq!(dana.sends("DELETE", &format!("/v1/api-keys/{id}"), &[], None).await.status, 204);
    assert_eq!(successor.get("/v1/audit").await.status, 401);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn members_come_change_and_go() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let mut sam = Person::member(&mut dana, "sam@prairie.example", "staff").await;
    assert_eq!(sam.get("/v1/members").await.status, 403);
    let id = sam.get("/v1/auth/me").await.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/members/{id}");
    let manager = json!({ "role": "manager" });
    let reply = dana.sends("PATCH", &path, &[], Some(&manager)).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(sam.get("/v1/members").await.status, 200);
    // Managers do not make owners, nor do owners leave a business without one.
    assert_eq!(sam.sends("PATCH", &path, &[], Some(&json!({ "role": "owner" }))).await.status, 403);
    let own = dana.get("/v1/auth/me").await.json()["id"].as_str().unwrap().to_owned();
    let reply = dana.sends("DELETE", &format!("/v1/members/{own}"), &[], None).await;
    assert_eq!((reply.status, &reply.json()["code"]), (409, &json!("last_owner")));
    assert_eq!(dana.sends("DELETE", &path, &[], None).await.status, 204);
    assert_eq!(sam.get("/v1/members").await.status, 403);
    assert_eq!(sam.get("/v1/auth/me").await.json()["business"], json!(null));
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_app_exchanges_its_tokens_and_a_copy_ends_the_session() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let login = json!({ "email": DANA, "password": PASSWORD, "tokens": true });
    let tokens = dana.post("/v1/auth/login", &login).await.json()["tokens"].clone();
    let mut app = Program::with_token(&site, tokens["access_token"].as_str().unwrap()).await;
    assert_eq!(app.get("/v1/members").await.status, 200);
    let first = json!({ "refresh_token": tokens["refresh_token"] });
    let next = dana.post("/v1/auth/refresh", &first).await;
    assert_eq!(next.status, 200, "{next:?}");
    let mut app = Program::with_token(&site, next.json()["access_token"].as_str().unwrap()).await;
    assert_eq!(app.get("/v1/members").await.status, 200);
    site.world.clock.advance(SignedDuration::from_secs(60));
    assert_eq!(dana.post("/v1/auth/refresh", &first).await.status, 401);
    assert_eq!(app.get("/v1/members").await.status, 401);
    let second = json!({ "refresh_token": next.json()["refresh_token"] });
    assert_eq!(dana.post("/v1/auth/refresh", &second).await.status, 401);
    site.stop().await;
}
