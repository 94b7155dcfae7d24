//! The fields of a JSON body, each read under its own name so that a fault names it.

use actix_web::web::Payload;
use serde_json::{Map, Value};

use crate::http::body::{self, JSON_BYTES_MAX};
use crate::http::problem::Problem;

/// A JSON object.
pub(super) struct Fields(Map<String, Value>);

impl Fields {
    /// Reads a body.
    pub(super) async fn read(payload: Payload) -> Result<Self, Problem> {
        let bytes = body::read(payload, JSON_BYTES_MAX).await?;
        match serde_json::from_slice(&bytes) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) => Err(Problem::unreadable("expected a JSON object")),
            Err(error) => Err(Problem::unreadable(format!("expected a JSON object: {error}"))),
        }
    }

    /// A text that may be left out or `null`.
    pub(super) fn text(&self, field: &str) -> Result<Option<&str>, Problem> {
        match self.0.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Problem::invalid(field, "expected a text")),
        }
    }

    /// A text that must be there.
    pub(super) fn needed_text(&self, field: &str) -> Result<&str, Problem> {
        self.text(field)?.ok_or_else(|| Problem::invalid(field, "is missing"))
    }

    /// A whole number within these limits that must be there.
    pub(super) fn number(&self, field: &str, min: u32, max: u32) -> Result<u32, Problem> {
        let value = self.0.get(field).ok_or_else(|| Problem::invalid(field, "is missing"))?;
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        number.filter(|number| (min..=max).contains(number)).ok_or_else(|| {
            Problem::invalid(field, format!("expected a number from {min} to {max}"))
        })
    }

    /// Yes or no; no where it is left out.
    pub(super) fn flag(&self, field: &str) -> Result<bool, Problem> {
        match self.0.get(field) {
            None | Some(Value::Null) => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(Problem::invalid(field, "expected true or false")),
        }
    }
}
