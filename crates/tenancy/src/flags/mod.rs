//! What is switched on for a business: every flag the product knows, and who decides about it.
//!
//! Four layers decide, a later one over an earlier one: the flag's own default, the plan, a rollout
//! of the platform, and what the business was given by itself. [`effective()`] computes the outcome,
//! [`explain`] says which layer it came from.
//!
//! A rollout never gives what a plan does not carry: it withholds a flag from businesses that it has
//! not reached yet. [`Stage::Off`] withholds it from everybody, whatever a business was given, so that
//! something that misbehaves is gone in one step. A flag that no plan carries is opened by its
//! rollout alone.

pub mod effective;
pub mod history;
pub mod layer;
pub mod overrides;
pub mod registry;
pub mod rollout;
pub mod set;
pub mod value;

pub use effective::{Explanation, Layers, effective, explain};
pub use history::{History, PAST_MAX};
pub use layer::PlanFlags;
pub use overrides::{Group, Overrides};
pub use registry::{Flag, PlanTier};
pub use rollout::{Rollouts, Stage};
pub use set::{DecidedBy, FlagSet};
pub use value::{FlagError, FlagKind, FlagValue};
