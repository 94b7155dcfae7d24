//! From diesel's errors to the store's.

use std::borrow::Cow;

use diesel::result::{DatabaseErrorKind, Error};
use kernel::StoreError;

/// What a statement's error means; `constraint` is the name that the dialect found in it.
///
/// There is no `From` between the two: every error must pass through `Session::checked`, which
/// poisons the transaction. Forgetting it does not compile.
pub(crate) fn classify(error: Error, constraint: Option<String>) -> StoreError {
    use DatabaseErrorKind::{
        ClosedConnection, ReadOnlyTransaction, SerializationFailure, UnableToSendCommand,
    };

    if let Some(constraint) = constraint {
        return StoreError::Constraint { constraint };
    }
    match &error {
        Error::DatabaseError(SerializationFailure, _) => StoreError::Conflict(error.into()),
        Error::DatabaseError(ClosedConnection | UnableToSendCommand, _) => {
            StoreError::Unavailable(error.into())
        }
        Error::DatabaseError(ReadOnlyTransaction, _) => StoreError::Forbidden(WRITE_IN_READ),
        Error::DatabaseError(_, info) => match meaning(info.message()) {
            Meaning::Conflict => StoreError::Conflict(error.into()),
            Meaning::Unavailable => StoreError::Unavailable(error.into()),
            Meaning::ReadOnly => StoreError::Forbidden(WRITE_IN_READ),
            Meaning::OtherTenant => StoreError::Forbidden("a row of another business"),
            Meaning::Unknown => StoreError::Other(error.into()),
        },
        Error::DeserializationError(_) => StoreError::Corrupt(error.into()),
        _ => StoreError::Other(error.into()),
    }
}

/// What a transaction that may only read is told when it writes.
pub(crate) const WRITE_IN_READ: &str = "a write in a transaction that may only read";

enum Meaning {
    Conflict,
    Unavailable,
    ReadOnly,
    OtherTenant,
    Unknown,
}

/// Neither driver hands on the error code of these, so only the text is left. A PostgreSQL server
/// that speaks another language (`lc_messages`) escapes; such errors are `Other`, never wrong.
fn meaning(message: &str) -> Meaning {
    match message {
        // PostgreSQL 40P01; SQLITE_BUSY and its snapshot variant share one text.
        "deadlock detected" | "database is locked" => Meaning::Conflict,
        // PostgreSQL 55P03 and 57014: whoever is in the way has had its time.
        "canceling statement due to lock timeout"
        | "canceling statement due to statement timeout"
        | "the database system is shutting down"
        | "the database system is starting up" => Meaning::Unavailable,
        // SQLITE_READONLY
        "attempt to write a readonly database" => Meaning::ReadOnly,
        // PostgreSQL 57P01 and 25P03.
        _ if message.starts_with("terminating connection") => Meaning::Unavailable,
        // PostgreSQL 42501, from a policy's WITH CHECK.
        _ if message.starts_with("new row violates row-level security policy") => {
            Meaning::OtherTenant
        }
        _ => Meaning::Unknown,
    }
}

/// A database that cannot be reached, or not in time.
pub(crate) fn unavailable(error: impl std::error::Error) -> StoreError {
    StoreError::Unavailable(describe(&error).into())
}

/// A row that the domain does not accept.
pub(crate) fn corrupt(what: impl Into<Cow<'static, str>>) -> StoreError {
    StoreError::Corrupt(what.into().into())
}

/// An error and its sources in one line: drivers say only "db error" and hide the reason below.
pub(crate) fn describe(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        source = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn database_error(message: &str) -> Error {
        Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.to_owned()))
    }

    #[test]
    fn errors_are_told_apart_by_whether_a_second_try_helps() {
        let class = |message| classify(database_error(message), None);
        assert!(class("deadlock detected").is_conflict());
        assert!(class("database is locked").is_conflict());
        assert!(matches!(
            class("canceling statement due to lock timeout"),
            StoreError::Unavailable(_)
        ));
        assert!(matches!(
            class("terminating connection due to administrator command"),
            StoreError::Unavailable(_)
        ));
        assert!(matches!(class("attempt to write a readonly database"), StoreError::Forbidden(_)));
        assert!(matches!(class("division by zero"), StoreError::Other(_)));
    }

    #[test]
    fn a_named_constraint_is_handed_on() {
        let error = classify(database_error("whatever"), Some("tenants_phone_key".to_owned()));
        assert!(error.violates("tenants_phone_key"));
    }
}
