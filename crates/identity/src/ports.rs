//! What this domain needs remembered.

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::{AccountId, ApiKeyId, InvitationId, SessionId, StoreResult, TenantId, TicketId};

use crate::{
    Account, ApiKey, AuditEntry, EmailAddress, Invitation, Member, NewAuditEntry, Role, SecretHash,
    Session, Ticket,
};

/// A business's own way to accounts: it may add one, and see none.
#[async_trait]
pub trait NewAccounts: Send {
    /// Adds an account, unless the address or the id has one.
    async fn insert_if_new(&mut self, account: &Account) -> StoreResult<bool>;
}

/// Accounts, which belong to no business.
#[async_trait]
pub trait AccountStore: Send {
    /// Adds an account, unless the address or the id has one.
    async fn insert_if_new(&mut self, account: &Account) -> StoreResult<bool>;
    /// By id.
    async fn find(&mut self, id: AccountId) -> StoreResult<Option<Account>>;
    /// By address.
    async fn find_by_email(&mut self, email: &EmailAddress) -> StoreResult<Option<Account>>;
    /// By id, and everybody else who changes it waits until the transaction ends.
    async fn lock(&mut self, id: AccountId) -> StoreResult<Option<Account>>;
    /// Replaces everything but id, address and beginning. MUST return `false` if there is none.
    async fn update(&mut self, account: &Account) -> StoreResult<bool>;
    /// The businesses that the account belongs to, oldest membership first, at most 100.
    async fn memberships(&mut self, id: AccountId) -> StoreResult<Vec<(TenantId, Role)>>;
}

/// A session with what is known of who it is, as every request needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The session.
    pub session: Session,
    /// Whether the account belongs to the platform's staff.
    pub is_platform: bool,
    /// Whether the account asks for a second factor.
    pub has_second_factor: bool,
    /// What they are in the session's business; `None` where they are nothing there, or there is no
    /// business.
    pub role: Option<Role>,
}

/// Who is there: what every request asks, in one trip that waits for nobody.
#[async_trait]
pub trait SignIns: Send {
    /// A session and who it is; those that have ended too.
    async fn find(&mut self, id: SessionId) -> StoreResult<Option<SignedIn>>;
}

/// Sessions, which belong to accounts.
#[async_trait]
pub trait SessionStore: Send {
    /// Adds a session.
    async fn insert(&mut self, session: &Session) -> StoreResult<()>;
    /// Puts `fresh` in place of the digest `shown`, and `shown` in place of the one before. MUST return
    /// `false`, and change nothing, unless `shown` is the present one and the session has not ended:
    /// of two exchanges at once one wins.
    async fn rotate(
        &mut self,
        id: SessionId,
        shown: &SecretHash,
        fresh: &SecretHash,
        at: Timestamp,
    ) -> StoreResult<bool>;
    /// Looks at another business from now on. MUST return `false` if the session has ended.
    async fn turn_to(&mut self, id: SessionId, tenant: Option<TenantId>) -> StoreResult<bool>;
    /// Ends a session. MUST return `false` if it had ended already.
    async fn end(&mut self, id: SessionId, at: Timestamp) -> StoreResult<bool>;
    /// Ends every session of an account but `except`, and says which ones had not ended.
    async fn end_all(
        &mut self,
        account: AccountId,
        except: Option<SessionId>,
        at: Timestamp,
    ) -> StoreResult<Vec<SessionId>>;
    /// An account's sessions that are good at `now`, newest first, at most 100.
    async fn list(&mut self, account: AccountId, now: Timestamp) -> StoreResult<Vec<Session>>;
}

/// Links in mails.
#[async_trait]
pub trait TicketStore: Send {
    /// Adds a ticket.
    async fn insert(&mut self, ticket: &Ticket) -> StoreResult<()>;
    /// By id.
    async fn find(&mut self, id: TicketId) -> StoreResult<Option<Ticket>>;
    /// Uses it. MUST return `false` if it was used already: of two uses at once one wins.
    async fn use_once(&mut self, id: TicketId, at: Timestamp) -> StoreResult<bool>;
}

/// Who belongs to the transaction's business.
#[async_trait]
pub trait MemberStore: Send {
    /// Adds somebody, or replaces what they are.
    async fn put(&mut self, member: &Member) -> StoreResult<()>;
    /// Somebody's place.
    async fn find(&mut self, account: AccountId) -> StoreResult<Option<Member>>;
    /// Everybody, in the order in which they came, at most 500. Everybody else who would change a
    /// member waits until the transaction ends, unless it may not write.
    async fn list(&mut self) -> StoreResult<Vec<Member>>;
    /// Takes somebody out. MUST return `false` if they were not in.
    async fn remove(&mut self, account: AccountId) -> StoreResult<bool>;
}

/// Requests to join the transaction's business.
#[async_trait]
pub trait InvitationStore: Send {
    /// Adds one. Others that are open for the same address are closed.
    async fn insert(&mut self, invitation: &Invitation) -> StoreResult<()>;
    /// By id.
    async fn find(&mut self, id: InvitationId) -> StoreResult<Option<Invitation>>;
    /// Those that can be accepted, newest first, at most 100.
    async fn open(&mut self, now: Timestamp) -> StoreResult<Vec<Invitation>>;
    /// Closes it. MUST return `false` if it was closed already: of two at once one wins.
    async fn close(&mut self, id: InvitationId, at: Timestamp) -> StoreResult<bool>;
}

/// Keys of the transaction's business.
#[async_trait]
pub trait KeyStore: Send {
    /// Adds a key.
    async fn insert(&mut self, key: &ApiKey) -> StoreResult<()>;
    /// By the digest of what was shown.
    async fn find_by_hash(&mut self, hash: &SecretHash) -> StoreResult<Option<ApiKey>>;
    /// By id.
    async fn find(&mut self, id: ApiKeyId) -> StoreResult<Option<ApiKey>>;
    /// Every key that was not taken back, newest first, at most 200.
    async fn list(&mut self) -> StoreResult<Vec<ApiKey>>;
    /// Replaces when it was last used. MUST NOT go back in time.
    async fn used(&mut self, id: ApiKeyId, at: Timestamp) -> StoreResult<()>;
    /// Lets it run out at `at`, or earlier if it does so anyway. MUST return `false` if there is no such
    /// key or it was taken back.
    async fn expire(&mut self, id: ApiKeyId, at: Timestamp) -> StoreResult<bool>;
    /// Takes it back. MUST return `false` if there is no such key or it was taken back already.
    async fn revoke(&mut self, id: ApiKeyId, at: Timestamp) -> StoreResult<bool>;
}

/// The transaction's business's record of who did what.
#[async_trait]
pub trait AuditStore: Send {
    /// Adds an entry to the chain. Entries of one business wait for each other.
    async fn append(&mut self, new: &NewAuditEntry) -> StoreResult<AuditEntry>;
    /// Entries after the one with this number, oldest first, at most `limit`.
    async fn after(&mut self, seq: i64, limit: u16) -> StoreResult<Vec<AuditEntry>>;
    /// Entries before the one with this number (or the newest), newest first, at most `limit`.
    async fn before(&mut self, seq: Option<i64>, limit: u16) -> StoreResult<Vec<AuditEntry>>;
}
