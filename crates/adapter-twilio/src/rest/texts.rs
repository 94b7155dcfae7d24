//! The port [`Texts`], filled.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use kernel::{GatewayError, GatewayErrorKind, GatewayResult};
use telephony::{OutboundText, SentText, Texts};

use super::Twilio;
use super::messages::{Message, MessageFilter, NewMessage};

/// How many texts between two numbers are looked through, newest first. More than anybody sends in the
/// minutes between two attempts; when there are more all the same, nobody can say that a text is not
/// among the others.
const LOOKED_THROUGH_MAX: usize = 1_000;

/// Twilio's dates are whole seconds, and its clock is not ours.
const CLOCKS_APART: SignedDuration = SignedDuration::from_secs(30);

/// What a trial account puts before every text. Source: Twilio docs, "Free trial", read 2026-11.
const TRIAL_PREFIX: &str = "Sent from your Twilio trial account - ";

#[async_trait]
impl Texts for Twilio {
    async fn send(&self, text: &OutboundText) -> GatewayResult<SentText> {
        let message = self
            .create_message(&NewMessage {
                from: text.from.clone(),
                to: text.to.clone(),
                body: text.body.as_str().into(),
                message: Some(text.message),
            })
            .await?;
        Ok(SentText { provider_id: message.sid })
    }

    /// Goes by the creation date and not by Twilio's filter `DateSent`, which a text that is still
    /// queued does not pass: it would be taken for lost and sent twice.
    async fn find_sent(
        &self,
        text: &OutboundText,
        since: Timestamp,
    ) -> GatewayResult<Option<SentText>> {
        let filter = MessageFilter {
            from: Some(text.from.clone()),
            to: Some(text.to.clone()),
            sent_since: None,
        };
        let since = since.saturating_sub(CLOCKS_APART).unwrap_or(Timestamp::MIN);
        let recent = |message: &Message| message.date_created.is_none_or(|at| at >= since);
        let messages = self.messages_while(&filter, LOOKED_THROUGH_MAX, recent).await?;
        let saw_all = messages.len() < LOOKED_THROUGH_MAX;
        // Checked again, for a stand-in may not filter.
        let found = messages.into_iter().find(|message| {
            recent(message)
                && message.to.as_ref() == Some(&text.to)
                && message.from.as_ref() == Some(&text.from)
                && same_words(message.body.as_str(), &text.body)
        });
        match found {
            Some(message) => Ok(Some(SentText { provider_id: message.sid })),
            None if saw_all => Ok(None),
            None => Err(GatewayError {
                provider: "twilio",
                kind: GatewayErrorKind::Unknown,
                source: "there are more texts than can be looked through".into(),
            }),
        }
    }
}

fn same_words(sent: &str, wanted: &str) -> bool {
    let sent = sent.strip_prefix(TRIAL_PREFIX).unwrap_or(sent);
    sent.trim() == wanted.trim()
}
