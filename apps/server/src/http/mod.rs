//! HTTP: each module owns what it needs and mounts its own routes.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::http::header::{ACCEPT, LOCATION};
use actix_web::middleware::from_fn;
use actix_web::web::{self, Payload, ServiceConfig};
use actix_web::{App, Error, HttpRequest, HttpResponse, HttpServer};
use adapter_twilio::Renderer;
use flows::Flows;

use crate::settings::Settings;
use crate::wire::Wired;

pub mod api;
pub mod body;
pub mod headers;
pub mod health;
pub mod problem;
pub mod request_log;
pub mod signed;
pub mod simulator;
pub mod twilio;

use api::{Api, ApiRoutes};
use health::{Facts, HealthRoutes};
use problem::Problem;
use request_log::RequestLog;
use signed::Gate;
use simulator::SimulatorRoutes;
use twilio::TwilioRoutes;

/// How long a connection may be silent between two requests.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// How long the head of a request may take.
const HEAD_PATIENCE: Duration = Duration::from_secs(5);

/// Everything that is served, before it is mounted. Cheap to clone: each worker mounts its own.
#[derive(Clone)]
pub struct Site {
    flows: Flows,
    twilio: adapter_twilio::Config,
    public_base: String,
    health: HealthRoutes,
    simulator: Option<SimulatorRoutes>,
    api: ApiRoutes,
    log: RequestLog,
}

impl Site {
    /// The site of a configuration. `demo` says whether it is a demonstration.
    pub fn new(settings: &Settings, wired: &Wired, demo: bool) -> Self {
        let Wired { flows, ids, db, clock, fleet } = wired;
        let facts = Facts {
            environment: settings.server.environment.clone(),
            database: if settings.sqlite_file().is_some() { "sqlite" } else { "postgresql" },
            texts: if settings.has_twilio() { "twilio" } else { "fake" },
        };
        let public_base = settings.public_base();
        let https = public_base.starts_with("https://");
        let api = ApiRoutes::new(Api {
            flows: flows.clone(),
            db: db.clone(),
            clock: clock.clone(),
            fleet: fleet.clone(),
            https,
            origin: origin(&public_base).to_owned(),
            origins: settings.server.origins.clone(),
            proxies: settings.server.proxies,
        });
        Self {
            flows: flows.clone(),
            api,
            twilio: settings.twilio.clone(),
            health: HealthRoutes { watch: flows.watch.clone(), facts: Arc::new(facts) },
            simulator: settings
                .has_simulator(demo)
                .then(|| SimulatorRoutes::new(flows.clone(), ids.clone())),
            log: RequestLog { ids: ids.clone(), https },
            public_base,
        }
    }

    fn mount(&self, config: &mut ServiceConfig) {
        let voice = self.flows.voice.clone();
        let gate = Gate::new(self.twilio.keyring(), &self.public_base);
        let renderer = Renderer::new(&self.public_base);
        let texting = self.flows.texting.clone();
        TwilioRoutes { voice, texting, gate, renderer }.mount(config);
        self.health.clone().mount(config);
        self.api.clone().mount(config);
        let has_simulator = self.simulator.is_some();
        if let Some(simulator) = self.simulator.clone() {
            simulator.mount(config);
        }
        let front = move || async move { front_door(has_simulator) };
        config.service(web::resource("/").route(web::get().to(front)));
        config.default_service(web::to(not_found));
    }
}

/// The application, as each worker builds it.
pub fn app(
    site: &Site,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody + use<>>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    let log = site.log.clone();
    App::new()
        .configure(|config| site.mount(config))
        .wrap(from_fn(move |request, next| log.clone().follow(request, next)))
}

/// Starts serving on `listener`. Stops when its handle is told to.
///
/// # Errors
/// The operating system refuses the socket.
pub fn serve(site: Site, settings: &Settings, listener: TcpListener) -> std::io::Result<Server> {
    let server = HttpServer::new(move || app(&site))
        .workers(settings.server.workers)
        .keep_alive(KEEP_ALIVE)
        .client_request_timeout(HEAD_PATIENCE)
        .shutdown_timeout(settings.server.drain.as_secs())
        .disable_signals()
        .listen(listener)?;
    Ok(server.run())
}

/// Scheme, host and port of an address.
fn origin(base: &str) -> &str {
    let start = base.find("://").map_or(0, |place| place + 3);
    let end = base.get(start..).and_then(|rest| rest.find('/')).map(|place| start + place);
    end.and_then(|end| base.get(..end)).unwrap_or(base)
}

fn front_door(has_simulator: bool) -> HttpResponse {
    if has_simulator {
        return HttpResponse::Found().insert_header((LOCATION, "/simulator")).finish();
    }
    page(HttpResponse::Ok(), "Frontdesk", "The receptionist is in. Call one of her numbers.")
}

/// What is at addresses that lead nowhere.
async fn not_found(request: HttpRequest, payload: Payload) -> HttpResponse {
    body::drain(payload).await;
    let accepts = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok());
    if accepts.is_some_and(|kinds| kinds.contains("text/html")) {
        let say = "There is nothing at this address. Please check it, or start over.";
        return page(HttpResponse::NotFound(), "Not found", say);
    }
    Problem::not_found().response()
}

/// What is at known addresses for methods that they do not take.
async fn method_not_allowed(payload: Payload) -> HttpResponse {
    body::drain(payload).await;
    Problem::method_not_allowed().response()
}

fn page(mut response: actix_web::HttpResponseBuilder, title: &str, say: &str) -> HttpResponse {
    response.content_type("text/html; charset=utf-8").body(format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · Frontdesk</title>\n<h1>{title}</h1>\n<p>{say}</p>\n\
         <p><a href=\"/\">Frontdesk</a></p>\n</html>\n"
    ))
}
