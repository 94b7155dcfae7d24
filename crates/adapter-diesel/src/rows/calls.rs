//! `calls`.

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};
use jiff::Timestamp;
use kernel::{CallId, Caller, CustomerId, PhoneNumber, StoreError, StoreResult, TenantId};
use telephony::{Call, CallOutcome, CallStatus, Channel, ProviderRef};

use super::{signed, unsigned};
use crate::columns::Bind;
use crate::schema::calls;

#[derive(Queryable, Selectable)]
#[diesel(table_name = calls)]
pub(crate) struct CallRow {
    id: CallId,
    channel: Channel,
    provider_id: ProviderRef,
    from_number: Caller,
    to_number: PhoneNumber,
    customer_id: Option<CustomerId>,
    status: CallStatus,
    outcome: Option<CallOutcome>,
    started_at: Timestamp,
    ended_at: Option<Timestamp>,
    seconds: Option<i32>,
    summary: Option<String>,
    category: Option<String>,
    sentiment: Option<String>,
    recording: Option<ProviderRef>,
}

impl TryFrom<CallRow> for Call {
    type Error = StoreError;

    fn try_from(row: CallRow) -> StoreResult<Self> {
        Ok(Self {
            id: row.id,
            channel: row.channel,
            provider_id: row.provider_id,
            from: row.from_number,
            to: row.to_number,
            customer: row.customer_id,
            status: row.status,
            outcome: row.outcome,
            started_at: row.started_at,
            ended_at: row.ended_at,
            seconds: row.seconds.map(unsigned).transpose()?,
            summary: row.summary,
            category: row.category,
            sentiment: row.sentiment,
            recording: row.recording,
        })
    }
}

#[derive(Insertable)]
#[diesel(table_name = calls, treat_none_as_default_value = false)]
pub(crate) struct NewCall<'a> {
    tenant_id: Bind<TenantId>,
    id: Bind<CallId>,
    channel: Bind<Channel>,
    provider_id: Bind<&'a ProviderRef>,
    started_at: Bind<Timestamp>,
    #[diesel(embed)]
    change: CallChange<'a>,
}

/// Everything that changes in the course of a call.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = calls, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(crate) struct CallChange<'a> {
    from_number: Bind<&'a Caller>,
    to_number: Bind<&'a PhoneNumber>,
    customer_id: Option<Bind<CustomerId>>,
    status: Bind<CallStatus>,
    outcome: Option<Bind<CallOutcome>>,
    ended_at: Option<Bind<Timestamp>>,
    seconds: Option<i32>,
    summary: Option<&'a str>,
    category: Option<&'a str>,
    sentiment: Option<&'a str>,
    recording: Option<Bind<&'a ProviderRef>>,
}

impl<'a> NewCall<'a> {
    pub(crate) fn new(tenant: Bind<TenantId>, call: &'a Call) -> StoreResult<Self> {
        Ok(Self {
            tenant_id: tenant,
            id: Bind(call.id),
            channel: Bind(call.channel),
            provider_id: Bind(&call.provider_id),
            started_at: Bind(call.started_at),
            change: CallChange::new(call)?,
        })
    }
}

impl<'a> CallChange<'a> {
    pub(crate) fn new(call: &'a Call) -> StoreResult<Self> {
        Ok(Self {
            from_number: Bind(&call.from),
            to_number: Bind(&call.to),
            customer_id: call.customer.map(Bind),
            status: Bind(call.status),
            outcome: call.outcome.map(Bind),
            ended_at: call.ended_at.map(Bind),
            seconds: call.seconds.map(signed).transpose()?,
            summary: call.summary.as_deref(),
            category: call.category.as_deref(),
            sentiment: call.sentiment.as_deref(),
            recording: call.recording.as_ref().map(Bind),
        })
    }
}
