//! What other people's pages can make a browser do: nothing.

use serde_json::json;

use super::Person;
use crate::site::Running;

const DANA: &str = "dana@prairie.example";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_change_is_made_with_a_cookie_alone() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let mut eve = Person::owner(&site, "eve@other.example", "Other").await;
    let theirs = eve.csrf.clone();
    eve.csrf.clear();
    let cases: [&[(&str, &str)]; 7] = [
        &[("X-CSRF-Token", "")],
        &[("X-CSRF-Token", "nonsense")],
        &[("X-CSRF-Token", &theirs)],
        &[("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Sec-Fetch-Site", ""), ("Origin", "https://evil.example")],
        &[("Sec-Fetch-Site", ""), ("Origin", "null")],
    ];
    for operation in server::http::api::operations().iter().filter(|it| it.is_change()) {
        if operation.door == server::http::api::Door::Anybody {
            continue;
        }
        for more in cases {
            let body = json!({});
            let path = operation.path.replace("{id}", "user_00000000000000000000000000");
            let reply = dana.sends(operation.method.as_str(), &path, more, Some(&body)).await;
            let outcome = (reply.status, reply.json()["code"].clone());
            assert_eq!(outcome, (403, json!("cross_site")), "{} {more:?}", operation.name);
        }
    }
    // Nothing of it has happened.
    assert_eq!(dana.get("/v1/auth/me").await.status, 200);
    assert_eq!(dana.get("/v1/members").await.json()["items"].as_array().unwrap().len(), 1);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cookies_are_for_our_pages_alone() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let login = json!({ "email": DANA, "password": super::person::PASSWORD });
    let reply = dana.post("/v1/auth/login", &login).await;
    let cookies: Vec<&str> = reply
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    for cookie in cookies {
        assert!(cookie.starts_with("__Host-"), "{cookie}");
        for part in ["Secure", "HttpOnly", "Path=/", "SameSite="] {
            assert!(cookie.contains(part), "{cookie} lacks {part}");
        }
        assert!(!cookie.contains("Domain="), "{cookie}");
    }
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_of_other_sites_read_nothing_unless_they_were_named() {
    let site = Running::start().await;
    let mut line = site.connect().await;
    for (origin, allowed) in [("https://pages.example.test", true), ("https://evil.example", false)]
    {
        for (method, path) in [("OPTIONS", "/v1/members"), ("GET", "/v1/auth/me")] {
            let headers = [("Origin", origin), ("Access-Control-Request-Method", "GET")];
            let reply = line.send(&format!("{method} {path}"), &headers, b"").await.unwrap();
            let named = reply.header("access-control-allow-origin");
            assert_eq!(named, if allowed { origin } else { "" }, "{method} {reply:?}");
            assert_eq!(reply.header("access-control-allow-credentials"), "");
        }
    }
    site.stop().await;
}
