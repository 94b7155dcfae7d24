//! People come in: they register, sign in, invite others, and hand keys to their programs.
//!
//! In the order of a life: [`register`], [`verify`], [`sign_in`], [`who`] (every request after that),
//! [`refresh`], [`sessions`], [`second_factor`], [`members`], [`invite`], [`keys`]; [`write_mail`] is
//! the job that sends the links.

use std::sync::Arc;

use crm::Mail;
use fleet::Limits;
use identity::{
    AccessTokens, Actor, Csrf, InvitationKeys, NewAuditEntry, PlatformTokens, RootSecrets, Seals,
    TicketKeys,
};
use jiff::Timestamp;
use kernel::{Clock, Entropy, IdSource, StoreError, StoreResult, TenantId};
use serde::Serialize;
use store::{Database, Tx};
use tokio::sync::Notify;

use crate::{Cards, Prices};

pub mod by_hand;
mod endpoint_mail;
pub mod facts;
pub mod hashing;
pub mod invite;
pub mod keys;
mod known;
pub mod members;
pub mod refresh;
pub mod register;
pub mod second_factor;
pub mod sessions;
pub mod sign_in;
pub mod verify;
pub mod who;
pub mod write_mail;

pub use hashing::Hashing;
use known::Known;

/// Where what belongs to no business is written: mails to people, the platform's own record.
pub const PLATFORM: TenantId = TenantId::from_uuid(uuid::Uuid::nil());

/// The keys to everything that people and programs show.
#[derive(Debug)]
pub struct DoorKeys {
    /// Short tokens of apps.
    pub access: AccessTokens,
    /// Tokens that pages send with changes.
    pub csrf: Csrf,
    /// Links in mails.
    pub tickets: TicketKeys,
    /// Links by which people join.
    pub invitations: InvitationKeys,
    /// Secrets that are kept.
    pub seals: Seals,
    /// Tokens of the platform's staff at a terminal; none where no secret is shared with them.
    pub platform: Option<PlatformTokens>,
}

impl DoorKeys {
    /// Keys derived from the deployment's secrets, and from the one shared with the platform's staff.
    pub fn new(roots: &RootSecrets, platform: Option<&RootSecrets>) -> Self {
        Self {
            access: AccessTokens::new(roots),
            csrf: Csrf::new(roots),
            tickets: TicketKeys::new(roots),
            invitations: InvitationKeys::new(roots),
            seals: Seals::new(roots),
            platform: platform.map(PlatformTokens::new),
        }
    }
}

/// Everything about who comes in.
#[derive(Clone)]
pub struct People {
    /// Where everything is remembered.
    pub db: Arc<dyn Database>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// What nobody can guess.
    pub entropy: Arc<dyn Entropy>,
    /// The keys to what is shown.
    pub keys: Arc<DoorKeys>,
    /// Passwords.
    pub hashing: Hashing,
    /// How often somebody may try.
    pub limits: Arc<dyn Limits>,
    /// Mails to people.
    pub mail: Arc<dyn Mail>,
    /// Where links in mails lead: `https://desk.example.com`.
    pub base: Arc<str>,
    /// Remembered businesses, which forget what was changed.
    pub cards: Arc<Cards>,
    /// What can be ordered.
    pub prices: Arc<Prices>,
    /// Who was there a moment ago.
    known: Arc<Known>,
    wake: Arc<Notify>,
}

/// What [`People`] is built of.
pub struct PeoplePorts {
    /// What nobody can guess.
    pub entropy: Arc<dyn Entropy>,
    /// The keys to what is shown.
    pub keys: Arc<DoorKeys>,
    /// Passwords.
    pub hashing: Hashing,
    /// How often somebody may try.
    pub limits: Arc<dyn Limits>,
    /// Mails to people.
    pub mail: Arc<dyn Mail>,
    /// Where links in mails lead.
    pub base: Arc<str>,
}

/// What areas share that were built before.
#[derive(Clone)]
pub(crate) struct Common {
    pub(crate) db: Arc<dyn Database>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn IdSource>,
    pub(crate) cards: Arc<Cards>,
    pub(crate) prices: Arc<Prices>,
    pub(crate) wake: Arc<Notify>,
}

impl People {
    pub(crate) fn new(ports: PeoplePorts, common: Common) -> Self {
        let PeoplePorts { entropy, keys, hashing, limits, mail, base } = ports;
        let Common { db, clock, ids, cards, prices, wake } = common;
        let known = Arc::new(Known::new());
        Self {
            db,
            clock,
            ids,
            entropy,
            keys,
            hashing,
            limits,
            mail,
            base,
            cards,
            prices,
            known,
            wake,
        }
    }

    /// What stands behind a link's address.
    fn link(&self, page: &str, token: &str) -> String {
        [&self.base, page, "?token=", token].concat()
    }
}

/// Notes in the record of a transaction's business who did what.
///
/// `detail` holds ids, names of settings and values of ours; never a personal datum or a secret.
pub(crate) async fn note(
    tx: &mut dyn Tx,
    actor: &Actor,
    at: Timestamp,
    (action, subject): (&str, String),
    detail: &(impl Serialize + Sync),
) -> StoreResult<()> {
    let detail = serde_json::to_string(detail)
        .map_err(|_| StoreError::Other("a record's detail cannot be JSON".into()))?;
    let entry =
        NewAuditEntry { at, actor: actor.label(), action: action.to_owned(), subject, detail };
    tx.audit().append(&entry).await.map(drop)
}
