//! Scenario files, runs that repeat themselves, and suites that are made.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

use std::path::PathBuf;

use frontdesk_rehearsal as rehearsal;
use rehearsal::load::{Loaded, load, parse};
use rehearsal::report::Report;
use rehearsal::run::{Plan, run};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn plan(noise: f64, threads: usize) -> Plan {
    Plan { seed: 1, trials: 2, noise, threads }
}

fn report(scenarios: &[Loaded], plan: Plan) -> Report {
    Report::new(scenarios, &run(scenarios, plan).unwrap(), plan.noise)
}

#[test]
fn the_shipped_scenarios_are_enough_and_cover_five_verticals() {
    let all = load(&[root().join("scenarios")]).unwrap();
    let ready = all.iter().filter(|loaded| loaded.scenario.needs.is_empty());
    assert!(ready.count() >= 150);
    for vertical in ["barber", "plumber", "dental", "restaurant", "sneakers"] {
        let of_it = all.iter().filter(|loaded| loaded.scenario.business == vertical);
        assert!(of_it.count() >= 30, "{vertical}");
    }
}

#[test]
fn the_same_run_gives_the_same_bytes_on_any_number_of_threads() {
    let all = load(&[root().join("scenarios/barber"), root().join("scenarios/dental")]).unwrap();
    let bytes = |threads| {
        let report = report(&all, plan(0.15, threads));
        (report.text(), serde_json::to_string(&report).unwrap())
    };
    assert_eq!(bytes(1), bytes(3));
}

/// What every change must keep, whatever it does to the rates.
#[test]
fn most_callers_reach_their_goal() {
    let mut all = load(&[root().join("scenarios")]).unwrap();
    all.retain(|loaded| loaded.scenario.needs.is_empty());
    let clean = report(&all, plan(0.0, 2));
    assert!(clean.pass_1 >= 0.985, "{}", clean.text());
}

#[test]
fn a_wrong_expectation_fails_with_reason_and_transcript() {
    let folder = root().join("scenarios/barber/bookings.yaml");
    let mut all = load(&[folder]).unwrap();
    all.truncate(1);
    all[0].scenario.expect.appointments[0].service = Some("Line-up".to_owned());
    let report = report(&all, plan(0.0, 1));
    assert_eq!(report.lines[0].passed, 0);
    let failure = &report.lines[0].failures[0];
    assert!(failure.faults[0].contains("the service is"), "{:?}", failure.faults);
    assert!(failure.transcript.len() > 3);
}

#[test]
fn bad_files_are_refused_with_line_and_field() {
    let good = "name: a\nbusiness: barber\nclock: 2026-03-03T10:00:00Z\ncaller:\n  from: \"1\"\n";
    assert!(parse(good).is_ok());
    for (text, named) in [
        (format!("{good}colour: red\n"), ["colour", "6"]),
        (good.replace("2026-03-03T10:00:00Z", "soon"), ["clock", "3"]),
        (good.replace("  from: \"1\"\n", "  name: x\n"), ["from", "4"]),
        (format!("{good}forbid: [everything]\n"), ["everything", "6"]),
    ] {
        let error = parse(&text).unwrap_err();
        assert!(named.iter().all(|part| error.contains(part)), "{named:?}: {error}");
    }
}

#[test]
fn a_business_gets_a_suite_of_its_own_that_runs() {
    for business in ["barber", "plumber", "sneakers"] {
        let text = std::fs::read_to_string(root().join(format!("businesses/{business}.toml")));
        let suite = rehearsal::generate::suite(&text.unwrap()).unwrap();
        let scenarios = parse(&suite).unwrap();
        assert!(scenarios.len() > 15, "{business}: {}", scenarios.len());
        let loaded: Vec<Loaded> = scenarios
            .into_iter()
            .map(|scenario| Loaded {
                file: PathBuf::from("suite.yaml"),
                business: scenario.business.clone(),
                scenario,
            })
            .collect();
        let report = report(&loaded, plan(0.0, 2));
        assert!(report.pass_1 > 0.75, "{}", report.text());
    }
}
