//! The one source of what nobody can guess.

use kernel::Entropy;
use ring::rand::{SecureRandom, SystemRandom};

/// The system's randomness.
#[derive(Debug)]
pub struct SystemEntropy(SystemRandom);

impl SystemEntropy {
    /// The system's randomness, if it has any.
    ///
    /// # Errors
    /// It has none.
    #[expect(clippy::disallowed_methods, reason = "the one place where secrets come from")]
    pub fn new() -> std::io::Result<Self> {
        let source = SystemRandom::new();
        let mut probe = [0; 32];
        let failed = |_| std::io::Error::other("the system has no randomness");
        source.fill(&mut probe).map_err(failed)?;
        Ok(Self(source))
    }
}

impl Entropy for SystemEntropy {
    #[expect(
        clippy::expect_used,
        reason = "it was there at the start; a secret that can be guessed is worse than a stop"
    )]
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.0.fill(&mut bytes).expect("the system's randomness does not end");
        bytes
    }
}
