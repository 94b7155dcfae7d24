//! Somebody who uses the API, with what they have been given.

use serde_json::{Value, json};

use crate::client::{Connection, Reply};
use crate::site::Running;

/// The origin of our own pages.
pub(crate) const ORIGIN: &str = "https://site.example.test";

/// Somebody in a browser.
pub(crate) struct Person<'s> {
    site: &'s Running,
    line: Connection,
    pub(crate) email: String,
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// The token of the last link in the mails to an address.
pub(crate) fn token_in_mail(site: &Running, email: &str) -> String {
    let sent = site.world.mail.sent();
    let mail = sent.iter().rev().find(|mail| mail.to.as_str() == email);
    let text = &mail.unwrap_or_else(|| panic!("no mail to {email}")).text;
    let rest = text.split("token=").nth(1).unwrap_or_else(|| panic!("no link in {text}"));
    rest.split(|letter: char| letter.is_whitespace()).next().unwrap().to_owned()
}

impl<'s> Person<'s> {
    /// Somebody who is a stranger yet.
    pub(crate) async fn stranger(site: &'s Running, email: &str) -> Self {
        let line = site.connect().await;
        let (email, cookie, csrf) = (email.to_owned(), String::new(), String::new());
        Self { site, line, email, cookie, csrf }
    }

    /// The owner of a new business.
    pub(crate) async fn owner(site: &'s Running, email: &str, business: &str) -> Self {
        let mut person = Self::stranger(site, email).await;
        let wanted = json!({
            "email": email, "password": PASSWORD, "name": "Dana Reyes", "business": business,
            "timezone": "America/Chicago", "vertical": "salon", "language": "en-US",
        });
        assert_eq!(person.post("/v1/auth/register", &wanted).await.status, 202);
        site.world.run_jobs().await;
        let token = token_in_mail(site, email);
        let reply = person.post("/v1/auth/verify", &json!({ "token": token })).await;
        assert_eq!(reply.status, 204, "{reply:?}");
        person.signs_in().await;
        person
    }

    /// Somebody who was invited by `owner`, and has joined.
    pub(crate) async fn member(owner: &mut Person<'s>, email: &str, role: &str) -> Self {
        let site = owner.site;
        let wanted = json!({ "email": email, "role": role });
        let reply = owner.post("/v1/members/invitations", &wanted).await;
        assert_eq!(reply.status, 201, "{reply:?}");
        site.world.run_jobs().await;
        let token = token_in_mail(site, email);
        let mut person = Self::stranger(site, email).await;
        let join = json!({ "token": token, "name": "Sam Hill", "password": PASSWORD });
        let reply = person.post("/v1/auth/join", &join).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        person.signs_in().await;
        person
    }

    pub(crate) async fn signs_in(&mut self) {
        let login = json!({ "email": self.email, "password": PASSWORD });
        let reply = self.post("/v1/auth/login", &login).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        self.takes(&reply);
    }

    /// Keeps the cookie and the token of an answer.
    pub(crate) fn takes(&mut self, reply: &Reply) {
        let cookie = reply.header("set-cookie");
        cookie.split(';').next().unwrap().clone_into(&mut self.cookie);
        reply.json()["csrf_token"].as_str().unwrap().clone_into(&mut self.csrf);
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        let headers = [("Cookie", self.cookie.as_str())];
        self.line.send(&format!("GET {path}"), &headers, b"").await.unwrap()
    }

    pub(crate) async fn post(&mut self, path: &str, body: &Value) -> Reply {
        self.sends("POST", path, &[], Some(body)).await
    }

    /// Sends whatever, as a page of ours would.
    pub(crate) async fn sends(
        &mut self,
        method: &str,
        path: &str,
        more: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Reply {
        let mut headers = vec![("Origin", ORIGIN), ("Sec-Fetch-Site", "same-origin")];
        if !self.cookie.is_empty() {
            headers.extend([("Cookie", self.cookie.as_str()), ("X-CSRF-Token", &self.csrf)]);
        }
        let body = body.map(Value::to_string).unwrap_or_default();
        if !body.is_empty() {
            headers.push(("Content-Type", "application/json"));
        }
        headers.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        headers.extend(more.iter().filter(|(_, value)| !value.is_empty()));
        self.line.send(&format!("{method} {path}"), &headers, body.as_bytes()).await.unwrap()
    }
}

/// A program with a key or a token.
pub(crate) struct Program {
    line: Connection,
    header: (String, String),
}

impl Program {
    pub(crate) async fn with_key(site: &Running, key: &str) -> Self {
        let header = ("X-API-Key".to_owned(), key.to_owned());
        Self { line: site.connect().await, header }
    }

    pub(crate) async fn with_token(site: &Running, token: &str) -> Self {
        let header = ("Authorization".to_owned(), format!("Bearer {token}"));
        Self { line: site.connect().await, header }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.sends("GET", path, &[], None).await
    }

    pub(crate) async fn sends(
        &mut self,
        method: &str,
        path: &str,
        more: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Reply {
        let mut headers = vec![(self.header.0.as_str(), self.header.1.as_str())];
        let body = body.map(Value::to_string).unwrap_or_default();
        if !body.is_empty() {
            headers.push(("Content-Type", "application/json"));
        }
        headers.extend(more);
        self.line.send(&format!("{method} {path}"), &headers, body.as_bytes()).await.unwrap()
    }
}
