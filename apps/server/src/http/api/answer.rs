//! What an operation answers.

use actix_web::HttpResponse;
use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, ETAG, LOCATION};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::http::problem::Problem;

/// An answer. Answers of requests with an idempotency key are kept in this form, cookies aside.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Answer {
    status: u16,
    body: Option<String>,
    etag: Option<String>,
    location: Option<String>,
    #[serde(skip)]
    cookies: Vec<Cookie<'static>>,
    #[serde(default)]
    content_type: Option<String>,
}

impl Answer {
    /// A value.
    pub fn json<T: Serialize>(value: &T) -> Result<Self, Problem> {
        let body = serde_json::to_string(value).map_err(|_| Problem::internal())?;
        Ok(Self { body: Some(body), ..Self::empty(StatusCode::OK) })
    }

    /// Nothing but a status.
    pub fn empty(status: StatusCode) -> Self {
        Self {
            status: status.as_u16(),
            body: None,
            etag: None,
            location: None,
            cookies: Vec::new(),
            content_type: None,
        }
    }

    /// Nothing to say.
    pub fn no_content() -> Self {
        Self::empty(StatusCode::NO_CONTENT)
    }

    /// With another status.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status: status.as_u16(), ..self }
    }

    /// With the version of what it shows.
    #[must_use]
    pub fn version(self, version: i64) -> Self {
        Self { etag: Some(format!("\"{version}\"")), ..self }
    }

    /// With where the new thing is.
    #[must_use]
    pub fn at(self, location: String) -> Self {
        Self { location: Some(location), ..self }
    }

    /// With a cookie.
    #[must_use]
    pub fn cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// Whether it tells of success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The version of what it shows.
    pub fn etag(&self) -> Option<&str> {
        self.etag.as_deref()
    }

    /// As HTTP. What one business is shown is kept by nobody on the way.
    pub fn response(self) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut response = HttpResponse::build(status);
        response.insert_header((CACHE_CONTROL, "no-store"));
        if let Some(etag) = self.etag {
            response.insert_header((ETAG, etag));
        }
        if let Some(location) = self.location {
            response.insert_header((LOCATION, location));
        }
        for cookie in self.cookies {
            response.cookie(cookie);
        }
        match self.body {
            None => response.finish(),
            Some(body) => {
                let kind = self.content_type.as_deref().unwrap_or("application/json");
                response.content_type(kind).body(body)
            }
        }
    }
}

/// A page of a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where to go on; `null` on the last page.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A list that has one page only.
    pub const fn whole(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}
