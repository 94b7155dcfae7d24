//! `appointments`.

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};
use jiff::Timestamp;
use kernel::{AppointmentId, CallId, CustomerId, ServiceId, StaffId, TenantId};
use scheduling::{Appointment, AppointmentStatus, Busy};

use crate::columns::Bind;
use crate::schema::appointments;

#[derive(Queryable, Selectable)]
#[diesel(table_name = appointments)]
pub(crate) struct AppointmentRow {
    id: AppointmentId,
    customer_id: Option<CustomerId>,
    call_id: Option<CallId>,
    service_id: ServiceId,
    staff_id: StaffId,
    starts_at: Timestamp,
    ends_at: Timestamp,
    busy_until: Timestamp,
    status: AppointmentStatus,
    held_until: Option<Timestamp>,
    name: Option<String>,
    notes: Option<String>,
    version: i32,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<AppointmentRow> for Appointment {
    fn from(row: AppointmentRow) -> Self {
        Self {
            id: row.id,
            customer: row.customer_id,
            call: row.call_id,
            service: row.service_id,
            staff: row.staff_id,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            busy_until: row.busy_until,
            status: row.status,
            held_until: row.held_until,
            name: row.name,
            notes: row.notes,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = appointments)]
pub(crate) struct BusyRow {
    staff_id: StaffId,
    starts_at: Timestamp,
    busy_until: Timestamp,
}

impl From<BusyRow> for Busy {
    fn from(row: BusyRow) -> Self {
        Self { staff: row.staff_id, starts_at: row.starts_at, busy_until: row.busy_until }
    }
}

#[derive(Insertable)]
#[diesel(table_name = appointments, treat_none_as_default_value = false)]
pub(crate) struct NewAppointment<'a> {
    tenant_id: Bind<TenantId>,
    id: Bind<AppointmentId>,
    created_at: Bind<Timestamp>,
    #[diesel(embed)]
    change: AppointmentChange<'a>,
}

/// Everything that changes in the life of an appointment.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = appointments, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct AppointmentChange<'a> {
    customer_id: Option<Bind<CustomerId>>,
    call_id: Option<Bind<CallId>>,
    service_id: Bind<ServiceId>,
    staff_id: Bind<StaffId>,
    starts_at: Bind<Timestamp>,
    ends_at: Bind<Timestamp>,
    busy_until: Bind<Timestamp>,
    status: Bind<AppointmentStatus>,
    held_until: Option<Bind<Timestamp>>,
    name: Option<&'a str>,
    notes: Option<&'a str>,
    version: i32,
    updated_at: Bind<Timestamp>,
}

impl<'a> NewAppointment<'a> {
    pub(crate) fn new(tenant: Bind<TenantId>, appointment: &'a Appointment) -> Self {
        Self {
            tenant_id: tenant,
            id: Bind(appointment.id),
            created_at: Bind(appointment.created_at),
            change: AppointmentChange::new(appointment, appointment.version),
        }
    }
}

impl<'a> AppointmentChange<'a> {
    pub(crate) fn new(appointment: &'a Appointment, version: i32) -> Self {
        Self {
            customer_id: appointment.customer.map(Bind),
            call_id: appointment.call.map(Bind),
            service_id: Bind(appointment.service),
            staff_id: Bind(appointment.staff),
            starts_at: Bind(appointment.starts_at),
            ends_at: Bind(appointment.ends_at),
            busy_until: Bind(appointment.busy_until),
            status: Bind(appointment.status),
            held_until: appointment.held_until.map(Bind),
            name: appointment.name.as_deref(),
            notes: appointment.notes.as_deref(),
            version,
            updated_at: Bind(appointment.updated_at),
        }
    }
}
