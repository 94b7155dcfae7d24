//! Texts come in, and reports on those that went out.

use std::sync::Arc;

use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use adapter_twilio::{Form, webhook};
use kernel::MessageId;

use super::{TwilioRoutes, Waiting, document, empty_document, kept};

impl TwilioRoutes {
    /// Somebody texts: answered with a text, or with none.
    pub(super) async fn text(
        self: Arc<Self>,
        request: HttpRequest,
        payload: Payload,
    ) -> HttpResponse {
        let read = |form: &Form<'_>| Ok(webhook::inbound_text(form)?);
        let text = match self.receive(&request, payload, Waiting::Texter, read).await {
            Ok(Some(text)) => text,
            Ok(None) => return empty_document(),
            Err(refusal) => return refusal,
        };
        match self.texting.take_text(&text).await.reply {
            Some(reply) => document(self.renderer.text_reply(&reply)),
            None => empty_document(),
        }
    }

    /// What became of a text.
    pub(super) async fn text_status(
        self: Arc<Self>,
        request: HttpRequest,
        payload: Payload,
    ) -> HttpResponse {
        let read = |form: &Form<'_>| Ok(webhook::message_status(form, message(&request))?);
        match self.receive(&request, payload, Waiting::Report, read).await {
            Ok(report) => kept(self.texting.delivered(&report)).await,
            Err(refusal) => refusal,
        }
    }
}

/// The message that a report is about: part of the signed address. A report without one, or on a text
/// of somebody else's making, is passed over.
fn message(request: &HttpRequest) -> Option<MessageId> {
    let id = request.query_string().split('&').find_map(|pair| pair.strip_prefix("m="));
    id.and_then(|id| id.parse().ok())
}
