//! Secrets are sealed before a store sees them, each for its own endpoint of its own business.

use ::hooks::{Endpoint, Kept, Secret, Secrets};
use identity::{SealFault, Sealed, SealedFor, seal};
use kernel::{EndpointId, TenantId};
use secrecy::ExposeSecret;

use super::Hooks;

/// To whom a secret belongs.
fn owner(tenant: TenantId, endpoint: EndpointId) -> String {
    format!("{tenant}:{endpoint}")
}

impl Hooks {
    /// A new secret of an endpoint, and the same as it is kept.
    pub(super) fn fresh(&self, tenant: TenantId, endpoint: EndpointId) -> (Secret, Kept) {
        let secret = Secret::new(self.entropy.bytes());
        let mut nonce = [0; seal::NONCE_BYTES];
        nonce.iter_mut().zip(self.entropy.bytes()).for_each(|(to, from)| *to = from);
        let (owner, plain) = (owner(tenant, endpoint), secret.expose().into());
        let sealed = self.keys.seals.seal(SealedFor::EndpointSecret, &owner, &plain, nonce);
        (secret, Kept::new(sealed.as_str().to_owned()))
    }

    /// The secrets of an endpoint, to sign with.
    pub(super) fn opened(
        &self,
        tenant: TenantId,
        endpoint: &Endpoint,
    ) -> Result<Secrets, SealFault> {
        let owner = owner(tenant, endpoint.id);
        endpoint.secrets.try_map(|kept| {
            let sealed = Sealed::stored(kept.as_str().to_owned());
            let plain = self.keys.seals.open(SealedFor::EndpointSecret, &owner, &sealed)?;
            Secret::parse(plain.expose_secret()).map_err(|_| SealFault::Malformed)
        })
    }
}
