//! Conversations and their turns.

use std::sync::Arc;

use async_trait::async_trait;
use dialogue::{Conversation, ConversationStore, Line, Role, TurnRecord};
use kernel::clock::to_micros;
use kernel::{CallId, StoreResult};

use super::data::{Business, Draft, Spoken, Talk, referred, refused};
use super::pages::Pages;
use super::tx::MemoryTx;

/// The places of the two lines of a turn: who speaks first comes first.
const CALLER: u8 = 0;
const AGENT: u8 = 1;

impl Business {
    pub(super) fn conversation(&self, provider_id: &str) -> Option<Conversation> {
        let call = self.conversations_by_provider.get(&provider_id.to_owned())?;
        self.conversations.get(call).map(|talk| talk.conversation.clone())
    }
}

impl Draft {
    fn save_turn(&mut self, turn: &TurnRecord) -> StoreResult<()> {
        let new = &turn.conversation;
        let known = self.own.conversations.get(&new.call);
        let mut talk = if let Some(known) = known {
            Talk::clone(known)
        } else {
            self.admit_conversation(new)?;
            Talk { conversation: new.clone(), updated_at: turn.at, lines: Pages::default() }
        };
        if talk.lines.contains(&(new.turn_no, AGENT)) {
            return Err(refused("turns_tenant_id_call_id_turn_no_role_key"));
        }
        let at = to_micros(turn.at);
        let line =
            |role, text: &str, answer| Arc::new(Spoken { role, text: text.to_owned(), answer, at });
        if let Some(heard) = &turn.heard {
            talk.lines.insert((new.turn_no, CALLER), line(Role::Caller, heard, None));
        }
        let said = line(Role::Agent, &turn.said, Some(turn.answer.clone()));
        talk.lines.insert((new.turn_no, AGENT), said);
        talk.updated_at = at;
        talk.conversation =
            Conversation { provider_id: talk.conversation.provider_id, ..new.clone() };
        self.own.conversations.insert(new.call, Arc::new(talk));
        Ok(())
    }

    /// Checks the first turn of a call, and notes the carrier's name for it.
    fn admit_conversation(&mut self, new: &Conversation) -> StoreResult<()> {
        if self.own.conversations_by_provider.contains(&new.provider_id) {
            return Err(refused("conversations_tenant_id_provider_id_key"));
        }
        referred(&self.own.calls, Some(new.call), "conversations_call_fkey")?;
        self.own.conversations_by_provider.insert(new.provider_id.clone(), new.call);
        Ok(())
    }

    fn update_conversation(&mut self, new: &Conversation) -> bool {
        let Some(known) = self.own.conversations.get(&new.call) else { return false };
        let mut talk = Talk::clone(known);
        talk.conversation.state.clone_from(&new.state);
        talk.conversation.ended = new.ended;
        self.own.conversations.insert(new.call, Arc::new(talk));
        true
    }
}

#[async_trait]
impl ConversationStore for MemoryTx {
    async fn open(&mut self, provider_id: &str) -> StoreResult<Option<Conversation>> {
        self.lock(|draft| draft.own.conversation(provider_id)).await
    }

    async fn answer(&mut self, call: CallId, turn_no: u32) -> StoreResult<Option<String>> {
        self.read(|draft| {
            let talk = draft.own.conversations.get(&call);
            let line = talk.and_then(|talk| talk.lines.get(&(turn_no, AGENT)));
            Ok(line.and_then(|line| line.answer.clone()))
        })
        .await
    }

    async fn save_turn(&mut self, turn: &TurnRecord) -> StoreResult<()> {
        self.write(|draft| draft.save_turn(turn)).await
    }

    async fn update(&mut self, conversation: &Conversation) -> StoreResult<bool> {
        self.write(|draft| Ok(draft.update_conversation(conversation))).await
    }

    async fn transcript(&mut self, call: CallId) -> StoreResult<Vec<Line>> {
        self.read(|draft| {
            let Some(talk) = draft.own.conversations.get(&call) else { return Ok(Vec::new()) };
            let lines = talk.lines.iter().map(|((turn_no, _), line)| Line {
                turn_no: *turn_no,
                role: line.role,
                text: line.text.clone(),
                at: line.at,
            });
            Ok(lines.collect())
        })
        .await
    }
}
