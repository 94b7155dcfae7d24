//! Connections that are kept open for the next mail.

use std::sync::Mutex;
use std::time::Duration;

use kernel::{GatewayError, GatewayErrorKind, GatewayResult};
use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::PROVIDER;
use super::session::{Server, Session};
use crate::config::{Config, ConfigFault, Security};
use crate::failure::{AWAY, NoAnswer, not_sent};

/// How long a connection waits for another mail. Servers hang up after some minutes.
const IDLE_MAX: Duration = Duration::from_mins(1);

/// How a certificate begins.
const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// At most so many connections at once.
pub(super) struct Pool {
    server: Server,
    places: std::sync::Arc<Semaphore>,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    session: Session,
    since: Instant,
}

/// A connection and its place among those that there may be.
pub(super) struct Taken {
    session: Session,
    _place: OwnedSemaphorePermit,
}

impl std::ops::Deref for Taken {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl std::ops::DerefMut for Taken {
    fn deref_mut(&mut self) -> &mut Session {
        &mut self.session
    }
}

impl Pool {
    pub(super) fn new(config: &Config) -> GatewayResult<Self> {
        let host = config.smtp_host.clone();
        let tls = match config.smtp_security {
            Security::None => None,
            Security::Starttls | Security::Tls => Some(trusted(config)?),
        };
        let domain = config.from.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
        let password = config.smtp_password.clone().unwrap_or_default();
        let user = (!config.smtp_user.is_empty()).then(|| (config.smtp_user.clone(), password));
        let server = Server {
            host,
            port: config.port(),
            security: config.smtp_security,
            tls,
            hello: ClientId::Domain(domain.to_owned()),
            user,
            connect_timeout: config.connect_timeout(),
            request_timeout: config.request_timeout(),
        };
        let places = std::sync::Arc::new(Semaphore::new(config.smtp_connections));
        Ok(Self { server, places, idle: Mutex::default() })
    }

    /// Where mail goes out.
    pub(super) fn server(&self) -> String {
        format!("{}:{}", self.server.host, self.server.port)
    }

    /// A connection that answers: one that was kept, or a new one.
    pub(super) async fn take(&self) -> GatewayResult<Taken> {
        let waiting = self.places.clone().acquire_owned();
        let limit = self.server.request_timeout;
        let Ok(Ok(place)) = tokio::time::timeout(limit, waiting).await else { return Err(busy()) };
        while let Some(mut kept) = self.kept() {
            if kept.since.elapsed() < IDLE_MAX && kept.session.is_alive().await {
                return Ok(Taken { session: kept.session, _place: place });
            }
        }
        Ok(Taken { session: Session::open(&self.server).await?, _place: place })
    }

    /// Keeps a connection for the next mail.
    pub(super) fn give_back(&self, taken: Taken) {
        let idle = Idle { session: taken.session, since: Instant::now() };
        self.lock().push(idle);
    }

    fn kept(&self) -> Option<Idle> {
        self.lock().pop()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Whom to trust: Mozilla's authorities, so that the machine needs none of its own, or those of a file.
fn trusted(config: &Config) -> GatewayResult<TlsParameters> {
    let builder = TlsParameters::builder(config.smtp_host.clone());
    let path = &config.smtp_root_certificates;
    if path.is_empty() {
        return builder.certificate_store(CertificateStore::WebpkiRoots).build().map_err(wrong);
    }
    let fault = || wrong(ConfigFault { key: "smtp_root_certificates", why: "expected a PEM file" });
    let pem = std::fs::read(path).map_err(|_| fault())?;
    // A file without any would trust nobody, and fail at the first mail only.
    if !pem.windows(BEGIN.len()).any(|window| window == BEGIN) {
        return Err(fault());
    }
    let authorities = Certificate::from_pem(&pem).map_err(|_| fault())?;
    builder
        .certificate_store(CertificateStore::None)
        .add_root_certificate(authorities)
        .build()
        .map_err(wrong)
}

fn wrong(error: impl std::error::Error + Send + Sync + 'static) -> GatewayError {
    not_sent(PROVIDER, GatewayErrorKind::Misconfigured, error)
}

fn busy() -> GatewayError {
    let why = "every connection is in use".to_owned();
    let source = NoAnswer { stage: "waiting for a connection", why };
    GatewayError { provider: PROVIDER, kind: AWAY, source: Box::new(source) }
}
