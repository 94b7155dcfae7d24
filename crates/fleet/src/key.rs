//! The names of everything that is shared.
//!
//! Keys are made by the builders below and by nothing else. They cost no allocation but for long
//! words, are compared as values in process, and have a text form for stores outside.

use std::fmt;
use std::net::IpAddr;

use kernel::{ApiKeyId, TenantId};
use serde::{Deserialize, Serialize};

use self::part::{Part, Rest};

mod part;

pub use self::part::{Login, Sample, WORD_BYTES_MAX};

/// The name of one thing that is shared.
///
/// Its text form is `area:{business}:rest`, or `area:{rest}` for the platform. The braces keep what
/// belongs to one business on one node of a cluster. Everything in `rest` but letters, digits, `.`,
/// `_` and `-` is escaped, so that no input can reach into the part before it.
///
/// `Debug` shows the area and the business only: a rest can be an address or a name.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    area: Area,
    tenant: Option<TenantId>,
    rest: Rest,
}

/// How one kind of key is made, for tests that go through all of them.
#[derive(Debug, Clone, Copy)]
pub struct Builder {
    /// What the key is for.
    pub area: Area,
    /// Makes one of it out of `sample`. A key of the platform leaves the business out.
    pub build: fn(TenantId, &Sample) -> Key,
}

macro_rules! keys {
    (
        business { $($(#[$doc:meta])* $make:ident($($name:ident: $input:ty)?), $area:ident = $word:literal;)+ }
        platform { $($(#[$pdoc:meta])* $pmake:ident($($pname:ident: $pinput:ty)?), $parea:ident = $pword:literal;)+ }
    ) => {
        /// What a key is for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Area {
            $(#[doc = concat!("See [`Key::", stringify!($make), "`].")] $area,)+
            $(#[doc = concat!("See [`Key::", stringify!($pmake), "`].")] $parea,)+
        }

        impl Area {
            /// The word that leads the text form.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$area => $word,)+ $(Self::$parea => $pword,)+ }
            }

            /// Whether its keys belong to no business.
            pub const fn is_platform(self) -> bool {
                match self { $(Self::$area => false,)+ $(Self::$parea => true,)+ }
            }
        }

        impl Key {
            $($(#[$doc])* pub fn $make(tenant: TenantId $(, $name: $input)?) -> Self {
                Self { area: Area::$area, tenant: Some(tenant), rest: keys!(@rest $($name)?) }
            })+
            $($(#[$pdoc])* pub fn $pmake($($pname: $pinput)?) -> Self {
                Self { area: Area::$parea, tenant: None, rest: keys!(@rest $($pname)?) }
            })+

            /// Every builder there is.
            pub const BUILDERS: &'static [Builder] = &[
                $(Builder {
                    area: Area::$area,
                    build: |tenant, sample| {
                        let _ = sample;
                        Key::$make(tenant $(, <$input as Part>::sampled(sample))?)
                    },
                },)+
                $(Builder {
                    area: Area::$parea,
                    build: |_, sample| {
                        let _ = sample;
                        Key::$pmake($(<$pinput as Part>::sampled(sample))?)
                    },
                },)+
            ];
        }
    };
    (@rest) => { Rest::Nothing };
    (@rest $name:ident) => { Part::into_rest($name) };
}

keys! {
    business {
        /// How often the business is asked for anything.
        requests(), Requests = "requests";
        /// How often a program comes in with this key.
        api_key(key: ApiKeyId), ApiKey = "api-key";
        /// How often the business does the thing called `name`: an export, a test message.
        action(name: &str), Action = "action";
        /// Which features the business has.
        flags(), Flags = "flags";
        /// What was found out about the business under `name`.
        fact(name: &str), Fact = "fact";
        /// The business's calls that are going on.
        live_calls(), LiveCalls = "live-calls";
    }
    platform {
        /// How often somebody at this address asks for anything. An address of IPv6 counts with its
        /// whole network of 64 bits, which is what one subscriber is given.
        address(address: IpAddr), Address = "address";
        /// How often somebody at this address tries to sign in.
        address_sign_in(address: IpAddr), AddressSignIn = "address-sign-in";
        /// How often somebody tries to sign in under this name. Case and surrounding space do not
        /// count; the name itself is not kept, only a digest.
        sign_in(login: Login<'_>), SignIn = "sign-in";
        /// How often somebody tries something under this name, which holds a digest of whom it is
        /// about, never an address of theirs.
        attempt(name: &str), Attempt = "attempt";
        /// How often a business is registered from this address.
        registrations(address: IpAddr), Registrations = "registrations";
        /// Whose pages stand under this name of a host.
        host(name: &str), Host = "host";
        /// What was found out about the platform under `name`.
        platform_fact(name: &str), PlatformFact = "platform-fact";
        /// Every call that is going on.
        all_live_calls(), AllLiveCalls = "all-live-calls";
    }
}

impl Key {
    /// What the key is for.
    pub const fn area(&self) -> Area {
        self.area
    }

    /// The business it belongs to, unless it is the platform's.
    pub const fn tenant(&self) -> Option<TenantId> {
        self.tenant
    }

    /// Appends the text form to `text`.
    pub fn write_to(&self, text: &mut String) {
        use fmt::Write;
        // Writing to a string does not fail.
        let _ = write!(text, "{self}");
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.area.word())?;
        match (&self.tenant, &self.rest) {
            (Some(tenant), Rest::Nothing) => write!(f, ":{{{tenant}}}"),
            (Some(tenant), rest) => write!(f, ":{{{tenant}}}:{rest}"),
            (None, rest) => write!(f, ":{{{rest}}}"),
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Key");
        shown.field("area", &self.area).field("tenant", &self.tenant).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
