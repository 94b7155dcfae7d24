//! From four layers to one outcome.

use kernel::TenantId;

use super::layer::PlanFlags;
use super::overrides::Overrides;
use super::registry::Flag;
use super::rollout::{Rollouts, Stage};
use super::set::{DecidedBy, FlagSet};
use super::value::FlagValue;

/// Everything that decides about a business's flags.
#[derive(Debug, Clone, Copy)]
pub struct Layers<'a> {
    /// What its plan says.
    pub plan: &'a PlanFlags,
    /// What it was given by itself, and its group.
    pub overrides: &'a Overrides,
    /// How far the platform has brought each flag.
    pub rollouts: &'a Rollouts,
    /// Which business it is.
    pub tenant: TenantId,
}

/// Why a flag has the value it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The outcome.
    pub value: FlagValue,
    /// The layer it came from.
    pub by: DecidedBy,
    /// What the flag is when nobody decides.
    pub default: FlagValue,
    /// What the plan says.
    pub plan: Option<FlagValue>,
    /// How far the rollout has come, and whether it has reached this business.
    pub rollout: Option<(Stage, bool)>,
    /// What the business was given by itself.
    pub business: Option<FlagValue>,
}

/// What is switched on for a business.
pub fn effective(layers: &Layers<'_>) -> FlagSet {
    FlagSet::new(Flag::ALL.iter().map(|flag| {
        let explained = explain(*flag, layers);
        (*flag, explained.value, explained.by)
    }))
}

/// Why a flag has the value it has for a business.
pub fn explain(flag: Flag, layers: &Layers<'_>) -> Explanation {
    let default = flag.kind().default_value();
    let plan = layers.plan.get(flag).cloned();
    let business = layers.overrides.get(flag).cloned();
    let rollout = layers
        .rollouts
        .get(flag)
        .map(|stage| (stage, stage.reaches(flag, layers.tenant, layers.overrides.group)));
    let by_plan = || match &plan {
        Some(value) => (value.clone(), DecidedBy::Plan),
        None => (default.clone(), DecidedBy::Default),
    };
    let (value, by) = match (&business, rollout) {
        (_, Some((Stage::Off, _))) | (None, Some((_, false))) => {
            (default.clone(), DecidedBy::Rollout)
        }
        (Some(value), _) => (value.clone(), DecidedBy::Business),
        (None, Some((_, true))) if flag.tier().is_none() && plan.is_none() => {
            (flag.kind().widest_value(), DecidedBy::Rollout)
        }
        (None, Some((_, true)) | None) => by_plan(),
    };
    Explanation { value, by, default, plan, rollout, business }
}
