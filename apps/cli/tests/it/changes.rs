//! What is changed, how it is asked for, and what is asked before.

use std::fmt::Write;

use insta::assert_snapshot;

use crate::desk::Desk;
use crate::stand_in::{CRAFTY, JOB, PRAIRIE, TOKYO};

#[tokio::test]
async fn every_change_asks_the_server_for_what_was_typed() {
    let desk = Desk::new().await;
    let lines = [
        format!("business activate {TOKYO}"),
        format!("business suspend {PRAIRIE} --reason unpaid --yes"),
        "business create --name Corner --timezone Europe/London --vertical salon --language en-GB \
         --owner-email ana@corner.example --phone +44(20)7946-0123 --plan starter"
            .to_owned(),
        format!("plan set {PRAIRIE} pro"),
        format!("plan set {PRAIRIE} starter --book gbp --yes"),
        format!("flag set {PRAIRIE} reminders off"),
        format!("flag set {PRAIRIE} languages_max 3"),
        format!("flag set {PRAIRIE} analytics full"),
        format!("flag clear {PRAIRIE} reminders"),
        format!("flag rollback {PRAIRIE} reminders"),
        "flag rollout reminders 25%".to_owned(),
        "flag rollout reminders staging".to_owned(),
        "flag rollout reminders off --yes".to_owned(),
        "flag rollout reminders clear".to_owned(),
        "flag rollout reminders rollback".to_owned(),
        format!("number assign {TOKYO} +1.816.555.0101"),
        format!("number release {PRAIRIE} -y"),
        format!("key rotate {PRAIRIE}"),
        format!("widget-token rotate {PRAIRIE}"),
        format!(
            "widget-token rotate {PRAIRIE} --origin https://Shop.example --origin https://b.example:8443/"
        ),
        format!("jobs retry {JOB}"),
        "jobs retry --all --yes".to_owned(),
    ];
    let mut told = String::new();
    for line in lines {
        let before = desk.server.effects().len();
        let ran = desk.run(&line).await;
        assert_eq!(ran.code, 0, "{line}\n{ran}");
        let effects = desk.server.effects().split_off(before).join("\n  ");
        writeln!(told, "$ frontdeskctl {line}\n  {effects}\n{ran}\n").unwrap();
    }
    assert_snapshot!("changes", told);
}

#[tokio::test]
async fn a_business_file_is_sent_as_it_stands() {
    let desk = Desk::new().await;
    let path = desk.home.path().join("corner.toml");
    std::fs::write(&path, "[business]\nname = \"Corner Salon\"\n").unwrap();
    let ran = desk.run(&format!("business create --file {} --json", path.display())).await;
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.output.contains("\"invitation\":true"), "{ran}");
    let body = desk.server.asked().pop().unwrap().body;
    assert_eq!(body["file"], "[business]\nname = \"Corner Salon\"\n");
    std::fs::write(&path, "[business\nname = 1").unwrap();
    let broken = desk.run(&format!("business create --file {}", path.display())).await;
    assert_eq!(broken.code, 2, "{broken}");
    assert!(broken.errors.contains("line 1"), "{broken}");
    let mixed = desk.run(&format!("business create --file {} --name A", path.display())).await;
    assert_eq!(mixed.code, 2, "{mixed}");
    assert_eq!(desk.server.effects().len(), 1);
}

/// The dangerous verbs, and what has to be typed.
fn dangers() -> [(String, &'static str); 5] {
    [
        (format!("business suspend {PRAIRIE}"), "Prairie Plumbing"),
        (format!("number release {PRAIRIE}"), "Prairie Plumbing"),
        (format!("plan set {PRAIRIE} starter"), "Prairie Plumbing"),
        ("jobs retry --all".to_owned(), "all"),
        ("flag rollout reminders off".to_owned(), "reminders"),
    ]
}

#[tokio::test]
async fn dangerous_verbs_need_yes_where_nobody_can_be_asked() {
    let desk = Desk::new().await;
    let mut told = String::new();
    for (line, _) in dangers() {
        let ran = desk.run(&line).await;
        assert_eq!(ran.code, 2, "{line}\n{ran}");
        writeln!(told, "$ frontdeskctl {line}\n{ran}\n").unwrap();
    }
    assert_snapshot!("unconfirmed", told);
    assert_eq!(desk.server.effects(), [""; 0]);
}

#[tokio::test]
async fn dangerous_verbs_have_the_name_typed_on_a_terminal() {
    for (line, word) in dangers() {
        let desk = Desk::with_terminal(100).await;
        for wrong in ["", "\n", "y\n", "yes\n", "prairie plumbing\n"] {
            let ran = desk.typing(&line, wrong).await;
            assert_eq!(ran.code, 1, "{line} {wrong:?}\n{ran}");
            assert!(ran.errors.contains(&format!("Type {word} to go on: ")), "{ran}");
            assert!(ran.errors.contains("nothing was done"), "{ran}");
        }
        assert_eq!(desk.server.effects(), [""; 0]);
        let ran = desk.typing(&line, &format!("{word}\n")).await;
        assert_eq!(ran.code, 0, "{line}\n{ran}");
        assert!(!desk.server.effects().is_empty());
    }
}

#[tokio::test]
async fn a_name_that_cannot_be_typed_is_confirmed_by_the_id() {
    let desk = Desk::with_terminal(100).await;
    let ran = desk.typing(&format!("business suspend {CRAFTY}"), &format!("{CRAFTY}\n")).await;
    assert_eq!(ran.code, 0, "{ran}");
    assert!(!ran.errors.contains("␛[31m"), "{ran}");
}

#[tokio::test]
async fn a_higher_tier_is_set_without_a_question() {
    let desk = Desk::with_terminal(100).await;
    let ran = desk.run(&format!("plan set {PRAIRIE} pro")).await;
    assert_eq!((ran.code, ran.output.as_str()), (0, "Prairie Plumbing is on usd/pro.\n"));
    // A business without a plan has nothing to lose; which book is meant has to be said.
    let unclear = desk.run(&format!("plan set {CRAFTY} starter")).await;
    assert_eq!(unclear.code, 2, "{unclear}");
    assert_eq!(desk.run(&format!("plan set {CRAFTY} starter --book gbp")).await.code, 0);
    let unknown = desk.run(&format!("plan set {PRAIRIE} gold")).await;
    assert_snapshot!("unknown_plan", unknown);
}

#[tokio::test]
async fn values_of_flags_have_the_form_of_the_flag() {
    let desk = Desk::new().await;
    for (flag, value, code) in [
        ("reminders", "7", 2),
        ("reminders", "ON", 2),
        ("languages_max", "two", 2),
        ("nonsense", "on", 5),
        ("Not/AFlag", "on", 2),
    ] {
        let ran = desk.run(&format!("flag set {PRAIRIE} {flag} {value}")).await;
        assert_eq!(ran.code, code, "{ran}");
    }
    for step in ["101%", "half", "-1%", "OFF"] {
        assert_eq!(desk.run(&format!("flag rollout reminders {step}")).await.code, 2);
    }
    assert_eq!(desk.server.effects(), [""; 0]);
}
