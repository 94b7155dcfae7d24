//! `messages`.

use crm::{Direction, Message, MessageStatus};
use diesel::prelude::{Insertable, Queryable, Selectable};
use jiff::Timestamp;
use kernel::{CallId, CustomerId, MessageId, PhoneNumber, TenantId};

use crate::columns::Bind;
use crate::schema::messages;

#[derive(Queryable, Selectable)]
#[diesel(table_name = messages)]
pub(crate) struct MessageRow {
    id: MessageId,
    customer_id: Option<CustomerId>,
    call_id: Option<CallId>,
    direction: Direction,
    phone: Option<PhoneNumber>,
    body: String,
    status: MessageStatus,
    provider_id: Option<String>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<MessageRow> for Message {
    fn from(row: MessageRow) -> Self {
        Self {
            id: row.id,
            customer: row.customer_id,
            call: row.call_id,
            direction: row.direction,
            phone: row.phone,
            body: row.body,
            status: row.status,
            provider_id: row.provider_id,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// Owns its texts, because it waits for the commit.
#[derive(Debug, Insertable)]
#[diesel(table_name = messages, treat_none_as_default_value = false)]
pub(crate) struct NewMessage {
    tenant_id: Bind<TenantId>,
    id: Bind<MessageId>,
    customer_id: Option<Bind<CustomerId>>,
    call_id: Option<Bind<CallId>>,
    direction: Bind<Direction>,
    phone: Option<Bind<PhoneNumber>>,
    body: String,
    status: Bind<MessageStatus>,
    provider_id: Option<String>,
    created_at: Bind<Timestamp>,
    updated_at: Bind<Timestamp>,
}

impl NewMessage {
    pub(crate) fn new(tenant: Bind<TenantId>, message: &Message) -> Self {
        Self {
            tenant_id: tenant,
            id: Bind(message.id),
            customer_id: message.customer.map(Bind),
            call_id: message.call.map(Bind),
            direction: Bind(message.direction),
            phone: message.phone.clone().map(Bind),
            body: message.body.clone(),
            status: Bind(message.status),
            provider_id: message.provider_id.clone(),
            created_at: Bind(message.created_at),
            updated_at: Bind(message.updated_at),
        }
    }
}
