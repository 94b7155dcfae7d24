//! Tokens that a page of ours sends with whatever changes something, which no other page can know.
//!
//! A browser shows a session's cookie with every request to us, whoever's page made it ask. A token
//! belongs to one session, so that one which somebody got for theirs is worth nothing in another's.

use std::fmt;

use kernel::SessionId;

use crate::derive::{KeyUse, MacKeys, RootSecrets};
use crate::secret::SecretText;

/// Writes and reads the tokens.
pub struct Csrf(MacKeys);

impl Csrf {
    /// Signed with keys of these secrets.
    pub fn new(roots: &RootSecrets) -> Self {
        Self(roots.mac_keys(KeyUse::Csrf))
    }

    /// The token for a session's pages. It is the same as long as the session lasts.
    pub fn token(&self, session: SessionId) -> SecretText {
        SecretText::shown(&self.0.sign(&[&session.to_string()]))
    }

    /// Whether `shown` is this session's token.
    pub fn fits(&self, session: SessionId, shown: &str) -> bool {
        self.0.fits(&[&session.to_string()], shown)
    }
}

impl fmt::Debug for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[csrf keys]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{IdSource, SeededIds};

    fn csrf(texts: &[&str]) -> Csrf {
        let texts: Vec<_> = texts.iter().map(|text| (*text).into()).collect();
        Csrf::new(&RootSecrets::new(&texts).unwrap())
    }

    #[test]
    fn a_token_fits_its_session_alone() {
        let ids: &dyn IdSource = &SeededIds::new(1);
        let (mine, theirs): (SessionId, SessionId) = (ids.next(), ids.next());
        let old = csrf(&["the root secret before that one, 0"]);
        let both =
            csrf(&["the root secret of these tests, 1", "the root secret before that one, 0"]);
        let token = old.token(mine);
        assert!(old.fits(mine, token.expose()) && both.fits(mine, token.expose()));
        assert!(!old.fits(theirs, token.expose()));
        assert!(!old.fits(mine, both.token(mine).expose()), "signed with a key it does not have");
        for shown in ["", "null", &mine.to_string(), &token.expose()[1..], &"A".repeat(43)] {
            assert!(!both.fits(mine, shown), "{shown}");
        }
        assert_eq!(format!("{both:?}"), "[csrf keys]");
    }
}
