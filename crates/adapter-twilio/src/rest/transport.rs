//! One request, one bounded answer.

use std::borrow::Cow;
use std::sync::Arc;

use kernel::GatewayResult;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, Response, StatusCode};
use secrecy::ExposeSecret;
use serde::de::DeserializeOwned;

use super::Twilio;
use super::failure::{self, Repeat};
use crate::config::Config;

/// The largest JSON answer that is read. A page of 50 messages is about 60 KiB.
const JSON_BYTES_MAX: usize = 1024 * 1024;

/// How often media may be redirected: Twilio hands recordings over to a storage host.
const REDIRECTS_MAX: usize = 3;

/// Names and values, as Twilio spells them.
pub(super) type Fields<'a> = Vec<(&'static str, Cow<'a, str>)>;

/// A connection pool with time limits and the TLS library named; trusts Mozilla's authorities, so that
/// the machine needs none of its own.
pub(super) fn client(config: &Config) -> GatewayResult<reqwest::Client> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failure::misconfigured)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(config.connect_timeout())
        .timeout(config.request_timeout())
        .redirect(reqwest::redirect::Policy::custom(follow))
        .user_agent(concat!("frontdesk/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(failure::misconfigured)
}

/// Media only, and never from `https` into the clear; reqwest leaves our credentials behind when the
/// host changes.
fn follow(attempt: reqwest::redirect::Attempt<'_>) -> reqwest::redirect::Action {
    let first = attempt.previous().first();
    let media = first.is_some_and(|url| {
        url.path().contains("/Recordings/")
            && [".mp3", ".wav"].iter().any(|ending| url.path().ends_with(ending))
    });
    let as_safe = first.is_some_and(|url| url.scheme() == attempt.url().scheme())
        || attempt.url().scheme() == "https";
    if media && as_safe && attempt.previous().len() <= REDIRECTS_MAX {
        attempt.follow()
    } else {
        attempt.stop()
    }
}

impl Twilio {
    /// Reads what is at `path`; `None` if there is nothing.
    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> GatewayResult<Option<T>> {
        let response = self.send(Method::GET, path, &[], Repeat::Harmless).await?;
        match accept(response, Repeat::Harmless).await? {
            Some(response) => read_json(response, Repeat::Harmless).await.map(Some),
            None => Ok(None),
        }
    }

    /// Reads a list. A missing one is an error: the path is wrong.
    pub(super) async fn get_list<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&'static str, Cow<'_, str>)],
    ) -> GatewayResult<T> {
        let path = if query.is_empty() {
            Cow::Borrowed(path)
        } else {
            let mut encoded = form_urlencoded::Serializer::new(String::new());
            encoded.extend_pairs(query);
            Cow::Owned(format!("{path}?{}", encoded.finish()))
        };
        let response = self.send(Method::GET, &path, &[], Repeat::Harmless).await?;
        read_json(accept_all(response, Repeat::Harmless).await?, Repeat::Harmless).await
    }

    /// Posts a form that creates something.
    pub(super) async fn create<T: DeserializeOwned>(
        &self,
        path: &str,
        fields: &[(&'static str, Cow<'_, str>)],
    ) -> GatewayResult<T> {
        let response = self.send(Method::POST, path, fields, Repeat::Creates).await?;
        read_json(accept_all(response, Repeat::Creates).await?, Repeat::Creates).await
    }

    /// Posts a form that changes something; `None` if it does not exist.
    pub(super) async fn change<T: DeserializeOwned>(
        &self,
        path: &str,
        fields: &[(&'static str, Cow<'_, str>)],
    ) -> GatewayResult<Option<T>> {
        let response = self.send(Method::POST, path, fields, Repeat::Harmless).await?;
        match accept(response, Repeat::Harmless).await? {
            Some(response) => read_json(response, Repeat::Harmless).await.map(Some),
            None => Ok(None),
        }
    }

    /// Deletes what is at `path`; `false` if there was nothing.
    pub(super) async fn delete(&self, path: &str) -> GatewayResult<bool> {
        let response = self.send(Method::DELETE, path, &[], Repeat::Harmless).await?;
        Ok(accept(response, Repeat::Harmless).await?.is_some())
    }

    /// Reads bytes, at most `bytes_max` of them; `None` if there is nothing.
    pub(super) async fn bytes(
        &self,
        path: &str,
        bytes_max: usize,
    ) -> GatewayResult<Option<(Option<String>, Vec<u8>)>> {
        let response = self.send(Method::GET, path, &[], Repeat::Harmless).await?;
        let Some(response) = accept(response, Repeat::Harmless).await? else { return Ok(None) };
        let media_type = response.headers().get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok()).map(str::to_owned);
        Ok(Some((media_type, read(response, bytes_max, Repeat::Harmless).await?)))
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        fields: &[(&'static str, Cow<'_, str>)],
        repeat: Repeat,
    ) -> GatewayResult<Response> {
        let url = [&self.inner.api_base, path].concat();
        let password = self.inner.password.expose_secret();
        let mut request =
            self.http.request(method, url).basic_auth(&self.inner.user, Some(password));
        if !fields.is_empty() {
            request = request.form(fields);
        }
        let response = request.send().await.map_err(|error| failure::unanswered(error, repeat))?;
        let id = response.headers().get("twilio-request-id").and_then(|id| id.to_str().ok());
        tracing::debug!(
            twilio.request_id = id,
            http.status = response.status().as_u16(),
            "Twilio answered"
        );
        Ok(response)
    }
}

/// The response if it is a success, `None` if it says that there is no such thing.
async fn accept(response: Response, repeat: Repeat) -> GatewayResult<Option<Response>> {
    if response.status() == StatusCode::NOT_FOUND {
        return Ok(None);
    }
    accept_all(response, repeat).await.map(Some)
}

async fn accept_all(response: Response, repeat: Repeat) -> GatewayResult<Response> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let headers = response.headers().clone();
    // An error is as good without its words: a body that cannot be read changes nothing.
    let body = read(response, JSON_BYTES_MAX, repeat).await.unwrap_or_default();
    Err(failure::refused(status, &headers, &body, repeat))
}

async fn read_json<T: DeserializeOwned>(response: Response, repeat: Repeat) -> GatewayResult<T> {
    let body = read(response, JSON_BYTES_MAX, repeat).await?;
    serde_json::from_slice(&body).map_err(|error| failure::unreadable(error, repeat))
}

async fn read(mut response: Response, bytes_max: usize, repeat: Repeat) -> GatewayResult<Vec<u8>> {
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
    if announced.is_some_and(|length| length > bytes_max) {
        return Err(failure::too_large(bytes_max, repeat));
    }
    let mut body = Vec::with_capacity(announced.unwrap_or(4 * 1024).min(bytes_max));
    while let Some(chunk) =
        response.chunk().await.map_err(|error| failure::unanswered(error, repeat))?
    {
        if body.len() + chunk.len() > bytes_max {
            return Err(failure::too_large(bytes_max, repeat));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
