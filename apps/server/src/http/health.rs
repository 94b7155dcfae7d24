//! Whether the process lives, and whether it can work.

use std::sync::Arc;
use std::time::Duration;

use crate::log::Chain;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, http::header};
use flows::Watch;
use serde_json::{Value, json};

/// How long a dependency may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// `GET /health` and `GET /ready`.
#[derive(Clone)]
pub struct HealthRoutes {
    /// Asks the database.
    pub watch: Watch,
    /// What is known without asking.
    pub facts: Arc<Facts>,
}

/// What `/ready` names besides.
#[derive(Debug, Clone)]
pub struct Facts {
    /// What this deployment is called.
    pub environment: String,
    /// `sqlite` or `postgresql`.
    pub database: &'static str,
    /// `twilio` or `fake`.
    pub texts: &'static str,
}

impl HealthRoutes {
    /// Mounts both.
    pub fn mount(self, config: &mut ServiceConfig) {
        let health = || async { answer(HttpResponse::Ok(), &json!({"status": "ok"})) };
        let ready = move || {
            let this = self.clone();
            async move { this.ready().await }
        };
        config.service(web::resource("/health").route(web::get().to(health)));
        config.service(web::resource("/ready").route(web::get().to(ready)));
    }

    async fn ready(&self) -> HttpResponse {
        let database = match tokio::time::timeout(PATIENCE, self.watch.is_ready()).await {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                tracing::warn!(error = %Chain(&error), "Not ready");
                false
            }
            Err(_) => {
                tracing::warn!("Not ready: the database does not answer");
                false
            }
        };
        let body = json!({
            "status": if database { "ready" } else { "not ready" },
            "version": env!("CARGO_PKG_VERSION"),
            "environment": self.facts.environment,
            "dependencies": {
                "database": {
                    "kind": self.facts.database,
                    "status": if database { "up" } else { "down" },
                },
                "texts": { "kind": self.facts.texts },
            },
        });
        let status = if database { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
        answer(status, &body)
    }
}

fn answer(mut response: actix_web::HttpResponseBuilder, body: &Value) -> HttpResponse {
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    response.content_type(header::ContentType::json()).body(body.to_string())
}
