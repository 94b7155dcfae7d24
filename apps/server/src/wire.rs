//! Chooses adapters: from a configuration to the product. The only place that does.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use adapter_hooks::WebhookSender;
use adapter_twilio::Twilio;
use dialogue::rules::RulePolicy;
use fleet::Fleet;
use flows::people::Hashing;
use flows::{DoorKeys, Flows, HooksPorts, PeoplePorts, Ports, Prices};
use hooks::PlainHttp;
use identity::{Parameters, RootError, RootSecrets};
use kernel::{Clock, GatewayError, IdSource, StoreError, SystemIds};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use scheduling::OfferKeys;
use secrecy::ExposeSecret;
use store::Database;
use telephony::{FakeTexts, Texts};

use crate::entropy::SystemEntropy;
use crate::settings::Settings;

/// Says what a derived key is for, so that the same secret never serves two purposes.
const OFFERS_LABEL: &[u8] = b"frontdesk offer keys, version 1";
/// Where a key is kept that nobody has set.
const KEY_FILE: &str = "frontdesk.key";

/// The product, wired.
pub struct Wired {
    /// The product.
    pub flows: Flows,
    /// Where ids come from.
    pub ids: Arc<dyn IdSource>,
    /// Where everything is remembered.
    pub db: Arc<dyn Database>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// What machines share.
    pub fleet: Fleet,
}

/// Why the product cannot be wired.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// The database cannot be opened.
    #[error("the database cannot be opened")]
    Database(#[from] StoreError),
    /// Redis' settings cannot be used.
    #[error("Redis' settings cannot be used")]
    Redis(#[source] GatewayError),
    /// The settings of mail cannot be used.
    #[error("the settings of mail cannot be used")]
    Email(#[source] GatewayError),
    /// The settings of requests to businesses' own servers cannot be used.
    #[error("the settings in [hooks] cannot be used")]
    Hooks(#[source] GatewayError),
    /// The secrets cannot be used.
    #[error("the secrets in [security] cannot be used")]
    Secrets(#[source] RootError),
    /// There is nothing to make secrets of.
    #[error("there is nothing to make secrets of")]
    Entropy(#[source] std::io::Error),
    /// Twilio's settings cannot be used.
    #[error("Twilio's settings cannot be used")]
    Twilio(#[from] GatewayError),
    /// There is nothing to sign offered times with.
    #[error(
        "offers.key: offered times have to be signed alike on every machine; set offers.key (openssl \
         rand -hex 32), twilio.auth_token, or a password in database.url"
    )]
    NoOffersKey,
    /// The key that offered times are signed with cannot be kept.
    #[error("the key that offered times are signed with cannot be kept in {}", .path.display())]
    KeyFile {
        /// Where it should be.
        path: PathBuf,
        /// Why it is not.
        #[source]
        source: std::io::Error,
    },
}

/// Wires the product to its configured database and providers.
///
/// # Errors
/// See [`WireError`].
pub async fn wire(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Wired, WireError> {
    let offer_keys = Arc::new(OfferKeys::new(offers_key(settings)?));
    let texts = texts(settings)?;
    let ids: Arc<dyn IdSource> = Arc::new(SystemIds);
    let fleet = fleet(settings, &clock, ids.as_ref()).await?;
    let people = people(settings, &fleet, &clock)?;
    let hooks = people.as_ref().map(|people| hooks(settings, people)).transpose()?;
    let db = adapter_diesel::open(&settings.database).await?;
    Ok(over(db, texts, offer_keys, clock, Shared { fleet, people, hooks }))
}

/// What machines share: through Redis where it is set, else in this process.
async fn fleet(
    settings: &Settings,
    clock: &Arc<dyn Clock>,
    ids: &dyn IdSource,
) -> Result<Fleet, WireError> {
    let Some(config) = settings.redis.clone() else { return Ok(Fleet::in_process(clock)) };
    let redis = adapter_redis::Redis::connect(config, clock, ids).await;
    Ok(Arc::new(redis.map_err(WireError::Redis)?).fleet())
}

/// What it takes to let people in; nothing where there is no secret to derive keys from.
fn people(
    settings: &Settings,
    fleet: &Fleet,
    clock: &Arc<dyn Clock>,
) -> Result<Option<PeoplePorts>, WireError> {
    let Some(roots) = roots(settings)? else { return Ok(None) };
    let platform = settings.security.platform.as_ref();
    let platform = platform.map(|secret| RootSecrets::new(std::slice::from_ref(secret)));
    let platform = platform.transpose().map_err(WireError::Secrets)?;
    let mail = adapter_email::connect(&settings.email, clock.clone());
    Ok(Some(PeoplePorts {
        entropy: Arc::new(SystemEntropy::new().map_err(WireError::Entropy)?),
        keys: Arc::new(DoorKeys::new(&roots, platform.as_ref())),
        hashing: Hashing::new(Parameters::STRONG),
        limits: fleet.limits.clone(),
        mail: mail.map_err(WireError::Email)?,
        base: settings.public_base().into(),
    }))
}

/// What it takes to tell businesses' own servers. Without keys there is nothing to seal their secrets
/// with.
fn hooks(settings: &Settings, people: &PeoplePorts) -> Result<HooksPorts, WireError> {
    let config = &settings.hooks;
    Ok(HooksPorts {
        deliver: Arc::new(WebhookSender::new(config).map_err(WireError::Hooks)?),
        entropy: people.entropy.clone(),
        keys: people.keys.clone(),
        plain: if config.allows_loopback() { PlainHttp::OnLoopback } else { PlainHttp::Never },
    })
}

/// The secrets that keys are derived from: what is set, else what lies beside the SQLite file.
fn roots(settings: &Settings) -> Result<Option<RootSecrets>, WireError> {
    let mut secrets = settings.security.roots.clone();
    if secrets.is_empty() {
        let Some(file) = settings.sqlite_file() else { return Ok(None) };
        let folder = file.parent().unwrap_or(Path::new(""));
        secrets.push(kept_text(&folder.join(KEY_FILE))?.into());
    }
    RootSecrets::new(&secrets).map(Some).map_err(WireError::Secrets)
}

/// What machines share, and what needs the deployment's secrets; `None` where there are none.
pub struct Shared {
    /// What machines share.
    pub fleet: Fleet,
    /// What it takes to let people in.
    pub people: Option<PeoplePorts>,
    /// What it takes to tell businesses' own servers.
    pub hooks: Option<HooksPorts>,
}

/// Wires the product to this database and these texts.
pub fn over(
    db: Arc<dyn Database>,
    texts: Arc<dyn Texts>,
    offer_keys: Arc<OfferKeys>,
    clock: Arc<dyn Clock>,
    Shared { fleet, people, hooks }: Shared,
) -> Wired {
    let ids: Arc<dyn IdSource> = Arc::new(SystemIds);
    let policy = Arc::new(RulePolicy::new());
    let ports = Ports {
        db: db.clone(),
        clock: clock.clone(),
        ids: ids.clone(),
        policy,
        texts,
        offer_keys,
        fleet: fleet.clone(),
        prices: Arc::new(Prices::built_in()),
        people,
        hooks,
    };
    Wired { flows: ports.flows(), ids, db, clock, fleet }
}

fn texts(settings: &Settings) -> Result<Arc<dyn Texts>, WireError> {
    if settings.has_twilio() {
        let reports = format!("{}/twilio/sms/status", settings.public_base());
        return Ok(Arc::new(Twilio::new(&settings.twilio)?.with_message_callback(reports)));
    }
    Ok(Arc::new(FakeTexts::new()))
}

/// What offered times are signed with. The same on every machine that shares a database, and the same
/// after a restart, so that a call in progress goes on.
fn offers_key(settings: &Settings) -> Result<[u8; 32], WireError> {
    if let Some(secret) = settings.offers_key.as_ref().or(settings.twilio.auth_token.as_ref()) {
        return Ok(derived(secret.expose_secret()));
    }
    if let Some(file) = settings.sqlite_file() {
        let folder = file.parent().unwrap_or(Path::new(""));
        return kept(&folder.join(KEY_FILE));
    }
    // The last at sign, as in a careless password.
    let address = settings.database.url.split_once("://").map_or("", |(_, address)| address);
    let user = address.rsplit_once('@').map_or("", |(user, _)| user);
    match user.split_once(':') {
        Some((_, password)) if !password.is_empty() => Ok(derived(password)),
        _ => Err(WireError::NoOffersKey),
    }
}

fn derived(secret: &str) -> [u8; 32] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, OFFERS_LABEL);
    let mut derived = [0; 32];
    derived.iter_mut().zip(tag.as_ref()).for_each(|(to, from)| *to = *from);
    derived
}

/// The key in `path`, made now if there is none.
fn kept(path: &Path) -> Result<[u8; 32], WireError> {
    Ok(derived(&kept_text(path)?))
}

/// The text of the key in `path`, made now if there is none.
fn kept_text(path: &Path) -> Result<String, WireError> {
    let failed = |source| WireError::KeyFile { path: path.to_owned(), source };
    match std::fs::read_to_string(path) {
        Ok(text) if text.trim().len() >= 64 => return Ok(text.trim().to_owned()),
        // Somebody else is about to write it, or it was cut short: what is there is no key.
        Ok(_) => {
            let damaged = std::io::Error::new(ErrorKind::InvalidData, "it is damaged: remove it");
            return Err(failed(damaged));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let text = random_text().map_err(failed)?;
    // Written elsewhere and put in place whole: two first starts at once end with one key.
    let draft = path.with_extension(format!("key.{}", std::process::id()));
    write_private(&draft, &text).map_err(failed)?;
    let placed = std::fs::hard_link(&draft, path);
    let removed = std::fs::remove_file(&draft);
    match placed {
        Ok(()) => {
            removed.map_err(failed)?;
            Ok(text)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => kept_text(path),
        Err(error) => Err(failed(error)),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a key has to be unpredictable; made once, then kept"
)]
fn random_text() -> std::io::Result<String> {
    let mut bytes = [0_u8; 32];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| std::io::Error::other("the system has no randomness"))?;
    Ok(bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(digit).collect())
}

fn digit(half: u8) -> Option<char> {
    char::from_digit(u32::from(half), 16)
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{text}")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_nobody_set_is_made_once_and_kept_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(KEY_FILE);
        let key = kept(&path).unwrap();
        assert_eq!(kept(&path).unwrap(), key);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let names = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(names, 1, "the draft is gone");
        std::fs::remove_file(&path).unwrap();
        assert_ne!(kept(&path).unwrap(), key);
        std::fs::write(&path, "short").unwrap();
        assert!(matches!(kept(&path), Err(WireError::KeyFile { .. })));
    }

    #[test]
    fn a_derived_key_is_not_its_secret() {
        assert_eq!(derived("hush"), derived("hush"));
        assert_ne!(derived("hush"), derived("hush!"));
    }
}
