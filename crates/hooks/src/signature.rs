//! Signatures of requests, as senders make them and receivers check them.
//!
//! What is signed is `{id}.{timestamp}.{body}`, with HMAC-SHA256; the header holds `v1,` and the
//! signature in base 64, several of them while a secret is being replaced.
//!
//! **Source**: Standard Webhooks specification 1.0 (GitHub `standard-webhooks/standard-webhooks`,
//! `spec/standard-webhooks.md`), read 2026-11.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use ring::hmac;

use crate::secret::{Secret, Secrets};

/// The header with the event's id, the same on every attempt.
pub const ID: &str = "webhook-id";
/// The header with the instant of the attempt, in seconds.
pub const TIMESTAMP: &str = "webhook-timestamp";
/// The header with the signatures.
pub const SIGNATURE: &str = "webhook-signature";

/// How far the instant of an attempt may lie from a receiver's clock.
pub const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// How many signatures of a request are looked at; nobody rotates through more.
const SIGNATURES_MAX: usize = 16;

/// The three headers of a signed request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers {
    /// [`ID`].
    pub id: String,
    /// [`TIMESTAMP`].
    pub timestamp: String,
    /// [`SIGNATURE`].
    pub signature: String,
}

impl Headers {
    /// Signs a request that is made now.
    pub fn sign(secrets: &Secrets, id: &str, body: &str, now: Timestamp) -> Self {
        let timestamp = now.as_second().to_string();
        let signatures: Vec<String> = secrets
            .at(now)
            .map(|secret| {
                let tag = hmac::sign(secret.key(), &signed(id, &timestamp, body.as_bytes()));
                ["v1,", &STANDARD.encode(tag)].concat()
            })
            .collect();
        Self { id: id.to_owned(), timestamp, signature: signatures.join(" ") }
    }

    /// The headers by name.
    pub fn pairs(&self) -> [(&'static str, &str); 3] {
        [(ID, &self.id), (TIMESTAMP, &self.timestamp), (SIGNATURE, &self.signature)]
    }
}

/// Why a request is not taken for ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// A header is missing or not of its form.
    #[error("the webhook headers are missing or malformed")]
    Malformed,
    /// It was made too long ago, or lies in the future: somebody may be sending it again.
    #[error("the webhook's timestamp is more than five minutes off")]
    Stale,
    /// None of the signatures is ours.
    #[error("the webhook's signature does not match")]
    Forged,
}

/// Whether a request came from whoever shares `secret`, with this body, and not long ago. The time it
/// takes does not depend on where a signature differs.
///
/// `body` is what came over the wire, byte for byte, before anybody parses it.
pub fn verify(
    secret: &Secret,
    headers: &Headers,
    body: &[u8],
    now: Timestamp,
) -> Result<(), VerifyError> {
    let seconds: i64 = headers.timestamp.parse().map_err(|_| VerifyError::Malformed)?;
    let made = Timestamp::from_second(seconds).map_err(|_| VerifyError::Malformed)?;
    if headers.id.is_empty() || headers.signature.is_empty() {
        return Err(VerifyError::Malformed);
    }
    if made.duration_since(now).abs() > TOLERANCE {
        return Err(VerifyError::Stale);
    }
    let content = signed(&headers.id, &headers.timestamp, body);
    let signatures = headers.signature.split(' ').take(SIGNATURES_MAX);
    let genuine = signatures.filter_map(|signature| signature.strip_prefix("v1,")).any(|encoded| {
        STANDARD.decode(encoded).is_ok_and(|tag| hmac::verify(secret.key(), &content, &tag).is_ok())
    });
    if genuine { Ok(()) } else { Err(VerifyError::Forged) }
}

fn signed(id: &str, timestamp: &str, body: &[u8]) -> Vec<u8> {
    [id.as_bytes(), b".", timestamp.as_bytes(), b".", body].concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    /// The first comes from the tests of the reference libraries (secret of 24 bytes), which later
    /// implementations of the convention repeat; the second was made with the Python package
    /// `standardwebhooks` 1.1.0. Both read 2026-11.
    const VECTORS: [(&str, &str, i64, &str, &str); 2] = [
        (
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
        (
            "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "msg_1",
            1_700_000_000,
            r#"{"type":"call.completed"}"#,
            "v1,kEQxD+mLxGwmRoPH9In/DwovrmBpZi68MqsKtVzehfc=",
        ),
    ];

    #[test]
    fn published_signatures_are_made_and_accepted() {
        for (secret, id, seconds, body, signature) in VECTORS {
            let secret = Secret::parse(secret).unwrap();
            let made = Headers::sign(&Secrets::new(secret.clone()), id, body, at(seconds));
            assert_eq!(made.signature, signature);
            assert_eq!(made.timestamp, seconds.to_string());
            assert_eq!(verify(&secret, &made, body.as_bytes(), at(seconds)), Ok(()));
        }
    }

    #[test]
    fn a_receiver_refuses_what_is_old_early_or_damaged() {
        let (secret, id, seconds, body, _) = VECTORS[0];
        let secret = Secret::parse(secret).unwrap();
        let headers = Headers::sign(&Secrets::new(secret.clone()), id, body, at(seconds));
        let check = |headers: &Headers, offset| {
            verify(&secret, headers, body.as_bytes(), at(seconds + offset))
        };
        for (offset, expected) in [
            (300, Ok(())),
            (-300, Ok(())),
            (301, Err(VerifyError::Stale)),
            (-301, Err(VerifyError::Stale)),
        ] {
            assert_eq!(check(&headers, offset), expected, "{offset}");
        }
        let with = |change: &dyn Fn(&mut Headers)| {
            let mut changed = headers.clone();
            change(&mut changed);
            check(&changed, 0)
        };
        assert_eq!(with(&|it| it.id.clear()), Err(VerifyError::Malformed));
        assert_eq!(with(&|it| it.signature.clear()), Err(VerifyError::Malformed));
        assert_eq!(with(&|it| it.timestamp = "soon".to_owned()), Err(VerifyError::Malformed));
        assert_eq!(with(&|it| it.timestamp = i64::MAX.to_string()), Err(VerifyError::Malformed));
        assert_eq!(with(&|it| it.timestamp = (seconds + 1).to_string()), Err(VerifyError::Forged));
        assert_eq!(with(&|it| it.id.push('x')), Err(VerifyError::Forged));
        assert_eq!(with(&|it| it.signature.insert(0, 'x')), Err(VerifyError::Forged));
        let other = |it: &mut Headers| it.signature = it.signature.replace("v1,", "v1a,");
        assert_eq!(with(&other), Err(VerifyError::Forged), "another algorithm's");
        let many =
            |it: &mut Headers| it.signature = ["v1,x ".repeat(16), it.signature.clone()].concat();
        assert_eq!(with(&many), Err(VerifyError::Forged), "more than anybody needs");
    }

    #[test]
    fn both_secrets_verify_while_one_is_replaced() {
        let [old, new] = [0, 1].map(|index: usize| Secret::parse(VECTORS[index].0).unwrap());
        let mut secrets = Secrets::new(old.clone());
        secrets.rotate(new.clone(), at(0));
        for (hours, expected) in [(23, Ok(())), (24, Err(VerifyError::Forged))] {
            let now = at(hours * 3_600);
            let headers = Headers::sign(&secrets, "event_1", "{}", now);
            assert_eq!(verify(&new, &headers, b"{}", now), Ok(()));
            assert_eq!(verify(&old, &headers, b"{}", now), expected);
        }
    }

    proptest! {
        #[test]
        fn a_request_with_any_bit_changed_is_refused(
            body in ".{0,40}",
            place in any::<prop::sample::Index>(),
            bit in 0_u8..8,
        ) {
            let secret = Secret::parse(VECTORS[1].0).unwrap();
            let headers = Headers::sign(&Secrets::new(secret.clone()), "event_1", &body, at(0));
            prop_assert_eq!(verify(&secret, &headers, body.as_bytes(), at(0)), Ok(()));
            let mut bytes = body.into_bytes();
            bytes.push(b' ');
            let index = place.index(bytes.len());
            bytes[index] ^= 1 << bit;
            prop_assert_eq!(verify(&secret, &headers, &bytes, at(0)), Err(VerifyError::Forged));
        }

        #[test]
        fn no_header_makes_a_receiver_stumble(id in ".*", timestamp in ".*", signature in ".*") {
            let secret = Secret::parse(VECTORS[1].0).unwrap();
            let headers = Headers { id, timestamp, signature };
            let refused = verify(&secret, &headers, b"body", at(0)).is_err();
            prop_assert!(refused);
        }
    }
}
