//! `tenants`.

use diesel::prelude::{Insertable, Queryable, Selectable};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kernel::{PhoneNumber, TenantId};
use tenancy::{Settings, Tenant, TenantStamp, TenantStatus};

use crate::columns::Bind;
use crate::schema::tenants;

#[derive(Queryable, Selectable)]
#[diesel(table_name = tenants)]
pub(crate) struct TenantRow {
    id: TenantId,
    name: String,
    phone: PhoneNumber,
    status: TenantStatus,
    timezone: TimeZone,
    settings: Settings,
    version: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<TenantRow> for Tenant {
    fn from(row: TenantRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            phone: row.phone,
            status: row.status,
            timezone: row.timezone,
            settings: row.settings,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = tenants)]
pub(crate) struct StampRow {
    version: i64,
    status: TenantStatus,
}

impl From<StampRow> for TenantStamp {
    fn from(row: StampRow) -> Self {
        Self { version: row.version, status: row.status }
    }
}

#[derive(Insertable)]
#[diesel(table_name = tenants, treat_none_as_default_value = false)]
pub(crate) struct NewTenant<'a> {
    id: Bind<TenantId>,
    name: &'a str,
    phone: Bind<&'a PhoneNumber>,
    status: Bind<TenantStatus>,
    timezone: Bind<&'a TimeZone>,
    settings: Bind<&'a Settings>,
    version: i64,
    created_at: Bind<Timestamp>,
    updated_at: Bind<Timestamp>,
}

impl<'a> NewTenant<'a> {
    /// A business in its first version.
    pub(crate) fn first(tenant: &'a Tenant) -> Self {
        Self {
            id: Bind(tenant.id),
            name: &tenant.name,
            phone: Bind(&tenant.phone),
            status: Bind(tenant.status),
            timezone: Bind(&tenant.timezone),
            settings: Bind(&tenant.settings),
            version: 1,
            created_at: Bind(tenant.created_at),
            updated_at: Bind(tenant.updated_at),
        }
    }
}
