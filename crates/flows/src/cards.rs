//! A business at hand: what every turn needs of it, remembered in this process.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use ::hooks::{Endpoint, EventKind};
use dialogue::BusinessFacts;
use kernel::{PhoneNumber, StoreResult, TenantId};
use scheduling::Catalogue;
use store::{Database, Tx};
use tenancy::{CallSettings, FlagSet, Tenant};

pub(crate) mod allowed;
mod facts;

/// A business with its catalogue, as of one version.
#[derive(Debug, Clone)]
pub struct Card {
    /// The business, as its owner has set it.
    pub tenant: Tenant,
    /// What it does, who does it, when; with the rules that its flags allow.
    pub catalogue: Arc<Catalogue>,
    /// What may be said about it.
    pub facts: Arc<BusinessFacts>,
    /// What happens on the line, as far as its flags allow what its owner wants.
    pub calls: CallSettings,
    /// What is switched on for it.
    pub flags: FlagSet,
    /// Its own servers, as far as its flags allow them. Whoever changes what they want counts the
    /// version up.
    pub endpoints: Vec<Endpoint>,
}

impl Card {
    /// The card of a business with its catalogue.
    pub(crate) fn new(
        tenant: Tenant,
        mut catalogue: Catalogue,
        endpoints: Vec<Endpoint>,
        flags: FlagSet,
    ) -> Self {
        let endpoints = allowed::endpoints(endpoints, &flags);
        let calls = allowed::calls(&tenant, &flags);
        allowed::rules(&mut catalogue, &flags);
        let mut facts = facts::of(&tenant, &catalogue);
        facts.recording = calls.recording;
        facts.languages = allowed::languages(facts.languages, &flags);
        Self {
            tenant,
            catalogue: Arc::new(catalogue),
            facts: Arc::new(facts),
            calls,
            flags,
            endpoints,
        }
    }

    /// Whether any of its own servers wants to be told of such a thing.
    pub(crate) fn tells(&self, kind: EventKind) -> bool {
        self.endpoints.iter().any(|endpoint| endpoint.wants(kind))
            && crate::hooks::announce::may_hear(self.tenant.status, kind)
    }

    /// Whether what is said in a conversation may be kept.
    pub(crate) fn keeps_words(&self) -> bool {
        allowed::words(&self.tenant, &self.flags)
    }
}

/// How many cards, and how many numbers, one process remembers.
pub const CARDS_MAX: usize = 50_000;

/// Remembered cards. A card may be old: whoever uses one compares its version with the stamp that
/// comes with the turn, and loads it again when they differ. Without a database the old one serves.
pub struct Cards {
    db: Arc<dyn Database>,
    owners: RwLock<HashMap<PhoneNumber, TenantId>>,
    known: RwLock<HashMap<TenantId, Arc<Card>>>,
    flags: RwLock<HashMap<TenantId, FlagSet>>,
}

impl Cards {
    /// No cards yet.
    pub fn new(db: Arc<dyn Database>) -> Self {
        let (owners, known, flags) = Default::default();
        Self { db, owners, known, flags }
    }

    /// The remembered card of the business that a number belongs to, without asking anybody.
    pub fn remembered(&self, number: &PhoneNumber) -> Option<Arc<Card>> {
        let owner = *self.owners.read().unwrap_or_else(PoisonError::into_inner).get(number)?;
        let cards = self.known.read().unwrap_or_else(PoisonError::into_inner);
        cards.get(&owner).filter(|card| card.tenant.phone == *number).cloned()
    }

    /// The card of the business that a number belongs to; remembered or loaded.
    pub async fn by_number(&self, number: &PhoneNumber) -> StoreResult<Option<Arc<Card>>> {
        if let Some(card) = self.remembered(number) {
            return Ok(Some(card));
        }
        let mut tx = self.db.begin_platform().await?;
        let owner = tx.numbers().owner_of(number).await?;
        tx.commit().await?;
        let Some(owner) = owner else { return Ok(None) };
        self.by_tenant(owner).await
    }

    /// The card of a business, loaded now.
    pub async fn by_tenant(&self, tenant: TenantId) -> StoreResult<Option<Arc<Card>>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let card = self.load(tx.as_mut()).await?;
        tx.commit(store::Durability::Relaxed).await?;
        Ok(card)
    }

    /// Loads the card of a transaction's own business and remembers it.
    pub async fn load(&self, tx: &mut dyn Tx) -> StoreResult<Option<Arc<Card>>> {
        let Some(tenant) = tx.tenants().find().await? else { return Ok(None) };
        let Some(mut catalogue) = tx.schedules().load().await? else { return Ok(None) };
        catalogue.timezone = tenant.timezone.clone();
        let endpoints = tx.endpoints().list().await?;
        insert(&self.owners, tenant.phone.clone(), tenant.id);
        loop {
            let flags = self.flags_of(tenant.id);
            let (business, endpoints) = (tenant.clone(), endpoints.clone());
            let card = Arc::new(Card::new(business, catalogue.clone(), endpoints, flags));
            insert(&self.known, tenant.id, card.clone());
            // Whoever switches sets the flags and then forgets the card: a card that was made in
            // between would be remembered with the old ones.
            if self.flags_of(tenant.id) == card.flags {
                return Ok(Some(card));
            }
        }
    }

    /// What is switched on for a business from its next webhook on.
    pub fn switch(&self, tenant: TenantId, flags: FlagSet) {
        insert(&self.flags, tenant, flags);
        self.forget(tenant);
    }

    /// What is switched on for a business; everything, as long as nobody has said otherwise.
    pub(crate) fn flags_of(&self, tenant: TenantId) -> FlagSet {
        let known = self.flags.read().unwrap_or_else(PoisonError::into_inner);
        known.get(&tenant).cloned().unwrap_or_else(FlagSet::widest)
    }

    /// Forgets a business, so that the next call loads it.
    pub fn forget(&self, tenant: TenantId) {
        self.known.write().unwrap_or_else(PoisonError::into_inner).remove(&tenant);
    }
}

/// Remembers one more; when there are too many, another one has to go.
fn insert<K: Eq + Hash + Clone, V>(map: &RwLock<HashMap<K, V>>, key: K, value: V) {
    let mut map = map.write().unwrap_or_else(PoisonError::into_inner);
    if map.len() >= CARDS_MAX && !map.contains_key(&key) {
        let victim = map.keys().next().cloned();
        if let Some(victim) = victim {
            map.remove(&victim);
        }
    }
    map.insert(key, value);
}
