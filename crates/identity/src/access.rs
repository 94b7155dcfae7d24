//! What an actor may do.
//!
//! What can be done is a pair of an [`Area`] and an [`Access`]. Roles have a fixed set of pairs, keys
//! the ones they were made with. The table of routes says which pair a route asks for.

use std::fmt;
use std::str::FromStr;

use kernel::{AccountId, ApiKeyId, SessionId, TenantId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::key::KeyKind;
use crate::member::Role;

macro_rules! areas {
    ($($(#[$doc:meta])* $area:ident = $name:literal;)+) => {
        /// A part of a business that can be seen or changed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Area { $($(#[$doc])* $area,)+ }

        impl Area {
            /// Every area.
            pub const ALL: &'static [Self] = &[$(Self::$area),+];

            /// Its name in scopes.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$area => $name),+ }
            }
        }
    };
}

areas! {
    /// Appointments and availability.
    Appointments = "appointments";
    /// The record of who did what.
    Audit = "audit";
    /// What the business pays and uses.
    Billing = "billing";
    /// Calls, conversations and their words.
    Calls = "calls";
    /// Services, staff, hours, closed days.
    Catalogue = "catalogue";
    /// People who call.
    Customers = "customers";
    /// What is switched on.
    Flags = "flags";
    /// Keys of programs.
    Keys = "keys";
    /// Who belongs to the business.
    Members = "members";
    /// Texts and messages that were left.
    Messages = "messages";
    /// Name, voice, rules on the line.
    Settings = "settings";
    /// Where the business's own servers are told.
    Webhooks = "webhooks";
}

/// How far it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// To see.
    Read,
    /// To change, which includes seeing.
    Write,
}

/// One thing that may be done: `calls:read`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    /// Where.
    pub area: Area,
    /// How far.
    pub access: Access,
}

impl Grant {
    /// Seeing an area.
    pub const fn read(area: Area) -> Self {
        Self { area, access: Access::Read }
    }

    /// Changing an area.
    pub const fn write(area: Area) -> Self {
        Self { area, access: Access::Write }
    }

    /// Whether who has this one may do `wanted`.
    pub fn covers(self, wanted: Self) -> bool {
        self.area == wanted.area && self.access >= wanted.access
    }

    /// Every grant there is.
    pub fn all() -> impl Iterator<Item = Self> {
        Area::ALL.iter().flat_map(|area| [Self::read(*area), Self::write(*area)])
    }
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let access = match self.access {
            Access::Read => "read",
            Access::Write => "write",
        };
        write!(f, "{}:{access}", self.area.as_str())
    }
}

/// Why a text is not a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a scope of the form area:read or area:write")]
pub struct GrantError;

impl FromStr for Grant {
    type Err = GrantError;

    fn from_str(text: &str) -> Result<Self, GrantError> {
        Self::all().find(|grant| grant.to_string() == text).ok_or(GrantError)
    }
}

impl Serialize for Grant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Grant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl Role {
    /// Whether somebody in this role may do `wanted`.
    pub fn may(self, wanted: Grant) -> bool {
        use Area::{
            Appointments, Audit, Billing, Calls, Catalogue, Customers, Flags, Keys, Members,
            Messages, Settings, Webhooks,
        };
        let sees = |areas: &[Area]| wanted.access == Access::Read && areas.contains(&wanted.area);
        let changes = |areas: &[Area]| areas.contains(&wanted.area);
        match self {
            Self::Owner => true,
            Self::Manager => {
                changes(&[Appointments, Calls, Catalogue, Customers, Messages, Settings])
                    || sees(&[Audit, Billing, Flags, Keys, Members, Webhooks])
            }
            Self::Operator => {
                changes(&[Appointments, Calls, Customers, Messages])
                    || sees(&[Catalogue, Members, Settings])
            }
            Self::Staff => sees(&[Appointments, Catalogue]),
        }
    }
}

/// What a screen on the wall may see.
pub const DASHBOARD: [Area; 6] = [
    Area::Appointments,
    Area::Billing,
    Area::Calls,
    Area::Catalogue,
    Area::Messages,
    Area::Settings,
];

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A person who is signed in.
    Person {
        /// Who.
        account: AccountId,
        /// In which session.
        session: SessionId,
        /// What they are in the business they look at.
        role: Option<Role>,
        /// Whether they belong to the platform's staff.
        is_platform: bool,
    },
    /// A program of the business.
    Program {
        /// Its key.
        key: ApiKeyId,
        /// What kind of key.
        kind: KeyKind,
        /// What the key may do.
        grants: Vec<Grant>,
    },
    /// Somebody of the platform's staff at a terminal, with a token of a minute.
    Platform {
        /// Who, as the token says.
        name: String,
        /// Whether they may change anything.
        writes: bool,
    },
    /// The receptionist itself, or a worker.
    System,
}

/// Somebody who has come in, and whose business it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub who: Who,
    /// The business; none for people who belong to none, and for the platform.
    pub tenant: Option<TenantId>,
}

impl Actor {
    /// Whether they may do `wanted` in the business they came in for.
    pub fn may(&self, wanted: Grant) -> bool {
        self.tenant.is_some()
            && match &self.who {
                Who::Person { role, .. } => role.is_some_and(|role| role.may(wanted)),
                Who::Program { grants, .. } => grants.iter().any(|grant| grant.covers(wanted)),
                Who::Platform { .. } => false,
                Who::System => true,
            }
    }

    /// Whether they may see, or change, what is the platform's.
    pub fn may_platform(&self, access: Access) -> bool {
        match &self.who {
            Who::Person { is_platform, .. } => *is_platform,
            Who::Platform { writes, .. } => *writes || access == Access::Read,
            Who::Program { .. } | Who::System => false,
        }
    }

    /// Who it was, for the record: an id or a name of the platform's staff, never an address.
    pub fn label(&self) -> String {
        match &self.who {
            Who::Person { account, .. } => account.to_string(),
            Who::Program { key, .. } => key.to_string(),
            Who::Platform { name, .. } => format!("platform:{name}"),
            Who::System => "system".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_role_may_do_all_that_a_lower_one_may() {
        for pair in Role::ALL.windows(2) {
            let [higher, lower] = pair else { unreachable!() };
            for grant in Grant::all() {
                assert!(higher.may(grant) || !lower.may(grant), "{higher:?} {grant}");
            }
        }
    }

    #[test]
    fn a_grant_survives_its_text_form() {
        for grant in Grant::all() {
            assert_eq!(grant.to_string().parse(), Ok(grant));
        }
        for text in ["", "calls", "calls:", "calls:delete", "*:*", "calls:read ", "Calls:read"] {
            assert!(text.parse::<Grant>().is_err(), "{text}");
        }
    }

    #[test]
    fn changing_includes_seeing_and_not_the_other_way() {
        let (read, write) = (Grant::read(Area::Calls), Grant::write(Area::Calls));
        assert!(write.covers(read) && write.covers(write) && read.covers(read));
        assert!(!read.covers(write) && !write.covers(Grant::read(Area::Keys)));
    }
}
