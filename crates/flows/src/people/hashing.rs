//! Passwords are hashed on threads of their own, a few at a time.

use std::sync::Arc;

use identity::{Parameters, Passwords, Verdict};
use secrecy::SecretString;
use tokio::sync::Semaphore;

/// How many hashes may be made at once: each takes a core for 20 to 40 ms and 19 MiB.
const AT_ONCE: usize = 2;
/// How many may wait. Beyond that people are asked to come back, rather than to wait for longer than
/// they would.
const WAITING_MAX: usize = 64;

/// Too many passwords are being checked at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many people are signing in at this moment")]
pub struct Busy;

/// Hashes and verifies passwords without holding up anything else.
#[derive(Clone)]
pub struct Hashing {
    passwords: Passwords,
    running: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Hashing {
    /// With this much work for a hash.
    pub fn new(parameters: Parameters) -> Self {
        Self {
            passwords: Passwords::new(parameters),
            running: Arc::new(Semaphore::new(AT_ONCE)),
            places: Arc::new(Semaphore::new(AT_ONCE + WAITING_MAX)),
        }
    }

    /// What is to be kept of a password.
    ///
    /// # Errors
    /// Too many are waiting.
    pub async fn hash(&self, password: SecretString, random: [u8; 32]) -> Result<String, Busy> {
        let mut salt = [0; 16];
        salt.iter_mut().zip(random).for_each(|(to, from)| *to = from);
        self.run(move |passwords| passwords.hash(&password, salt)).await
    }

    /// Whether `shown` is the password that `stored` was kept of; the same work if nothing was.
    ///
    /// # Errors
    /// Too many are waiting.
    pub async fn verify(
        &self,
        stored: Option<String>,
        shown: SecretString,
    ) -> Result<Verdict, Busy> {
        self.run(move |passwords| passwords.verify(stored.as_deref(), &shown)).await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Passwords) -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let _place = self.places.try_acquire().map_err(|_| Busy)?;
        let _turn = self.running.acquire().await.map_err(|_| Busy)?;
        let passwords = self.passwords.clone();
        tokio::task::spawn_blocking(move || work(&passwords)).await.map_err(|_| Busy)
    }
}
