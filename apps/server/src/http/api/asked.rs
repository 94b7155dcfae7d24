//! What somebody asks of the API, after it was let in.

use std::net::IpAddr;

use actix_web::http::header::{HeaderMap, IF_MATCH};
use actix_web::web::Bytes;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use identity::{Actor, Who};
use kernel::{AccountId, Id, IdKind, SessionId, TenantId};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::http::problem::Problem;

/// How many items a page has if nobody says.
const PAGE: u16 = 50;
/// How deep JSON may be nested.
const DEPTH_MAX: usize = 64;

/// A request: who asks, and for what.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who asks.
    pub actor: Actor,
    /// Where from.
    pub address: IpAddr,
    /// What a browser shows that was signed in here before.
    pub device: Option<String>,
    /// What the browser or program says it is.
    pub agent: String,
    /// The values in the path, in the order of their names.
    pub places: Vec<(String, String)>,
    /// The values after the question mark.
    pub query: Vec<(String, String)>,
    /// The body.
    pub body: Bytes,
    /// The version that a change names.
    pub if_match: Option<String>,
    /// The session's own way of being shown, for whoever came with a cookie.
    pub by_cookie: bool,
}

impl Asked {
    /// The business that it is about. The door has seen to it that there is one.
    pub fn tenant(&self) -> Result<TenantId, Problem> {
        self.actor.tenant.ok_or_else(Problem::not_found)
    }

    /// Who asks, where the door lets only people in.
    pub fn person(&self) -> Result<(AccountId, SessionId), Problem> {
        match &self.actor.who {
            Who::Person { account, session, .. } => Ok((*account, *session)),
            Who::Program { .. } | Who::Platform { .. } | Who::System => Err(Problem::forbidden()),
        }
    }

    /// The body as a value. A fault names its field.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        if nesting(&self.body) > DEPTH_MAX {
            return Err(Problem::unreadable("the JSON is nested too deeply"));
        }
        let mut reader = serde_json::Deserializer::from_slice(&self.body);
        let value = serde_path_to_error::deserialize(&mut reader).map_err(|fault| {
            let path = fault.path().to_string();
            let inner = fault.into_inner();
            if inner.is_syntax() || inner.is_eof() {
                return Problem::unreadable("the body is not JSON");
            }
            let say = without_place(&inner.to_string());
            let field = missing_field(&say).map(str::to_owned);
            match field {
                Some(field) if path == "." => Problem::invalid(field, "is missing"),
                Some(field) => Problem::invalid(format!("{path}.{field}"), "is missing"),
                None => Problem::invalid(path, say),
            }
        })?;
        reader.end().map_err(|_| Problem::unreadable("there is something after the JSON"))?;
        Ok(value)
    }

    /// An id in the path. One that cannot be an id is as good as one that is nowhere.
    pub fn id<K: IdKind>(&self, name: &str) -> Result<Id<K>, Problem> {
        self.place(name)?.parse().map_err(|_| Problem::not_found())
    }

    /// A text in the path.
    pub fn place(&self, name: &str) -> Result<&str, Problem> {
        let found = self.places.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).ok_or_else(Problem::not_found)
    }

    /// A value after the question mark.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// How many items are asked for, 1 to 100.
    pub fn limit(&self) -> Result<u16, Problem> {
        let Some(text) = self.value("limit") else { return Ok(PAGE) };
        let limit = text.parse().ok().filter(|limit| (1..=100).contains(limit));
        limit.ok_or_else(|| Problem::invalid("limit", "expected a number from 1 to 100"))
    }

    /// Where to go on.
    pub fn cursor<T: DeserializeOwned>(&self) -> Result<Option<T>, Problem> {
        let Some(text) = self.value("cursor") else { return Ok(None) };
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok();
        let place = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let place = place.ok_or_else(|| Problem::invalid("cursor", "is none of ours"))?;
        Ok(Some(place))
    }

    /// The version that the change names. Without one nobody knows what it would overwrite.
    pub fn version(&self) -> Result<i64, Problem> {
        let text = self.if_match.as_deref().ok_or_else(Problem::version_missing)?;
        let text = text.trim().strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        text.and_then(|text| text.parse().ok()).ok_or_else(Problem::version_stale)
    }
}

/// A place in a list, as text.
pub fn cursor<T: Serialize>(place: &T) -> Option<String> {
    serde_json::to_vec(place).ok().map(|bytes| BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// The header that names a version.
pub fn if_match(headers: &HeaderMap) -> Option<String> {
    headers.get(IF_MATCH).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// How deep the brackets of a text go, strings left out. `serde_json` has a limit of its own, at 128.
fn nesting(json: &[u8]) -> usize {
    let (mut depth, mut deepest, mut in_text, mut escaped) = (0_usize, 0_usize, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// `serde_json`'s words without the line and column, which say little about a body of one line.
fn without_place(say: &str) -> String {
    say.split(" at line ").next().unwrap_or(say).to_owned()
}

fn missing_field(say: &str) -> Option<&str> {
    say.strip_prefix("missing field `")?.strip_suffix('`')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only their reading is of interest")]
    struct Inner {
        minutes: u16,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only their reading is of interest")]
    struct Outer {
        name: String,
        list: Vec<Inner>,
    }

    fn asked(body: &str) -> Asked {
        Asked {
            actor: Actor { who: Who::System, tenant: None },
            address: IpAddr::from([127, 0, 0, 1]),
            device: None,
            agent: String::new(),
            places: Vec::new(),
            query: Vec::new(),
            body: Bytes::copy_from_slice(body.as_bytes()),
            if_match: None,
            by_cookie: false,
        }
    }

    #[test]
    fn a_fault_names_its_field() {
        let faults = [
            (r#"{"list":[]}"#, "name"),
            (r#"{"name":"a","list":[{"minutes":1},{}]}"#, "list[1].minutes"),
            (r#"{"name":"a","list":[{"minutes":-1}]}"#, "list[0].minutes"),
            (r#"{"name":1,"list":[]}"#, "name"),
            (r#"{"name":"a","list":[],"other":1}"#, "other"),
        ];
        for (body, field) in faults {
            let problem = asked(body).json::<Outer>().unwrap_err();
            assert_eq!(problem.field(), Some(field), "{body}: {problem:?}");
        }
    }

    #[test]
    fn what_is_not_json_is_unreadable() {
        let deep = "[".repeat(100_000);
        for body in ["", "{", "nonsense", r#"{"name":"a","list":[]} x"#, "\u{feff}{}", &deep] {
            let problem = asked(body).json::<Outer>().unwrap_err();
            assert_eq!(problem.field(), None, "{body:.20}");
        }
        assert!(asked(r#"{"name":"[[[[","list":[]}"#).json::<Outer>().is_ok());
    }
}
