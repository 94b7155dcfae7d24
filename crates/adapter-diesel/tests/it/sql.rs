//! SQLite has no row-level security: whether every statement names the tenant is checked here, on
//! whatever SQL the contract makes the stores run.

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};

/// Panics, in connections that are made from now on, at a statement that names no tenant.
pub(crate) fn check_every_statement() {
    set_default_instrumentation(|| Some(Box::new(Check))).unwrap();
}

struct Check;

impl Instrumentation for Check {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let query = query.to_string();
            assert!(names_the_tenant(&query), "no tenant in: {query}");
        }
    }
}

const TABLES: [&str; 22] = [
    "`answers`",
    "`api_keys`",
    "`appointments`",
    "`audit`",
    "`calls`",
    "`conversations`",
    "`customers`",
    "`deliveries`",
    "`endpoints`",
    "`events`",
    "`flags`",
    "`invitations`",
    "`members`",
    "`messages`",
    "`receipts`",
    "`schedules`",
    "`services`",
    "`settings_drafts`",
    "`settings_versions`",
    "`staff`",
    "`subscriptions`",
    "`turns`",
];

/// What the platform asks before it knows whose call it is, or which business somebody looks at.
const PLATFORM: [&str; 3] = [
    "SELECT `calls`.`tenant_id` FROM `calls` WHERE (`calls`.`provider_id` = ?)",
    "SELECT `members`.`tenant_id`, `members`.`role` FROM `members` \
     WHERE (`members`.`account_id` = ?)",
    "SELECT `sessions`.`id`, ",
];

fn names_the_tenant(query: &str) -> bool {
    let sql = query.split("-- binds:").next().unwrap_or_default();
    if !TABLES.iter().any(|table| sql.contains(table)) {
        return true;
    }
    if PLATFORM.iter().any(|question| sql.starts_with(question)) {
        return true;
    }
    match sql.split_whitespace().next() {
        Some("INSERT") => sql.contains("`tenant_id`"),
        Some("SELECT" | "UPDATE" | "DELETE") => {
            sql.split_once(" WHERE ").is_some_and(|(_, clause)| clause.contains("`tenant_id` = ?"))
        }
        _ => true,
    }
}

#[test]
fn a_statement_without_the_tenant_is_noticed() {
    assert!(names_the_tenant("SELECT * FROM `calls` WHERE (`calls`.`tenant_id` = ?)"));
    assert!(!names_the_tenant("SELECT * FROM `calls` WHERE (`calls`.`id` = ?)"));
    assert!(!names_the_tenant("SELECT `calls`.`tenant_id` FROM `calls`"));
    assert!(!names_the_tenant("DELETE FROM `turns`"));
    assert!(!names_the_tenant("SELECT `members`.`role` FROM `members`"));
    assert!(!names_the_tenant("UPDATE `staff` SET `active` = ? WHERE (`staff`.`id` = ?)"));
}
