//! What is switched on for one business.

use identity::Actor;
use kernel::{StoreResult, TenantId};
use serde_json::json;
use store::Durability;
use tenancy::Flag;
use tenancy::flags::{Explanation, FlagError, FlagValue, Group, Layers, Overrides, explain};

use super::{Platform, PlatformError};
use crate::cards::Terms;

impl Platform {
    /// Every flag of a business with its value and why it has it; `None` if there is no such business.
    pub async fn flags(&self, id: TenantId) -> StoreResult<Option<Vec<(Flag, Explanation)>>> {
        let rollouts = self.cards().rollouts().await?;
        let mut tx = self.db().begin_read(id).await?;
        let found = tx.tenants().find().await?;
        let terms = match &found {
            Some(tenant) => Some(Terms::read(tx.as_mut(), tenant, self.prices()).await?),
            None => None,
        };
        tx.commit(Durability::Relaxed).await?;
        let Some(terms) = terms else { return Ok(None) };
        let plan = self.prices().flags_of(&terms.subscription);
        let layers =
            Layers { plan: &plan, overrides: &terms.overrides, rollouts: &rollouts, tenant: id };
        Ok(Some(Flag::ALL.iter().map(|flag| (*flag, explain(*flag, &layers))).collect()))
    }

    /// Sets a flag of a business, whatever its plan says; `None` leaves it to the plan again. Returns
    /// whether that is a change.
    ///
    /// # Errors
    /// There is no such business, or the flag does not take the value.
    pub async fn set_flag(
        &self,
        actor: &Actor,
        id: TenantId,
        flag: Flag,
        value: Option<FlagValue>,
    ) -> Result<bool, PlatformError> {
        let action = if value.is_some() { "flag.set" } else { "flag.cleared" };
        let change = |overrides: &mut Overrides| match value {
            Some(value) => overrides.set(flag, value),
            None => Ok(overrides.clear(flag)),
        };
        self.switch(actor, id, (action, flag), change).await
    }

    /// Goes back by one change of a business's flag.
    ///
    /// # Errors
    /// There is no such business, or nothing to go back to.
    pub async fn roll_back_flag(
        &self,
        actor: &Actor,
        id: TenantId,
        flag: Flag,
    ) -> Result<(), PlatformError> {
        let back = |overrides: &mut Overrides| Ok(overrides.roll_back(flag));
        let changed = self.switch(actor, id, ("flag.rolled_back", flag), back).await?;
        if changed { Ok(()) } else { Err(PlatformError::NothingBefore) }
    }

    async fn switch(
        &self,
        actor: &Actor,
        id: TenantId,
        (action, flag): (&str, Flag),
        change: impl FnOnce(&mut Overrides) -> Result<bool, FlagError>,
    ) -> Result<bool, PlatformError> {
        let mut locked = self.lock(id).await?;
        let mut overrides = locked.tx.flags().lock().await?;
        let before = overrides.get(flag).cloned();
        if !change(&mut overrides)? {
            return Ok(false);
        }
        locked.tx.flags().put(&overrides).await?;
        let detail = json!({ "from": before, "to": overrides.get(flag) });
        self.done(locked, actor, (action, flag.name().to_owned()), &detail).await?;
        Ok(true)
    }

    /// Puts a business among those that try what is new, or takes it out. Returns whether that is a
    /// change.
    ///
    /// # Errors
    /// There is no such business.
    pub async fn set_group(
        &self,
        actor: &Actor,
        id: TenantId,
        group: Group,
    ) -> Result<bool, PlatformError> {
        let mut locked = self.lock(id).await?;
        let mut overrides = locked.tx.flags().lock().await?;
        let before = std::mem::replace(&mut overrides.group, group);
        if before == group {
            return Ok(false);
        }
        locked.tx.flags().put(&overrides).await?;
        let detail = json!({ "from": before, "to": group });
        self.done(locked, actor, ("group.changed", id.to_string()), &detail).await?;
        Ok(true)
    }
}
