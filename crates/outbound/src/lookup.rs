//! Which addresses a name stands for.

use std::io;
use std::net::{IpAddr, ToSocketAddrs as _};
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::Semaphore;

use crate::failure::Refusal;
use crate::guard::Guard;

/// Looks names up.
#[async_trait]
pub trait Lookup: Send + Sync {
    /// Every address of a host. MUST return an error, or nothing, for a name that does not exist.
    async fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// How many names are looked up at once.
const LOOKUPS_MAX: usize = 64;

/// What the machine's own resolver says.
///
/// **Limits**: at most 64 names at once. A look-up that a stranger's name server never answers holds a
/// thread for as long as the machine's resolver is patient, whether anybody still waits for it or not;
/// without a limit, such names would take the threads that everything else in the process needs.
#[derive(Debug, Clone)]
pub struct SystemLookup {
    permits: Arc<Semaphore>,
}

impl Default for SystemLookup {
    fn default() -> Self {
        Self { permits: Arc::new(Semaphore::new(LOOKUPS_MAX)) }
    }
}

#[async_trait]
impl Lookup for SystemLookup {
    async fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(io::Error::other)?;
        let host = host.to_owned();
        let looked_up = tokio::task::spawn_blocking(move || {
            let found = (host.as_str(), 0).to_socket_addrs();
            // Given back by the thread, not by whoever waits for it and may be gone.
            drop(permit);
            found.map(|addresses| addresses.map(|address| address.ip()).collect())
        });
        looked_up.await.map_err(io::Error::other)?
    }
}

/// The client's resolver: it is asked when a connection is opened, and what it gives back is what is
/// connected to. An address that the guard refuses never leaves it.
pub(crate) struct Vetted {
    pub(crate) guard: Arc<Guard>,
    pub(crate) lookup: Arc<dyn Lookup>,
}

impl Resolve for Vetted {
    fn resolve(&self, name: Name) -> Resolving {
        let (guard, lookup) = (Arc::clone(&self.guard), Arc::clone(&self.lookup));
        Box::pin(async move {
            let found = lookup.lookup(name.as_str()).await?;
            if found.is_empty() {
                return Err("the name stands for no address".into());
            }
            // Port 0 lets the URL decide, whose port is vetted with the URL.
            let vetted: Vec<_> = found
                .into_iter()
                .filter(|address| guard.vet_address(name.as_str(), *address).is_ok())
                .map(|address| (address, 0).into())
                .collect();
            if vetted.is_empty() {
                return Err(Refusal::NotPublic.into());
            }
            Ok::<Addrs, _>(Box::new(vetted.into_iter()))
        })
    }
}
