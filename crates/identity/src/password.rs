//! Passwords: which ones are accepted, what is kept of them, and whether a shown one is right.
//!
//! Hashing one is made to be slow: 20 to 40 milliseconds of a core and [`Parameters::memory_kib`]
//! of memory. Whoever calls [`Passwords::hash`] or [`Passwords::verify`] does so on a thread that
//! may block, and bounds how many run at once, twice the cores being plenty: each one more costs
//! its memory, and makes all of them slower.
//!
//! **Source**: OWASP Password Storage Cheat Sheet (argon2id with 19 MiB and 2 passes), NIST SP
//! 800-63B section 5.1.1.2 (length instead of composition, no common ones), read 2026-11.

mod policy;
mod words;

use std::fmt;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

pub use policy::{PASSWORD_LETTERS_MAX, PASSWORD_LETTERS_MIN, PasswordFault, check};

const OUTPUT_BYTES: usize = 32;
const SALT_BYTES: usize = 16;
/// What a stored hash may ask for at most, so that a row that was tampered with cannot stop us.
const MEMORY_KIB_MAX: u32 = 128 * 1024;
const PASSES_MAX: u32 = 10;
const LANES_MAX: u32 = 4;

/// How much work a hash is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameters {
    memory_kib: u32,
    passes: u32,
}

/// Why parameters cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("argon2id takes 8 to {MEMORY_KIB_MAX} KiB and 1 to {PASSES_MAX} passes")]
pub struct ParametersError;

impl Parameters {
    /// What people's passwords get: 19 MiB and 2 passes, on one thread.
    pub const STRONG: Self = Self { memory_kib: 19 * 1024, passes: 2 };

    /// Other ones. Fewer than [`Self::STRONG`] are for what is not worth protecting.
    ///
    /// # Errors
    /// The algorithm does not take them.
    pub const fn new(memory_kib: u32, passes: u32) -> Result<Self, ParametersError> {
        if memory_kib < 8 || memory_kib > MEMORY_KIB_MAX || passes < 1 || passes > PASSES_MAX {
            return Err(ParametersError);
        }
        Ok(Self { memory_kib, passes })
    }

    /// How much memory one hash takes while it is made.
    pub const fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    #[expect(clippy::expect_used, reason = "memory and passes were checked when this was made")]
    fn for_argon2(self) -> Params {
        Params::new(self.memory_kib, self.passes, 1, Some(OUTPUT_BYTES))
            .expect("argon2 takes what was checked")
    }
}

impl Default for Parameters {
    fn default() -> Self {
        Self::STRONG
    }
}

/// What was found about a shown password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is the account's.
    pub right: bool,
    /// Whether it is right, and what is kept of it was made with other parameters than those of
    /// now: hash it again while it is known.
    pub outdated: bool,
}

/// Hashes and verifies passwords with argon2id.
#[derive(Clone)]
pub struct Passwords {
    parameters: Parameters,
    /// What a password is verified against where there is none.
    nobody: Kept,
}

impl Passwords {
    /// With these parameters.
    pub fn new(parameters: Parameters) -> Self {
        let nobody = Kept {
            params: parameters.for_argon2(),
            salt: b"frontdesk nobody".to_vec(),
            output: vec![0; OUTPUT_BYTES],
        };
        Self { parameters, nobody }
    }

    /// What is to be kept of a password, in PHC form. **Limits**: one salt for one password.
    pub fn hash(&self, password: &SecretString, salt: [u8; SALT_BYTES]) -> String {
        let params = self.parameters.for_argon2();
        let output = digest(&params, &salt, password);
        let Parameters { memory_kib, passes } = self.parameters;
        let [salt, output] = [&salt[..], &output].map(|it| BASE64_STANDARD_NO_PAD.encode(it));
        format!("$argon2id$v=19$m={memory_kib},t={passes},p=1${salt}${output}")
    }

    /// Whether `shown` is the password of which `stored` was kept.
    ///
    /// Where nothing is stored (an address without an account, an account without a password) or it
    /// cannot be read, the same work is done for the same answer as for a wrong password.
    pub fn verify(&self, stored: Option<&str>, shown: &SecretString) -> Verdict {
        let kept = stored.and_then(Kept::read);
        let against = kept.as_ref().unwrap_or(&self.nobody);
        let output = digest(&against.params, &against.salt, shown);
        let same: bool = output.as_slice().ct_eq(&against.output).into();
        let right = same && kept.is_some();
        Verdict { right, outdated: right && against.params != self.nobody.params }
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passwords").field("parameters", &self.parameters).finish_non_exhaustive()
    }
}

/// A stored hash, taken apart.
#[derive(Clone)]
struct Kept {
    params: Params,
    salt: Vec<u8>,
    output: Vec<u8>,
}

impl Kept {
    /// Nothing, where it is no argon2id hash of version 19 or asks for too much.
    fn read(stored: &str) -> Option<Self> {
        let hash = PasswordHash::new(stored).ok()?;
        let is_ours = hash.algorithm == Algorithm::Argon2id.ident()
            && hash.version == Some(Version::V0x13.into());
        let params = Params::try_from(&hash).ok().filter(|_| is_ours)?;
        let (salt, output) = (hash.salt?.to_vec(), hash.hash?.as_bytes().to_vec());
        let affordable = params.m_cost() <= MEMORY_KIB_MAX
            && params.t_cost() <= PASSES_MAX
            && params.p_cost() <= LANES_MAX
            && output.len() == OUTPUT_BYTES;
        affordable.then_some(Self { params, salt, output })
    }
}

#[expect(
    clippy::expect_used,
    reason = "a salt has 8 to 48 bytes, an output 32, a request is shorter than 4 GiB; and without \
              the memory for it nobody can be told whether a password is right"
)]
fn digest(params: &Params, salt: &[u8], password: &SecretString) -> [u8; OUTPUT_BYTES] {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone());
    let mut output = [0; OUTPUT_BYTES];
    argon2
        .hash_password_into(password.expose_secret().as_bytes(), salt, &mut output)
        .expect("argon2 takes every password");
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cheap() -> Passwords {
        Passwords::new(Parameters::new(8, 1).unwrap())
    }

    #[test]
    fn only_the_password_itself_is_right() {
        let (passwords, secret) = (cheap(), "correct horse battery".into());
        let kept = passwords.hash(&secret, [7; 16]);
        assert!(kept.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{kept}");
        assert_eq!(
            passwords.verify(Some(&kept), &secret),
            Verdict { right: true, outdated: false }
        );
        let wrong = Verdict { right: false, outdated: false };
        for shown in ["", "correct horse batterY", "correct horse battery ", "\u{0}", &kept] {
            assert_eq!(passwords.verify(Some(&kept), &shown.into()), wrong, "{shown:?}");
        }
        assert_eq!(passwords.verify(Some(&kept), &"x".repeat(1 << 20).into()), wrong);
        assert_ne!(kept, passwords.hash(&secret, [8; 16]), "the salt counts");
    }

    #[test]
    fn what_others_computed_is_accepted() {
        // The reference implementation's test: t = 2, m = 2^16 KiB, p = 1, "password", "somesalt".
        let kept = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ\
                    $CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        let verdict = cheap().verify(Some(kept), &"password".into());
        assert_eq!(verdict, Verdict { right: true, outdated: true });
    }

    #[test]
    fn nobody_has_a_password_that_is_right() {
        let (passwords, wrong) = (cheap(), Verdict { right: false, outdated: false });
        for shown in ["", "password", "frontdesk nobody"] {
            assert_eq!(passwords.verify(None, &shown.into()), wrong);
        }
        let kept = passwords.hash(&"password".into(), [1; 16]);
        let too_much = ["m=999999,t=1,p=1", "m=8,t=4000000000,p=1", "m=800,t=1,p=99"];
        let other = [
            kept.replace("argon2id", "argon2i"),
            kept.replace("v=19", "v=16"),
            kept.chars().take(60).collect(),
            kept.replace("argon2id", "scrypt"),
            kept.replace("$v=19", ""),
            String::new(),
            "password".to_owned(),
        ];
        let too_much = too_much.map(|asked| kept.replace("m=8,t=1,p=1", asked));
        for kept in other.iter().chain(&too_much) {
            assert_eq!(passwords.verify(Some(kept), &"password".into()), wrong, "{kept}");
        }
    }

    #[test]
    fn a_hash_made_with_other_parameters_is_outdated() {
        let stronger = Passwords::new(Parameters::new(16, 2).unwrap());
        let kept = cheap().hash(&"secret".into(), [1; 16]);
        let verdict = stronger.verify(Some(&kept), &"secret".into());
        assert_eq!(verdict, Verdict { right: true, outdated: true });
        assert!(!stronger.verify(Some(&kept), &"other".into()).outdated);
        let again = stronger.hash(&"secret".into(), [2; 16]);
        assert!(!stronger.verify(Some(&again), &"secret".into()).outdated);
    }

    #[test]
    fn parameters_have_bounds() {
        for (memory_kib, passes) in [(0, 1), (7, 1), (8, 0), (u32::MAX, 1), (8, u32::MAX)] {
            assert_eq!(Parameters::new(memory_kib, passes), Err(ParametersError));
        }
        assert_eq!(Parameters::default(), Parameters::new(19 * 1024, 2).unwrap());
    }

    #[test]
    fn real_parameters_work_too() {
        let passwords = Passwords::new(Parameters::STRONG);
        let kept = passwords.hash(&"secret".into(), [1; 16]);
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(passwords.verify(Some(&kept), &"secret".into()).right);
        assert!(!passwords.verify(None, &"secret".into()).right);
    }
}
