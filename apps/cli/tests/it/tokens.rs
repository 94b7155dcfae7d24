//! What is shown to the server.

use std::collections::BTreeSet;

use jiff::SignedDuration;

use crate::desk::{Desk, SECRET};
use crate::stand_in::{PRAIRIE, record};

#[tokio::test]
async fn each_request_has_a_token_of_its_own_for_a_minute() {
    let desk = Desk::new().await;
    desk.server.short_pages(1);
    desk.run("business list --all").await;
    desk.clock.advance(SignedDuration::from_secs(120));
    let late = desk.run("business list --all").await;
    assert_eq!(late.code, 0, "{late}");
    let asked = desk.server.asked();
    assert_eq!(asked.len(), 6);
    let tokens: BTreeSet<String> = asked.iter().map(|asked| asked.token.clone()).collect();
    assert!(tokens.len() >= 2, "a token is not kept");
    for asked in &asked {
        let claims = asked.claims.as_ref().unwrap();
        assert_eq!((claims.name.as_str(), claims.writes), ("dana", false));
    }
}

#[tokio::test]
async fn only_what_changes_something_carries_the_right_to_write() {
    let desk = Desk::new().await;
    desk.server.chain(PRAIRIE, |chain| record(chain, "flag.set"));
    for line in [
        "whoami".to_owned(),
        "business list".to_owned(),
        format!("business show {PRAIRIE}"),
        "plan list".to_owned(),
        format!("flag show {PRAIRIE}"),
        "flag rollout reminders".to_owned(),
        "number list".to_owned(),
        "usage".to_owned(),
        "jobs failed".to_owned(),
        format!("audit {PRAIRIE}"),
        format!("audit verify {PRAIRIE}"),
        "audit verify --all".to_owned(),
        "calls live".to_owned(),
    ] {
        assert_eq!(desk.run(&line).await.code, 0, "{line}");
    }
    for asked in desk.server.asked() {
        assert!(!asked.claims.as_ref().unwrap().writes, "{}", asked.line);
        assert_eq!(asked.key, None, "{}", asked.line);
    }
    desk.run(&format!("flag set {PRAIRIE} reminders on")).await;
    let mut asked = desk.server.asked();
    let change = asked.pop().unwrap();
    assert!(change.claims.as_ref().unwrap().writes && change.key.is_some());
    let look = asked.pop().unwrap();
    assert!(
        !look.claims.as_ref().unwrap().writes,
        "what is looked up before shows no right either"
    );
}

#[tokio::test]
async fn the_name_comes_from_the_option_the_environment_or_the_login() {
    let mut desk = Desk::new().await;
    let name = |desk: &Desk| desk.server.asked().pop().unwrap().claims.unwrap().name;
    desk.run("whoami").await;
    assert_eq!(name(&desk), "dana");
    desk.set("FRONTDESK_AS", "on-call");
    desk.run("whoami").await;
    assert_eq!(name(&desk), "on-call");
    desk.run("whoami --as robin.2").await;
    assert_eq!(name(&desk), "robin.2");
    let asked = desk.server.asked().len();
    let refused = desk.run_words(&["whoami", "--as", "Dana Reyes"], "").await;
    assert_eq!(refused.code, 2, "{refused}");
    assert_eq!(desk.server.asked().len(), asked);
}

#[tokio::test]
async fn the_secret_appears_nowhere() {
    let mut desk = Desk::new().await;
    let short = "short secret";
    for (secret, line) in [
        (SECRET, "login"),
        (SECRET, "whoami"),
        (SECRET, "--json whoami"),
        (SECRET, "business list --server http://127.0.0.1:1"),
        ("another secret that is long enough 987", "whoami"),
        (short, "whoami"),
        (short, "login"),
    ] {
        desk.set("FRONTDESK_PLATFORM_SECRET", secret);
        let ran = desk.run(line).await;
        let tokens = desk.server.asked().into_iter().map(|asked| asked.token);
        for hidden in tokens.chain([secret.to_owned()]).filter(|hidden| !hidden.is_empty()) {
            assert!(!ran.to_string().contains(&hidden), "{line}: {ran}");
        }
    }
}

#[tokio::test]
async fn the_secret_is_read_from_a_file_or_a_pipe_before_anything_else() {
    let mut desk = Desk::new().await;
    let path = desk.home.path().join("secret");
    std::fs::write(&path, format!("{SECRET}\n")).unwrap();
    desk.set("FRONTDESK_PLATFORM_SECRET", "another secret that is long enough 987");
    assert_eq!(desk.run("whoami").await.code, 4);
    let file = desk.run(&format!("whoami --secret-file {}", path.display())).await;
    assert_eq!(file.code, 0, "{file}");
    let pipe = desk.typing("whoami --secret-file -", &format!("{SECRET}\n")).await;
    assert_eq!(pipe.code, 0, "{pipe}");
    assert_eq!(desk.run("whoami --secret-file nowhere").await.code, 2);
    assert_eq!(desk.typing("whoami --secret-file -", "\n").await.code, 2);
}
