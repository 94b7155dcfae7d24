//! Secrets that people and programs show: made here, kept as digests only.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use kernel::TenantId;
use ring::digest;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// How many random bytes a secret has.
pub const SECRET_BYTES: usize = 32;
/// How many letters it has as text.
pub(crate) const SECRET_LETTERS: usize = 43;

/// A secret as its owner shows it. Never printed, never stored, and never compared: what is kept of
/// it says whether it is right.
///
/// ```compile_fail,E0369
/// use frontdesk_identity::SecretText;
///
/// let (kept, shown) = (SecretText::new([1; 32]), SecretText::shown("guess"));
/// assert!(kept == shown);
/// ```
#[derive(Clone)]
pub struct SecretText(SecretString);

impl SecretText {
    /// A secret out of random bytes.
    pub fn new(random: [u8; SECRET_BYTES]) -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(random).into())
    }

    /// What somebody showed.
    pub fn shown(text: &str) -> Self {
        Self(text.to_owned().into())
    }

    /// The text, to be handed to its owner.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// What is kept of it. SHA-256 alone will do: a secret of 256 random bits cannot be guessed, so
    /// there is nothing to slow down.
    pub fn hash(&self) -> SecretHash {
        SecretHash(
            BASE64_URL_SAFE_NO_PAD
                .encode(digest::digest(&digest::SHA256, self.expose().as_bytes())),
        )
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// What is kept of a secret: its SHA-256 in base 64.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretHash(String);

impl SecretHash {
    /// A digest out of a table.
    pub const fn stored(text: String) -> Self {
        Self(text)
    }

    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the digest of `shown`, in a time that does not depend on where they differ.
    pub fn is_of(&self, shown: &SecretText) -> bool {
        self.same_as(&shown.hash())
    }

    fn same_as(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[digest]")
    }
}

/// In a time that does not depend on where they differ. Rows are compared by it, with the digests
/// in them; whether a shown secret is right is for [`SecretHash::is_of`] to say.
impl PartialEq for SecretHash {
    fn eq(&self, other: &Self) -> bool {
        self.same_as(other)
    }
}

impl Eq for SecretHash {}

/// A secret with its business in front, as keys of programs have it: `fdk_…_…`.
///
/// The business is no secret. It stands there so that the key is looked for in that business's rows
/// alone, by a transaction that can see nothing else.
pub fn with_tenant(prefix: &str, tenant: TenantId, secret: &SecretText) -> SecretText {
    let tenant = tenant.to_string();
    let tenant = tenant.split_once('_').map_or("", |(_, suffix)| suffix);
    SecretText::shown(&[prefix, "_", tenant, "_", secret.expose()].concat())
}

/// The business that a shown key names, if it has the right form.
pub fn tenant_of(shown: &SecretText, prefixes: &[&str]) -> Option<TenantId> {
    let (prefix, rest) = shown.expose().split_once('_')?;
    let (tenant, secret) = rest.split_once('_')?;
    let whole = prefixes.contains(&prefix) && secret.len() == SECRET_LETTERS;
    whole.then(|| ["ten_", tenant].concat().parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{IdSource, SeededIds};

    #[test]
    fn only_the_secret_itself_fits_its_digest() {
        let secret = SecretText::new([7; SECRET_BYTES]);
        assert!(secret.hash().is_of(&SecretText::shown(secret.expose())));
        assert!(!secret.hash().is_of(&SecretText::new([8; SECRET_BYTES])));
        assert!(!secret.hash().is_of(&SecretText::shown("")));
        assert_eq!(format!("{secret:?} {:?}", secret.hash()), "[secret] [digest]");
    }

    #[test]
    fn a_key_names_its_business() {
        let ids: &dyn IdSource = &SeededIds::new(1);
        let tenant: TenantId = ids.next();
        let key = with_tenant("fdk", tenant, &SecretText::new([1; SECRET_BYTES]));
        assert_eq!(tenant_of(&key, &["fdk", "fdo"]), Some(tenant));
        assert_eq!(tenant_of(&key, &["fdw"]), None);
        for text in ["", "fdk", "fdk_", "fdk__", "fdk_x_y", key.expose().trim_end_matches('E')] {
            let shown = SecretText::shown(&text.replace("EBA", "E"));
            assert!(text == key.expose() || tenant_of(&shown, &["fdk"]).is_none(), "{text}");
        }
    }
}
