//! Text messages.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kernel::{GatewayResult, MessageId, PhoneNumber};
use serde::{Deserialize, Deserializer};
use telephony::{DeliveryStatus, ProviderRef};

use super::failure::not_sent;
use super::paging::page;
use super::transport::Fields;
use super::{Private, Twilio, wire};
use crate::webhook::delivery_status;

/// How long a text may be, in characters. Source: Twilio API, `Messages`, `Body`.
pub const BODY_CHARS_MAX: usize = 1_600;

/// A text to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMessage {
    /// The sender: one of the account's numbers.
    pub from: PhoneNumber,
    /// The recipient.
    pub to: PhoneNumber,
    /// The words. **Limits**: 1 to [`BODY_CHARS_MAX`] characters.
    pub body: Private,
    /// Our own id of it, for the address that reports go to.
    pub message: Option<MessageId>,
}

/// A text as Twilio remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Message {
    /// Twilio's id of it.
    #[serde(deserialize_with = "wire::sid")]
    pub sid: ProviderRef,
    /// The sender, once one is chosen.
    #[serde(default, deserialize_with = "wire::number_option")]
    pub from: Option<PhoneNumber>,
    /// The recipient.
    #[serde(default, deserialize_with = "wire::number_option")]
    pub to: Option<PhoneNumber>,
    /// The words; empty once they were redacted.
    #[serde(default, deserialize_with = "words")]
    pub body: Private,
    /// How far it has come; `None` for a status that we do not know.
    #[serde(default, deserialize_with = "status")]
    pub status: Option<DeliveryStatus>,
    /// Why it was not delivered.
    #[serde(default, deserialize_with = "wire::count_option")]
    pub error_code: Option<u32>,
    /// Into how many parts the carrier cut it.
    #[serde(default, deserialize_with = "wire::count_option")]
    pub num_segments: Option<u32>,
    /// When Twilio got it, to the second.
    #[serde(default, deserialize_with = "wire::instant_option")]
    pub date_created: Option<Timestamp>,
    /// When it left.
    #[serde(default, deserialize_with = "wire::instant_option")]
    pub date_sent: Option<Timestamp>,
}

/// Which messages to list. Empty: all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessageFilter {
    /// The sender.
    pub from: Option<PhoneNumber>,
    /// The recipient.
    pub to: Option<PhoneNumber>,
    /// Sent on the day, by UTC, of this instant or later. Leaves out what has not been sent yet.
    pub sent_since: Option<Timestamp>,
}

page!(MessagePage, messages: Message);

impl Twilio {
    /// Sends a text. **Not idempotent**: after `Unknown`, list before sending again.
    pub async fn create_message(&self, message: &NewMessage) -> GatewayResult<Message> {
        let length = message.body.as_str().chars().count();
        if !(1..=BODY_CHARS_MAX).contains(&length) {
            return Err(not_sent("a text has 1 to 1,600 characters"));
        }
        let mut fields: Fields<'_> = vec![
            ("To", message.to.as_str().into()),
            ("From", message.from.as_str().into()),
            ("Body", message.body.as_str().into()),
        ];
        // With both, the service's rules hold and the sender stays the business's own number.
        if let Some(service) = &self.inner.messaging_service {
            fields.push(("MessagingServiceSid", service.into()));
        }
        if let Some(callback) = &self.inner.message_callback {
            // Reports name the message: they may come before we know Twilio's id of it.
            let named = message.message.map(|id| format!("{callback}?m={id}").into());
            fields.push(("StatusCallback", named.unwrap_or_else(|| callback.into())));
        }
        self.create(&self.path("Messages.json"), &fields).await
    }

    /// The message with this id.
    pub async fn message(&self, sid: &ProviderRef) -> GatewayResult<Option<Message>> {
        self.get(&self.path_of("Messages", sid, ".json")?).await
    }

    /// Messages, newest first, at most `limit`.
    pub async fn messages(
        &self,
        filter: &MessageFilter,
        limit: usize,
    ) -> GatewayResult<Vec<Message>> {
        self.messages_while(filter, limit, |_| true).await
    }

    /// As [`Self::messages`], without reading on after a page whose last item fails `keep_on`.
    pub(super) async fn messages_while(
        &self,
        filter: &MessageFilter,
        limit: usize,
        keep_on: impl Fn(&Message) -> bool,
    ) -> GatewayResult<Vec<Message>> {
        let mut query: Fields<'_> = Vec::with_capacity(4);
        if let Some(to) = &filter.to {
            query.push(("To", to.as_str().into()));
        }
        if let Some(from) = &filter.from {
            query.push(("From", from.as_str().into()));
        }
        if let Some(since) = filter.sent_since {
            let day = since.to_zoned(TimeZone::UTC).date().to_string();
            query.push(("DateSent>", Cow::Owned(day)));
        }
        self.list::<MessagePage>(&self.path("Messages.json"), query, limit, keep_on).await
    }

    /// Wipes a message's words at Twilio and keeps the rest. `false` if there is no such message.
    pub async fn redact_message(&self, sid: &ProviderRef) -> GatewayResult<bool> {
        let path = self.path_of("Messages", sid, ".json")?;
        Ok(self.change::<Message>(&path, &[("Body", "".into())]).await?.is_some())
    }

    /// Calls back a scheduled message. `None` if there is no such message; `Rejected` if it has left.
    pub async fn cancel_message(&self, sid: &ProviderRef) -> GatewayResult<Option<Message>> {
        let path = self.path_of("Messages", sid, ".json")?;
        self.change(&path, &[("Status", "canceled".into())]).await
    }

    /// Deletes a message's record. `false` if there was none.
    pub async fn delete_message(&self, sid: &ProviderRef) -> GatewayResult<bool> {
        self.delete(&self.path_of("Messages", sid, ".json")?).await
    }
}

fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Private, D::Error> {
    Ok(Option::<Private>::deserialize(deserializer)?.unwrap_or_default())
}

fn status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DeliveryStatus>, D::Error> {
    let word = Option::<String>::deserialize(deserializer)?;
    Ok(word.as_deref().and_then(delivery_status))
}
