//! Takes a message for the owner, and tells the owner.

use ::hooks::{EventKind, Payload};
use crm::{Direction, Message, MessageStatus};
use dialogue::Urgency;
use kernel::{CallId, CustomerId, MessageId, PhoneNumber, StoreResult};
use store::Tx;
use tenancy::Tenant;

use super::Messages;
use super::queue_text::{TextRequest, cut};
use crate::cards::Card;
use crate::hooks::says;

/// A message for the owner.
#[derive(Debug, Clone)]
pub struct Left {
    /// The call it was left in.
    pub call: CallId,
    /// The caller's record.
    pub customer: Option<CustomerId>,
    /// The caller's name, if they gave one.
    pub name: Option<String>,
    /// Where to call back.
    pub phone: Option<PhoneNumber>,
    /// The message.
    pub body: String,
    /// How soon the owner must know.
    pub urgency: Urgency,
}

impl Messages {
    /// Remembers the message and promises the owner a text about it.
    pub async fn leave(&self, tx: &mut dyn Tx, card: &Card, left: Left) -> StoreResult<MessageId> {
        let now = self.clock.now();
        let id: MessageId = self.ids.next();
        let message = Message {
            id,
            customer: left.customer,
            call: Some(left.call),
            direction: Direction::Left,
            phone: left.phone.clone(),
            body: cut(left.body.clone(), Message::CHARS_MAX),
            status: MessageStatus::Received,
            provider_id: None,
            created_at: now,
            updated_at: now,
        };
        tx.messages().insert(&message).await?;
        let told = || Payload::MessageLeft(says::message(&message));
        self.announcer.tell(tx, card, EventKind::MessageLeft, told).await?;
        self.alert_owner(tx, &card.tenant, Some(left.call), alert(&left)).await?;
        Ok(id)
    }

    /// Promises the owner a text. Does nothing where no owner's number is known.
    pub async fn alert_owner(
        &self,
        tx: &mut dyn Tx,
        tenant: &Tenant,
        call: Option<CallId>,
        body: String,
    ) -> StoreResult<()> {
        let Some(phone) = tenant.settings.owner_phone.clone() else { return Ok(()) };
        let request = TextRequest { customer: None, call, phone, body, once: None };
        self.queue_text(tx, request).await?;
        Ok(())
    }
}

fn alert(left: &Left) -> String {
    let who = left.name.as_deref().unwrap_or("a caller");
    let back = match &left.phone {
        Some(phone) => format!(" Call back: {phone}."),
        None => " They left no number.".to_owned(),
    };
    let body = left.body.trim();
    match left.urgency {
        Urgency::Normal => format!("Message from {who}: {body}.{back}").replace("..", "."),
        Urgency::Emergency => format!("EMERGENCY, {who}: {body}.{back}").replace("..", "."),
        Urgency::LifeSafety => format!(
            "DANGER, {who}: {body}. They were told to hang up and call the emergency number.{back}"
        )
        .replace("..", "."),
    }
}
