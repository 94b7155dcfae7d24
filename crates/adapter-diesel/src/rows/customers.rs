//! `customers`.

use crm::Customer;
use diesel::prelude::{Insertable, Queryable, Selectable};
use jiff::Timestamp;
use kernel::{CustomerId, PhoneNumber, TenantId};

use crate::columns::Bind;
use crate::schema::customers;

#[derive(Queryable, Selectable)]
#[diesel(table_name = customers)]
pub(crate) struct CustomerRow {
    id: CustomerId,
    phone: Option<PhoneNumber>,
    name: Option<String>,
    opted_out: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<CustomerRow> for Customer {
    fn from(row: CustomerRow) -> Self {
        Self {
            id: row.id,
            phone: row.phone,
            name: row.name,
            opted_out: row.opted_out,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = customers, treat_none_as_default_value = false)]
pub(crate) struct NewCustomer<'a> {
    tenant_id: Bind<TenantId>,
    id: Bind<CustomerId>,
    phone: Option<Bind<&'a PhoneNumber>>,
    name: Option<&'a str>,
    opted_out: bool,
    created_at: Bind<Timestamp>,
    updated_at: Bind<Timestamp>,
}

impl<'a> NewCustomer<'a> {
    pub(crate) fn new(tenant: Bind<TenantId>, customer: &'a Customer) -> Self {
        Self {
            tenant_id: tenant,
            id: Bind(customer.id),
            phone: customer.phone.as_ref().map(Bind),
            name: customer.name.as_deref(),
            opted_out: customer.opted_out,
            created_at: Bind(customer.created_at),
            updated_at: Bind(customer.updated_at),
        }
    }
}
