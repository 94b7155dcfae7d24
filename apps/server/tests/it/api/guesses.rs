//! Guessing passwords, and shutting others out by guessing.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde_json::json;

use super::Person;
use super::person::PASSWORD;
use crate::site::Running;

const DANA: &str = "dana@prairie.example";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_guesses_a_handful_is_looked_at() {
    let site = Running::start().await;
    Person::owner(&site, DANA, "Prairie Plumbing").await;
    let mut eve = Person::stranger(&site, "eve@other.example").await;
    site.world.clock.advance(SignedDuration::from_mins(10));
    let mut seen: BTreeMap<u16, u32> = BTreeMap::new();
    for number in 0..500 {
        let guess = json!({ "email": DANA, "password": format!("a wrong guess {number}") });
        let reply = eve.post("/v1/auth/login", &guess).await;
        if reply.status == 429 {
            assert!(reply.header("retry-after").parse::<u32>().unwrap() > 0);
        }
        *seen.entry(reply.status).or_default() += 1;
    }
    let looked_at = seen.get(&401).copied().unwrap_or_default();
    assert!((1..=10).contains(&looked_at), "{seen:?}");
    // The right one is not looked at either: nobody learns that it would have been.
    let right = json!({ "email": DANA, "password": PASSWORD });
    assert_eq!(eve.post("/v1/auth/login", &right).await.status, 429);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guessing_shuts_nobody_out_who_was_here_before() {
    let site = Running::start().await;
    let mut dana = Person::stranger(&site, DANA).await;
    Person::owner(&site, DANA, "Prairie Plumbing").await;
    let login = json!({ "email": DANA, "password": PASSWORD });
    let reply = dana.post("/v1/auth/login", &login).await;
    let device = reply
        .headers
        .iter()
        .find(|(name, value)| name == "set-cookie" && value.starts_with("__Host-frontdesk-device"));
    let device = device.unwrap().1.split(';').next().unwrap().to_owned();
    dana.takes(&reply);
    assert_eq!(dana.post("/v1/auth/logout", &json!({})).await.status, 204);

    let mut eve = Person::stranger(&site, "eve@other.example").await;
    for number in 0..60 {
        let guess = json!({ "email": DANA, "password": format!("a wrong guess {number}") });
        eve.post("/v1/auth/login", &guess).await;
    }
    let mut dana = Person::stranger(&site, DANA).await;
    let known = [("Cookie", device.as_str())];
    let reply = dana.sends("POST", "/v1/auth/login", &known, Some(&login)).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn known_and_unknown_addresses_hear_the_same() {
    let site = Running::start().await;
    Person::owner(&site, DANA, "Prairie Plumbing").await;
    let mut eve = Person::stranger(&site, "eve@other.example").await;
    let mut answers = Vec::new();
    for email in [DANA, "nobody@prairie.example", "no address at all"] {
        let guess = json!({ "email": email, "password": "wrong wrong wrong" });
        let reply = eve.post("/v1/auth/login", &guess).await;
        answers.push((reply.status, reply.body));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    let mut answers = Vec::new();
    for email in [DANA, "nobody@prairie.example"] {
        let wanted = json!({
            "email": email, "password": PASSWORD, "name": "Eve", "business": "Other",
            "timezone": "America/Chicago",
        });
        let reply = eve.post("/v1/auth/register", &wanted).await;
        answers.push((reply.status, reply.body));
    }
    assert_eq!(answers[0], answers[1]);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_factor_is_asked_for_and_no_code_is_good_twice() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let offer = dana.post("/v1/auth/second-factor", &json!({})).await.json();
    let secret = identity::TotpSecret::parse(offer["secret"].as_str().unwrap()).unwrap();
    let wrong = json!({ "code": "000000" });
    assert_eq!(dana.post("/v1/auth/second-factor/confirm", &wrong).await.status, 400);
    let now = || kernel::Clock::now(site.world.clock.as_ref());
    let code = secret.shown_at(now());
    let reply = dana.post("/v1/auth/second-factor/confirm", &json!({ "code": code })).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let paper = reply.json()["recovery_codes"][0].as_str().unwrap().to_owned();

    let plain = json!({ "email": DANA, "password": PASSWORD });
    assert_eq!(dana.post("/v1/auth/login", &plain).await.json()["code"], "code_needed");
    let with = |code: &str| json!({ "email": DANA, "password": PASSWORD, "code": code });
    assert_eq!(dana.post("/v1/auth/login", &with(&code)).await.json()["code"], "code_wrong");
    site.world.clock.advance(SignedDuration::from_mins(2));
    let code = secret.shown_at(now());
    assert_eq!(dana.post("/v1/auth/login", &with(&code)).await.status, 200);
    assert_eq!(dana.post("/v1/auth/login", &with(&code)).await.status, 401);
    site.world.clock.advance(SignedDuration::from_mins(5));
    assert_eq!(dana.post("/v1/auth/login", &with(&paper)).await.status, 200);
    assert_eq!(dana.post("/v1/auth/login", &with(&paper)).await.status, 401);
    site.stop().await;
}
