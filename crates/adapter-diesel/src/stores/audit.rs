//! The record of who did what.

use async_trait::async_trait;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use identity::audit::BEGINNING;
use identity::{AuditEntry, AuditStore, NewAuditEntry};
use kernel::StoreResult;

use super::{Pending, Session};
use crate::rows::members::{AuditRow, NewAuditRow};
use crate::schema::audit;

#[async_trait]
impl AuditStore for Session {
    async fn append(&mut self, new: &NewAuditEntry) -> StoreResult<AuditEntry> {
        let tenant = self.chain()?;
        self.defer(Pending::LockTenant(tenant.0))?;
        let query = audit::table
            .filter(audit::tenant_id.eq(tenant))
            .order(audit::seq.desc())
            .select((audit::seq, audit::hash));
        let last = query.first::<(i64, String)>(&mut self.wire().await?).await.optional();
        let last = self.checked(last)?;
        let (seq, hash) = last.unwrap_or_else(|| (0, BEGINNING.to_owned()));
        let entry = AuditEntry::after(seq, &hash, new);
        self.defer(Pending::Audit(NewAuditRow::new(tenant, &entry)))?;
        Ok(entry)
    }

    async fn after(&mut self, seq: i64, limit: u16) -> StoreResult<Vec<AuditEntry>> {
        let query = audit::table
            .filter(audit::tenant_id.eq(self.chain()?))
            .filter(audit::seq.gt(seq))
            .order(audit::seq)
            .limit(limit.into())
            .select(AuditRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(AuditEntry::from).collect())
    }

    async fn before(&mut self, seq: Option<i64>, limit: u16) -> StoreResult<Vec<AuditEntry>> {
        let query = audit::table
            .filter(audit::tenant_id.eq(self.chain()?))
            .filter(audit::seq.lt(seq.unwrap_or(i64::MAX)))
            .order(audit::seq.desc())
            .limit(limit.into())
            .select(AuditRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(AuditEntry::from).collect())
    }
}
