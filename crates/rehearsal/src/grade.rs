//! Holds what the database came to against what a scenario expects.

use crm::Direction;
use scheduling::AppointmentStatus;

use crate::after::{After, Row, Written};
use crate::scenario::{Expect, ExpectAppointment, ExpectText, Forbidden, Scenario};
use crate::stage::Stage;

/// Why a call is not what was expected, one sentence each; none when it is.
pub fn grade(scenario: &Scenario, stage: &Stage, after: &After, rang: bool) -> Vec<String> {
    let mut faults = Vec::new();
    appointments(&scenario.expect, stage, after, &mut faults);
    let expect = &scenario.expect;
    texts("message", &expect.messages, after.written(Direction::Left), &mut faults);
    if let Some(expected) = &expect.alerts {
        texts("alert", expected, after.written(Direction::Alert), &mut faults);
    }
    if let Some(expected) = &expect.texts {
        texts("text", expected, after.written(Direction::Outbound), &mut faults);
    }
    let outcome = after.outcome.as_deref().unwrap_or("none");
    if !expect.outcome.is_empty() && !expect.outcome.iter().any(|it| it == outcome) {
        faults.push(format!("the outcome is {outcome}, not {}", expect.outcome.join(" or ")));
    }
    if let Some(transfer) = expect.transfer
        && transfer != rang
    {
        faults.push(if rang { "somebody was rung" } else { "nobody was rung" }.to_owned());
    }
    if after.jobs_open > 0 {
        faults.push(format!("{} job(s) of the outbox were not done", after.jobs_open));
    }
    for forbidden in &scenario.forbid {
        let done = match forbidden {
            Forbidden::Text => after.written(Direction::Outbound).next().is_some(),
            Forbidden::Message => after.written(Direction::Left).next().is_some(),
            Forbidden::Transfer => rang,
            Forbidden::Appointment => changed(stage, after),
        };
        if done {
            faults.push(format!("forbidden: {forbidden:?}"));
        }
    }
    faults
}

fn changed(stage: &Stage, after: &After) -> bool {
    after.appointments.iter().any(|row| row.key.is_none() || !is_as_before(stage, row))
}

fn is_as_before(stage: &Stage, row: &Row) -> bool {
    let start = |key: &str| {
        let found = stage.seeded.iter().filter(|(name, _)| name == key);
        found.map(|(_, before)| stage.local(before.starts_at)).any(|start| start == row.start)
    };
    row.status == "confirmed" && row.key.as_deref().is_some_and(start)
}

fn appointments(expect: &Expect, stage: &Stage, after: &After, faults: &mut Vec<String>) {
    let mut rows: Vec<&Row> = after.appointments.iter().collect();
    for expected in &expect.appointments {
        let same = |row: &&Row| row.key == expected.was;
        let place = rows.iter().position(|row| same(row) && fits(expected, row).is_ok());
        if let Some(place) = place {
            rows.remove(place);
            continue;
        }
        let near: Vec<&Row> = rows.iter().copied().filter(same).collect();
        let why = match near.as_slice() {
            [one] => fits(expected, one).err().unwrap_or_default(),
            [] => "there is none".to_owned(),
            _ => "none of several fits".to_owned(),
        };
        faults.push(format!("appointment {}: {why}", shown(expected)));
    }
    for row in rows {
        let is_expected =
            expect.appointments.iter().any(|it| it.was.is_some() && it.was == row.key);
        if is_expected || is_as_before(stage, row) {
            continue;
        }
        let Row { service, staff, start, status, .. } = row;
        let name = row.name.as_deref().unwrap_or("nobody");
        let held = AppointmentStatus::Held;
        let what = if *status == format!("{held:?}").to_lowercase() { "hold" } else { "change" };
        faults.push(format!("unexpected {what}: {service}, {start}, {staff}, {name}, {status}"));
    }
}

fn shown(expected: &ExpectAppointment) -> String {
    let parts = [
        expected.was.clone(),
        expected.service.clone(),
        expected.start.map(|it| it.to_string()),
        Some(expected.status.clone()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What differs, if anything does.
fn fits(expected: &ExpectAppointment, row: &Row) -> Result<(), String> {
    let same = |wanted: &Option<String>, found: &str, what: &str| match wanted {
        Some(wanted) if !wanted.eq_ignore_ascii_case(found) => {
            Err(format!("{what} is {found}, not {wanted}"))
        }
        _ => Ok(()),
    };
    same(&expected.service, &row.service, "the service")?;
    same(&expected.staff, &row.staff, "the staff")?;
    same(&expected.name, row.name.as_deref().unwrap_or_default(), "the name")?;
    if row.status != expected.status {
        return Err(format!("the status is {}", row.status));
    }
    if let Some(notes) = &expected.notes
        && !row.notes.as_deref().unwrap_or_default().contains(notes.as_str())
    {
        return Err(format!("the notes are {:?}", row.notes));
    }
    let early = expected.from.is_some_and(|from| row.start < from);
    let late = expected.to.is_some_and(|to| row.start > to);
    if expected.start.is_some_and(|start| start != row.start) || early || late {
        return Err(format!("the start is {}", row.start));
    }
    Ok(())
}

fn texts<'a>(
    what: &str,
    expected: &[ExpectText],
    found: impl Iterator<Item = &'a Written>,
    faults: &mut Vec<String>,
) {
    let mut found: Vec<&Written> = found.collect();
    if found.len() != expected.len() {
        faults.push(format!("{} {what}(s), not {}", found.len(), expected.len()));
    }
    for text in expected {
        let holds = |it: &&Written| {
            let body = it.body.to_lowercase();
            text.contains.iter().all(|part| body.contains(&part.to_lowercase()))
        };
        match found.iter().position(holds) {
            Some(place) => {
                found.remove(place);
            }
            None => faults.push(format!("no {what} holds {}", text.contains.join(", "))),
        }
    }
}
