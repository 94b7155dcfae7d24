//! The simulator: anybody who can open the page talks to a business's receptionist by keyboard or
//! microphone and sees what she writes down.
//!
//! Calls go through the same flows as a carrier's. The server remembers nothing of its own between two
//! requests: the client names business and number each time, so that a call goes on after a restart.
//! Whoever reaches these routes can read a business's diary: they are mounted for demonstrations only.

use std::sync::Arc;

use actix_web::middleware::Compress;
use actix_web::web::{self, Path, Payload, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use flows::{Card, Flows};
use kernel::{IdSource, TenantId};
use serde::Serialize;

use super::body;
use super::problem::Problem;

mod assets;
mod calls;
mod fields;
mod shown;

use fields::Fields;

/// The routes under `/simulator`.
#[derive(Clone)]
pub struct SimulatorRoutes {
    flows: Flows,
    ids: Arc<dyn IdSource>,
}

type Answer = Result<HttpResponse, Problem>;

impl SimulatorRoutes {
    /// The routes over these flows; `ids` names calls.
    pub const fn new(flows: Flows, ids: Arc<dyn IdSource>) -> Self {
        Self { flows, ids }
    }

    /// Mounts all of them.
    pub fn mount(self, config: &mut ServiceConfig) {
        let this = Arc::new(self);
        let businesses = Arc::clone(&this);
        let day = Arc::clone(&this);
        let place = Arc::clone(&this);
        let act = this;
        let scope = web::scope("/simulator")
            .wrap(Compress::default())
            .service(web::resource("").route(web::get().to(assets::page)))
            .service(web::resource("/assets/{name}").route(web::get().to(assets::asset)))
            .service(web::resource("/businesses").route(web::get().to(move || {
                let this = Arc::clone(&businesses);
                async move { this.businesses().await }
            })))
            .service(web::resource("/businesses/{id}/day").route(web::get().to(
                move |id: Path<String>| {
                    let this = Arc::clone(&day);
                    async move { this.day(&id).await }
                },
            )))
            .service(web::resource("/calls").route(web::post().to(move |payload: Payload| {
                let this = Arc::clone(&place);
                async move { this.place(&Fields::read(payload).await?).await }
            })))
            .service(web::resource("/calls/{call}/{verb}").route(web::post().to(
                move |path: Path<(String, String)>, payload: Payload| {
                    let this = Arc::clone(&act);
                    async move { this.act(&path.0, &path.1, payload).await }
                },
            )))
            .default_service(web::to(super::not_found));
        config.service(scope);
    }

    async fn act(&self, call: &str, verb: &str, payload: Payload) -> Answer {
        match verb {
            "turns" => self.turn(call, &Fields::read(payload).await?).await,
            "dial" => self.dial(call, &Fields::read(payload).await?).await,
            "voicemail" => self.voicemail(call, &Fields::read(payload).await?).await,
            "end" => self.end(call, &Fields::read(payload).await?).await,
            _ => {
                body::drain(payload).await;
                Err(Problem::not_found())
            }
        }
    }

    /// The card of the business that a client names.
    async fn card(&self, id: &str) -> Result<Arc<Card>, Problem> {
        let id: TenantId = id.parse().map_err(|_| Problem::not_found())?;
        self.flows.voice.cards.by_tenant(id).await?.ok_or_else(Problem::not_found)
    }
}

fn json<T: Serialize>(value: &T) -> Answer {
    let text = serde_json::to_string(value).map_err(|_| Problem::internal())?;
    Ok(HttpResponse::Ok()
        .insert_header(("cache-control", "no-store"))
        .content_type("application/json")
        .body(text))
}

/// Whether the client has this version already.
fn is_known(request: &HttpRequest, etag: &str) -> bool {
    let known = request.headers().get("if-none-match").and_then(|value| value.to_str().ok());
    known.is_some_and(|known| {
        known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag)
    })
}
