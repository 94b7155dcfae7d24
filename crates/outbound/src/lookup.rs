//! Which addresses a name stands for.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::failure::Refusal;
use crate::guard::Guard;

/// Looks names up.
#[async_trait]
pub trait Lookup: Send + Sync {
    /// Every address of a host. MUST return an error, or nothing, for a name that does not exist.
    async fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// What the machine's own resolver says.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemLookup;

#[async_trait]
impl Lookup for SystemLookup {
    async fn lookup(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let addresses = tokio::net::lookup_host((host, 0)).await?;
        Ok(addresses.map(|address| address.ip()).collect())
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
