//! Mail through SendGrid's Web API, version 3.
//!
//! Nothing is retried here; the error's kind says whether asking again is right
//! (see [`failure`](crate::failure)).
//!
//! Source: SendGrid's published description of `POST /v3/mail/send` (OpenAPI, 2024-07), read 2026-11.

mod body;
mod refusal;

use std::sync::Arc;

use async_trait::async_trait;
use crm::mail::MailAddress;
use crm::{Mail, OutboundMail};
use kernel::{Clock, GatewayError, GatewayErrorKind, GatewayResult};
use reqwest::{Method, RequestBuilder, Response};
use secrecy::{ExposeSecret, SecretString};

use crate::config::{Config, Kind};
use crate::failure::{AWAY, NoAnswer, not_sent};
use body::Body;

/// The provider's name in errors and logs.
pub const PROVIDER: &str = "sendgrid";

/// The largest answer that is read; errors are far smaller. **Units**: bytes.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// A client of one account. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct SendGrid {
    http: reqwest::Client,
    inner: Arc<Account>,
}

struct Account {
    /// `{api_base}`, without a slash at its end.
    api_base: String,
    key: SecretString,
    from: MailAddress,
    from_name: String,
    clock: Arc<dyn Clock>,
}

impl SendGrid {
    /// A client with these settings. Opens no connection yet.
    ///
    /// **Errors**: `Misconfigured` if a setting cannot be right; see [`Config::faults`].
    pub fn new(config: &Config, clock: Arc<dyn Clock>) -> GatewayResult<Self> {
        let config = Config { kind: Kind::Sendgrid, ..config.clone() };
        if let Some(fault) = config.faults().into_iter().next() {
            return Err(not_sent(PROVIDER, GatewayErrorKind::Misconfigured, fault));
        }
        let from = MailAddress::parse(&config.from)
            .map_err(|error| not_sent(PROVIDER, GatewayErrorKind::Misconfigured, error))?;
        let http = client(&config)?;
        let account = Account {
            api_base: config.api_base.trim_end_matches('/').to_owned(),
            key: config.sendgrid_api_key.unwrap_or_default(),
            from,
            from_name: config.from_name,
            clock,
        };
        Ok(Self { http, inner: Arc::new(account) })
    }

    /// Asks what the key may do, to see whether mail could be sent.
    pub async fn check(&self) -> GatewayResult<()> {
        let stage = "GET /v3/scopes";
        let request = self.request(Method::GET, "/v3/scopes");
        let response = request.send().await.map_err(|error| unanswered(error, stage, AWAY))?;
        self.accepted(response, stage, &[]).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = [&self.inner.api_base, path].concat();
        self.http.request(method, url).bearer_auth(self.inner.key.expose_secret())
    }

    async fn accepted(
        &self,
        response: Response,
        stage: &'static str,
        private: &[&str],
    ) -> GatewayResult<()> {
        if response.status().is_success() {
            return Ok(());
        }
        let (status, headers) = (response.status(), response.headers().clone());
        let retry_after_seconds = refusal::retry_after(&headers, self.inner.clock.now());
        // A refusal is as good without its words: a body that cannot be read changes nothing.
        let body = read(response).await.unwrap_or_default();
        Err(refusal::refused(status.as_u16(), &body, retry_after_seconds, (stage, private)))
    }
}

#[async_trait]
impl Mail for SendGrid {
    async fn send(&self, mail: &OutboundMail) -> GatewayResult<()> {
        if let Some(fault) = mail.fault() {
            return Err(not_sent(PROVIDER, GatewayErrorKind::Rejected, fault));
        }
        let stage = "POST /v3/mail/send";
        let account = &*self.inner;
        let body = Body::new(mail, &account.from, &account.from_name);
        let request = self.request(Method::POST, "/v3/mail/send").json(&body);
        let in_doubt = GatewayErrorKind::Unknown;
        let response = request.send().await.map_err(|error| unanswered(error, stage, in_doubt))?;
        tracing::debug!(
            mail.id = %mail.id,
            http.status = response.status().as_u16(),
            "SendGrid answered"
        );
        let local = mail.to.as_str().split('@').next().unwrap_or_default();
        self.accepted(response, stage, &[local, mail.to.domain()]).await
    }
}

/// Shows where mail goes out, never with which key.
impl std::fmt::Debug for SendGrid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SendGrid").field("api_base", &self.inner.api_base).finish_non_exhaustive()
    }
}

/// A connection pool with time limits and the TLS library named; trusts Mozilla's authorities, follows
/// nobody elsewhere.
fn client(config: &Config) -> GatewayResult<reqwest::Client> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let misconfigured = GatewayErrorKind::Misconfigured;
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| not_sent(PROVIDER, misconfigured, error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(config.connect_timeout())
        .timeout(config.request_timeout())
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("frontdesk/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| not_sent(PROVIDER, misconfigured, error))
}

/// The error for a request that got no answer.
fn unanswered(
    error: reqwest::Error,
    stage: &'static str,
    in_doubt: GatewayErrorKind,
) -> GatewayError {
    let kind = if error.is_connect() {
        AWAY
    } else if error.is_builder() {
        GatewayErrorKind::Misconfigured
    } else {
        in_doubt
    };
    let source = NoAnswer { stage, why: error.without_url().to_string() };
    GatewayError { provider: PROVIDER, kind, source: Box::new(source) }
}

async fn read(mut response: Response) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            return None;
        }
        body.extend_from_slice(&chunk);
    }
    Some(body)
}
