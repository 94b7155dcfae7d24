//! `conversations` and `turns`.

use dialogue::{Conversation, Line, Role, TurnRecord};
use diesel::prelude::{Insertable, Queryable, Selectable};
use jiff::Timestamp;
use kernel::{CallId, CustomerId, StoreError, StoreResult, TenantId};

use super::{signed, unsigned};
use crate::columns::Bind;
use crate::schema::{conversations, turns};

#[derive(Queryable, Selectable)]
#[diesel(table_name = conversations)]
pub(crate) struct ConversationRow {
    call_id: CallId,
    provider_id: String,
    customer_id: Option<CustomerId>,
    turn_no: i32,
    state: String,
    ended: bool,
}

impl ConversationRow {
    /// What a turn goes on from.
    pub(crate) fn turn(&self) -> Turn {
        Turn {
            call_id: self.call_id,
            turn_no: self.turn_no,
            state: self.state.clone(),
            ended: self.ended,
        }
    }
}

impl TryFrom<ConversationRow> for Conversation {
    type Error = StoreError;

    fn try_from(row: ConversationRow) -> StoreResult<Self> {
        Ok(Self {
            call: row.call_id,
            provider_id: row.provider_id,
            customer: row.customer_id,
            turn_no: unsigned(row.turn_no)?,
            state: row.state,
            ended: row.ended,
        })
    }
}

/// What a turn goes on from, and every change of a conversation changes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = conversations)]
#[expect(clippy::struct_field_names, reason = "the columns' names")]
pub(crate) struct Turn {
    pub(crate) call_id: CallId,
    turn_no: i32,
    state: String,
    ended: bool,
}

/// A conversation as it was read.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) tenant: TenantId,
    pub(crate) turn: Turn,
}

/// Owns its texts, because it waits for the commit.
#[derive(Debug, Insertable)]
#[diesel(table_name = conversations, treat_none_as_default_value = false)]
pub(crate) struct NewConversation {
    tenant_id: Bind<TenantId>,
    call_id: Bind<CallId>,
    provider_id: String,
    customer_id: Option<Bind<CustomerId>>,
    turn_no: i32,
    state: String,
    ended: bool,
    updated_at: Bind<Timestamp>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = turns)]
pub(crate) struct LineRow {
    turn_no: i32,
    role: Role,
    text: String,
    at: Timestamp,
}

impl TryFrom<LineRow> for Line {
    type Error = StoreError;

    fn try_from(row: LineRow) -> StoreResult<Self> {
        Ok(Self { turn_no: unsigned(row.turn_no)?, role: row.role, text: row.text, at: row.at })
    }
}

/// Owns its texts, because it waits for the commit.
#[derive(Debug, Insertable)]
#[diesel(table_name = turns, treat_none_as_default_value = false)]
pub(crate) struct NewLine {
    tenant_id: Bind<TenantId>,
    call_id: Bind<CallId>,
    turn_no: i32,
    role: Bind<Role>,
    text: String,
    answer: Option<String>,
    at: Bind<Timestamp>,
}

/// One turn as rows: the conversation after it, what was heard, what was said.
pub(crate) struct NewTurn {
    pub(crate) conversation: NewConversation,
    pub(crate) heard: Option<NewLine>,
    pub(crate) said: NewLine,
}

impl NewTurn {
    pub(crate) fn new(tenant: Bind<TenantId>, turn: &TurnRecord) -> StoreResult<Self> {
        let conversation = &turn.conversation;
        let turn_no = signed(conversation.turn_no)?;
        let line = |role, text: &str, answer| NewLine {
            tenant_id: tenant,
            call_id: Bind(conversation.call),
            turn_no,
            role: Bind(role),
            text: text.to_owned(),
            answer,
            at: Bind(turn.at),
        };
        Ok(Self {
            heard: turn.heard.as_deref().map(|text| line(Role::Caller, text, None)),
            said: line(Role::Agent, &turn.said, Some(turn.answer.clone())),
            conversation: NewConversation {
                tenant_id: tenant,
                call_id: Bind(conversation.call),
                provider_id: conversation.provider_id.clone(),
                customer_id: conversation.customer.map(Bind),
                turn_no,
                state: conversation.state.clone(),
                ended: conversation.ended,
                updated_at: Bind(turn.at),
            },
        })
    }
}
