//! What a refusal means to whoever typed the command.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap};
use serde::Deserialize;

use crate::failure::{Failure, Kind};

/// How far two clocks may be apart before it is worth a word: most of a token's life.
const CLOCKS_APART_MAX: SignedDuration = SignedDuration::from_secs(30);

/// The server's words (RFC 9457).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Problem {
    title: Option<String>,
    code: Option<String>,
    detail: Option<String>,
    field: Option<String>,
}

/// The failure that an answer stands for.
pub(super) fn failure(
    status: StatusCode,
    headers: &HeaderMap,
    body: &str,
    now: Timestamp,
    path: &str,
) -> Failure {
    let problem: Problem = serde_json::from_str(body).unwrap_or_default();
    let kind = kind(status);
    let what = match kind {
        Kind::NotAllowed if status == StatusCode::UNAUTHORIZED => not_let_in(headers, now),
        Kind::NotFound => {
            let place = path.strip_prefix("/v1/admin/").unwrap_or(path);
            format!("{}: {place}", sentence(status, &problem))
        }
        _ => sentence(status, &problem),
    };
    let request = headers.get("x-request-id").and_then(|id| id.to_str().ok());
    let field =
        problem.field.filter(|field| !field.is_empty()).map(|field| format!("field {field}"));
    let request = request.map(|id| format!("request {id}"));
    let code = problem.code.map(|code| format!("code {code}"));
    let beside: Vec<String> = [field, code, request].into_iter().flatten().collect();
    let what = if beside.is_empty() { what } else { format!("{what} ({})", beside.join(", ")) };
    Failure { kind, what }
}

fn kind(status: StatusCode) -> Kind {
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Kind::NotAllowed,
        StatusCode::NOT_FOUND | StatusCode::GONE => Kind::NotFound,
        StatusCode::CONFLICT | StatusCode::PRECONDITION_FAILED => Kind::Conflict,
        StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
            Kind::Unreachable
        }
        _ => Kind::Refused,
    }
}

fn sentence(status: StatusCode, problem: &Problem) -> String {
    let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    match (said(&problem.title), said(&problem.detail)) {
        (Some(title), Some(detail)) => format!("{}: {detail}", title.trim_end_matches('.')),
        (Some(only), None) | (None, Some(only)) => only,
        (None, None) => format!("the server answered {status}"),
    }
}

/// A token that is not taken: the secret is another one, or the two clocks do not agree.
fn not_let_in(headers: &HeaderMap, now: Timestamp) -> String {
    let date = headers.get(DATE).and_then(|date| date.to_str().ok());
    let there = date.and_then(|date| rfc2822::parse(date).ok()).map(|date| date.timestamp());
    let apart = there.map(|there| now.duration_since(there));
    match apart {
        Some(apart) if apart.abs() > CLOCKS_APART_MAX => {
            let side = if apart.is_positive() { "ahead of" } else { "behind" };
            let seconds = apart.abs().as_secs();
            format!("the server takes no token from here: this clock is {seconds} s {side} its own")
        }
        _ => "the server takes no token from here: is the platform's secret the one it has?"
            .to_owned(),
    }
}
