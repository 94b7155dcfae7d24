//! One question, asked again where that can help and does no harm.

use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Method, Response, StatusCode};

use super::{Answer, Api, Question, problem};
use crate::failure::{Failure, Outcome};

/// How often a question is asked again.
const RETRIES_MAX: u32 = 3;
/// The largest answer, in bytes: a page of a hundred entries with 8 KiB each, and as much again.
const ANSWER_BYTES_MAX: usize = 2 * 1024 * 1024;

/// What an attempt came to.
enum Attempt {
    Done(Answer),
    /// Another one may help, after this time if the server has named one.
    Again(Failure, Option<Duration>),
}

impl Api {
    /// Asks, and asks again where the server is busy or the connection was lost.
    ///
    /// A change carries the same key each time, so that the server does it once.
    pub(super) async fn ask(&self, question: Question) -> Outcome<Answer> {
        let changes = question.method != Method::GET;
        let key = changes.then(|| self.ids.next_uuid().to_string());
        let mut pause = self.pace.first;
        for _ in 0..RETRIES_MAX {
            let (failure, asked_for) = match self.attempt(&question, key.as_deref()).await? {
                Attempt::Done(answer) => return Ok(answer),
                Attempt::Again(failure, asked_for) => (failure, asked_for),
            };
            let wait = asked_for.unwrap_or(pause);
            if wait > self.pace.longest {
                let what = format!("{}; it asks to wait {} s", failure.what, wait.as_secs());
                return Err(Failure { what, ..failure });
            }
            tokio::time::sleep(wait).await;
            pause = pause.saturating_mul(2);
        }
        match self.attempt(&question, key.as_deref()).await? {
            Attempt::Done(answer) => Ok(answer),
            Attempt::Again(failure, _) => Err(failure),
        }
    }

    async fn attempt(&self, question: &Question, key: Option<&str>) -> Outcome<Attempt> {
        let url = format!("{}{}", self.server(), question.path);
        // A token for each attempt: what leaks is good for a minute, and for reading only where
        // nothing is to be changed.
        let token = self.tokens.issue(&self.name, key.is_some(), self.clock.now());
        let token = token.map_err(|error| Failure::usage(error.to_string()))?;
        let mut request =
            self.http.request(question.method.clone(), url).bearer_auth(token.expose());
        if !question.query.is_empty() {
            request = request.query(&question.query);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(body) = &question.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let answered = match request.send().await {
            Ok(response) => self.read(response, &question.path).await,
            Err(error) => Err(error),
        };
        match answered {
            Ok(outcome) => outcome,
            Err(error) => self.lost(error, key.is_some()),
        }
    }

    /// Reads an answer of bounded length and says what it means.
    async fn read(
        &self,
        mut response: Response,
        path: &str,
    ) -> Result<Outcome<Attempt>, reqwest::Error> {
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len().saturating_add(chunk.len()) > ANSWER_BYTES_MAX {
                return Ok(Err(Failure::refused("the server's answer is larger than 2 MiB")));
            }
            body.extend_from_slice(&chunk);
        }
        let Ok(text) = String::from_utf8(body) else {
            return Ok(Err(Failure::refused("the server's answer is not text")));
        };
        if status.is_success() {
            return Ok(Ok(Attempt::Done(Answer(text))));
        }
        if status.is_redirection() {
            let what = format!("{} sends us elsewhere: is it the server itself?", self.server());
            return Ok(Err(Failure::refused(what)));
        }
        let failure = problem::failure(status, &headers, &text, self.clock.now(), path);
        let wait = retry_after(&headers);
        let again = match status {
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => true,
            // The same change is being carried out: its answer comes.
            StatusCode::CONFLICT => wait.is_some(),
            _ => false,
        };
        Ok(if again { Ok(Attempt::Again(failure, wait)) } else { Err(failure) })
    }

    /// What an attempt without an answer means.
    fn lost(&self, error: reqwest::Error, changes: bool) -> Outcome<Attempt> {
        let error = error.without_url();
        let server = self.server();
        let unknown = if changes { "; whether it was carried out is not known" } else { "" };
        if error.is_connect() {
            let what = format!("{server} cannot be reached: {}", innermost(&error));
            return Err(Failure::unreachable(what));
        }
        if error.is_timeout() {
            let what = format!("{server} took too long to answer{unknown}");
            return Err(Failure::unreachable(what));
        }
        if error.is_builder() {
            return Err(Failure::usage(format!("this cannot be asked: {}", innermost(&error))));
        }
        let what = format!("the connection to {server} was lost{unknown}");
        Ok(Attempt::Again(Failure::unreachable(what), None))
    }
}

/// The wait that the server asks for, in whole seconds: it knows no other form.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}

/// The cause behind all others, which says the most.
fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
