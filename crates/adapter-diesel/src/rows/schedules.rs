//! `services`, `staff` and `schedules`.

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};
use kernel::{Currency, Money, ServiceId, StaffId, StoreError, StoreResult, TenantId};
use scheduling::{BookingRules, Catalogue, ClosedDay, Service, Staff, WeekHours};

use super::{signed, unsigned};
use crate::columns::{Bind, Json};
use crate::schema::{schedules, services, staff};

#[derive(Queryable, Selectable)]
#[diesel(table_name = services)]
pub(crate) struct ServiceRow {
    id: ServiceId,
    name: String,
    aliases: Json<Vec<String>>,
    minutes: i32,
    buffer_minutes: i32,
    price_minor: Option<i64>,
    currency: Option<Currency>,
    active: bool,
}

impl TryFrom<ServiceRow> for Service {
    type Error = StoreError;

    fn try_from(row: ServiceRow) -> StoreResult<Self> {
        Ok(Self {
            id: row.id,
            name: row.name,
            aliases: row.aliases.0,
            minutes: unsigned(row.minutes)?,
            buffer_minutes: unsigned(row.buffer_minutes)?,
            price: row
                .price_minor
                .zip(row.currency)
                .map(|(minor, currency)| Money { minor, currency }),
            active: row.active,
        })
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = services, primary_key(tenant_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct NewService<'a> {
    tenant_id: Bind<TenantId>,
    id: Bind<ServiceId>,
    position: i32,
    name: &'a str,
    aliases: Bind<Json<&'a [String]>>,
    minutes: i32,
    buffer_minutes: i32,
    price_minor: Option<i64>,
    currency: Option<Bind<Currency>>,
    active: bool,
}

impl<'a> NewService<'a> {
    pub(crate) fn new(
        tenant: Bind<TenantId>,
        position: usize,
        service: &'a Service,
    ) -> StoreResult<Self> {
        Ok(Self {
            tenant_id: tenant,
            id: Bind(service.id),
            position: signed(position)?,
            name: &service.name,
            aliases: Bind(Json(&service.aliases)),
            minutes: signed(service.minutes)?,
            buffer_minutes: signed(service.buffer_minutes)?,
            price_minor: service.price.map(|price| price.minor),
            currency: service.price.map(|price| Bind(price.currency)),
            active: service.active,
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = staff)]
pub(crate) struct StaffRow {
    id: StaffId,
    name: String,
    services: Option<Json<Vec<ServiceId>>>,
    hours: Option<Json<WeekHours>>,
    active: bool,
    implied: bool,
}

impl From<StaffRow> for Staff {
    fn from(row: StaffRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            services: row.services.map(|services| services.0),
            hours: row.hours.map(|hours| hours.0),
            active: row.active,
            implied: row.implied,
        }
    }
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = staff, primary_key(tenant_id, id), treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct NewStaff<'a> {
    tenant_id: Bind<TenantId>,
    id: Bind<StaffId>,
    position: i32,
    name: &'a str,
    services: Option<Bind<Json<&'a [ServiceId]>>>,
    hours: Option<Bind<Json<&'a WeekHours>>>,
    active: bool,
    implied: bool,
}

impl<'a> NewStaff<'a> {
    pub(crate) fn new(
        tenant: Bind<TenantId>,
        position: usize,
        member: &'a Staff,
    ) -> StoreResult<Self> {
        Ok(Self {
            tenant_id: tenant,
            id: Bind(member.id),
            position: signed(position)?,
            name: &member.name,
            services: member.services.as_deref().map(|services| Bind(Json(services))),
            hours: member.hours.as_ref().map(|hours| Bind(Json(hours))),
            active: member.active,
            implied: member.implied,
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = schedules)]
pub(crate) struct ScheduleRow {
    pub(crate) hours: Json<WeekHours>,
    pub(crate) closed: Json<Vec<ClosedDay>>,
    pub(crate) rules: Json<BookingRules>,
}

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = schedules, primary_key(tenant_id), treat_none_as_default_value = false)]
pub(crate) struct NewSchedule<'a> {
    tenant_id: Bind<TenantId>,
    hours: Bind<Json<&'a WeekHours>>,
    closed: Bind<Json<&'a [ClosedDay]>>,
    rules: Bind<Json<&'a BookingRules>>,
}

impl<'a> NewSchedule<'a> {
    pub(crate) fn new(tenant: Bind<TenantId>, catalogue: &'a Catalogue) -> Self {
        Self {
            tenant_id: tenant,
            hours: Bind(Json(&catalogue.hours)),
            closed: Bind(Json(&catalogue.closed)),
            rules: Bind(Json(&catalogue.rules)),
        }
    }
}
