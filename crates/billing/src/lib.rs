//! What a business pays for, and what that includes.
//!
//! Prices are data: a [`PriceBook`] holds the plans of one market, [`PriceBooks`] all books of a
//! deployment with what each [`Tier`] carries. A [`Subscription`] says which plan a business has and
//! how it stands with paying for it.
//!
#![doc = include_str!("../README.md")]

pub mod book;
pub mod books;
pub mod faults;
pub mod plan;
pub mod ports;
mod print;
pub mod rate;
mod read;
mod section;
pub mod subscription;
pub mod tiers;

pub use book::PriceBook;
pub use books::PriceBooks;
pub use faults::Fault;
pub use plan::{Allowance, Caps, FlagValue, Flags, Overage, Plan, Term, Tier};
pub use ports::SubscriptionStore;
pub use rate::{Rate, RateError};
pub use subscription::{
    Patience, Service, Subscription, SubscriptionEvent, SubscriptionRefusal, SubscriptionStatus,
};
pub use tiers::{TIERS_FILE, Tiers};
