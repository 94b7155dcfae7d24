//! What people see.

use insta::assert_snapshot;

use crate::desk::Desk;
use crate::stand_in::{PRAIRIE, TOKYO, record};

/// Everything that is only looked at.
const LOOKS: [(&str, &str); 12] = [
    ("whoami", "whoami"),
    ("businesses", "business list"),
    ("suspended", "business list --status suspended"),
    ("business", "business show ten_01kak8v5q0e0080000000000a1"),
    ("plans", "plan list"),
    ("flags", "flag show ten_01kak8v5q0e0080000000000a1"),
    ("rollout", "flag rollout reminders"),
    ("numbers", "number list"),
    ("usage", "usage"),
    ("jobs", "jobs failed"),
    ("calls", "calls live"),
    ("smoke", "smoke"),
];

#[tokio::test]
async fn every_table_is_laid_out_for_people() {
    let desk = Desk::new().await;
    for (name, line) in LOOKS {
        assert_snapshot!(name, desk.run(line).await, &format!("frontdeskctl {line}"));
    }
}

#[tokio::test]
async fn the_version_is_the_packages() {
    let desk = Desk::new().await;
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(desk.run("version").await.output, format!("frontdeskctl {version}\n"));
    let json = desk.run("version --json").await.output;
    assert_eq!(json, format!("{{\"version\":\"{version}\"}}\n"));
    assert_eq!(desk.run("--version").await.output, format!("frontdeskctl {version}\n"));
}

#[tokio::test]
async fn times_are_local_with_their_offset_or_in_utc() {
    let desk = Desk::new().await;
    let local = desk.run("calls live").await;
    assert!(local.output.contains("2026-11-21 08:57:47-06:00"), "{local}");
    let utc = desk.run("--utc calls live").await;
    assert!(utc.output.contains("2026-11-21 14:57:47+00:00"), "{utc}");
}

#[tokio::test]
async fn a_terminal_has_colours_and_its_width_is_kept() {
    let desk = Desk::with_terminal(100).await;
    let ran = desk.run("business list").await;
    assert_snapshot!("terminal", ran, "frontdeskctl business list");
    for line in ran.output.lines() {
        assert!(width(line) <= 100, "{} columns: {line}", width(line));
    }
}

#[tokio::test]
async fn ids_are_never_cut_however_narrow_the_terminal() {
    let desk = Desk::with_terminal(40).await;
    let ran = desk.run("business list --no-color").await;
    assert!(ran.output.contains(PRAIRIE) && ran.output.contains(TOKYO), "{ran}");
    assert!(ran.output.contains('…') && !ran.output.contains("CREATED"), "{ran}");
}

#[tokio::test]
async fn colours_go_away_when_they_are_not_wanted() {
    let mut desk = Desk::with_terminal(120).await;
    assert!(desk.run("business list").await.output.contains("␛[32m"));
    assert!(!desk.run("business list --no-color").await.output.contains("␛["));
    desk.set("TERM", "dumb");
    assert!(!desk.run("business list").await.output.contains("␛["));
    desk.unset("TERM");
    desk.set("NO_COLOR", "1");
    assert!(!desk.run("business list").await.output.contains("␛["));
    let piped = Desk::new().await;
    assert!(!piped.run("business list").await.output.contains("␛["));
}

#[tokio::test]
async fn names_that_strangers_chose_do_not_steer_the_terminal() {
    let desk = Desk::new().await;
    for line in ["business list", "usage", "business list --all"] {
        let ran = desk.run(line).await;
        assert!(ran.output.contains("=cmd|"), "{ran}");
        assert!(!ran.output.contains(['␛', '\u{202e}']), "{ran}");
    }
}

#[tokio::test]
async fn usage_is_written_for_spreadsheets_without_formulas() {
    let desk = Desk::new().await;
    assert_snapshot!("usage_csv", desk.run("usage --csv").await, "frontdeskctl usage --csv");
    let one = desk.run(&format!("usage {PRAIRIE}")).await;
    assert_eq!(one.output.lines().count(), 3, "{one}");
    let none = desk.run(&format!("usage {TOKYO}")).await;
    assert_eq!(none.code, 5, "{none}");
    assert_eq!(desk.run("usage --csv --json").await.code, 2);
}

#[tokio::test]
async fn the_latest_entries_of_a_record_are_shown() {
    let desk = Desk::new().await;
    desk.server.short_pages(2);
    desk.server.chain(PRAIRIE, |chain| {
        for action in ["business.created", "flag.set", "plan.set", "key.rotated", "number.assigned"]
        {
            record(chain, action);
        }
    });
    let ran = desk.run(&format!("audit {PRAIRIE} --limit 3")).await;
    assert_snapshot!("audit", ran, "frontdeskctl audit ID --limit 3");
}

/// Columns of a line without its colours.
fn width(line: &str) -> usize {
    let mut coloured = false;
    let shown = line.chars().filter(|character| match character {
        '␛' => {
            coloured = true;
            false
        }
        'm' if coloured => {
            coloured = false;
            false
        }
        _ => !coloured,
    });
    cli::show::text::columns(&shown.collect::<String>())
}
