//! `/v1`: everything that programs and pages can do.
//!
//! What there is stands in [`operations`], one [`Operation`] each; from that one list come the routes,
//! who may use them ([`gate`]), the document at `/openapi.json` ([`openapi`]) and the page at `/docs`.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::Method;
use actix_web::http::header::CACHE_CONTROL;
use actix_web::middleware::Compress;
use actix_web::web::{self, Payload, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use fleet::{Fleet, Rate};
use flows::{Flows, People};
use kernel::Clock;
use store::Database;

pub mod answer;
pub mod asked;
pub mod cors;
pub mod gate;
pub mod identify;
pub mod openapi;
pub mod operation;
pub mod page;

mod admin;
mod auth;
mod hooks;
mod keys;
mod members;
mod people;
mod records;
mod settings;

pub use operation::{Door, Operation};

/// What operations need.
pub struct Api {
    /// The product.
    pub flows: Flows,
    /// Where everything is remembered.
    pub db: Arc<dyn Database>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// What machines share.
    pub fleet: Fleet,
    /// Whether the world reaches us by HTTPS.
    pub https: bool,
    /// The origin of our own pages: `https://desk.example.com`.
    pub origin: String,
    /// Other sites whose pages may use the API.
    pub origins: Vec<String>,
    /// How often somebody may ask.
    pub rates: Rates,
    /// How many proxies stand in front of us and add to `X-Forwarded-For`.
    pub proxies: usize,
}

/// How often somebody may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// From one address, people and strangers alike.
    pub address: Rate,
    /// For one business, whoever it is.
    pub business: Rate,
    /// With one key.
    pub key: Rate,
}

impl Rates {
    /// So many requests a minute from an address, for a business, with a key; a third of them at once.
    pub const fn per_minute(address: u32, business: u32, key: u32) -> Self {
        Self { address: rate(address), business: rate(business), key: rate(key) }
    }
}

const fn rate(requests: u32) -> Rate {
    Rate::per_minute(requests).with_burst(requests.div_ceil(3))
}

impl Api {
    /// Who comes in; nobody where no secret is set.
    pub const fn people(&self) -> Option<&People> {
        self.flows.people.as_ref()
    }
}

/// Everything that the API does, in the order of its documentation.
pub fn operations() -> Vec<Operation> {
    let areas = [
        auth::operations(),
        people::operations(),
        settings::operations(),
        members::operations(),
        keys::operations(),
        hooks::operations(),
        records::operations(),
        admin::operations(),
    ];
    areas.into_iter().flatten().collect()
}

/// The routes of the API.
#[derive(Clone)]
pub struct ApiRoutes {
    /// What operations need.
    pub api: Arc<Api>,
    /// What there is.
    pub operations: Arc<Vec<Arc<Operation>>>,
    document: Arc<openapi::Rendered>,
}

impl ApiRoutes {
    /// The routes of everything that there is.
    pub fn new(api: Api) -> Self {
        let operations = operations();
        let document = Arc::new(openapi::Rendered::new(&operations, &api.origin));
        let operations = Arc::new(operations.into_iter().map(Arc::new).collect());
        Self { api: Arc::new(api), operations, document }
    }

    /// Mounts all of them.
    pub fn mount(self, config: &mut ServiceConfig) {
        self.mount_documents(config);
        let mut by_path: BTreeMap<&str, Vec<Arc<Operation>>> = BTreeMap::new();
        for operation in self.operations.iter() {
            by_path.entry(operation.path).or_default().push(Arc::clone(operation));
        }
        let scope = web::scope("/v1").wrap(Compress::default());
        let mounted = by_path.into_iter().fold(scope, |scope, (path, operations)| {
            let inside = path.strip_prefix("/v1").unwrap_or(path);
            scope.service(self.resource(inside, operations))
        });
        config.service(mounted.default_service(web::to(super::not_found)));
    }

    fn resource(&self, path: &str, operations: Vec<Arc<Operation>>) -> actix_web::Resource {
        let mut resource = web::resource(path.to_owned());
        for operation in operations {
            let api = Arc::clone(&self.api);
            let method = operation.method.clone();
            resource = resource.route(web::method(method).to(
                move |request: HttpRequest, payload: Payload| {
                    gate::pass(Arc::clone(&api), Arc::clone(&operation), request, payload)
                },
            ));
        }
        let api = Arc::clone(&self.api);
        let ask = move |request: HttpRequest| {
            let api = Arc::clone(&api);
            async move { cors::preflight(&api, &request) }
        };
        resource
            .route(web::method(Method::OPTIONS).to(ask))
            .default_service(web::to(super::method_not_allowed))
    }

    fn mount_documents(&self, config: &mut ServiceConfig) {
        let style = web::get().to(|| async {
            HttpResponse::Ok()
                .insert_header((CACHE_CONTROL, "max-age=3600"))
                .content_type("text/css; charset=utf-8")
                .body(page::STYLESHEET)
        });
        config
            .service(web::resource("/docs/style.css").route(style))
            .service(web::resource("/openapi.json").wrap(Compress::default()).route(web::get().to(
                {
                    let document = Arc::clone(&self.document);
                    move |request: HttpRequest| {
                        let document = Arc::clone(&document);
                        async move { document.json(&request) }
                    }
                },
            )))
            .service(web::resource("/docs").wrap(Compress::default()).route(web::get().to({
                let document = Arc::clone(&self.document);
                move |request: HttpRequest| {
                    let document = Arc::clone(&document);
                    async move { document.page(&request) }
                }
            })));
    }
}
