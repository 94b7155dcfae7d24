//! Errors as HTTP tells them (RFC 9457). The only place that knows status codes of failures.

use actix_web::http::StatusCode;
use actix_web::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use kernel::StoreError;
use serde::Serialize;

use super::body::BodyError;
use crate::log::Chain;

/// What went wrong, for a client.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    title: &'static str,
    detail: Option<String>,
    field: Option<String>,
    retry_after_seconds: Option<u64>,
}

#[derive(Serialize)]
struct Body<'a> {
    title: &'a str,
    status: u16,
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
}

impl Problem {
    const fn new(status: StatusCode, code: &'static str, title: &'static str) -> Self {
        Self { status, code, title, detail: None, field: None, retry_after_seconds: None }
    }

    /// There is nothing at this address, or nothing by this id.
    pub const fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here")
    }

    /// The address is right, the method is not.
    pub const fn method_not_allowed() -> Self {
        let status = StatusCode::METHOD_NOT_ALLOWED;
        Self::new(status, "method_not_allowed", "This address does not take this method")
    }

    /// The body is larger than allowed.
    pub const fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "The request is too large")
    }

    /// A field is missing or cannot be what it says.
    pub fn invalid(field: impl Into<String>, detail: impl Into<String>) -> Self {
        let problem = Self::new(StatusCode::BAD_REQUEST, "invalid", "The request is not valid");
        Self { detail: Some(detail.into()), field: Some(field.into()), ..problem }
    }

    /// The request as a whole cannot be read.
    pub fn unreadable(detail: impl Into<String>) -> Self {
        let status = StatusCode::BAD_REQUEST;
        let problem = Self::new(status, "unreadable", "The request cannot be read");
        Self { detail: Some(detail.into()), ..problem }
    }

    /// Something that is needed is away; trying again helps.
    pub const fn unavailable() -> Self {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        Self::new(status, "unavailable", "Please try again in a moment")
    }

    /// Something is broken on our side.
    pub const fn internal() -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self::new(status, "internal", "Something went wrong on our side")
    }

    /// Nobody has shown who they are, or what they showed is not good.
    pub const fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "Please sign in")
    }

    /// Address or password are wrong; which one is not said.
    pub const fn wrong_password() -> Self {
        let title = "The address or the password is wrong";
        Self::new(StatusCode::UNAUTHORIZED, "wrong_credentials", title)
    }

    /// The password was right, and a code is needed besides.
    pub const fn code_needed() -> Self {
        let title = "Please give the code that your app shows";
        Self::new(StatusCode::UNAUTHORIZED, "code_needed", title)
    }

    /// The code is not the one that the app shows.
    pub const fn code_wrong() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "code_wrong", "The code is wrong")
    }

    /// The address was not shown to be one's own yet.
    pub const fn unverified() -> Self {
        let title = "Please follow the link in the mail that we sent you first";
        Self::new(StatusCode::FORBIDDEN, "email_unverified", title)
    }

    /// Whoever asks may not.
    pub const fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "You may not do this")
    }

    /// A request with a cookie does not come from a page of ours.
    pub const fn cross_site() -> Self {
        let title = "The request does not come from a page of ours";
        Self::new(StatusCode::FORBIDDEN, "cross_site", title)
    }

    /// The business is suspended.
    pub const fn suspended() -> Self {
        Self::new(StatusCode::FORBIDDEN, "business_suspended", "The business is suspended")
    }

    /// A second factor is needed before anything can be changed.
    pub const fn factor_needed() -> Self {
        let title = "Please set up a second factor first";
        Self::new(StatusCode::FORBIDDEN, "second_factor_needed", title)
    }

    /// It cannot be done as things stand.
    pub fn conflict(code: &'static str, title: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, code, title)
    }

    /// A link is not good.
    pub const fn link_refused() -> Self {
        let title = "The link is not good, or not any more";
        Self::new(StatusCode::BAD_REQUEST, "link_refused", title)
    }

    /// A change names no version.
    pub const fn version_missing() -> Self {
        let title = "Name the version that you change, in If-Match";
        Self::new(StatusCode::PRECONDITION_REQUIRED, "version_missing", title)
    }

    /// A change names a version that is not the present one.
    pub const fn version_stale() -> Self {
        let title = "Somebody else has changed it meanwhile: read it again";
        Self::new(StatusCode::PRECONDITION_FAILED, "version_stale", title)
    }

    /// The idempotency key was used for another request.
    pub const fn key_reused() -> Self {
        let title = "The idempotency key was used for another request";
        Self::new(StatusCode::CONFLICT, "idempotency_mismatch", title)
    }

    /// The request with this idempotency key is being carried out.
    pub fn in_flight() -> Self {
        let title = "The same request is being carried out";
        let problem = Self::new(StatusCode::CONFLICT, "idempotency_in_flight", title);
        Self { retry_after_seconds: Some(2), ..problem }
    }

    /// The body is not JSON.
    pub const fn not_json() -> Self {
        let title = "The body has to be JSON (application/json)";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json", title)
    }

    /// Too many requests.
    pub fn too_many(retry_after: std::time::Duration) -> Self {
        let title = "Too many requests: please wait";
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", title);
        let whole = retry_after.as_secs().saturating_add(u64::from(retry_after.subsec_nanos() > 0));
        Self { retry_after_seconds: Some(whole.max(1)), ..problem }
    }

    /// Several fields that cannot be what they say; the first one is named, and all are told.
    pub fn faulty<'a>(faults: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let faults: Vec<(&str, String)> = faults.into_iter().collect();
        let field = faults.first().map_or("", |(field, _)| field).to_owned();
        let detail = faults.iter().map(|(field, why)| format!("{field}: {why}"));
        Self::invalid(field, detail.collect::<Vec<_>>().join("; "))
    }

    /// The field that is wrong, if it is one.
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// Its stable name.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// Whether it is our fault, so that the same request may do better later.
    pub fn is_ours(&self) -> bool {
        self.status.is_server_error()
    }

    /// The answer that tells it.
    pub fn response(&self) -> HttpResponse {
        let body = Body {
            title: self.title,
            status: self.status.as_u16(),
            code: self.code,
            detail: self.detail.as_deref(),
            field: self.field.as_deref(),
        };
        let mut response = HttpResponse::build(self.status);
        response.content_type("application/problem+json");
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.insert_header((RETRY_AFTER, "2"));
        }
        if let Some(seconds) = self.retry_after_seconds {
            response.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((WWW_AUTHENTICATE, "Bearer"));
        }
        response.body(serde_json::to_string(&body).unwrap_or_default())
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        self.response()
    }
}

/// The cause is logged here, once, and never sent.
impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = %Chain(&error), "The database failed a request");
        match error {
            StoreError::Unavailable(_) | StoreError::Conflict(_) => Self::unavailable(),
            StoreError::Constraint { .. }
            | StoreError::Corrupt(_)
            | StoreError::Forbidden(_)
            | StoreError::Poisoned
            | StoreError::Other(_) => Self::internal(),
        }
    }
}

impl From<BodyError> for Problem {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::TooLarge => Self::too_large(),
            BodyError::Broken => Self::unreadable("the body is not complete"),
        }
    }
}
