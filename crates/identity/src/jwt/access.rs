//! Tokens of people in apps.

use std::fmt;

use jiff::Timestamp;
use kernel::{AccountId, SessionId};
use serde::{Deserialize, Serialize};

use super::{Form, ISSUER, Limits, Span, TokenFault, timestamp};
use crate::derive::{KeyUse, RootSecrets};
use crate::secret::SecretText;

/// How long a token is good. **Units**: seconds.
pub const ACCESS_SECONDS: i64 = 600;

/// How far the clocks of two replicas may be apart. **Units**: seconds.
const LEEWAY_SECONDS: i64 = 30;
const AUDIENCE: &str = "frontdesk/api";
/// RFC 9068 section 2.1 names this type.
const KIND: &str = "at+jwt";

/// Makes and reads the tokens that an app shows with every request.
///
/// A token says who and in which session, and nothing of what they may do: whoever takes one looks
/// up the session, which may have ended since.
pub struct AccessTokens(Form);

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessClaims {
    /// Who is signed in.
    pub account: AccountId,
    /// In which session.
    pub session: SessionId,
    /// When it was made.
    pub issued_at: Timestamp,
    /// Not good after this.
    pub expires_at: Timestamp,
}

/// The claims by their registered names.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: AccountId,
    sid: SessionId,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl AccessTokens {
    /// Tokens signed with keys of these secrets.
    pub fn new(roots: &RootSecrets) -> Self {
        Self(Form::new(roots, KeyUse::AccessTokens, KIND))
    }

    /// A token for [`ACCESS_SECONDS`] from `now`.
    pub fn issue(&self, account: AccountId, session: SessionId, now: Timestamp) -> SecretText {
        let now = now.as_second();
        self.0.sign(&Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: account,
            sid: session,
            iat: now,
            nbf: now,
            exp: now.saturating_add(ACCESS_SECONDS),
        })
    }

    /// What a token says that somebody showed at `now`.
    ///
    /// # Errors
    /// It is none of ours, or not good at `now`.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<AccessClaims, TokenFault> {
        let claims: Claims = self.0.open(token)?;
        if claims.iss != ISSUER || claims.aud != AUDIENCE {
            return Err(TokenFault::Claims);
        }
        let span = Span { issued: claims.iat, not_before: claims.nbf, expires: claims.exp };
        span.check(Limits { longest: ACCESS_SECONDS, leeway: LEEWAY_SECONDS }, now)?;
        Ok(AccessClaims {
            account: claims.sub,
            session: claims.sid,
            issued_at: timestamp(claims.iat)?,
            expires_at: timestamp(claims.exp)?,
        })
    }
}

impl fmt::Debug for AccessTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[access tokens]")
    }
}
