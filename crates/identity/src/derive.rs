//! From the deployment's root secrets to one key for each use.
//!
//! Nothing is signed or sealed with a root secret itself. Each use has a subkey of its own, so that
//! a text made for one use says nothing in another, and a key that leaks gives away one use. A new
//! root secret is put in front of the old ones: what is made from then on is made with it, and what
//! was made before is good until the old secret is taken out.
//!
//! **Source**: RFC 5869 (HKDF), read 2026-11.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::{aead, hkdf, hmac};
use secrecy::{ExposeSecret, SecretString};
use subtle::{Choice, ConstantTimeEq};

/// How many bytes of text a root secret has at least.
pub const ROOT_BYTES_MIN: usize = 32;
/// How many different bytes a root secret has at least: `openssl rand -hex 32` has about sixteen,
/// and a line of one letter has one.
pub const ROOT_VARIETY_MIN: usize = 8;
/// How many root secrets there may be at once: the one in use and those that go out of use.
pub const ROOTS_MAX: usize = 4;

const SALT: &[u8] = b"frontdesk root 1";
const TAG_LETTERS: usize = 43;

/// What a subkey is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyUse {
    /// Short tokens of people in apps.
    AccessTokens,
    /// Tokens that a page sends with its forms.
    Csrf,
    /// Links by which people join a business.
    Invitations,
    /// Addresses that are good without signing in.
    Links,
    /// Tokens of a minute, for the platform's staff at a terminal.
    PlatformTokens,
    /// Secrets that are kept for later.
    Sealing,
    /// Links in mails.
    Tickets,
}

impl KeyUse {
    /// Every use.
    pub const ALL: [Self; 7] = [
        Self::AccessTokens,
        Self::Csrf,
        Self::Invitations,
        Self::Links,
        Self::PlatformTokens,
        Self::Sealing,
        Self::Tickets,
    ];

    /// Its name, from which the subkey is derived: to change one is to change every key of that
    /// use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccessTokens => "access-tokens",
            Self::Csrf => "csrf",
            Self::Invitations => "invitations",
            Self::Links => "links",
            Self::PlatformTokens => "platform-tokens",
            Self::Sealing => "sealing",
            Self::Tickets => "tickets",
        }
    }
}

/// Why root secrets cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RootError {
    /// There is none.
    #[error("there is no root secret")]
    Missing,
    /// One is too short.
    #[error("root secret {place} is shorter than {ROOT_BYTES_MIN} bytes")]
    Short {
        /// Which one, from 1.
        place: usize,
    },
    /// One is a line of the same few characters.
    #[error("root secret {place} has fewer than {ROOT_VARIETY_MIN} different characters")]
    Monotonous {
        /// Which one, from 1.
        place: usize,
    },
    /// There are too many.
    #[error("there are more than {ROOTS_MAX} root secrets")]
    TooMany,
}

/// The deployment's root secrets, newest first.
pub struct RootSecrets {
    newest: hkdf::Prk,
    older: Vec<hkdf::Prk>,
}

impl RootSecrets {
    /// Takes the secrets as they are configured: the first one is in use, the others are accepted.
    ///
    /// # Errors
    /// There is none, there are too many, or one of them can be guessed.
    pub fn new(secrets: &[SecretString]) -> Result<Self, RootError> {
        if secrets.len() > ROOTS_MAX {
            return Err(RootError::TooMany);
        }
        let mut roots = secrets.iter().zip(1..).map(|(secret, place)| extract(secret, place));
        let newest = roots.next().ok_or(RootError::Missing)??;
        Ok(Self { newest, older: roots.collect::<Result<_, _>>()? })
    }

    /// The keys with which texts of one use are signed.
    pub fn mac_keys(&self, key_use: KeyUse) -> MacKeys {
        MacKeys {
            newest: MacKey::new(&self.newest, key_use),
            older: self.older.iter().map(|root| MacKey::new(root, key_use)).collect(),
        }
    }

    /// The keys with which values are sealed and their names: the newest, and the older ones.
    pub(crate) fn sealing_keys(&self) -> (SealingKey, Vec<SealingKey>) {
        let sealing = |root: &hkdf::Prk| {
            let info = ["aead ".as_bytes(), KeyUse::Sealing.as_str().as_bytes()];
            let key = aead::UnboundKey::from(expand(root, &info, &aead::AES_256_GCM));
            (key_id(root, KeyUse::Sealing), aead::LessSafeKey::new(key))
        };
        (sealing(&self.newest), self.older.iter().map(sealing).collect())
    }
}

/// A key with which values are sealed, behind its name.
pub(crate) type SealingKey = (String, aead::LessSafeKey);

fn extract(secret: &SecretString, place: usize) -> Result<hkdf::Prk, RootError> {
    let bytes = secret.expose_secret().as_bytes();
    if bytes.len() < ROOT_BYTES_MIN {
        return Err(RootError::Short { place });
    }
    let variety = (0..=u8::MAX).filter(|byte| bytes.contains(byte)).count();
    if variety < ROOT_VARIETY_MIN {
        return Err(RootError::Monotonous { place });
    }
    Ok(hkdf::Salt::new(hkdf::HKDF_SHA256, SALT).extract(bytes))
}

impl fmt::Debug for RootSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[root secrets]")
    }
}

#[expect(clippy::expect_used, reason = "HKDF gives up to 8,160 bytes, and a key has 32")]
fn expand<'a, L: hkdf::KeyType>(
    root: &'a hkdf::Prk,
    info: &'a [&'a [u8]],
    length: L,
) -> hkdf::Okm<'a, L> {
    root.expand(info, length).expect("a key is short enough for HKDF")
}

/// The name of a subkey: eight characters that are derived beside it and tell nothing about it.
#[expect(clippy::expect_used, reason = "the length asked for is the length of the array")]
fn key_id(root: &hkdf::Prk, key_use: KeyUse) -> String {
    let info = ["id ".as_bytes(), key_use.as_str().as_bytes()];
    let mut bytes = [0; 32];
    expand(root, &info, hkdf::HKDF_SHA256).fill(&mut bytes).expect("32 bytes were asked for");
    BASE64_URL_SAFE_NO_PAD.encode(bytes).chars().take(8).collect()
}

/// A key with its name.
#[derive(Clone)]
pub(crate) struct MacKey {
    id: String,
    key: hmac::Key,
}

impl MacKey {
    fn new(root: &hkdf::Prk, key_use: KeyUse) -> Self {
        let info = ["mac ".as_bytes(), key_use.as_str().as_bytes()];
        let key = hmac::Key::from(expand(root, &info, hmac::HMAC_SHA256));
        Self { id: key_id(root, key_use), key }
    }

    /// Its name.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// HMAC-SHA256 over a text as it stands, as 43 characters of base 64.
    pub(crate) fn sign_text(&self, text: &str) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(hmac::sign(&self.key, text.as_bytes()))
    }

    /// Whether it signed the text, in a time that does not tell how much of the signature was
    /// right.
    pub(crate) fn fits_text(&self, text: &str, shown: &str) -> bool {
        let tag = read_tag(shown);
        tag.is_some_and(|tag| hmac::verify(&self.key, text.as_bytes(), &tag).is_ok())
    }

    /// HMAC-SHA256 over the fields, each with its length in front, so that no two rows of fields
    /// read alike.
    fn tag(&self, fields: &[&str]) -> hmac::Tag {
        let mut context = hmac::Context::with_key(&self.key);
        for field in fields {
            context.update(field.len().to_string().as_bytes());
            context.update(b":");
            context.update(field.as_bytes());
        }
        context.sign()
    }
}

/// The keys with which texts of one use are signed.
#[derive(Clone)]
pub struct MacKeys {
    newest: MacKey,
    older: Vec<MacKey>,
}

impl MacKeys {
    /// Signs a row of fields with the newest key, as 43 characters of base 64.
    pub fn sign(&self, fields: &[&str]) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.newest.tag(fields))
    }

    /// Whether one of the keys signed this row of fields, in a time that does not tell which one or
    /// how much of the signature was right.
    pub fn fits(&self, fields: &[&str], shown: &str) -> bool {
        let Some(shown) = read_tag(shown) else { return false };
        let fits = self.all().fold(Choice::from(0), |fits, key| {
            fits | key.tag(fields).as_ref().ct_eq(shown.as_slice())
        });
        fits.into()
    }

    /// The key that signs.
    pub(crate) const fn newest(&self) -> &MacKey {
        &self.newest
    }

    /// Every key, newest first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &MacKey> {
        std::iter::once(&self.newest).chain(&self.older)
    }
}

impl fmt::Debug for MacKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[keys]")
    }
}

/// One text for one tag: no padding, and no bits beyond the last byte.
fn read_tag(shown: &str) -> Option<Vec<u8>> {
    if shown.len() != TAG_LETTERS {
        return None;
    }
    BASE64_URL_SAFE_NO_PAD.decode(shown).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "an old root secret, 32 bytes long";
    const NEW: &str = "a new root secret that is longer than that";

    fn roots(texts: &[&str]) -> RootSecrets {
        RootSecrets::new(&texts.iter().map(|text| (*text).into()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn what_cannot_be_a_root_secret_is_refused() {
        let refused = |texts: &[&str]| {
            RootSecrets::new(&texts.iter().map(|text| (*text).into()).collect::<Vec<_>>())
                .unwrap_err()
        };
        assert_eq!(refused(&[]), RootError::Missing);
        assert_eq!(refused(&[&OLD[..31]]), RootError::Short { place: 1 });
        assert_eq!(refused(&[NEW, ""]), RootError::Short { place: 2 });
        assert_eq!(refused(&[&"x".repeat(64)]), RootError::Monotonous { place: 1 });
        assert_eq!(refused(&[NEW; ROOTS_MAX + 1]), RootError::TooMany);
        assert_eq!(format!("{:?}", roots(&[OLD])), "[root secrets]");
        assert_eq!(format!("{:?}", roots(&[OLD]).mac_keys(KeyUse::Csrf)), "[keys]");
    }

    #[test]
    fn each_use_has_a_key_and_a_name_of_its_own() {
        let roots = roots(&[OLD]);
        let mut seen = std::collections::BTreeSet::new();
        for key_use in KeyUse::ALL {
            let keys = roots.mac_keys(key_use);
            assert_eq!(keys.newest().id().len(), 8);
            assert!(seen.insert(keys.newest().id().to_owned()), "{key_use:?}");
            assert!(seen.insert(keys.sign(&["same"])), "{key_use:?}");
            assert!(seen.insert(keys.newest().sign_text("same")), "{key_use:?}");
        }
        let again = super::tests::roots(&[OLD]).mac_keys(KeyUse::Csrf);
        assert!(seen.contains(&again.sign(&["same"])), "the same secret gives the same keys");
    }

    #[test]
    fn an_older_secret_is_accepted_until_it_is_taken_out() {
        let [old, both, new] = [roots(&[OLD]), roots(&[NEW, OLD]), roots(&[NEW])]
            .map(|roots| roots.mac_keys(KeyUse::Links));
        let before = old.sign(&["a"]);
        assert!(both.fits(&["a"], &before) && !new.fits(&["a"], &before));
        let after = both.sign(&["a"]);
        assert!(both.fits(&["a"], &after) && new.fits(&["a"], &after) && !old.fits(&["a"], &after));
    }

    #[test]
    fn rows_of_fields_are_not_run_together() {
        let keys = roots(&[OLD]).mac_keys(KeyUse::Links);
        let signed = keys.sign(&["ab", "c"]);
        assert!(keys.fits(&["ab", "c"], &signed));
        for row in [&["a", "bc"][..], &["abc"], &["ab", "c", ""], &["c", "ab"], &["2:ab1:c"], &[]] {
            assert!(!keys.fits(row, &signed), "{row:?}");
        }
        for shown in ["", "=", &signed[1..], &format!("{signed}="), &format!("{signed}A")] {
            assert!(!keys.fits(&["ab", "c"], shown), "{shown}");
        }
    }
}
