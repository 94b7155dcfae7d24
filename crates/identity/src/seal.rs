//! Secrets that must be read again: sealed in their rows, so that a table alone gives none away.
//!
//! A sealed value belongs to its owner and its use. Moved to another row, another business or
//! another column it does not open. **Source**: NIST SP 800-38D (AES-GCM, nonces of 96 bits), read
//! 2026-11.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::aead::{Aad, LessSafeKey, Nonce};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::derive::{RootSecrets, SealingKey};

/// How many random bytes each sealing takes. Never the same ones twice.
pub const NONCE_BYTES: usize = 12;

const FORM: &str = "v1";

/// What is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SealedFor {
    /// What a request was answered that may be made again: it can hold a secret that is shown once.
    Answer,
    /// Where a business's own database is, and how to come in there.
    DatabaseAddress,
    /// With what a business's own servers tell that it is us.
    EndpointSecret,
    /// What a business's account at a provider is opened with.
    ProviderCredential,
    /// What an account's app makes codes of.
    SecondFactor,
}

impl SealedFor {
    /// Every use.
    pub const ALL: [Self; 5] = [
        Self::Answer,
        Self::DatabaseAddress,
        Self::EndpointSecret,
        Self::ProviderCredential,
        Self::SecondFactor,
    ];

    /// Its name, which is part of every sealed value: to change one is to lose what was sealed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::DatabaseAddress => "database-address",
            Self::EndpointSecret => "endpoint-secret",
            Self::ProviderCredential => "provider-credential",
            Self::SecondFactor => "second-factor",
        }
    }
}

/// A sealed value as it is stored: `v1.{key}.{nonce and ciphertext in base 64}`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(String);

impl Sealed {
    /// A value out of a table.
    pub const fn stored(text: String) -> Self {
        Self(text)
    }

    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the key and the rest.
    fn parts(&self) -> Option<(&str, &str)> {
        self.0.strip_prefix(FORM)?.strip_prefix('.')?.split_once('.')
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed]")
    }
}

/// Why a sealed value does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// It does not have the form of one.
    #[error("not a sealed value")]
    Malformed,
    /// The root secret that it was sealed with was taken out.
    #[error("the sealed value's key is not known any more")]
    UnknownKey,
    /// It was altered, or belongs elsewhere.
    #[error("the sealed value was altered or belongs to another owner or use")]
    Refused,
}

/// Seals values with the newest key, and opens those that older ones sealed too.
pub struct Seals {
    newest: SealingKey,
    older: Vec<SealingKey>,
}

impl Seals {
    /// With keys of these secrets.
    pub fn new(roots: &RootSecrets) -> Self {
        let (newest, older) = roots.sealing_keys();
        Self { newest, older }
    }

    /// Seals what belongs to `owner`, an id in its text form. **Limits**: `nonce` is random, and no
    /// more than 2^32 values are sealed with one root secret.
    #[expect(clippy::expect_used, reason = "AES-GCM takes 64 GiB, and there is no such text")]
    pub fn seal(
        &self,
        used_for: SealedFor,
        owner: &str,
        plain: &SecretString,
        nonce: [u8; NONCE_BYTES],
    ) -> Sealed {
        let (id, key) = &self.newest;
        let mut bytes = plain.expose_secret().as_bytes().to_vec();
        let aad = Aad::from(belonging(id, used_for, owner));
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut bytes)
            .expect("AES-GCM takes every text");
        let sealed = BASE64_URL_SAFE_NO_PAD.encode([&nonce[..], &bytes].concat());
        Sealed([FORM, ".", id, ".", &sealed].concat())
    }

    /// What was sealed for this owner and this use.
    ///
    /// # Errors
    /// It was not, or the key for it is gone.
    pub fn open(
        &self,
        used_for: SealedFor,
        owner: &str,
        sealed: &Sealed,
    ) -> Result<SecretString, SealFault> {
        let (id, text) = sealed.parts().ok_or(SealFault::Malformed)?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| SealFault::Malformed)?;
        let (nonce, bytes) =
            bytes.split_first_chunk::<NONCE_BYTES>().ok_or(SealFault::Malformed)?;
        let key = self.key(id).ok_or(SealFault::UnknownKey)?;
        let mut bytes = bytes.to_vec();
        let aad = Aad::from(belonging(id, used_for, owner));
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let plain = key.open_in_place(nonce, aad, &mut bytes).map_err(|_| SealFault::Refused)?;
        std::str::from_utf8(plain).map(SecretString::from).map_err(|_| SealFault::Malformed)
    }

    /// Whether it is to be sealed again before the older root secrets are taken out.
    pub fn is_outdated(&self, sealed: &Sealed) -> bool {
        sealed.parts().is_none_or(|(id, _)| id != self.newest.0)
    }

    fn key(&self, id: &str) -> Option<&LessSafeKey> {
        let mut keys = std::iter::once(&self.newest).chain(&self.older);
        keys.find(|(known, _)| known == id).map(|(_, key)| key)
    }
}

impl fmt::Debug for Seals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealing keys]")
    }
}

/// What a value is bound to, each part with its length in front.
fn belonging(key_id: &str, used_for: SealedFor, owner: &str) -> String {
    let parts = [FORM, key_id, used_for.as_str(), owner];
    parts.map(|part| format!("{}:{part}", part.len())).concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NEW: &str = "the root secret of these tests, 1";
    const OLD: &str = "the root secret before that one, 0";
    const USE: SealedFor = SealedFor::ProviderCredential;

    fn seals(texts: &[&str]) -> Seals {
        let texts: Vec<_> = texts.iter().map(|text| (*text).into()).collect();
        Seals::new(&RootSecrets::new(&texts).unwrap())
    }

    fn opened(seals: &Seals, owner: &str, text: &str) -> Result<String, SealFault> {
        let sealed = Sealed::stored(text.to_owned());
        seals.open(USE, owner, &sealed).map(|plain| plain.expose_secret().to_owned())
    }

    #[test]
    fn only_its_owner_opens_it_for_its_use() {
        let seals = seals(&[NEW]);
        let sealed = seals.seal(USE, "ten_1", &"hush".into(), [1; NONCE_BYTES]);
        assert_eq!(opened(&seals, "ten_1", sealed.as_str()).as_deref(), Ok("hush"));
        for owner in ["ten_2", "", "ten_1 ", "5:ten_1"] {
            assert_eq!(opened(&seals, owner, sealed.as_str()), Err(SealFault::Refused), "{owner}");
        }
        for used_for in SealedFor::ALL.into_iter().filter(|it| *it != USE) {
            let fault = seals.open(used_for, "ten_1", &sealed).unwrap_err();
            assert_eq!(fault, SealFault::Refused, "{used_for:?}");
        }
        assert!(!sealed.as_str().contains("hush"));
        assert_eq!(format!("{sealed:?} {seals:?}"), "[sealed] [sealing keys]");
    }

    #[test]
    fn no_letter_of_it_can_be_changed() {
        let seals = seals(&[NEW, OLD]);
        let sealed = seals.seal(USE, "ten_1", &"hush".into(), [1; NONCE_BYTES]);
        let text = sealed.as_str();
        for place in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.to_owned().into_bytes();
                bytes[place] ^= 1 << bit;
                let changed = String::from_utf8_lossy(&bytes);
                assert!(opened(&seals, "ten_1", &changed).is_err(), "{place} {bit}");
            }
            assert!(opened(&seals, "ten_1", &text[..place]).is_err(), "{place}");
        }
        for text in
            ["", "v1", "v1.", "v1..", "v2.x.y", &format!("{text}A"), &format!("{text}="), "."]
        {
            assert!(opened(&seals, "ten_1", text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_older_key_opens_until_it_is_taken_out() {
        let (old, both, new) = (seals(&[OLD]), seals(&[NEW, OLD]), seals(&[NEW]));
        let before = old.seal(USE, "ten_1", &"hush".into(), [1; NONCE_BYTES]);
        assert!(!old.is_outdated(&before) && both.is_outdated(&before));
        assert_eq!(opened(&both, "ten_1", before.as_str()).as_deref(), Ok("hush"));
        assert_eq!(opened(&new, "ten_1", before.as_str()), Err(SealFault::UnknownKey));
        let after = both.seal(USE, "ten_1", &"hush".into(), [2; NONCE_BYTES]);
        assert!(!both.is_outdated(&after));
        assert_eq!(opened(&new, "ten_1", after.as_str()).as_deref(), Ok("hush"));
        // Under the other key's name it stays shut.
        let (old_id, new_id) = (before.parts().unwrap().0, after.parts().unwrap().0);
        let renamed = after.as_str().replace(new_id, old_id);
        assert_eq!(opened(&both, "ten_1", &renamed), Err(SealFault::Refused));
        assert!(both.is_outdated(&Sealed::stored("plain text of long ago".to_owned())));
    }

    proptest! {
        #[test]
        fn every_text_comes_out_as_it_went_in(
            plain in "\\PC{0,200}",
            owner in "\\PC{0,40}",
            nonce: [u8; NONCE_BYTES],
        ) {
            let seals = seals(&[NEW]);
            let sealed = seals.seal(USE, &owner, &plain.as_str().into(), nonce);
            prop_assert_eq!(opened(&seals, &owner, sealed.as_str()), Ok(plain));
            let stored = serde_json::to_string(&sealed).unwrap();
            prop_assert_eq!(serde_json::from_str::<Sealed>(&stored).unwrap(), sealed);
        }
    }
}
