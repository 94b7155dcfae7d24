//! Errors as HTTP tells them (RFC 9457). The only place that knows status codes of failures.

use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
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
        Self { status, code, title, detail: None, field: None }
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
