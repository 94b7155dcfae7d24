//! Rows as they are read (`…Row`) and inserted (`New…`), the same for both databases; a file per
//! table, in the order of the migrations.
//!
//! Inserted rows say `treat_none_as_default_value = false`: an absent value is a bound NULL, so that
//! the text of a statement never depends on its values, and it is prepared once.

#![expect(clippy::ref_option_ref, reason = "diesel's derives refer to options of references")]

pub(crate) mod accounts;
pub(crate) mod appointments;
pub(crate) mod calls;
pub(crate) mod conversations;
pub(crate) mod customers;
pub(crate) mod hooks;
pub(crate) mod members;
pub(crate) mod messages;
pub(crate) mod outbox;
pub(crate) mod plans;
pub(crate) mod schedules;
pub(crate) mod settings_versions;
pub(crate) mod tenants;

use kernel::{StoreError, StoreResult};

use crate::failure::corrupt;

/// A count or length out of a column of 32 bits with a sign.
fn unsigned<T: TryFrom<i32>>(value: i32) -> StoreResult<T> {
    T::try_from(value).map_err(|_| corrupt("a number is out of range"))
}

/// A count or length for a column of 32 bits with a sign.
fn signed(value: impl TryInto<i32>) -> StoreResult<i32> {
    value.try_into().map_err(|_| StoreError::Other("a number does not fit its column".into()))
}
