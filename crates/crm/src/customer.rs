//! A person who calls.

use jiff::Timestamp;
use kernel::{CustomerId, PhoneNumber};

/// A customer of one business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Our id.
    pub id: CustomerId,
    /// The number they call from; one customer per number and business. None for people who
    /// withhold it and left no other.
    pub phone: Option<PhoneNumber>,
    /// Their name as they gave it. **Limits**: 1 to 120 characters.
    pub name: Option<String>,
    /// Whether they have asked us not to text them.
    pub opted_out: bool,
    /// When they first called.
    pub created_at: Timestamp,
    /// When anything about them last changed.
    pub updated_at: Timestamp,
}

impl Customer {
    /// How long a name may be, in characters.
    pub const NAME_CHARS_MAX: usize = 120;
}
