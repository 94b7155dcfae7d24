//! Why a command has failed, and the exit code that says so to a script.

/// What a command comes to.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Which sort of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The server refused or failed, or what was looked at is not as it should be.
    Refused,
    /// The command cannot be meant as it was typed.
    Usage,
    /// The server does not answer.
    Unreachable,
    /// The server does not let us.
    NotAllowed,
    /// There is no such thing.
    NotFound,
    /// As things stand it cannot be done.
    Conflict,
}

impl Kind {
    /// The exit code. Part of the interface: scripts rely on it.
    pub const fn code(self) -> u8 {
        match self {
            Self::Refused => 1,
            Self::Usage => 2,
            Self::Unreachable => 3,
            Self::NotAllowed => 4,
            Self::NotFound => 5,
            Self::Conflict => 6,
        }
    }
}

/// Why a command has failed, in one sentence for whoever typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Failure {
    /// Which sort.
    pub kind: Kind,
    /// The sentence.
    pub what: String,
}

impl Failure {
    /// The server refused, or something is not as it should be.
    pub fn refused(what: impl Into<String>) -> Self {
        Self { kind: Kind::Refused, what: what.into() }
    }

    /// The command cannot be meant as it was typed.
    pub fn usage(what: impl Into<String>) -> Self {
        Self { kind: Kind::Usage, what: what.into() }
    }

    /// The server does not answer.
    pub fn unreachable(what: impl Into<String>) -> Self {
        Self { kind: Kind::Unreachable, what: what.into() }
    }

    /// There is no such thing.
    pub fn not_found(what: impl Into<String>) -> Self {
        Self { kind: Kind::NotFound, what: what.into() }
    }
}
