//! Texts, and messages that were left.

use async_trait::async_trait;
use crm::{Direction, Message, MessageStatus, MessageStore};
use diesel::{
    BoolExpressionMethods, ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper,
};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use kernel::{CallId, MessageId, StoreResult};

use super::super::dialect;
use super::{Pending, Session, counted};
use crate::columns::Bind;
use crate::prepared::Prepared;
use crate::rows::messages::{MessageRow, NewMessage};
use crate::schema::messages;

/// More than any call leaves behind.
const OF_CALL_MAX: i64 = 200;

#[async_trait]
impl MessageStore for Session {
    async fn insert(&mut self, message: &Message) -> StoreResult<()> {
        let tenant = self.tenant()?;
        self.defer(Pending::Message(NewMessage::new(tenant, message)))
    }

    async fn find(&mut self, id: MessageId) -> StoreResult<Option<Message>> {
        let query =
            messages::table.find((self.tenant()?, Bind(id))).select(MessageRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Message::from))
    }

    async fn lock(&mut self, id: MessageId) -> StoreResult<Option<Message>> {
        let tenant = self.tenant()?;
        self.writable()?;
        let query = messages::table
            .filter(messages::tenant_id.eq(tenant))
            .filter(messages::id.eq(Bind(id)))
            .select(MessageRow::as_select());
        let row = dialect::for_update!(query).first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Message::from))
    }

    async fn update(&mut self, message: &Message) -> StoreResult<bool> {
        let query = Prepared(
            diesel::update(messages::table.find((self.tenant()?, Bind(message.id)))).set((
                messages::status.eq(Bind(message.status)),
                messages::provider_id.eq(message.provider_id.as_deref()),
                messages::updated_at.eq(Bind(message.updated_at)),
            )),
        );
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn of_call(&mut self, call: CallId) -> StoreResult<Vec<Message>> {
        let query = messages::table
            .filter(messages::tenant_id.eq(self.tenant()?))
            .filter(messages::call_id.eq(Bind(call)))
            .order((messages::created_at, messages::id))
            .limit(OF_CALL_MAX)
            .select(MessageRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Message::from).collect())
    }

    async fn recent(&mut self, limit: u8) -> StoreResult<Vec<Message>> {
        let query = messages::table
            .filter(messages::tenant_id.eq(self.tenant()?))
            .order((messages::created_at.desc(), messages::id.desc()))
            .limit(limit.into())
            .select(MessageRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Message::from).collect())
    }

    async fn page(
        &mut self,
        before: Option<(Timestamp, MessageId)>,
        limit: u16,
    ) -> StoreResult<Vec<Message>> {
        let mut query = messages::table
            .filter(messages::tenant_id.eq(self.tenant()?))
            .order((messages::created_at.desc(), messages::id.desc()))
            .limit(limit.into())
            .select(MessageRow::as_select())
            .into_boxed();
        if let Some((at, id)) = before {
            // The first condition is what an index is good for.
            let same = messages::created_at.lt(Bind(at)).or(messages::id.lt(Bind(id)));
            query = query.filter(messages::created_at.le(Bind(at)).and(same));
        }
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Message::from).collect())
    }

    async fn texts_out(&mut self, from: Timestamp, until: Timestamp) -> StoreResult<u64> {
        let outward = [Bind(Direction::Outbound), Bind(Direction::Alert)];
        let taken = [
            Bind(MessageStatus::Sent),
            Bind(MessageStatus::Delivered),
            Bind(MessageStatus::Uncertain),
        ];
        let query = messages::table
            .filter(messages::tenant_id.eq(self.tenant()?))
            .filter(messages::created_at.ge(Bind(from)))
            .filter(messages::created_at.lt(Bind(until)))
            .filter(messages::direction.eq_any(outward))
            .filter(messages::status.eq_any(taken))
            .count();
        let count = query.get_result::<i64>(&mut self.wire().await?).await;
        let count = self.checked(count)?;
        self.valid(counted(count))
    }
}
