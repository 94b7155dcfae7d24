//! What can go wrong at a port. Flows have errors of their own; these two are for what lies outside.

use std::error::Error;
use std::fmt;

/// Any cause, kept for the log.
pub type Cause = Box<dyn Error + Send + Sync>;

/// What a store port returns.
pub type StoreResult<T> = Result<T, StoreError>;

/// What a gateway port returns.
pub type GatewayResult<T> = Result<T, GatewayError>;

/// Why a database did not do what it was asked.
///
/// Any of these poisons the transaction it happened in. An expected "already there" or "not found"
/// is a value, not an error.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A named constraint refused the write: `appointments_no_overlap`, `customers_tenant_id_phone_key`.
    #[error("the database refused the write: {constraint}")]
    Constraint {
        /// The constraint's name, the same on every database.
        constraint: String,
    },
    /// Somebody else's transaction got in the way; running this one again helps.
    #[error("another transaction got in the way")]
    Conflict(#[source] Cause),
    /// The database cannot be reached or does not answer in time.
    #[error("the database is not available")]
    Unavailable(#[source] Cause),
    /// A row holds what the domain cannot accept.
    #[error("a stored value is not valid")]
    Corrupt(#[source] Cause),
    /// The transaction may not do this: a tenant's data without a tenant, or the reverse.
    #[error("not allowed in this transaction: {0}")]
    Forbidden(&'static str),
    /// An earlier call in this transaction failed, so nothing more happens in it.
    #[error("an earlier error has spoiled this transaction")]
    Poisoned,
    /// Anything else.
    #[error("the database failed")]
    Other(#[source] Cause),
}

impl StoreError {
    /// Whether running the whole transaction again may succeed.
    pub const fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }

    /// Whether this is a violation of the constraint `name`.
    pub fn violates(&self, name: &str) -> bool {
        matches!(self, Self::Constraint { constraint } if constraint == name)
    }
}

/// Why a provider did not do what it was asked; the adapter decides once whether a retry can help.
#[derive(Debug)]
pub struct GatewayError {
    /// The provider's name, for logs: `twilio`.
    pub provider: &'static str,
    /// What can be done about it.
    pub kind: GatewayErrorKind,
    /// The provider's own words or the transport's error.
    pub source: Cause,
}

/// What can be done about a provider's failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GatewayErrorKind {
    /// The provider understood and said no: trying again is useless.
    Rejected,
    /// The recipient no longer wants messages: never try this recipient again.
    OptedOut,
    /// The provider is away or busy: try again, no sooner than the given number of seconds.
    Unavailable {
        /// Seconds from `Retry-After`, when the provider said so.
        retry_after_seconds: Option<u32>,
    },
    /// The request was sent and no answer came: it may have been done. Look before trying again.
    Unknown,
    /// Our credentials or settings are wrong: somebody must act.
    Misconfigured,
}

impl fmt::Display for GatewayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            GatewayErrorKind::Rejected => "refused the request",
            GatewayErrorKind::OptedOut => "says that the recipient has opted out",
            GatewayErrorKind::Unavailable { .. } => "is not available",
            GatewayErrorKind::Unknown => "did not answer",
            GatewayErrorKind::Misconfigured => "does not accept our configuration",
        };
        write!(f, "{} {what}", self.provider)
    }
}

impl Error for GatewayError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
