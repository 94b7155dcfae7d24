//! Things that are shown and are none of ours.

use identity::{PlatformTokens, RootSecrets};
use jiff::SignedDuration;
use serde_json::json;

use super::person::PASSWORD;
use super::{Person, Program};
use crate::site::Running;

const DANA: &str = "dana@prairie.example";

/// An access token of a session that is open.
async fn access_token(site: &Running) -> String {
    let mut dana = Person::owner(site, DANA, "Prairie Plumbing").await;
    let login = json!({ "email": DANA, "password": PASSWORD, "tokens": true });
    let reply = dana.post("/v1/auth/login", &login).await;
    reply.json()["tokens"]["access_token"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_was_touched_is_refused() {
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
    let site = Running::start().await;
    let token = access_token(&site).await;
    let parts: Vec<&str> = token.split('.').collect();
    let claims = BASE64.decode(parts[1]).unwrap();
    let claims = String::from_utf8(claims).unwrap();
    let with = |header: &str, claims: &str, signature: &str| {
        [&BASE64.encode(header), ".", &BASE64.encode(claims), ".", signature].concat()
    };
    let kid = String::from_utf8(BASE64.decode(parts[0]).unwrap()).unwrap();
    let mut forged = vec![
        with(r#"{"alg":"none","typ":"at+jwt"}"#, &claims, ""),
        with(r#"{"alg":"NonE"}"#, &claims, ""),
        with(r#"{"alg":"RS256","kid":"../../etc/passwd"}"#, &claims, parts[2]),
        with(&kid.replace("HS256", "HS512"), &claims, parts[2]),
        with(
            &kid.replace("\"typ\"", "\"jku\":\"https://evil.example\",\"typ\""),
            &claims,
            parts[2],
        ),
        with(&kid, &claims.replace("user_", "user_1"), parts[2]),
        with(&kid, &claims, ""),
        [&token, "."].concat(),
        [&token, "="].concat(),
        token.replacen('.', "..", 1),
        "x".repeat(100_000),
        String::new(),
        ".".to_owned(),
    ];
    for place in (0..token.len()).step_by(7) {
        let mut letters: Vec<char> = token.chars().collect();
        letters[place] = if letters[place] == 'A' { 'B' } else { 'A' };
        forged.push(letters.into_iter().collect());
        forged.push(token[..place].to_owned());
    }
    for forged in forged {
        // A head that is too long for the server is refused before it is looked at.
        let mut app = Program::with_token(&site, &forged).await;
        let reply = app.sends("GET", "/v1/members", &[], None).await;
        assert!(matches!(reply.status, 400 | 401 | 431), "{forged:.60}: {}", reply.status);
    }
    let mut app = Program::with_token(&site, &token).await;
    assert_eq!(app.get("/v1/members").await.status, 200);
    site.world.clock.advance(SignedDuration::from_mins(11));
    assert_eq!(app.get("/v1/members").await.status, 401);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_opens_nothing_it_was_not_made_for() {
    let site = Running::start().await;
    let token = access_token(&site).await;
    let now = kernel::Clock::now(site.world.clock.as_ref());
    let secret = testkit::PLATFORM_SECRET.to_owned().into();
    let platform = PlatformTokens::new(&RootSecrets::new(&[secret]).unwrap());
    let staff = platform.issue("ops", true, now).unwrap();
    // The platform's staff belong to no business, and owners are not the platform's staff.
    let mut staff = Program::with_token(&site, staff.expose()).await;
    assert_eq!(staff.get("/v1/members").await.status, 403);
    assert_eq!(staff.get("/v1/auth/me").await.status, 403);
    let mut dana = Program::with_token(&site, &token).await;
    assert_eq!(dana.get("/v1/members").await.status, 200);
    // Two things at once are one too many.
    let both = [("X-API-Key", "fdk_x_y")];
    assert_eq!(dana.sends("GET", "/v1/members", &both, None).await.status, 401);
    let mut key = Program::with_key(&site, &token).await;
    assert_eq!(key.get("/v1/members").await.status, 401);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_widgets_key_is_good_on_its_own_pages_alone() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let wanted = json!({ "kind": "widget", "name": "Page", "origins": ["https://shop.example"] });
    let made = dana.post("/v1/api-keys", &wanted).await;
    assert_eq!(made.status, 201, "{made:?}");
    let made = made.json();
    let key = made["secret"].as_str().unwrap();
    let mut line = site.connect().await;
    for (origin, status) in
        [("https://shop.example", 403), ("https://evil.example", 401), ("", 401)]
    {
        let mut headers = vec![("X-Widget-Token", key)];
        if !origin.is_empty() {
            headers.push(("Origin", origin));
        }
        let reply = line.send("GET /v1/members", &headers, b"").await.unwrap();
        assert_eq!(reply.status, status, "{origin}");
    }
    for origins in [json!([]), json!(["*"]), json!(["http://shop.example"]), json!(["https://a/b"])]
    {
        let wanted = json!({ "kind": "widget", "name": "Page", "origins": origins });
        assert_eq!(dana.post("/v1/api-keys", &wanted).await.json()["field"], "origins");
    }
    site.stop().await;
}
