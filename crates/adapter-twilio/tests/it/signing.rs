//! Twilio's side of a signature, written a second time and plainly.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

/// The token of the published vectors.
pub(crate) const TOKEN: &str = "test_auth_token_0123456789abcdef";

/// The signature of a request with these fields.
pub(crate) fn sign(key: &str, url: &str, fields: &[(&str, &str)]) -> String {
    sign_with(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key, url, fields)
}

/// The same, with an algorithm of choice.
pub(crate) fn sign_with(
    algorithm: hmac::Algorithm,
    key: &str,
    url: &str,
    fields: &[(&str, &str)],
) -> String {
    let mut sorted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, value) in fields {
        sorted.entry(name).or_default().insert(value);
    }
    let mut text = url.to_owned();
    for (name, values) in sorted {
        for value in values {
            text += name;
            text += value;
        }
    }
    let key = hmac::Key::new(algorithm, key.as_bytes());
    STANDARD.encode(hmac::sign(&key, text.as_bytes()))
}

/// A body with these fields.
pub(crate) fn body(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
