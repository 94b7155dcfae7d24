//! `smoke`.

use serde::Deserialize;
use serde_json::json;

use super::session::Session;
use crate::failure::{Failure, Outcome};
use crate::show::table::{Cell, Table, Tone, number, text, whole};

#[derive(Deserialize)]
struct Smoke {
    ok: bool,
    checks: Vec<Check>,
}

#[derive(Deserialize)]
struct Check {
    name: String,
    ok: bool,
    #[serde(default)]
    say: Option<String>,
    #[serde(default)]
    micros: Option<u64>,
}

/// Has the server try everything it needs.
pub(super) async fn run(session: &mut Session) -> Outcome {
    let answer = session.api.post("/v1/admin/smoke", &json!({})).await?;
    let smoke: Smoke = answer.read()?;
    if !session.put_json(&answer) {
        let mut table =
            Table::new([whole("CHECK"), whole("RESULT"), number("TOOK"), text("WHAT IT SAYS")]);
        for check in &smoke.checks {
            let result = if check.ok { ("ok", Tone::Good) } else { ("failed", Tone::Bad) };
            table.row([
                check.name.as_str().into(),
                Cell::toned(result.0, result.1),
                check.micros.map(millis).into(),
                check.say.clone().into(),
            ]);
        }
        session.put_table(&table);
    }
    let failed: Vec<&str> =
        smoke.checks.iter().filter(|check| !check.ok).map(|check| check.name.as_str()).collect();
    match (smoke.ok, failed.is_empty()) {
        (true, true) => Ok(()),
        (_, false) => Err(Failure::refused(format!("failed: {}", failed.join(", ")))),
        (false, true) => Err(Failure::refused("the server says that something has failed")),
    }
}

/// Microseconds as milliseconds, to a tenth.
fn millis(micros: u64) -> String {
    let tenths = micros.saturating_add(50) / 100;
    format!("{}.{} ms", tenths / 10, tenths % 10)
}
