//! Tokens of the platform's staff at a terminal.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Form, ISSUER, Limits, Span, TokenFault, timestamp};
use crate::derive::{KeyUse, RootSecrets};
use crate::secret::SecretText;

/// How long a token is good. **Units**: seconds.
pub const PLATFORM_SECONDS: i64 = 60;

/// How far a terminal's clock may be ahead of the server's. **Units**: seconds.
const LEEWAY_SECONDS: i64 = 5;
const AUDIENCE: &str = "frontdesk/admin";
const KIND: &str = "platform+jwt";
const NAME_BYTES_MAX: usize = 64;

/// Makes and reads the tokens with which the command line comes in.
///
/// Its secret is shared by the server and the machines of the platform's staff, and is not the one
/// of which people's keys are derived: who has it can administer, and cannot sign in as anybody.
pub struct PlatformTokens(Form);

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformClaims {
    /// Who, for the record: 1 to 64 of `a-z 0-9 . _ -`.
    pub name: String,
    /// Whether they may change anything.
    pub writes: bool,
    /// Not good after this.
    pub expires_at: Timestamp,
}

/// Why a name cannot stand in a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a name of 1 to {NAME_BYTES_MAX} small letters, digits, dots, dashes and underscores")]
pub struct PlatformNameError;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    writes: bool,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl PlatformTokens {
    /// Tokens signed with keys of the secrets that are shared with the command line.
    pub fn new(roots: &RootSecrets) -> Self {
        Self(Form::new(roots, KeyUse::PlatformTokens, KIND))
    }

    /// A token for [`PLATFORM_SECONDS`] from `now`.
    ///
    /// # Errors
    /// The name has other characters, or too many, or none.
    pub fn issue(
        &self,
        name: &str,
        writes: bool,
        now: Timestamp,
    ) -> Result<SecretText, PlatformNameError> {
        if !is_name(name) {
            return Err(PlatformNameError);
        }
        let now = now.as_second();
        Ok(self.0.sign(&Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: name.to_owned(),
            writes,
            iat: now,
            nbf: now,
            exp: now.saturating_add(PLATFORM_SECONDS),
        }))
    }

    /// What a token says that somebody showed at `now`.
    ///
    /// # Errors
    /// It is none of ours, or not good at `now`, or good for longer than a minute.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<PlatformClaims, TokenFault> {
        let claims: Claims = self.0.open(token)?;
        if claims.iss != ISSUER || claims.aud != AUDIENCE || !is_name(&claims.sub) {
            return Err(TokenFault::Claims);
        }
        let span = Span { issued: claims.iat, not_before: claims.nbf, expires: claims.exp };
        span.check(Limits { longest: PLATFORM_SECONDS, leeway: LEEWAY_SECONDS }, now)?;
        let expires_at = timestamp(claims.exp)?;
        Ok(PlatformClaims { name: claims.sub, writes: claims.writes, expires_at })
    }
}

impl fmt::Debug for PlatformTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[platform tokens]")
    }
}

fn is_name(text: &str) -> bool {
    let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-');
    (1..=NAME_BYTES_MAX).contains(&text.len()) && text.bytes().all(fits)
}
