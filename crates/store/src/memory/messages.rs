//! Messages.

use std::cmp::Reverse;
use std::sync::Arc;

use async_trait::async_trait;
use crm::{Direction, Message, MessageStatus, MessageStore};
use jiff::Timestamp;
use kernel::clock::to_micros;
use kernel::{CallId, MessageId, StoreResult};

use super::data::{Draft, referred, refused};
use super::tx::MemoryTx;

impl Draft {
    fn insert_message(&mut self, message: &Message) -> StoreResult<()> {
        if self.own.messages.contains(&message.id) {
            return Err(refused("messages_tenant_id_id_key"));
        }
        referred(&self.own.customers, message.customer, "messages_customer_fkey")?;
        referred(&self.own.calls, message.call, "messages_call_fkey")?;
        let kept = Message {
            created_at: to_micros(message.created_at),
            updated_at: to_micros(message.updated_at),
            ..message.clone()
        };
        self.own.messages.insert(message.id, Arc::new(kept));
        Ok(())
    }

    fn update_message(&mut self, message: &Message) -> bool {
        let Some(known) = self.own.messages.get(&message.id) else { return false };
        let changed = Message {
            status: message.status,
            provider_id: message.provider_id.clone(),
            updated_at: to_micros(message.updated_at),
            ..Message::clone(known)
        };
        self.own.messages.insert(message.id, Arc::new(changed));
        true
    }
}

#[async_trait]
impl MessageStore for MemoryTx {
    async fn insert(&mut self, message: &Message) -> StoreResult<()> {
        self.write(|draft| draft.insert_message(message)).await
    }

    async fn find(&mut self, id: MessageId) -> StoreResult<Option<Message>> {
        self.read(|draft| Ok(draft.own.messages.get(&id).map(|it| Message::clone(it)))).await
    }

    async fn lock(&mut self, id: MessageId) -> StoreResult<Option<Message>> {
        self.lock(|draft| draft.own.messages.get(&id).map(|it| Message::clone(it))).await
    }

    async fn update(&mut self, message: &Message) -> StoreResult<bool> {
        self.write(|draft| Ok(draft.update_message(message))).await
    }

    async fn of_call(&mut self, call: CallId) -> StoreResult<Vec<Message>> {
        self.read(|draft| {
            let mut found: Vec<Message> = draft
                .own
                .messages
                .values()
                .filter(|message| message.call == Some(call))
                .map(|message| Message::clone(message))
                .collect();
            found.sort_by_key(|message| (message.created_at, message.id));
            Ok(found)
        })
        .await
    }

    async fn recent(&mut self, limit: u8) -> StoreResult<Vec<Message>> {
        self.read(|draft| {
            let mut found: Vec<&Arc<Message>> = draft.own.messages.values().collect();
            found.sort_by_key(|message| Reverse((message.created_at, message.id)));
            found.truncate(usize::from(limit));
            Ok(found.into_iter().map(|message| Message::clone(message)).collect())
        })
        .await
    }

    async fn page(
        &mut self,
        before: Option<(Timestamp, MessageId)>,
        limit: u16,
    ) -> StoreResult<Vec<Message>> {
        let before = before.map(|(at, id)| (to_micros(at), id));
        self.read(|draft| {
            let mut found: Vec<&Arc<Message>> = draft.own.messages.values().collect();
            found.retain(|it| before.is_none_or(|before| (it.created_at, it.id) < before));
            found.sort_by_key(|message| Reverse((message.created_at, message.id)));
            found.truncate(usize::from(limit));
            Ok(found.into_iter().map(|message| Message::clone(message)).collect())
        })
        .await
    }

    async fn texts_out(&mut self, from: Timestamp, until: Timestamp) -> StoreResult<u64> {
        let (from, until) = (to_micros(from), to_micros(until));
        self.read(|draft| {
            let written = draft.own.messages.values();
            let went_out = written.filter(|it| {
                let in_range = from <= it.created_at && it.created_at < until;
                let outward = matches!(it.direction, Direction::Outbound | Direction::Alert);
                in_range && outward && was_taken(it.status)
            });
            Ok(u64::try_from(went_out.count()).unwrap_or(u64::MAX))
        })
        .await
    }
}

/// Whether a provider has it, or may have it.
const fn was_taken(status: MessageStatus) -> bool {
    matches!(status, MessageStatus::Sent | MessageStatus::Delivered | MessageStatus::Uncertain)
}
