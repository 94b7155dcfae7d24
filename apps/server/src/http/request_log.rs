//! One line for each request, and an id to find it by.
//!
//! Lines hold ids and figures: never the address's query, never a body, never a header's value but
//! the request's id.

use std::sync::Arc;
use std::time::Instant;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use kernel::IdSource;
use tracing::Instrument;
use tracing::field::Empty;

use super::headers;

/// Carries the request's id in both directions.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// How long an id from outside may be.
const ID_BYTES_MAX: usize = 64;

/// What the log needs of the process.
#[derive(Clone)]
pub struct RequestLog {
    /// Ids for requests that bring none.
    pub ids: Arc<dyn IdSource>,
    /// Whether the world reaches us by HTTPS only.
    pub https: bool,
}

impl RequestLog {
    /// Lets the request through, in a span that flows fill with the ids of business and call.
    ///
    /// # Errors
    /// Whatever comes from within.
    pub async fn follow<B: MessageBody>(
        self,
        request: ServiceRequest,
        next: Next<B>,
    ) -> Result<ServiceResponse<B>, Error> {
        let started = Instant::now();
        let id = self.id(&request);
        let shown = id.to_str().unwrap_or_default();
        let span = tracing::info_span!("request", request = shown, tenant = Empty, call = Empty);
        let mut response = next.call(request).instrument(span.clone()).await?;
        let headers = response.headers_mut();
        headers::secure(headers, self.https);
        headers.insert(REQUEST_ID, id);
        span.in_scope(|| write(&response, started));
        Ok(response)
    }

    /// The id that came with the request if it is a decent one, else a new one.
    fn id(&self, request: &ServiceRequest) -> HeaderValue {
        let decent = |value: &&HeaderValue| {
            let bytes = value.as_bytes();
            !bytes.is_empty()
                && bytes.len() <= ID_BYTES_MAX
                && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
        };
        request.headers().get(REQUEST_ID).filter(decent).cloned().unwrap_or_else(|| {
            let id = self.ids.next_uuid().simple().to_string();
            HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("-"))
        })
    }
}

fn write<B>(response: &ServiceResponse<B>, started: Instant) {
    let request = response.request();
    let micros = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    let status = response.status().as_u16();
    let method = request.method().as_str();
    // The pattern, not the path: a path is whatever somebody typed.
    let pattern = request.match_pattern();
    let route = pattern.as_deref().unwrap_or("-");
    let is_call = route.starts_with("/twilio/") || route.starts_with("/simulator/calls");
    if is_call {
        tracing::info!(method, route, status, micros, "{method} {route} {status} in {micros} us");
    } else {
        tracing::debug!(method, route, status, micros, "{method} {route} {status} in {micros} us");
    }
}
