//! The page for receivers says what is really sent.

use frontdesk_hooks::{Event, EventKind, Payload, schedule::WAITS};
use kernel::{IdSource, SeededIds};

const PAGE: &str = include_str!("../../../../docs/webhooks.md");

fn example(kind: EventKind) -> String {
    let ids: &dyn IdSource = &SeededIds::new(9);
    let at = "2026-11-21T09:33:00Z".parse().unwrap();
    Event::new(ids.next(), at, &Payload::example(kind)).unwrap().body()
}

#[test]
fn every_kind_of_event_stands_in_the_page_with_the_body_that_is_sent() {
    let missing: Vec<String> = EventKind::ALL
        .iter()
        .filter(|kind| !PAGE.contains(&format!("### `{kind}`")) || !PAGE.contains(&example(**kind)))
        .map(|kind| format!("### `{kind}`\n\n```json\n{}\n```\n", example(*kind)))
        .collect();
    assert!(missing.is_empty(), "docs/webhooks.md lacks:\n\n{}", missing.join("\n"));
    assert_eq!(PAGE.matches("\n### `").count(), EventKind::ALL.len(), "a kind that does not exist");
}

#[test]
fn the_page_names_every_wait() {
    let rows = PAGE.lines().filter(|line| {
        line.strip_prefix("| ")
            .and_then(|rest| rest.chars().next())
            .is_some_and(|it| it.is_ascii_digit())
    });
    assert_eq!(rows.count(), WAITS.len());
}
