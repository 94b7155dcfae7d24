//! Why Redis does not do what it is asked.

use deadpool_redis::redis::{ErrorKind, RedisError, ServerErrorKind};
use kernel::GatewayErrorKind;

/// What is wrong, in the words of a log. Never the server's own text, nor a part of the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Nobody listens there, or the connection broke.
    Unreachable,
    /// No answer in time.
    Silent,
    /// It answers, and cannot do it now: no memory left, still loading, a replica.
    Unable,
    /// It does not let us in, or not do that.
    Misconfigured,
    /// It refuses this request, and may well do others.
    Odd,
}

/// What a server says first when it cannot do anything now.
const UNABLE: [&str; 9] = [
    "OOM",
    "READONLY",
    "LOADING",
    "MASTERDOWN",
    "CLUSTERDOWN",
    "TRYAGAIN",
    "BUSY",
    "MISCONF",
    "NOREPLICAS",
];
/// What it says first when somebody must act.
const MISCONFIGURED: [&str; 3] = ["NOAUTH", "WRONGPASS", "NOPERM"];

impl Trouble {
    pub(crate) fn of(error: &RedisError) -> Self {
        let is_among = |codes: &[&str]| is_coded(error, codes);
        if is_among(&UNABLE) {
            return Self::Unable;
        }
        if is_among(&MISCONFIGURED) {
            return Self::Misconfigured;
        }
        match error.kind() {
            ErrorKind::Io if error.is_timeout() => Self::Silent,
            ErrorKind::Io => Self::Unreachable,
            ErrorKind::AuthenticationFailed
            | ErrorKind::InvalidClientConfig
            | ErrorKind::RESP3NotSupported
            | ErrorKind::Server(ServerErrorKind::NoPerm) => Self::Misconfigured,
            // Whatever answers there does not speak the protocol.
            ErrorKind::Parse => Self::Unable,
            _ => Self::Odd,
        }
    }

    /// Whether nothing else will work either.
    pub(crate) const fn is_general(self) -> bool {
        !matches!(self, Self::Odd)
    }

    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Unreachable => "it cannot be reached",
            Self::Silent => "it does not answer in time",
            Self::Unable => "it answers that it cannot",
            Self::Misconfigured => "it does not accept our credentials or what they may do",
            Self::Odd => "it refused a request",
        }
    }

    pub(crate) const fn kind(self) -> GatewayErrorKind {
        match self {
            Self::Misconfigured => GatewayErrorKind::Misconfigured,
            Self::Unreachable | Self::Unable => {
                GatewayErrorKind::Unavailable { retry_after_seconds: None }
            }
            Self::Silent => GatewayErrorKind::Unknown,
            Self::Odd => GatewayErrorKind::Rejected,
        }
    }
}

/// Whether Redis has lost a script, as it does when it starts anew.
pub(crate) fn is_missing_script(error: &RedisError) -> bool {
    is_coded(error, &["NOSCRIPT"])
}

/// Whether an error, or one among those of several requests, has one of `codes`.
fn is_coded(error: &RedisError, codes: &[&str]) -> bool {
    if error.code().is_some_and(|code| codes.contains(&code)) {
        return true;
    }
    let errors = error.clone().into_server_errors();
    errors.is_some_and(|errors| errors.iter().any(|(_, error)| codes.contains(&error.code())))
}
