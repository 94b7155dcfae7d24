//! Conversations and their turns.

use async_trait::async_trait;
use dialogue::{Conversation, ConversationStore, Line, Role, TurnRecord};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use kernel::{CallId, StoreResult};

use super::super::dialect;
use super::{Pending, Session};
use crate::columns::Bind;
use crate::prepared::Prepared;
use crate::rows::conversations::{ConversationRow, LineRow, NewTurn};
use crate::schema::{conversations, turns};

/// More utterances than any call has.
const LINES_MAX: i64 = 2_000;

#[async_trait]
impl ConversationStore for Session {
    async fn open(&mut self, provider_id: &str) -> StoreResult<Option<Conversation>> {
        let tenant = self.tenant()?;
        self.writable()?;
        self.lock_call(tenant.0, provider_id).await?;
        let query = conversations::table
            .filter(conversations::tenant_id.eq(tenant))
            .filter(conversations::provider_id.eq(provider_id))
            .select(ConversationRow::as_select());
        let row = dialect::for_update!(query).first(&mut self.wire().await?).await.optional();
        let row = self.checked(row)?;
        self.valid(row.map(Conversation::try_from).transpose())
    }

    async fn answer(&mut self, call: CallId, turn_no: u32) -> StoreResult<Option<String>> {
        let tenant = self.tenant()?;
        // No turn has a number that does not fit.
        let Ok(turn_no) = i32::try_from(turn_no) else { return Ok(None) };
        let query = turns::table
            .find((tenant, Bind(call), turn_no, Bind(Role::Agent)))
            .select(turns::answer);
        let answer = query.first::<Option<String>>(&mut self.wire().await?).await.optional();
        Ok(self.checked(answer)?.flatten())
    }

    async fn save_turn(&mut self, turn: &TurnRecord) -> StoreResult<()> {
        let row = NewTurn::new(self.tenant()?, turn);
        let NewTurn { conversation, heard, said } = self.valid(row)?;
        self.defer(Pending::Conversation(conversation))?;
        if let Some(heard) = heard {
            self.defer(Pending::Line(heard))?;
        }
        self.defer(Pending::Line(said))
    }

    async fn update(&mut self, conversation: &Conversation) -> StoreResult<bool> {
        let query = Prepared(
            diesel::update(conversations::table.find((self.tenant()?, Bind(conversation.call))))
                .set((
                    conversations::state.eq(&conversation.state),
                    conversations::ended.eq(conversation.ended),
                )),
        );
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn transcript(&mut self, call: CallId) -> StoreResult<Vec<Line>> {
        // The caller before the agent, which is the reverse of the alphabet.
        let query = turns::table
            .filter(turns::tenant_id.eq(self.tenant()?))
            .filter(turns::call_id.eq(Bind(call)))
            .order((turns::turn_no, turns::role.desc()))
            .limit(LINES_MAX)
            .select(LineRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        let rows = self.checked(rows)?;
        self.valid(rows.into_iter().map(Line::try_from).collect())
    }
}
