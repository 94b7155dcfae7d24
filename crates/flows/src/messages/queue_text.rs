//! Promises a text, in the transaction that makes it necessary.

use crm::{Direction, Message, MessageStatus};
use kernel::{CallId, CustomerId, MessageId, PhoneNumber, StoreResult};
use store::{NewJob, Tx};

use super::Messages;
use super::send_text::SendText;

/// A text to be written.
#[derive(Debug, Clone)]
pub struct TextRequest {
    /// Whose it is; none for the owner.
    pub customer: Option<CustomerId>,
    /// The call it comes out of.
    pub call: Option<CallId>,
    /// Where it goes.
    pub phone: PhoneNumber,
    /// The words; cut at [`Message::CHARS_MAX`].
    pub body: String,
    /// No second text of the business is ever written under the same key.
    pub once: Option<String>,
}

impl Messages {
    /// Writes a text and the job that sends it.
    pub async fn queue_text(
        &self,
        tx: &mut dyn Tx,
        request: TextRequest,
    ) -> StoreResult<MessageId> {
        let now = self.clock.now();
        let id: MessageId = self.ids.next();
        let direction =
            if request.customer.is_some() { Direction::Outbound } else { Direction::Alert };
        let message = Message {
            id,
            customer: request.customer,
            call: request.call,
            direction,
            phone: Some(request.phone),
            body: cut(request.body, Message::CHARS_MAX),
            status: MessageStatus::Queued,
            provider_id: None,
            created_at: now,
            updated_at: now,
        };
        tx.messages().insert(&message).await?;
        let job = NewJob::new(self.ids.next(), &SendText { message: id }, now);
        let job = match request.once {
            Some(key) => job.once(key),
            None => job,
        };
        tx.outbox().enqueue(&job).await?;
        Ok(id)
    }
}

/// The first `chars_max` characters.
pub(crate) fn cut(mut text: String, chars_max: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(chars_max) {
        text.truncate(end);
    }
    text
}
