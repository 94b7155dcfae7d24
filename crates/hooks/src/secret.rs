//! What requests are signed with.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use ring::hmac;
use ring::rand::SecureRandom;
use secrecy::{ExposeSecret, SecretString};

/// What every secret begins with.
///
/// **Source**: Standard Webhooks specification 1.0, "Secret format", read 2026-11.
const PREFIX: &str = "whsec_";

/// How many random bytes a secret of ours holds; the convention allows 24 to 64.
pub const BYTES: usize = 32;

/// A secret that an endpoint and we share: `whsec_` and 24 to 64 bytes in base 64.
#[derive(Clone)]
pub struct Secret {
    text: SecretString,
    key: hmac::Key,
}

/// Why there is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// The text is none.
    #[error("a secret is whsec_ and 24 to 64 bytes in base 64")]
    Malformed,
    /// There is no randomness to be had.
    #[error("there is no randomness to make a secret of")]
    NoRandomness,
}

impl Secret {
    /// A new secret.
    pub fn generate(random: &dyn SecureRandom) -> Result<Self, SecretError> {
        let mut bytes = [0; BYTES];
        random.fill(&mut bytes).map_err(|_| SecretError::NoRandomness)?;
        Self::of(&bytes)
    }

    /// Reads a secret as receivers keep it.
    pub fn parse(text: &str) -> Result<Self, SecretError> {
        let encoded = text.strip_prefix(PREFIX).ok_or(SecretError::Malformed)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| SecretError::Malformed)?;
        Self::of(&bytes)
    }

    /// A secret of bytes that nobody can guess.
    #[expect(clippy::expect_used, reason = "so many bytes are as many as a secret may have")]
    pub fn new(random: [u8; BYTES]) -> Self {
        Self::of(&random).expect("a secret has 24 to 64 bytes")
    }

    fn of(bytes: &[u8]) -> Result<Self, SecretError> {
        if !(24..=64).contains(&bytes.len()) {
            return Err(SecretError::Malformed);
        }
        let text = [PREFIX, &STANDARD.encode(bytes)].concat().into();
        Ok(Self { text, key: hmac::Key::new(hmac::HMAC_SHA256, bytes) })
    }

    /// The text, for the one page that shows it and for the store that seals it.
    pub fn expose(&self) -> &str {
        self.text.expose_secret()
    }

    pub(crate) const fn key(&self) -> &hmac::Key {
        &self.key
    }
}

/// Shows nothing.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (one, two) = (self.expose().as_bytes(), other.expose().as_bytes());
        // Every byte is looked at, so that the time says nothing of where they differ.
        let differences = one.iter().zip(two).fold(0, |all, (a, b)| all | (a ^ b));
        one.len() == two.len() && differences == 0
    }
}

impl Eq for Secret {}

/// A secret as it is kept: sealed, by whoever holds the keys to it. Stores see no other.
#[derive(Clone, PartialEq, Eq)]
pub struct Kept(String);

impl Kept {
    /// A sealed secret.
    pub const fn new(sealed: String) -> Self {
        Self(sealed)
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Shows nothing.
impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Kept")
    }
}

/// The secrets of an endpoint: the present one, and the one before it for as long as it counts. In the
/// open to sign with, or as they are [`Kept`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secrets<S = Secret> {
    /// What requests are signed with.
    pub current: S,
    /// What they are signed with as well.
    pub retired: Option<Retired<S>>,
}

/// A secret that has been replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retired<S = Secret> {
    /// The secret.
    pub secret: S,
    /// From when on nothing is signed with it.
    pub until: Timestamp,
}

/// How long a replaced secret still counts.
pub const OVERLAP: SignedDuration = SignedDuration::from_hours(24);

impl<S> Secrets<S> {
    /// The secrets of a new endpoint.
    pub const fn new(current: S) -> Self {
        Self { current, retired: None }
    }

    /// Replaces the present secret, which goes on to count for [`OVERLAP`]. One that was replaced
    /// before counts no more: whoever rotates twice in a day wants to be rid of the first.
    pub fn rotate(&mut self, next: S, now: Timestamp) {
        let until = now.saturating_add(OVERLAP).unwrap_or(Timestamp::MAX);
        let secret = std::mem::replace(&mut self.current, next);
        self.retired = Some(Retired { secret, until });
    }

    /// The secrets that count now, the present one first.
    pub fn at(&self, now: Timestamp) -> impl Iterator<Item = &S> {
        let retired = self.retired.iter().filter(move |retired| now < retired.until);
        std::iter::once(&self.current).chain(retired.map(|retired| &retired.secret))
    }

    /// The same secrets in another form.
    ///
    /// # Errors
    /// The first one of `change`.
    pub fn try_map<T, E>(
        &self,
        mut change: impl FnMut(&S) -> Result<T, E>,
    ) -> Result<Secrets<T>, E> {
        let current = change(&self.current)?;
        let retired = match &self.retired {
            Some(Retired { secret, until }) => {
                Some(Retired { secret: change(secret)?, until: *until })
            }
            None => None,
        };
        Ok(Secrets { current, retired })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(letter: char, bytes: usize) -> Result<Secret, SecretError> {
        Secret::parse(&format!("whsec_{}", STANDARD.encode(letter.to_string().repeat(bytes))))
    }

    #[test]
    fn a_secret_survives_its_text_and_shows_nothing() {
        for bytes in [24, 32, 64] {
            let made = secret('a', bytes).unwrap();
            assert_eq!(Secret::parse(made.expose()).as_ref(), Ok(&made));
            assert_eq!(
                format!("{:?}", Secrets::new(made)),
                "Secrets { current: Secret, retired: None }"
            );
        }
        for refused in
            [secret('a', 23), secret('a', 65), Secret::parse(""), Secret::parse("whsec_!")]
        {
            assert_eq!(refused, Err(SecretError::Malformed));
        }
        assert!(Secret::parse(&STANDARD.encode("a".repeat(32))).is_err(), "without its prefix");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the machine's randomness is what is tried")]
    fn secrets_are_made_of_randomness() {
        let random = ring::rand::SystemRandom::new();
        let (one, two) = (Secret::generate(&random).unwrap(), Secret::generate(&random).unwrap());
        assert_ne!(one, two);
        assert_eq!(one.expose().len(), PREFIX.len() + 44);
    }

    #[test]
    fn a_replaced_secret_counts_for_a_day() {
        let [a, b, c] = ['a', 'b', 'c'].map(|letter| secret(letter, 32).unwrap());
        let now = Timestamp::UNIX_EPOCH;
        let mut secrets = Secrets::new(a.clone());
        secrets.rotate(b.clone(), now);
        let at = |secrets: &Secrets, hours| {
            let found = secrets.at(now + SignedDuration::from_hours(hours));
            found.cloned().collect::<Vec<_>>()
        };
        assert_eq!(at(&secrets, 23), [b.clone(), a]);
        assert_eq!(at(&secrets, 24), std::slice::from_ref(&b));
        secrets.rotate(c.clone(), now + SignedDuration::from_hours(1));
        assert_eq!(at(&secrets, 2), [c, b], "what was replaced before counts no more");
    }
}
