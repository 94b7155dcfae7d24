//! Appointments, and who is busy when.

use async_trait::async_trait;
use diesel::dsl::{exists, select};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, NullableExpressionMethods, OptionalExtension,
    QueryDsl, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use kernel::{AppointmentId, CallId, CustomerId, StoreResult, TenantId};
use scheduling::{Appointment, AppointmentPage, AppointmentStatus, AppointmentStore, Busy, Claim};

use super::pending::Expire;
use super::{Pending, Session, counted};
use crate::columns::Bind;
use crate::prepared::Prepared;
use crate::rows::appointments::{AppointmentChange, AppointmentRow, BusyRow, NewAppointment};
use crate::schema::appointments;

/// How many coming appointments of one customer are told.
const UPCOMING_MAX: i64 = 20;

/// More appointments than one call makes or holds.
const OF_CALL_MAX: i64 = 200;

/// More appointments than a business has in the time that one question is about.
const BUSY_MAX: i64 = 50_000;

/// What was never made.
const ONLY_HELD: [AppointmentStatus; 2] = [AppointmentStatus::Held, AppointmentStatus::Expired];

/// Appointments that occupy time at an instant: confirmed ones, and holds that have not run out.
macro_rules! counts {
    ($now:expr) => {
        appointments::status.eq(Bind(AppointmentStatus::Confirmed)).or(appointments::status
            .eq(Bind(AppointmentStatus::Held))
            .and(appointments::held_until.gt(Bind($now)).assume_not_null()))
    };
}

#[async_trait]
impl AppointmentStore for Session {
    async fn claim(&mut self, appointment: &Appointment, now: Timestamp) -> StoreResult<Claim> {
        let tenant = self.tenant()?;
        if appointment.status.occupies() && !take(self, tenant, appointment, now).await? {
            return Ok(Claim::Taken);
        }
        let query = diesel::insert_into(appointments::table)
            .values(NewAppointment::new(tenant, appointment));
        let inserted = query.execute(&mut self.wire().await?).await;
        self.checked(inserted)?;
        Ok(Claim::Won)
    }

    async fn update(&mut self, appointment: &Appointment, now: Timestamp) -> StoreResult<Claim> {
        let tenant = self.tenant()?;
        let stored =
            appointments::table.find((tenant, Bind(appointment.id))).select(appointments::version);
        let version = stored.first::<i32>(&mut self.wire().await?).await.optional();
        if self.checked(version)? != Some(appointment.version) {
            return Ok(Claim::Stale);
        }
        if appointment.status.occupies() && !take(self, tenant, appointment, now).await? {
            return Ok(Claim::Taken);
        }
        let unchanged = appointments::table
            .find((tenant, Bind(appointment.id)))
            .filter(appointments::version.eq(appointment.version));
        let next = appointment.version.saturating_add(1);
        let query =
            Prepared(diesel::update(unchanged).set(AppointmentChange::new(appointment, next)));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(if self.checked(updated)? == 1 { Claim::Won } else { Claim::Stale })
    }

    async fn find(&mut self, id: AppointmentId) -> StoreResult<Option<Appointment>> {
        let query = appointments::table
            .find((self.tenant()?, Bind(id)))
            .select(AppointmentRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Appointment::from))
    }

    async fn upcoming_of(
        &mut self,
        customer: CustomerId,
        from: Timestamp,
    ) -> StoreResult<Vec<Appointment>> {
        let query = appointments::table
            .filter(appointments::tenant_id.eq(self.tenant()?))
            .filter(appointments::customer_id.eq(Bind(customer)))
            .filter(appointments::starts_at.ge(Bind(from)))
            .filter(appointments::status.eq(Bind(AppointmentStatus::Confirmed)))
            .order((appointments::starts_at, appointments::id))
            .limit(UPCOMING_MAX)
            .select(AppointmentRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Appointment::from).collect())
    }

    async fn of_call(&mut self, call: CallId) -> StoreResult<Vec<Appointment>> {
        let query = appointments::table
            .filter(appointments::tenant_id.eq(self.tenant()?))
            .filter(appointments::call_id.eq(Bind(call)))
            .order((appointments::created_at, appointments::id))
            .limit(OF_CALL_MAX)
            .select(AppointmentRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Appointment::from).collect())
    }

    async fn starting_in(
        &mut self,
        from: Timestamp,
        until: Timestamp,
        limit: u16,
    ) -> StoreResult<Vec<Appointment>> {
        let query = appointments::table
            .filter(appointments::tenant_id.eq(self.tenant()?))
            .filter(appointments::starts_at.ge(Bind(from)))
            .filter(appointments::starts_at.lt(Bind(until)))
            .filter(appointments::status.eq(Bind(AppointmentStatus::Confirmed)))
            .order((appointments::starts_at, appointments::id))
            .limit(limit.into())
            .select(AppointmentRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Appointment::from).collect())
    }

    async fn page(&mut self, page: &AppointmentPage, limit: u16) -> StoreResult<Vec<Appointment>> {
        let mut query = appointments::table
            .filter(appointments::tenant_id.eq(self.tenant()?))
            .filter(appointments::starts_at.ge(Bind(page.from)))
            .filter(appointments::starts_at.lt(Bind(page.until)))
            .order((appointments::starts_at, appointments::id))
            .limit(limit.into())
            .select(AppointmentRow::as_select())
            .into_boxed();
        if let Some((at, id)) = page.after {
            // The first condition is what an index is good for.
            let same = appointments::starts_at.gt(Bind(at)).or(appointments::id.gt(Bind(id)));
            query = query.filter(appointments::starts_at.ge(Bind(at)).and(same));
        }
        query = match page.status {
            Some(status) => query.filter(appointments::status.eq(Bind(status))),
            None => query.filter(appointments::status.ne_all(ONLY_HELD.map(Bind))),
        };
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Appointment::from).collect())
    }

    async fn count_in(&mut self, from: Timestamp, until: Timestamp) -> StoreResult<u64> {
        let query = appointments::table
            .filter(appointments::tenant_id.eq(self.tenant()?))
            .filter(appointments::starts_at.ge(Bind(from)))
            .filter(appointments::starts_at.lt(Bind(until)))
            .filter(appointments::status.ne_all(ONLY_HELD.map(Bind)))
            .filter(appointments::status.ne(Bind(AppointmentStatus::Cancelled)))
            .count();
        let count = query.get_result::<i64>(&mut self.wire().await?).await;
        let count = self.checked(count)?;
        self.valid(counted(count))
    }

    async fn busy(
        &mut self,
        from: Timestamp,
        until: Timestamp,
        now: Timestamp,
    ) -> StoreResult<Vec<Busy>> {
        let query = appointments::table
            .filter(appointments::tenant_id.eq(self.tenant()?))
            .filter(appointments::busy_until.gt(Bind(from)))
            .filter(appointments::starts_at.lt(Bind(until)))
            .filter(counts!(now))
            .order((appointments::staff_id, appointments::starts_at))
            .limit(BUSY_MAX)
            .select(BusyRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Busy::from).collect())
    }
}

/// Makes room for an appointment, or says that another one of the same staff is in the way.
///
/// The constraint alone would be enough to be correct, but its violation spoils the transaction, and
/// two inserts that wait for each other are a deadlock, which PostgreSQL takes a second to notice.
/// So whoever asks first keeps the others waiting until its transaction ends; and holds that ran out
/// are let go, because the constraint knows no clock.
async fn take(
    session: &mut Session,
    tenant: Bind<TenantId>,
    wanted: &Appointment,
    now: Timestamp,
) -> StoreResult<bool> {
    session.defer(Pending::LockStaff(wanted.staff))?;
    let in_the_way = appointments::table
        .filter(appointments::tenant_id.eq(tenant))
        .filter(appointments::staff_id.eq(Bind(wanted.staff)))
        .filter(appointments::busy_until.gt(Bind(wanted.starts_at)))
        .filter(appointments::starts_at.lt(Bind(wanted.busy_until)))
        .filter(appointments::id.ne(Bind(wanted.id)))
        .filter(counts!(now));
    let taken = select(exists(in_the_way)).get_result::<bool>(&mut session.wire().await?).await;
    if session.checked(taken)? {
        return Ok(false);
    }
    session.defer(Pending::Expire(Expire {
        tenant,
        staff: wanted.staff,
        except: wanted.id,
        from: wanted.starts_at,
        until: wanted.busy_until,
        now,
    }))?;
    Ok(true)
}
