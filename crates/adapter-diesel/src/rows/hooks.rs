//! `endpoints`, `events` and `deliveries`.

use diesel::prelude::{AsChangeset, Insertable, Queryable, Selectable};
use hooks::{
    Delivery, DeliveryStatus, DisabledWhy, Endpoint, EndpointStatus, EndpointUrl, Event, EventKind,
    Failing, Kept, Retired, Secrets, Subscription,
};
use jiff::Timestamp;
use kernel::{DeliveryId, EndpointId, EventId, StoreResult, TenantId};

use super::{signed, unsigned};
use crate::columns::{Bind, Json};
use crate::schema::{deliveries, endpoints, events};

#[derive(Queryable, Selectable)]
#[diesel(table_name = endpoints)]
pub(crate) struct EndpointRow {
    id: EndpointId,
    url: EndpointUrl,
    name: String,
    events: Json<Subscription>,
    secret: String,
    retired_secret: Option<String>,
    retired_until: Option<Timestamp>,
    disabled_why: Option<DisabledWhy>,
    disabled_at: Option<Timestamp>,
    failing_since: Option<Timestamp>,
    failing_last_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<EndpointRow> for Endpoint {
    fn from(row: EndpointRow) -> Self {
        let retired = row.retired_secret.zip(row.retired_until);
        let disabled = row.disabled_why.zip(row.disabled_at);
        let failing = row.failing_since.zip(row.failing_last_at);
        Self {
            id: row.id,
            url: row.url,
            name: row.name,
            events: row.events.0,
            secrets: Secrets {
                current: Kept::new(row.secret),
                retired: retired
                    .map(|(secret, until)| Retired { secret: Kept::new(secret), until }),
            },
            status: match disabled {
                None => EndpointStatus::Active,
                Some((why, since)) => EndpointStatus::Disabled { why, since },
            },
            failing: failing.map(|(since, last_at)| Failing { since, last_at }),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = endpoints, treat_none_as_default_value = false)]
pub(crate) struct NewEndpoint<'a> {
    tenant_id: Bind<TenantId>,
    id: Bind<EndpointId>,
    url: Bind<&'a EndpointUrl>,
    name: &'a str,
    events: Bind<Json<&'a Subscription>>,
    secret: &'a str,
    retired_secret: Option<&'a str>,
    retired_until: Option<Bind<Timestamp>>,
    disabled_why: Option<Bind<DisabledWhy>>,
    disabled_at: Option<Bind<Timestamp>>,
    failing_since: Option<Bind<Timestamp>>,
    failing_last_at: Option<Bind<Timestamp>>,
    created_at: Bind<Timestamp>,
    updated_at: Bind<Timestamp>,
}

/// Everything about an endpoint that can change.
#[derive(AsChangeset)]
#[diesel(table_name = endpoints, treat_none_as_null = true)]
pub(crate) struct EndpointState<'a> {
    url: Bind<&'a EndpointUrl>,
    name: &'a str,
    events: Bind<Json<&'a Subscription>>,
    secret: &'a str,
    retired_secret: Option<&'a str>,
    retired_until: Option<Bind<Timestamp>>,
    disabled_why: Option<Bind<DisabledWhy>>,
    disabled_at: Option<Bind<Timestamp>>,
    failing_since: Option<Bind<Timestamp>>,
    failing_last_at: Option<Bind<Timestamp>>,
    updated_at: Bind<Timestamp>,
}

impl<'a> EndpointState<'a> {
    pub(crate) fn of(endpoint: &'a Endpoint) -> Self {
        let retired = endpoint.secrets.retired.as_ref();
        let disabled = match endpoint.status {
            EndpointStatus::Active => None,
            EndpointStatus::Disabled { why, since } => Some((why, since)),
        };
        Self {
            url: Bind(&endpoint.url),
            name: &endpoint.name,
            events: Bind(Json(&endpoint.events)),
            secret: endpoint.secrets.current.as_str(),
            retired_secret: retired.map(|it| it.secret.as_str()),
            retired_until: retired.map(|it| Bind(it.until)),
            disabled_why: disabled.map(|(why, _)| Bind(why)),
            disabled_at: disabled.map(|(_, since)| Bind(since)),
            failing_since: endpoint.failing.map(|row| Bind(row.since)),
            failing_last_at: endpoint.failing.map(|row| Bind(row.last_at)),
            updated_at: Bind(endpoint.updated_at),
        }
    }
}

impl<'a> NewEndpoint<'a> {
    pub(crate) fn new(tenant: Bind<TenantId>, endpoint: &'a Endpoint) -> Self {
        let EndpointState {
            url,
            name,
            events,
            secret,
            retired_secret,
            retired_until,
            disabled_why,
            disabled_at,
            failing_since,
            failing_last_at,
            updated_at,
        } = EndpointState::of(endpoint);
        Self {
            tenant_id: tenant,
            id: Bind(endpoint.id),
            url,
            name,
            events,
            secret,
            retired_secret,
            retired_until,
            disabled_why,
            disabled_at,
            failing_since,
            failing_last_at,
            created_at: Bind(endpoint.created_at),
            updated_at,
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = events)]
pub(crate) struct EventRow {
    id: EventId,
    kind: EventKind,
    at: Timestamp,
    data: String,
}

impl From<EventRow> for Event {
    fn from(row: EventRow) -> Self {
        Self { id: row.id, kind: row.kind, at: row.at, data: row.data }
    }
}

/// Owns its text, because it waits for the commit.
#[derive(Debug, Insertable)]
#[diesel(table_name = events)]
pub(crate) struct NewEvent {
    tenant_id: Bind<TenantId>,
    id: Bind<EventId>,
    kind: Bind<EventKind>,
    at: Bind<Timestamp>,
    data: String,
}

impl NewEvent {
    pub(crate) fn new(tenant: Bind<TenantId>, event: &Event) -> Self {
        Self {
            tenant_id: tenant,
            id: Bind(event.id),
            kind: Bind(event.kind),
            at: Bind(event.at),
            data: event.data.clone(),
        }
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = deliveries)]
pub(crate) struct DeliveryRow {
    id: DeliveryId,
    endpoint_id: EndpointId,
    event_id: EventId,
    status: DeliveryStatus,
    attempts: i32,
    last_status: Option<i32>,
    last_error: Option<String>,
    last_snippet: Option<String>,
    next_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl DeliveryRow {
    pub(crate) fn delivery(self) -> StoreResult<Delivery> {
        Ok(Delivery {
            id: self.id,
            endpoint: self.endpoint_id,
            event: self.event_id,
            status: self.status,
            attempts: unsigned(self.attempts)?,
            last_status: self.last_status.map(unsigned).transpose()?,
            last_error: self.last_error,
            last_snippet: self.last_snippet,
            next_at: self.next_at,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

/// Owns its texts, because it waits for the commit. Flat, as [`NewEndpoint`] is: an insert with an
/// embedded part is prepared anew each time.
#[derive(Debug, Insertable)]
#[diesel(table_name = deliveries, treat_none_as_default_value = false)]
pub(crate) struct NewDelivery {
    tenant_id: Bind<TenantId>,
    id: Bind<DeliveryId>,
    endpoint_id: Bind<EndpointId>,
    event_id: Bind<EventId>,
    status: Bind<DeliveryStatus>,
    attempts: i32,
    last_status: Option<i32>,
    last_error: Option<String>,
    last_snippet: Option<String>,
    next_at: Option<Bind<Timestamp>>,
    created_at: Bind<Timestamp>,
    updated_at: Bind<Timestamp>,
}

/// Everything about a delivery that can change.
#[derive(AsChangeset)]
#[diesel(table_name = deliveries, treat_none_as_null = true)]
pub(crate) struct DeliveryState {
    status: Bind<DeliveryStatus>,
    attempts: i32,
    last_status: Option<i32>,
    last_error: Option<String>,
    last_snippet: Option<String>,
    next_at: Option<Bind<Timestamp>>,
    updated_at: Bind<Timestamp>,
}

impl DeliveryState {
    pub(crate) fn of(delivery: &Delivery) -> StoreResult<Self> {
        Ok(Self {
            status: Bind(delivery.status),
            attempts: signed(delivery.attempts)?,
            last_status: delivery.last_status.map(signed).transpose()?,
            last_error: delivery.last_error.clone(),
            last_snippet: delivery.last_snippet.clone(),
            next_at: delivery.next_at.map(Bind),
            updated_at: Bind(delivery.updated_at),
        })
    }
}

impl NewDelivery {
    pub(crate) fn new(tenant: Bind<TenantId>, delivery: &Delivery) -> StoreResult<Self> {
        let state = DeliveryState::of(delivery)?;
        Ok(Self {
            tenant_id: tenant,
            id: Bind(delivery.id),
            endpoint_id: Bind(delivery.endpoint),
            event_id: Bind(delivery.event),
            status: state.status,
            attempts: state.attempts,
            last_status: state.last_status,
            last_error: state.last_error,
            last_snippet: state.last_snippet,
            next_at: state.next_at,
            created_at: Bind(delivery.created_at),
            updated_at: state.updated_at,
        })
    }
}
