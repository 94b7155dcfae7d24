//! Configuration: where values come from, every fault at once, secrets hidden.

use std::collections::BTreeMap;

use server::settings::{Faulty, Settings, SimulatorSwitch, Sources};

fn sources(folder: &std::path::Path, variables: &[(&str, &str)]) -> Sources {
    let pairs = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Sources {
        file: None,
        folder: folder.to_owned(),
        environment: pairs.collect::<BTreeMap<_, _>>(),
    }
}

fn faults(sources: &Sources) -> Vec<String> {
    match Settings::read(sources) {
        Ok(_) => Vec::new(),
        Err(Faulty(faults)) => faults.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn later_places_win() {
    let folder = tempfile::tempdir().unwrap();
    let read =
        |variables: &[(&str, &str)]| Settings::read(&sources(folder.path(), variables)).unwrap();
    let plain = read(&[]);
    assert_eq!(plain.server.listen.to_string(), "127.0.0.1:8080");
    assert!(plain.database_by_default && plain.file.is_none());
    assert!(plain.has_simulator(false));
    let toml = "[server]\nlisten = \"127.0.0.1:1\"\ndrain_seconds = 7\n[database]\nurl = \"sqlite:file.db\"\n\
        [twilio.account_tokens]\nAC00000000000000000000000000000002 = \"hush\"\n";
    std::fs::write(folder.path().join("frontdesk.toml"), toml).unwrap();
    let env = "FRONTDESK__SERVER__LISTEN=127.0.0.1:2\nFRONTDESK__LOG__LEVEL=debug\nOTHER=1\n";
    std::fs::write(folder.path().join(".env"), env).unwrap();
    let some = read(&[("FRONTDESK__LOG__LEVEL", "warn"), ("FRONTDESK__SERVER__PUBLIC_URL", "")]);
    assert_eq!(some.server.listen.to_string(), "127.0.0.1:2");
    assert_eq!(some.server.drain.as_secs(), 7);
    assert_eq!(some.log.level, "warn");
    assert_eq!(some.database.url, "sqlite:file.db");
    assert!(some.twilio.account_tokens.contains_key("AC00000000000000000000000000000002"));
    let hosted = read(&[("DATABASE_URL", "postgres://a:b@c/d"), ("REDIS_URL", "redis://r")]);
    assert_eq!(hosted.database.url, "postgres://a:b@c/d");
    assert!(hosted.redis.is_some() && !hosted.database_by_default);
    std::fs::remove_file(folder.path().join(".env")).unwrap();
    assert_eq!(read(&[("PORT", "9000")]).server.listen.to_string(), "127.0.0.1:9000");
}

#[test]
fn every_fault_is_reported_with_its_key_and_none_quotes_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let variables = [
        ("FRONTDESK__SERVER__LISTEN", "canary-1"),
        ("FRONTDESK__SERVER__PUBLIC_URL", "canary-2"),
        ("FRONTDESK__SERVER__WORKERS", "canary-3"),
        ("FRONTDESK__SERVER__SIMULATOR", "canary-4"),
        ("FRONTDESK__SERVER__LISTENN", "canary-5"),
        ("FRONTDESK__DATABASE__URL", "mysql://canary-6"),
        ("FRONTDESK__DATABASE__STATEMENT_CACHE", "canary-7"),
        ("FRONTDESK__REDIS__URL", "canary-8"),
        ("FRONTDESK__TWILIO__ACCOUNT_SID", "canary-9"),
        ("FRONTDESK__TWILIO__API_BASE", "http://canary-10.example"),
        ("FRONTDESK__OFFERS__KEY", "canary-11"),
        ("FRONTDESK__LOG__FORMAT", "canary-12"),
        ("FRONTDESK__LOG__LEVEL", "canary-13=="),
        ("FRONTDESK__NOSUCH__KEY", "canary-14"),
    ];
    let faults = faults(&sources(folder.path(), &variables));
    for key in [
        "server.listen:",
        "server.public_url:",
        "server.workers:",
        "server.simulator:",
        "server.listenn: there is no such key; is server.listen meant?",
        "database.url:",
        "database.statement_cache:",
        "redis.url:",
        "twilio.account_sid:",
        "twilio.auth_token:",
        "twilio.api_base:",
        "offers.key:",
        "log.format:",
        "log.level:",
        "nosuch.key: there is no such key",
    ] {
        assert!(faults.iter().any(|fault| fault.starts_with(key)), "{key} in {faults:#?}");
    }
    assert!(!faults.iter().any(|fault| fault.contains("canary")), "{faults:#?}");
    assert!(faults.iter().any(|fault| fault.contains("(from FRONTDESK__SERVER__LISTEN)")));
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_not_quoted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("frontdesk.toml");
    std::fs::write(&path, "[twilio]\nauth_token = canary\n").unwrap();
    let faults_of_file = faults(&sources(folder.path(), &[]));
    assert!(faults_of_file[0].contains("frontdesk.toml"), "{faults_of_file:?}");
    assert!(!faults_of_file[0].contains("canary"), "{faults_of_file:?}");
    let missing = Sources { file: Some("no/such.toml".into()), ..sources(folder.path(), &[]) };
    assert!(faults(&missing)[0].contains("no/such.toml"));
    std::fs::remove_file(&path).unwrap();
    std::fs::write(folder.path().join(".env"), "TOKEN='canary\n").unwrap();
    let faults = faults(&sources(folder.path(), &[]));
    assert!(faults[0].starts_with(".env: "), "{faults:?}");
    assert!(!faults[0].contains("canary"), "{faults:?}");
}

#[test]
fn keys_of_providers_to_come_are_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let settings =
        Settings::read(&sources(folder.path(), &[("FRONTDESK__LLM__API_KEY", "canary")])).unwrap();
    let row = settings.rows.iter().find(|row| row.key == "llm.api_key").unwrap();
    assert_eq!(row.shown, "[hidden]");
}

#[test]
fn the_simulator_is_off_where_the_world_could_reach_it() {
    let folder = tempfile::tempdir().unwrap();
    let read =
        |variables: &[(&str, &str)]| Settings::read(&sources(folder.path(), variables)).unwrap();
    for variable in [
        ("FRONTDESK__SERVER__LISTEN", "0.0.0.0:8080"),
        ("FRONTDESK__SERVER__PUBLIC_URL", "https://desk.example"),
        ("FRONTDESK__TWILIO__AUTH_TOKEN", "token"),
    ] {
        let settings = read(&[variable]);
        assert!(!settings.has_simulator(false), "{variable:?}");
        assert!(settings.has_simulator(true), "{variable:?}");
    }
    let off = read(&[("FRONTDESK__SERVER__SIMULATOR", "off")]);
    assert_eq!(off.server.simulator, SimulatorSwitch::Off);
    assert!(!off.has_simulator(true));
}
