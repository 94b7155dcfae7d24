//! A business at hand: what every turn needs of it, remembered in this process.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use ::hooks::{Endpoint, EventKind};
use billing::{Patience, Service, Subscription};
use dialogue::BusinessFacts;
use fleet::{Cache, Key};
use jiff::Timestamp;
use kernel::{Clock, PhoneNumber, StoreError, StoreResult, TenantId};
use scheduling::Catalogue;
use store::{Database, Tx};
use tenancy::flags::Rollouts;
use tenancy::{CallSettings, FlagSet, Tenant};

use crate::prices::Prices;

mod allowed;
mod facts;
mod rollouts;
mod terms;

pub use terms::Terms;

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
    /// What it has ordered.
    pub subscription: Subscription,
    /// How long it is served should it not pay.
    pub patience: Patience,
    /// Its own servers, as far as its flags allow them. Whoever changes what they want counts the
    /// version up.
    pub endpoints: Vec<Endpoint>,
    /// The rollouts that it was made with.
    generation: u64,
}

impl Card {
    /// The card of a business with its catalogue.
    pub(crate) fn new(tenant: Tenant, mut catalogue: Catalogue, served: Served) -> Self {
        let Served { flags, subscription, patience, endpoints, generation } = served;
        let endpoints = allowed::endpoints(endpoints, &flags);
        let calls = allowed::calls(&tenant, &flags);
        allowed::rules(&mut catalogue, &flags);
        let mut facts = facts::of(&tenant, &catalogue);
        facts.recording = calls.recording;
        facts.languages = allowed::languages(facts.languages, &flags);
        let (catalogue, facts) = (Arc::new(catalogue), Arc::new(facts));
        Self {
            tenant,
            catalogue,
            facts,
            calls,
            flags,
            subscription,
            patience,
            endpoints,
            generation,
        }
    }

    /// What callers are given at this moment, as far as money decides it.
    pub fn service(&self, now: Timestamp) -> Service {
        self.subscription.service(self.patience, now)
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

/// How a business is served.
pub(crate) struct Served {
    pub(crate) flags: FlagSet,
    pub(crate) subscription: Subscription,
    pub(crate) patience: Patience,
    /// All of its own servers.
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) generation: u64,
}

/// How many cards, and how many numbers, one process remembers.
pub const CARDS_MAX: usize = 50_000;
/// How long terms stay in the cache that nobody changes.
const TERMS_TTL: Duration = Duration::from_secs(30);

/// Remembered cards. A card may be old: whoever uses one compares its version with the stamp that
/// comes with the turn, and loads it again when they differ. Without a database the old one serves.
///
/// Whatever decides about a business's flags changes its version in the same transaction; rollouts,
/// which are about all businesses, are looked at a few times a second.
pub struct Cards {
    db: Arc<dyn Database>,
    clock: Arc<dyn Clock>,
    cache: Arc<dyn Cache>,
    prices: Arc<Prices>,
    owners: RwLock<HashMap<PhoneNumber, TenantId>>,
    known: RwLock<HashMap<TenantId, Arc<Card>>>,
    rollouts: rollouts::AtHand,
}

impl Cards {
    /// No cards yet.
    pub fn new(
        db: Arc<dyn Database>,
        clock: Arc<dyn Clock>,
        cache: Arc<dyn Cache>,
        prices: Arc<Prices>,
    ) -> Self {
        let (owners, known) = Default::default();
        Self { db, clock, cache, prices, owners, known, rollouts: rollouts::AtHand::new() }
    }

    /// The remembered card of the business that a number belongs to, without asking anybody.
    pub fn remembered(&self, number: &PhoneNumber) -> Option<Arc<Card>> {
        let owner = *self.owners.read().unwrap_or_else(PoisonError::into_inner).get(number)?;
        let cards = self.known.read().unwrap_or_else(PoisonError::into_inner);
        cards.get(&owner).filter(|card| card.tenant.phone == *number).cloned()
    }

    /// The card of the business that a number belongs to; remembered or loaded.
    pub async fn by_number(&self, number: &PhoneNumber) -> StoreResult<Option<Arc<Card>>> {
        self.refresh().await?;
        let generation = self.rollouts.held().generation;
        if let Some(card) = self.remembered(number).filter(|it| it.generation == generation) {
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
        self.refresh().await?;
        let mut tx = self.db.begin_read(tenant).await?;
        let card = self.load(tx.as_mut()).await?;
        tx.commit(store::Durability::Relaxed).await?;
        Ok(card)
    }

    /// Loads the card of a transaction's own business and remembers it. In a transaction that has
    /// changed anything about the business, this is too early.
    pub async fn load(&self, tx: &mut dyn Tx) -> StoreResult<Option<Arc<Card>>> {
        let Some(tenant) = tx.tenants().find().await? else { return Ok(None) };
        let Some(mut catalogue) = tx.schedules().load().await? else { return Ok(None) };
        catalogue.timezone = tenant.timezone.clone();
        let terms = self.terms_in(tx, &tenant).await?;
        let endpoints = tx.endpoints().list().await?;
        let held = self.rollouts.held();
        let served = Served {
            flags: terms.flags(&self.prices, &held.rollouts),
            subscription: terms.subscription,
            patience: self.prices.patience,
            endpoints,
            generation: held.generation,
        };
        insert(&self.owners, tenant.phone.clone(), tenant.id);
        let id = tenant.id;
        let card = Arc::new(Card::new(tenant, catalogue, served));
        insert(&self.known, id, card.clone());
        Ok(Some(card))
    }

    /// On which terms a business is served, a moment old at most: for whoever needs no card.
    pub async fn terms(&self, tenant: TenantId) -> StoreResult<Option<Terms>> {
        if let Some(text) = self.cache.get(&Key::flags(tenant)).await
            && let Some(terms) = Terms::parse(&text)
        {
            return Ok(Some(terms));
        }
        let mut tx = self.db.begin_read(tenant).await?;
        let terms = match tx.tenants().find().await? {
            Some(known) => Some(self.terms_in(tx.as_mut(), &known).await?),
            None => None,
        };
        tx.commit(store::Durability::Relaxed).await?;
        Ok(terms)
    }

    /// What is switched on for a business, a moment old at most: for whoever needs no card.
    pub async fn flags(&self, tenant: TenantId) -> StoreResult<Option<FlagSet>> {
        let Some(terms) = self.terms(tenant).await? else { return Ok(None) };
        Ok(Some(terms.flags(&self.prices, &self.rollouts().await?)))
    }

    /// Those of a list of a transaction's own endpoints that its flags allow, as the transaction sees
    /// them: past the cache, which is to learn nothing that may yet be undone.
    pub(crate) async fn allowed_endpoints(
        &self,
        tx: &mut dyn Tx,
        tenant: &Tenant,
        endpoints: Vec<Endpoint>,
    ) -> StoreResult<Vec<Endpoint>> {
        self.refresh().await?;
        let terms = Terms::read(tx, tenant, &self.prices).await?;
        let flags = terms.flags(&self.prices, &self.rollouts.held().rollouts);
        Ok(allowed::endpoints(endpoints, &flags))
    }

    /// How far each flag was brought, as this machine goes by it.
    pub async fn rollouts(&self) -> StoreResult<Rollouts> {
        self.refresh().await?;
        Ok(self.rollouts.held().rollouts.clone())
    }

    /// The terms of a transaction's own business. What the cache holds is good for one version, so
    /// that an answer that comes late from it is never taken for a newer one.
    async fn terms_in(&self, tx: &mut dyn Tx, tenant: &Tenant) -> StoreResult<Terms> {
        let key = Key::flags(tenant.id);
        let mut failed: Option<StoreError> = None;
        let load = async {
            match Terms::read(tx, tenant, &self.prices).await {
                Ok(terms) => Ok(terms.write()),
                Err(error) => {
                    failed = Some(error);
                    Err(())
                }
            }
        };
        let found = self.cache.get_or(&key, TERMS_TTL, || load).await;
        if let Some(error) = failed {
            return Err(error);
        }
        let kept = found.ok().and_then(|text| Terms::parse(&text));
        match kept {
            Some(terms) if terms.version == tenant.version => Ok(terms),
            older => {
                let terms = Terms::read(tx, tenant, &self.prices).await?;
                // Not put in its place: by now, these may be old themselves.
                if older.is_some_and(|older| older.version < terms.version) {
                    self.cache.forget(&key).await;
                }
                Ok(terms)
            }
        }
    }

    async fn refresh(&self) -> StoreResult<()> {
        let (db, cache) = (self.db.as_ref(), self.cache.as_ref());
        self.rollouts.refresh(db, cache, self.clock.now()).await
    }

    /// Something about a business was changed, and committed: every machine loads it again.
    pub async fn changed(&self, tenant: TenantId) {
        self.cache.forget(&Key::flags(tenant)).await;
        self.forget(tenant);
    }

    /// How far a flag was brought was changed, and committed: every machine looks again.
    pub async fn rollouts_changed(&self) {
        rollouts::forget(self.cache.as_ref()).await;
        self.rollouts.ask_again();
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
