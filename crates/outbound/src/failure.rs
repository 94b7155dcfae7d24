//! Why a request has no answer.

use std::error::Error;

/// Any cause, kept for the log.
pub type Cause = Box<dyn Error + Send + Sync>;

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The guard said no; nothing was sent.
    #[error("the address may not be reached: {0}")]
    Refused(#[from] Refusal),
    /// The host has no address, or no connection came about; nothing was sent.
    #[error("the host could not be reached")]
    Unreachable(#[source] Cause),
    /// No answer came in time; the request may have arrived.
    #[error("the host did not answer")]
    Unanswered(#[source] Cause),
    /// The request cannot be put on the wire as it is; nothing was sent.
    #[error("the request cannot be sent")]
    Unsendable(#[source] Cause),
    /// The client cannot be built from its settings.
    #[error("the client cannot be set up")]
    Setup(#[source] Cause),
}

/// Why the guard refuses an address. Tells whoever named the address what is wrong with it, and
/// nothing of what lies behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is longer than [`crate::Guard::URL_BYTES_MAX`].
    #[error("it is longer than 2048 characters")]
    TooLong,
    /// It does not have the form of a URL.
    #[error("it is not a URL")]
    Malformed,
    /// It is neither `https` nor `http`.
    #[error("only https and http are spoken")]
    Scheme,
    /// It holds a user's name or a password.
    #[error("it must not hold a user's name or a password")]
    UserInfo,
    /// It names no host.
    #[error("it names no host")]
    NoHost,
    /// Its port is none that may be reached.
    #[error("its port may not be reached")]
    Port,
    /// Its host is, or stands for, an address outside the public internet.
    #[error("its host is not on the public internet")]
    NotPublic,
    /// A redirect leads from `https` into the clear.
    #[error("it redirects from https to http")]
    Downgrade,
    /// It redirects more often than the request allows.
    #[error("it redirects too often")]
    TooManyRedirects,
}

impl Failure {
    /// The failure behind an error of the client's, without the address in it.
    pub(crate) fn of(error: reqwest::Error) -> Self {
        if let Some(refusal) = refusal_in(&error) {
            return Self::Refused(refusal);
        }
        let connecting = error.is_connect();
        let unsendable = error.is_builder();
        let cause: Cause = Box::new(error.without_url());
        match (connecting, unsendable) {
            (true, _) => Self::Unreachable(cause),
            (_, true) => Self::Unsendable(cause),
            _ => Self::Unanswered(cause),
        }
    }
}

/// The guard's word, if it is what an error came from.
fn refusal_in(error: &(dyn Error + 'static)) -> Option<Refusal> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(refusal) = error.downcast_ref::<Refusal>() {
            return Some(*refusal);
        }
        cause = error.source();
    }
    None
}
