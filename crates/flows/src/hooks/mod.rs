//! A business's own servers are told what happens.
//!
//! Whatever happens is written down by [`announce`] in the transaction that makes it happen, with a
//! delivery and a job for each endpoint that wants it; [`deliver`] is that job. Owners look after their
//! endpoints in [`manage`], and send again what was lost in [`replay`].

use std::sync::Arc;

use ::hooks::{Deliver, Endpoint, PlainHttp};
use identity::{Actor, Who};
use jiff::SignedDuration;
use kernel::{Clock, Entropy, IdSource, StoreError, StoreResult, TenantId};
use store::{Database, Durability};
use tokio::sync::Notify;

use crate::Cards;
use crate::people::facts::Fault;
use crate::people::{Common, DoorKeys};

pub mod announce;
pub mod deliver;
pub mod manage;
pub mod replay;
pub(crate) mod says;
mod secrets;

pub use announce::Announcer;
pub use deliver::DeliverEvent;
pub use manage::{EndpointChange, WantedEndpoint};

/// Everything about what a business's own servers are told.
#[derive(Clone)]
pub struct Hooks {
    /// Where everything is remembered.
    pub db: Arc<dyn Database>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// Businesses at hand.
    pub cards: Arc<Cards>,
    /// Writes down what happened.
    pub announcer: Announcer,
    /// Carries events.
    pub deliver: Arc<dyn Deliver>,
    /// What nobody can guess.
    pub entropy: Arc<dyn Entropy>,
    /// The keys that seal secrets.
    pub keys: Arc<DoorKeys>,
    /// Whether endpoints may be on this machine, in the clear.
    pub plain: PlainHttp,
    /// Whether owners are written mails: somebody must be able to sign in.
    mails: bool,
    wake: Arc<Notify>,
}

/// What [`Hooks`] is built of.
pub struct HooksPorts {
    /// Carries events.
    pub deliver: Arc<dyn Deliver>,
    /// What nobody can guess.
    pub entropy: Arc<dyn Entropy>,
    /// The keys that seal secrets.
    pub keys: Arc<DoorKeys>,
    /// Whether endpoints may be on this machine, in the clear.
    pub plain: PlainHttp,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum HookError {
    /// A field cannot be what it says.
    #[error(transparent)]
    Faulty(#[from] Fault),
    /// There is no such endpoint, or no such delivery.
    #[error("there is no such endpoint or delivery")]
    Unknown,
    /// There are too many.
    #[error("there are {} endpoints already: remove one first", Endpoint::PER_BUSINESS_MAX)]
    TooMany,
    /// The business's plan has no webhooks.
    #[error("the plan has no webhooks")]
    NotInPlan,
    /// The endpoint is told nothing.
    #[error("the endpoint is disabled: enable it first")]
    Disabled,
    /// The database failed.
    #[error("the database failed")]
    Store(#[from] StoreError),
}

/// How long events and what became of them are kept.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How many old deliveries of a business are forgotten in one sweep.
const SWEEP_MAX: u16 = 500;

/// Who it was where nobody asked for it.
const OURSELVES: Actor = Actor { who: Who::System, tenant: None };

impl Hooks {
    pub(crate) fn new(ports: HooksPorts, mails: bool, common: Common) -> Self {
        let HooksPorts { deliver, entropy, keys, plain } = ports;
        let Common { db, clock, ids, cards, wake, .. } = common;
        let announcer = Announcer { clock: clock.clone(), ids: ids.clone(), cards: cards.clone() };
        Self { db, clock, ids, cards, announcer, deliver, entropy, keys, plain, mails, wake }
    }

    /// Forgets what a business's servers were told long ago; says how many deliveries went.
    pub async fn sweep(&self, tenant: TenantId) -> StoreResult<u64> {
        let before = self.clock.now() - KEPT_FOR;
        let mut tx = self.db.begin(tenant).await?;
        let gone = tx.deliveries().remove_before(before, SWEEP_MAX).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(gone)
    }
}
