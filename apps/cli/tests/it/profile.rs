//! `login`, `logout`, and the file between them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::Ordering;

use insta::assert_snapshot;

use crate::desk::{Desk, SECRET};

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn login_keeps_what_was_checked_and_logout_takes_it_away() {
    let mut desk = Desk::new().await;
    let ran = desk.run("login").await;
    assert_snapshot!("login", ran);
    assert_eq!(mode(&desk.profile()), 0o600);
    assert_eq!(mode(desk.profile().parent().unwrap()), 0o700);
    for name in ["FRONTDESK_SERVER", "FRONTDESK_PLATFORM_SECRET", "LOGNAME"] {
        desk.unset(name);
    }
    let known = desk.run("business list").await;
    assert_eq!(known.code, 0, "{known}");
    assert_eq!(desk.run("logout").await.output, "HOME/.config/frontdesk/ctl.toml is removed.\n");
    assert_eq!(desk.run("logout").await.output, "There is no profile.\n");
    let unknown = desk.run("business list").await;
    assert_eq!(unknown.code, 2, "{unknown}");
}

#[tokio::test]
async fn a_login_that_is_refused_keeps_nothing() {
    let mut desk = Desk::new().await;
    desk.set("FRONTDESK_PLATFORM_SECRET", "another secret that is long enough 987");
    let ran = desk.run("login").await;
    assert_eq!(ran.code, 4, "{ran}");
    assert!(!desk.profile().exists());
    desk.unset("FRONTDESK_PLATFORM_SECRET");
    assert_eq!(desk.run("login").await.code, 2, "there is nobody to ask");
}

#[tokio::test]
async fn login_asks_on_a_terminal_and_hides_the_secret() {
    let mut desk = Desk::with_terminal(100).await;
    let server = desk.server.uri();
    desk.unset("FRONTDESK_SERVER");
    desk.unset("FRONTDESK_PLATFORM_SECRET");
    let ran = desk.typing("login", &format!("{server}\n{SECRET}\n")).await;
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.errors.contains("Server: ") && ran.errors.contains("(not shown): "), "{ran}");
    assert_eq!(desk.hidden.hidden.load(Ordering::Relaxed), 1);
    assert_eq!(desk.hidden.shown.load(Ordering::Relaxed), 1);
    assert!(fs::read_to_string(desk.profile()).unwrap().contains(SECRET));
}

#[tokio::test]
async fn a_profile_that_others_may_read_is_refused() {
    let mut desk = Desk::new().await;
    desk.run("login").await;
    desk.unset("FRONTDESK_PLATFORM_SECRET");
    for open in [0o640, 0o604, 0o660, 0o622] {
        fs::set_permissions(desk.profile(), fs::Permissions::from_mode(open)).unwrap();
        let ran = desk.run("whoami").await;
        assert_eq!(ran.code, 2, "{open:o} {ran}");
        assert!(ran.errors.contains("chmod 600"), "{ran}");
    }
    fs::set_permissions(desk.profile(), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(desk.run("whoami").await.code, 0);
    // Logging in again mends it.
    fs::set_permissions(desk.profile(), fs::Permissions::from_mode(0o644)).unwrap();
    desk.set("FRONTDESK_PLATFORM_SECRET", SECRET);
    assert_eq!(desk.run("login").await.code, 0);
    assert_eq!(mode(&desk.profile()), 0o600);
}

#[tokio::test]
async fn a_spoilt_profile_is_not_quoted() {
    let mut desk = Desk::new().await;
    desk.run("login").await;
    desk.unset("FRONTDESK_PLATFORM_SECRET");
    fs::write(desk.profile(), format!("server = 1\nsecret = {SECRET}\n")).unwrap();
    let ran = desk.run("whoami").await;
    assert_eq!(ran.code, 2, "{ran}");
    assert!(!ran.errors.contains(SECRET), "{ran}");
}

#[tokio::test]
async fn the_place_of_the_profile_can_be_chosen() {
    let mut desk = Desk::new().await;
    let chosen = desk.home.path().join("chosen");
    desk.set("XDG_CONFIG_HOME", &chosen.display().to_string());
    assert_eq!(desk.run("login").await.code, 0);
    assert!(chosen.join("frontdesk/ctl.toml").exists() && !desk.profile().exists());
    desk.set("XDG_CONFIG_HOME", "relative");
    assert_eq!(desk.run("login").await.code, 0);
    assert!(desk.profile().exists(), "a relative place does not count");
    desk.unset("XDG_CONFIG_HOME");
    desk.unset("HOME");
    assert_eq!(desk.run("login").await.code, 2);
}

#[tokio::test]
async fn the_options_win_over_the_profile() {
    let mut desk = Desk::new().await;
    desk.run("login --as robin").await;
    desk.unset("FRONTDESK_SERVER");
    let ran = desk.run("whoami --server http://127.0.0.1:1").await;
    assert_eq!(ran.code, 3, "{ran}");
    assert!(desk.run("whoami").await.output.contains("robin"));
    assert!(desk.run("whoami --as dana").await.output.contains("dana"));
}

#[tokio::test]
async fn the_profiles_secret_is_for_the_profiles_server_alone() {
    let mut desk = Desk::new().await;
    let other = Desk::new().await;
    desk.run("login").await;
    desk.unset("FRONTDESK_PLATFORM_SECRET");
    let elsewhere = desk.run(&format!("whoami --server {}", other.server.uri())).await;
    assert_eq!((elsewhere.code, other.server.lines().len()), (2, 0), "{elsewhere}");
    assert!(elsewhere.errors.contains("the profile's secret is for"), "{elsewhere}");
    assert_eq!(desk.run(&format!("whoami --server {}/", desk.server.uri())).await.code, 0);
}
