//! The sender.

use std::sync::Arc;

use async_trait::async_trait;
use hooks::{Deliver, Delivered, EndpointUrl, Event, Headers};
use kernel::{GatewayError, GatewayErrorKind, GatewayResult};
use outbound::{Answer, Client, Config, Limits, Lookup, Method, Request};

use crate::failure::failed;
use crate::retry_after;

/// What we call ourselves to endpoints.
const USER_AGENT: &str = concat!("Frontdesk-Webhooks/", env!("CARGO_PKG_VERSION"));

/// How much of an answer is read. No redirect is followed: the convention counts it as a failure.
const LIMITS: Limits = Limits { body_bytes_max: 64 * 1024, redirects_max: 0 };

/// Posts events to endpoints. Cheap to clone; clones share their connections.
#[derive(Debug, Clone)]
pub struct WebhookSender {
    client: Client,
}

impl WebhookSender {
    /// A sender that goes as far as these settings allow.
    ///
    /// **Errors**: `Misconfigured` if a setting cannot be right; see [`Config::faults`].
    pub fn new(config: &Config) -> GatewayResult<Self> {
        let client = Client::new(config, USER_AGENT).map_err(failed)?;
        Ok(Self { client })
    }

    /// The same, with names looked up elsewhere.
    pub fn with_lookup(config: &Config, lookup: Arc<dyn Lookup>) -> GatewayResult<Self> {
        let client = Client::with_lookup(config, USER_AGENT, lookup).map_err(failed)?;
        Ok(Self { client })
    }

    /// Whether requests may go to an address, as far as its text tells: what an owner can be told
    /// when the address is entered. Connections are vetted again, each of them.
    ///
    /// **Errors**: `Rejected`, with words for the owner as its cause.
    pub fn vet(&self, url: &EndpointUrl) -> GatewayResult<()> {
        let vetted = self.client.guard().vet_url(url.as_url());
        vetted.map_err(|refusal| failed(refusal.into()))
    }
}

#[async_trait]
impl Deliver for WebhookSender {
    async fn deliver(
        &self,
        url: &EndpointUrl,
        headers: &Headers,
        body: &str,
    ) -> GatewayResult<Delivered> {
        if body.len() > Event::BODY_BYTES_MAX {
            return Err(GatewayError {
                provider: "webhook",
                kind: GatewayErrorKind::Rejected,
                source: "the event is larger than a request may be".into(),
            });
        }
        let json = ("content-type", "application/json".to_owned());
        let signed = headers.pairs().map(|(name, value)| (name, value.to_owned()));
        let request = Request {
            method: Method::Post,
            url: url.as_url().clone(),
            headers: std::iter::once(json).chain(signed).collect(),
            body: body.as_bytes().to_vec(),
            limits: LIMITS,
        };
        let answer = self.client.send(&request).await.map_err(failed)?;
        tracing::debug!(
            webhook.id = headers.id,
            http.status = answer.status,
            "an endpoint answered"
        );
        Ok(delivered(&answer))
    }
}

fn delivered(answer: &Answer) -> Delivered {
    let retry_after = answer.header("retry-after").and_then(retry_after::seconds);
    // What is packed is not unpacked, and what is packed is not text.
    let is_plain = answer.header("content-encoding").is_none_or(|it| it == "identity");
    let text = if is_plain { String::from_utf8_lossy(&answer.body) } else { "".into() };
    Delivered::new(answer.status, retry_after, &text)
}
