//! Who is it that makes a request.

use identity::{
    Actor, ApiKey, KeyKind, SecretText, Session, SessionKind, ShownSession, SignedIn, Who,
};
use jiff::{SignedDuration, Timestamp};
use kernel::{SessionId, StoreResult, TenantId};
use store::Durability;
use tenancy::TenantStatus;

use super::{DoorKeys, People};

/// What a request shows.
#[derive(Debug, Clone)]
pub enum Shown<'a> {
    /// A browser's cookie.
    Cookie(&'a str),
    /// A short token of an app, or of the platform's staff.
    Bearer(&'a str),
    /// A key of a program.
    Key(&'a str),
}

/// Somebody who has come in.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Who, and for which business.
    pub actor: Actor,
    /// Whether the business is served; `None` without one.
    pub status: Option<TenantStatus>,
    /// Whether a person's account asks for a second factor.
    pub has_second_factor: bool,
    /// The pages that may show a widget's key.
    pub origins: Vec<String>,
}

/// How long after a key was used its row says so: one write a minute, however busy the program.
const NOTE_USE_AFTER: SignedDuration = SignedDuration::from_secs(60);

const PREFIXES: [&str; 3] =
    [KeyKind::Api.prefix(), KeyKind::Widget.prefix(), KeyKind::Dashboard.prefix()];

impl People {
    /// Who shows this. `None` for whatever is not good, or not good any more.
    pub async fn who(&self, shown: &Shown<'_>) -> StoreResult<Option<Visitor>> {
        let now = self.clock.now();
        match shown {
            Shown::Cookie(text) => {
                let Some(shown) = ShownSession::parse(text) else { return Ok(None) };
                let Some(known) = self.session(shown.id, now).await? else { return Ok(None) };
                let good = is_good(&known.session, SessionKind::Browser, now)
                    && known.session.hash.is_of(&shown.secret);
                if good { self.person(known, now).await.map(Some) } else { Ok(None) }
            }
            Shown::Bearer(text) => {
                if let Some(visitor) = platform(&self.keys, text, now) {
                    return Ok(Some(visitor));
                }
                let Ok(claims) = self.keys.access.verify(text, now) else { return Ok(None) };
                let Some(known) = self.session(claims.session, now).await? else { return Ok(None) };
                let good = is_good(&known.session, SessionKind::App, now)
                    && known.session.account == claims.account;
                if good { self.person(known, now).await.map(Some) } else { Ok(None) }
            }
            Shown::Key(text) => self.program(text, now).await,
        }
    }

    /// A session and who it is, a moment old at most.
    async fn session(&self, id: SessionId, now: Timestamp) -> StoreResult<Option<SignedIn>> {
        if let Some(known) = self.known.sessions.get(&id, now) {
            return Ok(known);
        }
        let mut tx = self.db.begin_platform().await?;
        let found = tx.sign_ins().find(id).await?;
        tx.commit().await?;
        self.known.sessions.put(id, now, found.clone());
        Ok(found)
    }

    async fn person(&self, known: SignedIn, now: Timestamp) -> StoreResult<Visitor> {
        let SignedIn { session, is_platform, has_second_factor, role } = known;
        // Whoever is nothing in the business any more looks at none.
        let tenant = session.tenant.filter(|_| role.is_some());
        let status = match tenant {
            Some(tenant) => self.status(tenant, now).await?,
            None => None,
        };
        let who = Who::Person { account: session.account, session: session.id, role, is_platform };
        Ok(Visitor { actor: Actor { who, tenant }, status, has_second_factor, origins: Vec::new() })
    }

    async fn program(&self, text: &str, now: Timestamp) -> StoreResult<Option<Visitor>> {
        let shown = SecretText::shown(text);
        let Some(tenant) = identity::secret::tenant_of(&shown, &PREFIXES) else { return Ok(None) };
        let hash = shown.hash();
        let remembered = self.known.keys.get(&hash.as_str().to_owned(), now);
        let key = if let Some(known) = remembered {
            known
        } else {
            let mut tx = self.db.begin_read(tenant).await?;
            let found = tx.keys().find_by_hash(&hash).await?;
            tx.commit(Durability::Relaxed).await?;
            let found = self.noted(tenant, found, now).await?;
            self.known.keys.put(hash.as_str().to_owned(), now, found.clone());
            found
        };
        let Some(key) = key.filter(|key| key.is_good(now) && key.hash.is_of(&shown)) else {
            return Ok(None);
        };
        let status = self.status(tenant, now).await?;
        let who = Who::Program { key: key.id, kind: key.kind, grants: key.grants };
        let actor = Actor { who, tenant: Some(tenant) };
        Ok(Some(Visitor { actor, status, has_second_factor: false, origins: key.origins }))
    }

    /// Notes that a good key was used, unless that was noted a moment ago.
    async fn noted(
        &self,
        tenant: TenantId,
        key: Option<ApiKey>,
        now: Timestamp,
    ) -> StoreResult<Option<ApiKey>> {
        let stale = |at: Timestamp| now.duration_since(at) >= NOTE_USE_AFTER;
        let Some(key) = key else { return Ok(None) };
        if key.is_good(now) && key.last_used_at.is_none_or(stale) {
            let mut tx = self.db.begin(tenant).await?;
            tx.keys().used(key.id, now).await?;
            tx.commit(Durability::Relaxed).await?;
        }
        Ok(Some(key))
    }

    /// Whether a business is served, a moment old at most.
    pub async fn status(
        &self,
        tenant: TenantId,
        now: Timestamp,
    ) -> StoreResult<Option<TenantStatus>> {
        if let Some(status) = self.known.statuses.get(&tenant, now) {
            return Ok(status);
        }
        let mut tx = self.db.begin_read(tenant).await?;
        let stamp = tx.tenants().stamp().await?;
        tx.commit(Durability::Relaxed).await?;
        let status = stamp.map(|stamp| stamp.status);
        self.known.statuses.put(tenant, now, status);
        Ok(status)
    }

    /// Forgets what this machine remembers of who may come in.
    pub fn forget_visitors(&self) {
        self.known.sessions.forget_all();
        self.known.keys.forget_all();
        self.known.statuses.forget_all();
    }
}

fn is_good(session: &Session, kind: SessionKind, now: Timestamp) -> bool {
    session.kind == kind && session.is_open(now)
}

/// The platform's staff: their tokens need no row.
fn platform(keys: &DoorKeys, text: &str, now: Timestamp) -> Option<Visitor> {
    let claims = keys.platform.as_ref()?.verify(text, now).ok()?;
    let who = Who::Platform { name: claims.name, writes: claims.writes };
    let actor = Actor { who, tenant: None };
    Some(Visitor { actor, status: None, has_second_factor: false, origins: Vec::new() })
}
