//! Short signed tokens: JSON Web Tokens of one fixed form.
//!
//! Only we make these tokens and only we read them, so there is nothing to negotiate. The algorithm
//! is HS256. A token's header is not interpreted: it must be, letter for letter, the header that we
//! write with one of our keys, which leaves no room for another algorithm, another key, or a key
//! that the token brings along. What is inside is read only after the signature was found right.
//!
//! There are two kinds, with a key, a type and an audience of their own: [`AccessTokens`] of people
//! in apps, and [`PlatformTokens`] of the platform's staff at a terminal.
//!
//! This is not the `jsonwebtoken` crate: that one wants a process-wide choice of cryptography that
//! a pure crate has no right to make (and stops the process at the first token without one), and
//! most of what it can do is what must not be possible here.
//!
//! **Source**: RFC 7515 appendix A.1, RFC 7519 section 4.1, RFC 8725 section 3, read 2026-11.

mod access;
#[cfg(test)]
mod attacks;
mod platform;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::derive::{KeyUse, MacKeys, RootSecrets};
use crate::secret::SecretText;

pub use access::{ACCESS_SECONDS, AccessClaims, AccessTokens};
pub use platform::{PLATFORM_SECONDS, PlatformClaims, PlatformTokens};

/// How long a token may be; a longer one is refused before anything is done with it.
pub const TOKEN_BYTES_MAX: usize = 2_048;

/// Who makes these tokens.
const ISSUER: &str = "frontdesk";

/// Why a token is not accepted. For our logs: whoever showed the token is told nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// It is longer than any of ours.
    #[error("the token is too long")]
    TooLong,
    /// It does not have three parts.
    #[error("the token does not have the form of one")]
    Malformed,
    /// Its header is none of ours: another algorithm, kind, or key.
    #[error("the token's header is none of ours")]
    Header,
    /// It was altered, or made by somebody else.
    #[error("the token's signature is wrong")]
    Signature,
    /// What it says is not what tokens of this kind say.
    #[error("the token's claims are not of this kind")]
    Claims,
    /// It would be good for longer than tokens of this kind are.
    #[error("the token lives too long")]
    Lifetime,
    /// It is not good yet.
    #[error("the token is not good yet")]
    Early,
    /// It is not good any more.
    #[error("the token has expired")]
    Expired,
}

/// The form of one kind of token.
struct Form {
    keys: MacKeys,
    /// The header as each key writes it, newest first.
    headers: Vec<String>,
}

impl Form {
    fn new(roots: &RootSecrets, key_use: KeyUse, kind: &'static str) -> Self {
        let keys = roots.mac_keys(key_use);
        let headers = keys.all().map(|key| header(kind, key.id())).collect();
        Self { keys, headers }
    }

    #[expect(clippy::expect_used, reason = "claims are texts and numbers under names")]
    fn sign(&self, claims: &impl Serialize) -> SecretText {
        let claims = serde_json::to_string(claims).expect("texts and numbers can be JSON");
        let header = self.headers.first().map_or("", String::as_str);
        let signed = [header, ".", &BASE64_URL_SAFE_NO_PAD.encode(claims)].concat();
        let signature = self.keys.newest().sign_text(&signed);
        SecretText::shown(&[&signed, ".", &signature].concat())
    }

    /// What a genuine token says.
    fn open<C: DeserializeOwned>(&self, token: &str) -> Result<C, TokenFault> {
        if token.len() > TOKEN_BYTES_MAX {
            return Err(TokenFault::TooLong);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(TokenFault::Malformed)?;
        let (header, claims) = signed.split_once('.').ok_or(TokenFault::Malformed)?;
        let mut known = self.headers.iter().zip(self.keys.all());
        let (_, key) = known.find(|(known, _)| *known == header).ok_or(TokenFault::Header)?;
        if !key.fits_text(signed, signature) {
            return Err(TokenFault::Signature);
        }
        let claims = BASE64_URL_SAFE_NO_PAD.decode(claims).map_err(|_| TokenFault::Malformed)?;
        serde_json::from_slice(&claims).map_err(|_| TokenFault::Claims)
    }
}

/// A header names the algorithm, the key and the kind (RFC 8725 section 3.11), in this order.
fn header(kind: &'static str, key_id: &str) -> String {
    let json = ["{\"alg\":\"HS256\",\"kid\":\"", key_id, "\",\"typ\":\"", kind, "\"}"].concat();
    BASE64_URL_SAFE_NO_PAD.encode(json)
}

/// When a token is good, in seconds since 1970.
#[derive(Debug, Clone, Copy)]
struct Span {
    issued: i64,
    not_before: i64,
    expires: i64,
}

/// How long tokens of a kind are good, and how far clocks may be apart, in seconds.
#[derive(Debug, Clone, Copy)]
struct Limits {
    longest: i64,
    leeway: i64,
}

impl Span {
    fn check(self, limits: Limits, now: Timestamp) -> Result<(), TokenFault> {
        let now = now.as_second();
        let life = self.expires.checked_sub(self.issued).ok_or(TokenFault::Claims)?;
        if life <= 0 {
            return Err(TokenFault::Claims);
        }
        if life > limits.longest {
            return Err(TokenFault::Lifetime);
        }
        if self.issued.max(self.not_before) > now.saturating_add(limits.leeway) {
            return Err(TokenFault::Early);
        }
        if now >= self.expires.saturating_add(limits.leeway) {
            return Err(TokenFault::Expired);
        }
        Ok(())
    }
}

/// A point in time out of a token whose [`Span`] was found good.
fn timestamp(second: i64) -> Result<Timestamp, TokenFault> {
    Timestamp::from_second(second).map_err(|_| TokenFault::Claims)
}
