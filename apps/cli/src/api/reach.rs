//! Which server, as whom, with which secret.

use std::fs::File;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use identity::derive::RootError;
use identity::{PlatformTokens, RootSecrets};
use reqwest::redirect;
use secrecy::SecretString;
use url::{Host, Url};

use super::Api;
use crate::arguments::Reach;
use crate::failure::{Failure, Outcome};
use crate::profile::{Profile, read_secret};
use crate::surroundings::Surroundings;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);

/// Where the secret came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretFrom {
    /// A file that was named.
    File(PathBuf),
    /// The environment.
    Variable,
    /// The profile.
    Profile(PathBuf),
    /// Somebody typed it.
    Typed,
}

/// What was found out before a server is asked.
#[derive(Debug)]
pub struct Reached {
    /// The server's address.
    pub server: Url,
    /// The name for the record.
    pub name: String,
    /// The secret.
    pub secret: SecretString,
    /// Where it came from.
    pub secret_from: SecretFrom,
    /// Whether tokens may travel without TLS.
    pub plain_http: bool,
}

impl Reached {
    /// Finds everything in the arguments, the environment and the profile, in this order.
    pub fn find(reach: &Reach, around: &mut Surroundings) -> Outcome<Self> {
        let path = around.profile_path();
        let profile = path.as_deref().map(Profile::read).transpose()?.flatten();
        let plain_http = reach.plain_http || profile.as_ref().is_some_and(|kept| kept.plain_http);
        let kept = profile.as_ref().map(|kept| kept.server.clone());
        let server = reach.server.clone();
        let server = server.or_else(|| around.variable("FRONTDESK_SERVER").map(str::to_owned));
        let server = server.or(kept).ok_or_else(|| {
            Failure::usage("no server is known: run frontdeskctl login, or give --server")
        })?;
        let server = address(&server, plain_http)?;
        let name = name(reach, around, profile.as_ref().map(|kept| kept.name.as_str()))?;
        let found = match find_secret(reach, around)? {
            Some(found) => Some(found),
            None => profile.zip(path).map(|kept| of_profile(kept, &server)).transpose()?,
        };
        let (secret, secret_from) = found.ok_or_else(|| {
            Failure::usage(
                "no secret is known: run frontdeskctl login, give --secret-file, or set \
                 FRONTDESK_PLATFORM_SECRET",
            )
        })?;
        Ok(Self { server, name, secret, secret_from, plain_http })
    }

    /// As `find`, for somebody who logs in: the profile does not count, and what is missing is asked
    /// for where there is somebody to ask.
    pub fn find_anew(reach: &Reach, around: &mut Surroundings) -> Outcome<Self> {
        let server = reach.server.clone();
        let server = server.or_else(|| around.variable("FRONTDESK_SERVER").map(str::to_owned));
        let server = match server {
            Some(server) => server,
            None if around.console.has_typist => {
                around.console.ask("Server: ")?.unwrap_or_default()
            }
            None => return Err(Failure::usage("no server is named: give --server")),
        };
        let server = address(server.trim(), reach.plain_http)?;
        let name = name(reach, around, None)?;
        let (secret, secret_from) = match find_secret(reach, around)? {
            Some(found) => found,
            None if around.console.has_typist => {
                let typed = around.console.ask_hidden("Platform secret (not shown): ")?;
                let typed = typed.unwrap_or_default();
                (read_secret(typed.as_bytes(), "the secret")?, SecretFrom::Typed)
            }
            None => {
                let what = "no secret is given: use --secret-file or FRONTDESK_PLATFORM_SECRET";
                return Err(Failure::usage(what));
            }
        };
        Ok(Self { server, name, secret, secret_from, plain_http: reach.plain_http })
    }

    /// The server, ready to be asked.
    pub fn api(&self, timeout: Duration, around: &Surroundings) -> Outcome<Api> {
        let roots = RootSecrets::new(std::slice::from_ref(&self.secret)).map_err(refuse_secret)?;
        let tokens = PlatformTokens::new(&roots);
        // Asked once here, so that a name that cannot be in a token is wrong use and not a failure.
        tokens.issue(&self.name, false, around.clock.now()).map_err(|_| {
            Failure::usage(format!(
                "{:?} cannot be a name for the record: give --as 1 to 64 small letters, digits, dots, \
                 dashes and underscores",
                self.name
            ))
        })?;
        Ok(Api {
            http: client(&self.server, timeout)?,
            server: self.server.clone(),
            name: self.name.clone(),
            tokens,
            clock: Arc::clone(&around.clock),
            ids: Arc::clone(&around.ids),
            pace: around.pace,
        })
    }
}

fn refuse_secret(error: RootError) -> Failure {
    let why = match error {
        RootError::Short { .. } => "is shorter than 32 bytes",
        RootError::Monotonous { .. } => "is too simple to be one",
        RootError::Missing | RootError::TooMany => "is missing",
    };
    Failure::usage(format!("the platform's secret {why}"))
}

fn name(reach: &Reach, around: &Surroundings, kept: Option<&str>) -> Outcome<String> {
    let chosen = reach.as_name.as_deref().or_else(|| around.variable("FRONTDESK_AS")).or(kept);
    let login = || around.variable("LOGNAME").or_else(|| around.variable("USER"));
    let name = chosen.or_else(login);
    let name = name.ok_or_else(|| Failure::usage("your name is not known: give --as"))?;
    Ok(name.to_owned())
}

/// The profile's secret, for the profile's server alone: a token that another server is shown could be
/// shown to this one by it.
fn of_profile(
    (profile, path): (Profile, PathBuf),
    server: &Url,
) -> Outcome<(SecretString, SecretFrom)> {
    let kept = Url::parse(&profile.server).ok();
    if kept.is_none_or(|kept| kept.origin() != server.origin()) {
        return Err(Failure::usage(format!(
            "the profile's secret is for {}: log in to {server}, or give --secret-file",
            profile.server
        )));
    }
    Ok((profile.secret, SecretFrom::Profile(path)))
}

/// The secret that was given for this run, if one was.
fn find_secret(
    reach: &Reach,
    around: &mut Surroundings,
) -> Outcome<Option<(SecretString, SecretFrom)>> {
    let Some(path) = &reach.secret_file else {
        let Some(secret) = around.variable("FRONTDESK_PLATFORM_SECRET") else { return Ok(None) };
        let secret = read_secret(secret.as_bytes(), "FRONTDESK_PLATFORM_SECRET")?;
        return Ok(Some((secret, SecretFrom::Variable)));
    };
    let what = format!("the file {}", path.display());
    let secret = if path.as_os_str() == "-" {
        read_secret(&mut around.console.input, "the secret")?
    } else {
        let file = File::open(path);
        read_secret(
            file.map_err(|error| Failure::usage(format!("{what} cannot be read: {error}")))?,
            &what,
        )?
    };
    Ok(Some((secret, SecretFrom::File(path.clone()))))
}

/// The server's address: TLS, unless it is this machine or somebody insists.
fn address(text: &str, plain_http: bool) -> Outcome<Url> {
    let refuse =
        |why: &str| Failure::usage(format!("{text:?} cannot be a server's address: {why}"));
    let url = Url::parse(text).map_err(|error| refuse(&error.to_string()))?;
    let bare = url.username().is_empty() && url.password().is_none();
    if !bare {
        // Not quoted: what stands there may be a password.
        return Err(Failure::usage("a server's address holds no user and no password"));
    }
    if url.query().is_some() || url.fragment().is_some() || url.host().is_none() {
        return Err(refuse("write it as in https://desk.example.com"));
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if plain_http || is_here(&url) => Ok(url),
        "http" => Err(refuse("a token must not travel in the clear; use https, or --plain-http")),
        _ => Err(refuse("it begins with https://")),
    }
}

fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

/// A client with time limits that follows nobody: a token is for the server it was made for.
fn client(server: &Url, timeout: Duration) -> Outcome<reqwest::Client> {
    let fault =
        |error: &dyn std::fmt::Display| Failure::refused(format!("TLS cannot be set up: {error}"));
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| fault(&error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(CONNECT)
        .timeout(timeout)
        .redirect(redirect::Policy::none())
        .user_agent(concat!("frontdeskctl/", env!("CARGO_PKG_VERSION")));
    // A proxy would read what travels in the clear.
    let builder = if server.scheme() == "http" { builder.no_proxy() } else { builder };
    builder.build().map_err(|error| fault(&error))
}
