//! `key rotate`, `widget-token rotate`.

use clap::Subcommand;
use jiff::Timestamp;
use kernel::TenantId;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use super::business;
use super::session::Session;
use crate::api::Answer;
use crate::failure::Outcome;
use crate::show::table::Sheet;

/// What can be done with a business's key.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// Make a new key and print it, once. The one before stays good for a while.
    Rotate {
        /// The business.
        business: TenantId,
    },
}

/// What can be done with a business's widget token.
#[derive(Debug, Subcommand)]
pub enum WidgetToken {
    /// Make a new token and print it, once. The one before stays good for a while.
    Rotate {
        /// The business.
        business: TenantId,
        /// Where pages it is good on come from; may be given several times. As before if left out.
        #[arg(long = "origin", value_name = "https://HOST", value_parser = origin)]
        origins: Vec<String>,
    },
}

#[derive(Deserialize)]
struct Rotated {
    id: String,
    secret: String,
    previous_until: Option<Timestamp>,
}

pub(super) async fn key(business: TenantId, session: &mut Session) -> Outcome {
    let path = format!("{}/rotate-key", business::path(business));
    let answer = session.api.post(&path, &json!({})).await?;
    tell(&answer, "key", session)
}

pub(super) async fn widget_token(
    business: TenantId,
    origins: &[String],
    session: &mut Session,
) -> Outcome {
    let path = format!("{}/rotate-widget-token", business::path(business));
    let body: Value = if origins.is_empty() { json!({}) } else { json!({ "origins": origins }) };
    let answer = session.api.post(&path, &body).await?;
    tell(&answer, "token", session)
}

fn tell(answer: &Answer, what: &'static str, session: &mut Session) -> Outcome {
    if session.put_json(answer) {
        return Ok(());
    }
    let Rotated { id, secret, previous_until } = answer.read()?;
    let until = session.show.maybe_time(previous_until);
    let sheet = Sheet::default()
        .with("id", id)
        .with(what, secret)
        .with("the one before is good until", until);
    session.put_sheet(&sheet);
    session.console.remark("It is shown this once: keep it now.");
    Ok(())
}

/// Where a page comes from: scheme, host, port, and nothing behind.
fn origin(text: &str) -> Result<String, String> {
    let refused = || "write an origin, as in https://shop.example.com".to_owned();
    let url = Url::parse(text).map_err(|_| refused())?;
    let origin = url.origin();
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let named = url.username().is_empty() && matches!(url.scheme(), "https" | "http");
    if bare && named && origin.is_tuple() {
        return Ok(origin.ascii_serialization());
    }
    Err(refused())
}
