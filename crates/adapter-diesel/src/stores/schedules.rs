//! Services, staff, hours.

use async_trait::async_trait;
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use jiff::tz::TimeZone;
use kernel::{ServiceId, StaffId, StoreResult, TenantId};
use scheduling::{Catalogue, ScheduleStore, Service, Staff};

use super::Session;
use crate::columns::Bind;
use crate::rows::schedules::{
    NewSchedule, NewService, NewStaff, ScheduleRow, ServiceRow, StaffRow,
};
use crate::schema::{schedules, services, staff, tenants};

/// Where services and staff go that the catalogue no longer names: after all that it names.
const REMOVED: i32 = i32::MAX;

/// More services, or staff, than any business has.
const ENTRIES_MAX: i64 = 5_000;

#[async_trait]
impl ScheduleStore for Session {
    async fn load(&mut self) -> StoreResult<Option<Catalogue>> {
        let tenant = self.tenant()?;
        let query = schedules::table.find(tenant).select(ScheduleRow::as_select());
        let schedule = query.first(&mut self.wire().await?).await.optional();
        let Some(schedule): Option<ScheduleRow> = self.checked(schedule)? else { return Ok(None) };
        let query = tenants::table.find(tenant).select(tenants::timezone);
        let timezone = query.first::<TimeZone>(&mut self.wire().await?).await.optional();
        let Some(timezone) = self.checked(timezone)? else { return Ok(None) };
        Ok(Some(Catalogue {
            timezone,
            services: load_services(self, tenant).await?,
            staff: load_staff(self, tenant).await?,
            hours: schedule.hours.0,
            closed: schedule.closed.0,
            rules: schedule.rules.0,
        }))
    }

    async fn save(&mut self, catalogue: &Catalogue) -> StoreResult<()> {
        let tenant = self.tenant()?;
        let row = NewSchedule::new(tenant, catalogue);
        let change = NewSchedule::new(tenant, catalogue);
        let query = diesel::insert_into(schedules::table)
            .values(row)
            .on_conflict(schedules::tenant_id)
            .do_update()
            .set(change);
        let saved = query.execute(&mut self.wire().await?).await;
        self.checked(saved)?;
        save_services(self, tenant, &catalogue.services).await?;
        save_staff(self, tenant, &catalogue.staff).await
    }
}

async fn load_services(session: &mut Session, tenant: Bind<TenantId>) -> StoreResult<Vec<Service>> {
    let query = services::table
        .filter(services::tenant_id.eq(tenant))
        .order((services::position, services::id))
        .limit(ENTRIES_MAX)
        .select(ServiceRow::as_select());
    let rows = query.load(&mut session.wire().await?).await;
    let rows = session.checked(rows)?;
    session.valid(rows.into_iter().map(Service::try_from).collect())
}

async fn load_staff(session: &mut Session, tenant: Bind<TenantId>) -> StoreResult<Vec<Staff>> {
    let query = staff::table
        .filter(staff::tenant_id.eq(tenant))
        .order((staff::position, staff::id))
        .limit(ENTRIES_MAX)
        .select(StaffRow::as_select());
    let rows = query.load(&mut session.wire().await?).await;
    Ok(session.checked(rows)?.into_iter().map(Staff::from).collect())
}

async fn save_services(
    session: &mut Session,
    tenant: Bind<TenantId>,
    list: &[Service],
) -> StoreResult<()> {
    for (position, service) in list.iter().enumerate() {
        let row = session.valid(NewService::new(tenant, position, service))?;
        let change = session.valid(NewService::new(tenant, position, service))?;
        let query = diesel::insert_into(services::table)
            .values(row)
            .on_conflict((services::tenant_id, services::id))
            .do_update()
            .set(change);
        let saved = query.execute(&mut session.wire().await?).await;
        session.checked(saved)?;
    }
    let kept = list.iter().map(|service| Bind(service.id)).collect::<Vec<Bind<ServiceId>>>();
    let removed =
        services::table.filter(services::tenant_id.eq(tenant)).filter(services::id.ne_all(kept));
    let query =
        diesel::update(removed).set((services::active.eq(false), services::position.eq(REMOVED)));
    let updated = query.execute(&mut session.wire().await?).await;
    session.checked(updated).map(drop)
}

async fn save_staff(
    session: &mut Session,
    tenant: Bind<TenantId>,
    list: &[Staff],
) -> StoreResult<()> {
    for (position, member) in list.iter().enumerate() {
        let row = session.valid(NewStaff::new(tenant, position, member))?;
        let change = session.valid(NewStaff::new(tenant, position, member))?;
        let query = diesel::insert_into(staff::table)
            .values(row)
            .on_conflict((staff::tenant_id, staff::id))
            .do_update()
            .set(change);
        let saved = query.execute(&mut session.wire().await?).await;
        session.checked(saved)?;
    }
    let kept = list.iter().map(|member| Bind(member.id)).collect::<Vec<Bind<StaffId>>>();
    let removed = staff::table.filter(staff::tenant_id.eq(tenant)).filter(staff::id.ne_all(kept));
    let query = diesel::update(removed).set((staff::active.eq(false), staff::position.eq(REMOVED)));
    let updated = query.execute(&mut session.wire().await?).await;
    session.checked(updated).map(drop)
}
