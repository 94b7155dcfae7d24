//! `login`, `logout`, `whoami`, `version`.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::api::{Reached, SecretFrom};
use crate::arguments::Reach;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::profile::Profile;
use crate::show::table::{Cell, Sheet, Tone};
use crate::show::{self, Show};
use crate::surroundings::Surroundings;

use super::session::Session;

const OVERVIEW: &str = "/v1/admin/overview";
const HOMELESS: &str = "there is no place for a profile: set HOME or XDG_CONFIG_HOME";

#[derive(Deserialize)]
struct Overview {
    businesses: Businesses,
    live_calls: Value,
    jobs: Jobs,
    version: String,
    environment: String,
}

#[derive(Deserialize)]
struct Businesses {
    onboarding: Value,
    in_review: Value,
    active: Value,
    suspended: Value,
    closed: Value,
}

#[derive(Deserialize)]
struct Jobs {
    waiting: Value,
    failed: Value,
}

/// Checks the secret against the server, and keeps both.
pub(super) async fn login(reach: &Reach, show: &Show, around: &mut Surroundings) -> Outcome {
    let path = around.profile_path().ok_or_else(|| Failure::usage(HOMELESS))?;
    let reached = Reached::find_anew(reach, around)?;
    let api = reached.api(reach.timeout, around)?;
    let overview: Overview = api.get(OVERVIEW, &[]).await?.read()?;
    let profile = Profile {
        server: api.server().to_owned(),
        name: reached.name.clone(),
        secret: reached.secret.clone(),
        plain_http: reached.plain_http,
    };
    profile.write(&path)?;
    let text = if show.json {
        let profile = path.display().to_string();
        json!({"server": api.server(), "name": reached.name, "profile": profile}).to_string()
    } else {
        let (server, name) = (api.server(), api.name());
        let Overview { version, environment, .. } = overview;
        let said = format!(
            "{name} may administer {server} (frontdesk {version}, {environment}). Kept in {}.",
            path.display()
        );
        show::text::plain(&said)
    };
    around.console.put(&[&text, "\n"].concat());
    Ok(())
}

/// Removes the profile.
pub(super) fn logout(show: &Show, around: &mut Surroundings) -> Outcome {
    let path = around.profile_path().ok_or_else(|| Failure::usage(HOMELESS))?;
    let removed = Profile::remove(&path)?;
    let text = match (show.json, removed) {
        (true, removed) => json!({ "removed": removed }).to_string(),
        (false, true) => format!("{} is removed.", path.display()),
        (false, false) => "There is no profile.".to_owned(),
    };
    around.console.put(&[&text, "\n"].concat());
    Ok(())
}

/// Which server, as whom, and how it is there.
pub(super) async fn whoami(reached: &Reached, session: &mut Session) -> Outcome {
    let answer = session.api.get(OVERVIEW, &[]).await?;
    let overview: Overview = answer.read()?;
    if session.show.json {
        let (server, name) = (session.api.server(), session.api.name());
        let overview = answer.json();
        let (server, name) = (json!(server), json!(name));
        let text = format!("{{\"server\":{server},\"name\":{name},\"overview\":{overview}}}\n");
        session.console.put(&text);
        return Ok(());
    }
    let secret = match &reached.secret_from {
        SecretFrom::File(path) | SecretFrom::Profile(path) => path.display().to_string(),
        SecretFrom::Variable => "FRONTDESK_PLATFORM_SECRET".to_owned(),
        SecretFrom::Typed => "typed".to_owned(),
    };
    let Businesses { onboarding, in_review, active, suspended, closed } = overview.businesses;
    let counts = [
        (onboarding, "onboarding"),
        (in_review, "in review"),
        (active, "active"),
        (suspended, "suspended"),
        (closed, "closed"),
    ];
    let counts = counts.map(|(count, status)| format!("{} {status}", show::value(&count)));
    let failed = match show::value(&overview.jobs.failed) {
        none if none == "0" => Cell::from(none),
        some => Cell::toned(&some, Tone::Bad),
    };
    let sheet = Sheet::default()
        .with("server", session.api.server())
        .with("name", session.api.name())
        .with("secret from", secret)
        .with("version", overview.version)
        .with("environment", overview.environment)
        .with("businesses", counts.join(", "))
        .with("live calls", show::value(&overview.live_calls))
        .with("jobs waiting", show::value(&overview.jobs.waiting))
        .with("jobs failed", failed);
    session.put_sheet(&sheet);
    Ok(())
}

/// This program's version.
pub(super) fn version(show: &Show, console: &mut Console) {
    let version = env!("CARGO_PKG_VERSION");
    console.put(&if show.json {
        format!("{}\n", json!({ "version": version }))
    } else {
        format!("frontdeskctl {version}\n")
    });
}
