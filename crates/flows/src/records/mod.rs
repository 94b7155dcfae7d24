//! What an owner looks through, page by page: calls, customers, messages, appointments.
//!
//! A page goes on after the last entry of the one before, whatever came in meanwhile.

use std::sync::Arc;

use crm::{Customer, Message};
use dialogue::Line;
use jiff::Timestamp;
use kernel::{CallId, CustomerId, MessageId, StoreResult, TenantId};
use scheduling::{Appointment, AppointmentPage};
use store::{Database, Durability};
use telephony::{Call, CallPage};

/// What an owner looks through.
#[derive(Clone)]
pub struct Records {
    /// Where everything is remembered.
    pub db: Arc<dyn Database>,
}

/// A call with what came of it.
#[derive(Debug, Clone)]
pub struct CallRecord {
    /// The call.
    pub call: Call,
    /// What was written and left in it.
    pub messages: Vec<Message>,
    /// What was booked, moved or cancelled in it.
    pub appointments: Vec<Appointment>,
}

/// How many entries stand on a page, at most.
pub const PAGE_MAX: u16 = 200;

impl Records {
    /// A page of calls, newest first. At most [`PAGE_MAX`].
    pub async fn calls(
        &self,
        tenant: TenantId,
        page: &CallPage,
        limit: u16,
    ) -> StoreResult<Vec<Call>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let calls = tx.calls().page(page, limit.min(PAGE_MAX)).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(calls)
    }

    /// A call with what came of it; `None` if the business has none with this id.
    pub async fn call(&self, tenant: TenantId, id: CallId) -> StoreResult<Option<CallRecord>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let Some(call) = tx.calls().find(id).await? else { return Ok(None) };
        let messages = tx.messages().of_call(id).await?;
        let mut appointments = tx.appointments().of_call(id).await?;
        appointments.retain(|it| {
            use scheduling::AppointmentStatus::{Expired, Held};
            !matches!(it.status, Held | Expired)
        });
        tx.commit(Durability::Relaxed).await?;
        Ok(Some(CallRecord { call, messages, appointments }))
    }

    /// What was said in a call, in order; `None` if the business has no such call.
    pub async fn transcript(&self, tenant: TenantId, id: CallId) -> StoreResult<Option<Vec<Line>>> {
        let mut tx = self.db.begin_read(tenant).await?;
        if tx.calls().find(id).await?.is_none() {
            return Ok(None);
        }
        let lines = tx.conversations().transcript(id).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(Some(lines))
    }

    /// A page of customers, newest first, before the given one. At most [`PAGE_MAX`].
    pub async fn customers(
        &self,
        tenant: TenantId,
        before: Option<CustomerId>,
        limit: u16,
    ) -> StoreResult<Vec<Customer>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let customers = tx.customers().page(before, limit.min(PAGE_MAX)).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(customers)
    }

    /// A customer; `None` if the business has none with this id.
    pub async fn customer(
        &self,
        tenant: TenantId,
        id: CustomerId,
    ) -> StoreResult<Option<Customer>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let customer = tx.customers().find(id).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(customer)
    }

    /// A page of messages, newest first, after the given one in that order. At most [`PAGE_MAX`].
    pub async fn messages(
        &self,
        tenant: TenantId,
        before: Option<(Timestamp, MessageId)>,
        limit: u16,
    ) -> StoreResult<Vec<Message>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let messages = tx.messages().page(before, limit.min(PAGE_MAX)).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(messages)
    }

    /// A page of appointments, soonest first. At most [`PAGE_MAX`].
    pub async fn appointments(
        &self,
        tenant: TenantId,
        page: &AppointmentPage,
        limit: u16,
    ) -> StoreResult<Vec<Appointment>> {
        let mut tx = self.db.begin_read(tenant).await?;
        let appointments = tx.appointments().page(page, limit.min(PAGE_MAX)).await?;
        tx.commit(Durability::Relaxed).await?;
        Ok(appointments)
    }
}
