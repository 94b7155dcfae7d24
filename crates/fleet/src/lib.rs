//! What the machines of one deployment share: limits, cached values, live calls, news.
//!
//! Four gateways, and one type for the names of everything that is shared:
//!
//! - [`Key`] names a thing. Every key of a business is led by the business, so that two of them can
//!   never meet.
//! - [`Limits`] says whether somebody may do something once more.
//! - [`Cache`] keeps for a moment what is costly to find out.
//! - [`LiveCalls`] knows which calls are going on.
//! - [`Bulletin`] tells every machine what has just happened.
//!
//! None of them can fail, and none of them holds the truth: everything here can be lost at any moment
//! and is found again in the database. [`in_process`] has an implementation of each for a deployment
//! of one machine; the same code decides on a machine that has lost sight of the others.
//! The feature `contract` holds the tests that every implementation must pass.

pub mod bulletin;
pub mod cache;
#[cfg(feature = "contract")]
pub mod contract;
pub mod flights;
pub mod in_process;
pub mod key;
pub mod limits;
pub mod live_calls;

use std::sync::Arc;

use kernel::Clock;

pub use bulletin::{Audience, Bulletin, Event, News};
pub use cache::{Cache, Look, Stamp};
pub use in_process::Subscription;
pub use key::Key;
pub use limits::{Limits, Rate, Taken};
pub use live_calls::{LiveCall, LiveCalls};

/// The four gateways, as a server holds them. Copies are the same fleet.
#[derive(Clone)]
pub struct Fleet {
    /// Who may do how much.
    pub limits: Arc<dyn Limits>,
    /// What was found out a moment ago.
    pub cache: Arc<dyn Cache>,
    /// Which calls are going on.
    pub live_calls: Arc<dyn LiveCalls>,
    /// What has just happened.
    pub bulletin: Arc<dyn Bulletin>,
}

impl Fleet {
    /// A fleet of one machine.
    pub fn in_process(clock: &Arc<dyn Clock>) -> Self {
        Self {
            limits: Arc::new(in_process::Buckets::new(Arc::clone(clock))),
            cache: Arc::new(in_process::Memory::new(Arc::clone(clock))),
            live_calls: Arc::new(in_process::CallIndex::new(Arc::clone(clock))),
            bulletin: Arc::new(in_process::Board::default()),
        }
    }
}

// The example of the README is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
