//! Under which licences foreign code comes.

use frontdesk_tidy::licences::{allowed, banned, bans, refused};

use crate::support::{assert_none, resolved, text};

#[test]
fn every_package_comes_under_an_allowed_licence() {
    let allowed = allowed(&text("deny.toml"));
    assert!(allowed.len() > 5, "the list of licences was not found in deny.toml");
    let metadata = resolved();
    assert!(metadata.packages.len() > 100, "the packages were not found");
    let faults: Vec<String> = metadata
        .packages
        .iter()
        .filter_map(|package| refused(&package.name, package.license.as_deref(), &allowed))
        .collect();
    assert_none(&faults);
}

#[test]
fn no_banned_package_is_in_the_lock_file() {
    let bans = bans(&text("deny.toml"));
    for name in ["openssl-sys", "native-tls", "pq-sys", "aws-lc-sys", "h2"] {
        assert!(bans.iter().any(|ban| ban.name == name), "deny.toml does not ban {name}");
    }
    assert_none(&banned(&text("Cargo.lock"), &bans));
}
