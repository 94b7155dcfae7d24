//! How far a flag is brought among all businesses.

use identity::{Actor, AuditEntry, NewAuditEntry};
use kernel::{StoreError, StoreResult};
use serde_json::json;
use tenancy::Flag;
use tenancy::flags::{Rollouts, Stage};

use super::{Platform, PlatformError};

impl Platform {
    /// Every rollout, as the database has it now.
    pub async fn rollouts(&self) -> StoreResult<Rollouts> {
        let mut tx = self.db().begin_platform().await?;
        let rollouts = tx.rollouts().list().await?;
        tx.commit().await?;
        Ok(rollouts)
    }

    /// Brings a flag so far; `None` leaves it to plans again. Returns whether that is a change.
    pub async fn set_rollout(
        &self,
        actor: &Actor,
        flag: Flag,
        stage: Option<Stage>,
    ) -> Result<bool, PlatformError> {
        let action = if stage.is_some() { "rollout.set" } else { "rollout.cleared" };
        self.roll(actor, (action, flag), |rollouts| rollouts.set(flag, stage)).await
    }

    /// Goes back by one change of a flag's rollout.
    ///
    /// # Errors
    /// There is nothing to go back to.
    pub async fn roll_back_rollout(&self, actor: &Actor, flag: Flag) -> Result<(), PlatformError> {
        let back = |rollouts: &mut Rollouts| rollouts.roll_back(flag);
        let changed = self.roll(actor, ("rollout.rolled_back", flag), back).await?;
        if changed { Ok(()) } else { Err(PlatformError::NothingBefore) }
    }

    /// The platform's own record, newest first, before the entry with this number, at most `limit`.
    pub async fn own_audit(&self, before: Option<i64>, limit: u16) -> StoreResult<Vec<AuditEntry>> {
        let mut tx = self.db().begin_platform().await?;
        let entries = tx.audit().before(before, limit).await?;
        tx.commit().await?;
        Ok(entries)
    }

    async fn roll(
        &self,
        actor: &Actor,
        (action, flag): (&str, Flag),
        change: impl FnOnce(&mut Rollouts) -> bool,
    ) -> Result<bool, PlatformError> {
        let mut tx = self.db().begin_platform().await?;
        let mut rollouts = tx.rollouts().lock().await?;
        let before = rollouts.get(flag);
        if !change(&mut rollouts) {
            return Ok(false);
        }
        if let Some(history) = rollouts.history(flag) {
            tx.rollouts().put(flag, history).await?;
        }
        let detail = json!({ "from": before, "to": rollouts.get(flag) });
        let detail =
            serde_json::to_string(&detail).map_err(|error| StoreError::Other(Box::new(error)))?;
        let entry = NewAuditEntry {
            at: self.now(),
            actor: actor.label(),
            action: action.to_owned(),
            subject: flag.name().to_owned(),
            detail,
        };
        tx.audit().append(&entry).await?;
        tx.commit().await?;
        self.cards().rollouts_changed().await;
        Ok(true)
    }
}
