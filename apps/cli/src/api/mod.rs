//! The server, as this program knows it.

mod answer;
mod attempt;
mod problem;
mod reach;

pub use answer::{Answer, Page, items, list};
pub use reach::{Reached, SecretFrom};

use std::sync::Arc;

use identity::PlatformTokens;
use kernel::{Clock, IdSource};
use reqwest::Method;
use serde::Serialize;
use url::Url;

use crate::failure::{Failure, Outcome};
use crate::surroundings::Pace;

/// Asks the server.
pub struct Api {
    http: reqwest::Client,
    server: Url,
    name: String,
    tokens: PlatformTokens,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
    pace: Pace,
}

/// One question.
pub(crate) struct Question {
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<String>,
}

impl Api {
    /// Reads what is at `path`.
    pub async fn get(&self, path: &str, query: &[(&'static str, String)]) -> Outcome<Answer> {
        self.ask(Question {
            method: Method::GET,
            path: path.to_owned(),
            query: query.to_vec(),
            body: None,
        })
        .await
    }

    /// Reads a page of a list.
    pub async fn page(&self, path: &str, query: &[(&'static str, String)]) -> Outcome<Page> {
        self.get(path, query).await?.page()
    }

    /// Asks for something to be done.
    pub async fn post(&self, path: &str, body: &impl Serialize) -> Outcome<Answer> {
        self.change(Method::POST, path, Some(body)).await
    }

    /// Puts something in place of what was there.
    pub async fn put(&self, path: &str, body: &impl Serialize) -> Outcome<Answer> {
        self.change(Method::PUT, path, Some(body)).await
    }

    /// Takes something away.
    pub async fn delete(&self, path: &str) -> Outcome<Answer> {
        self.change(Method::DELETE, path, None::<&()>).await
    }

    async fn change(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Outcome<Answer> {
        let body = body.map(serde_json::to_string).transpose();
        let body = body.map_err(|error| Failure::usage(format!("this cannot be sent: {error}")))?;
        self.ask(Question { method, path: path.to_owned(), query: Vec::new(), body }).await
    }

    /// As whom the server is asked.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The server's address.
    pub fn server(&self) -> &str {
        self.server.as_str().trim_end_matches('/')
    }

    /// The time, for what is shown as a length of it.
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// How long to wait.
    pub const fn pace(&self) -> Pace {
        self.pace
    }
}
