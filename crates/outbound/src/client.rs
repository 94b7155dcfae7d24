//! The one client that goes to strangers' addresses.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue, LOCATION};
use reqwest::{Response, redirect};
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::answer::Answer;
use crate::config::Config;
use crate::failure::{Failure, Refusal};
use crate::guard::Guard;
use crate::lookup::{Lookup, SystemLookup, Vetted};
use crate::request::{Method, Request};

/// How many idle connections to one host are kept.
const IDLE_PER_HOST_MAX: usize = 2;

/// How long an idle connection is kept.
const IDLE_MAX: Duration = Duration::from_secs(30);

/// How many headers an answer may have.
const HEADERS_MAX: usize = 100;

/// Asks hosts that strangers chose, and only those that the [`Guard`] lets through. Cheap to clone;
/// clones share their connections.
///
/// It keeps no cookies, sends no credentials, asks no proxy and unpacks nothing, so that a connection
/// which is used for two businesses in turn carries nothing from one to the other.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    guard: Arc<Guard>,
    time_max: Duration,
}

impl Client {
    /// A client that calls itself `user_agent` and asks the machine's resolver for names.
    ///
    /// **Errors**: [`Failure::Setup`] if a setting cannot be right; see [`Config::faults`].
    pub fn new(config: &Config, user_agent: &str) -> Result<Self, Failure> {
        Self::with_lookup(config, user_agent, Arc::new(SystemLookup::default()))
    }

    /// The same, with names looked up elsewhere.
    pub fn with_lookup(
        config: &Config,
        user_agent: &str,
        lookup: Arc<dyn Lookup>,
    ) -> Result<Self, Failure> {
        if let Some(fault) = config.faults().into_iter().next() {
            return Err(Failure::Setup(Box::new(fault)));
        }
        let guard = Arc::new(Guard::new(config));
        let vetted = Vetted { guard: Arc::clone(&guard), lookup };
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls()?)
            .dns_resolver(vetted)
            // A proxy of the environment would look names up itself, past the guard.
            .no_proxy()
            // Each hop is vetted in `send`.
            .redirect(redirect::Policy::none())
            .referer(false)
            .http1_only()
            .http1_max_headers(HEADERS_MAX)
            .pool_max_idle_per_host(IDLE_PER_HOST_MAX)
            .pool_idle_timeout(IDLE_MAX)
            .connect_timeout(config.connect_timeout())
            .timeout(config.request_timeout())
            .user_agent(user_agent)
            .build()
            .map_err(|error| Failure::Setup(Box::new(error)))?;
        Ok(Self { http, guard, time_max: config.request_timeout() })
    }

    /// What this client may reach.
    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    /// Sends a request and reads its answer, whatever its status. Redirects that are not followed,
    /// because the request wants none or does not fetch, are answers too.
    pub async fn send(&self, request: &Request) -> Result<Answer, Failure> {
        let deadline = Instant::now() + self.time_max;
        let mut url = request.url.clone();
        let mut hops = 0;
        loop {
            let response = self.ask(request, &url, deadline).await?;
            let Some(next) = next_hop(request, &url, &response)? else {
                let bytes_max = request.limits.body_bytes_max;
                return Ok(Answer::read(response, url, bytes_max, deadline).await);
            };
            if hops == request.limits.redirects_max {
                return Err(Refusal::TooManyRedirects.into());
            }
            hops += 1;
            url = next;
        }
    }

    /// One request to one address, until the head of its answer is there.
    async fn ask(
        &self,
        request: &Request,
        url: &Url,
        deadline: Instant,
    ) -> Result<Response, Failure> {
        // The resolver is not asked about hosts that are addresses, so those are vetted here.
        self.guard.vet_url(url)?;
        let mut builder = match request.method {
            Method::Get => self.http.get(url.clone()),
            Method::Post => self.http.post(url.clone()).body(request.body.clone()),
        };
        if url.origin() == request.url.origin() {
            for (name, value) in &request.headers {
                let value = HeaderValue::from_str(value)
                    .map_err(|error| Failure::Unsendable(Box::new(error)))?;
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|error| Failure::Unsendable(Box::new(error)))?;
                builder = builder.header(name, value);
            }
        }
        let response = timeout_at(deadline, builder.send())
            .await
            .map_err(|late| Failure::Unanswered(Box::new(late)))?
            .map_err(Failure::of)?;
        // A second look at what was really connected to: if the first ever had a hole, nothing of
        // the answer comes through it.
        if let Some(peer) = response.remote_addr() {
            self.guard.vet_address(url.host_str().unwrap_or(""), peer.ip())?;
        }
        Ok(response)
    }
}

/// Where an answer sends us on to, if the request goes along with that.
fn next_hop(request: &Request, from: &Url, response: &Response) -> Result<Option<Url>, Failure> {
    let follows = request.method == Method::Get && request.limits.redirects_max > 0;
    if !follows || !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = response.headers().get(LOCATION) else { return Ok(None) };
    let location = location.to_str().map_err(|_| Refusal::Malformed)?;
    Ok(Some(redirected(from, location)?))
}

/// Where `location` leads from a URL; the guard is yet to be asked.
fn redirected(from: &Url, location: &str) -> Result<Url, Refusal> {
    let next = from.join(location).map_err(|_| Refusal::Malformed)?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(Refusal::Downgrade);
    }
    Ok(next)
}

/// TLS on ring, trusting Mozilla's authorities, so that the machine needs none of its own.
fn tls() -> Result<rustls::ClientConfig, Failure> {
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Failure::Setup(Box::new(error)))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("guard", &self.guard).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_never_leads_into_the_clear() {
        let from = Url::parse("https://a.example/x/y").unwrap();
        let shown = |location| redirected(&from, location).map(String::from);
        assert_eq!(shown("z?q=1").as_deref(), Ok("https://a.example/x/z?q=1"));
        assert_eq!(shown("//b.example/").as_deref(), Ok("https://b.example/"));
        assert_eq!(shown("http://a.example/"), Err(Refusal::Downgrade));
        assert_eq!(shown("https://["), Err(Refusal::Malformed));
    }
}
