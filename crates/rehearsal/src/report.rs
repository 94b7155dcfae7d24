//! What came of the runs, for people and for scripts.

use std::fmt::Write as _;

use serde::Serialize;

use crate::load::Loaded;
use crate::scenario::Style;

/// How many words are said in a second: 150 a minute.
const WORDS_A_SECOND: f64 = 2.5;
/// How long the line is silent between two who talk, in seconds.
const PAUSE_SECONDS: f64 = 0.8;

/// One run of one scenario.
#[derive(Debug, Clone, Serialize)]
pub struct Trial {
    /// The seed.
    pub seed: u64,
    /// How the caller talked.
    pub style: Option<Style>,
    /// Turns of the caller.
    pub turns: u32,
    /// Turns that began with something not understood.
    pub misses: u32,
    /// Seconds of talk, estimated from the words at 150 a minute and a pause between turns.
    pub seconds: f64,
    /// Why it failed; nothing when it passed.
    pub faults: Vec<String>,
    /// What was said.
    pub transcript: Vec<String>,
}

impl Trial {
    pub(crate) const fn new(seed: u64) -> Self {
        Self {
            seed,
            style: None,
            turns: 0,
            misses: 0,
            seconds: 0.0,
            faults: Vec::new(),
            transcript: Vec::new(),
        }
    }

    pub(crate) fn agent(&mut self, words: &str) {
        self.talk(words);
        self.transcript.push(format!("agent: {words}"));
    }

    pub(crate) fn caller(&mut self, words: &str) {
        self.turns += 1;
        self.talk(words);
        // What is long is long in the database; here it would hide the rest.
        let shown: String = words.chars().take(400).collect();
        self.transcript.push(format!("caller: {shown}"));
    }

    fn talk(&mut self, words: &str) {
        let count = u32::try_from(words.split_whitespace().count()).unwrap_or(u32::MAX);
        self.seconds += f64::from(count) / WORDS_A_SECOND + PAUSE_SECONDS;
    }

    /// Whether everything is as expected.
    pub const fn passed(&self) -> bool {
        self.faults.is_empty()
    }
}

/// A scenario's line.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The scenario.
    pub name: String,
    /// Its file.
    pub file: String,
    /// What it waits for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// How many trials passed.
    pub passed: u32,
    /// How many there were.
    pub trials: u32,
    /// Turns of the caller, on average.
    pub turns: f64,
    /// Seconds of talk, on average.
    pub seconds: f64,
    /// The trials that failed.
    pub failures: Vec<Trial>,
}

/// Everything.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Scenarios.
    pub scenarios: usize,
    /// Trials of each.
    pub trials: u32,
    /// How bad the line was.
    pub noise: f64,
    /// The part of all trials that passed.
    pub pass_1: f64,
    /// The part of all scenarios of which every trial passed.
    pub pass_all: f64,
    /// Turns of the caller in a call that passed, on average.
    pub turns: f64,
    /// Seconds of talk in a call that passed, on average.
    pub seconds: f64,
    /// Turns that were not understood, in calls that passed all the same.
    pub recoveries: u32,
    /// One for each scenario, in the order of the files.
    pub lines: Vec<Line>,
}

impl Report {
    /// Adds up. Averages are rounded to a thousandth, so that they print alike everywhere.
    pub fn new(scenarios: &[Loaded], results: &[Vec<Trial>], noise: f64) -> Self {
        let lines: Vec<Line> =
            scenarios.iter().zip(results).map(|(loaded, trials)| line(loaded, trials)).collect();
        let all = || results.iter().flatten();
        let passed = || all().filter(|trial| trial.passed());
        let whole = lines.iter().filter(|line| line.passed == line.trials).count();
        Self {
            scenarios: lines.len(),
            trials: lines.iter().map(|line| line.trials).max().unwrap_or_default(),
            noise,
            pass_1: ratio(passed().count(), all().count()),
            pass_all: ratio(whole, lines.len()),
            turns: mean(passed().map(|trial| f64::from(trial.turns))),
            seconds: mean(passed().map(|trial| trial.seconds)),
            recoveries: passed().map(|trial| trial.misses).sum(),
            lines,
        }
    }

    /// As people read it: failures with their transcripts, then the totals.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for line in &self.lines {
            let mark = if line.passed == line.trials { "ok  " } else { "FAIL" };
            let needs = if line.needs.is_empty() {
                String::new()
            } else {
                format!(" (needs {})", line.needs.join(", "))
            };
            let Line { passed, trials, name, .. } = line;
            let _ = writeln!(out, "{mark} {passed}/{trials} {name}{needs}");
            for trial in &line.failures {
                let style = serde_json::to_value(trial.style).unwrap_or_default();
                let style = style.as_str().unwrap_or("fixed").to_owned();
                let _ = writeln!(out, "     seed {}, {style}, {}", trial.seed, line.file);
                for fault in &trial.faults {
                    let _ = writeln!(out, "     ! {fault}");
                }
                for said in &trial.transcript {
                    let _ = writeln!(out, "       {said}");
                }
            }
        }
        let Self { scenarios, trials, noise, pass_1, pass_all, turns, seconds, recoveries, .. } =
            self;
        let _ = writeln!(
            out,
            "{scenarios} scenarios x {trials}, noise {noise}: pass^1 {pass_1:.3}, \
             pass^{trials} {pass_all:.3}; {turns:.1} turns, {seconds:.0} s of talk, \
             {recoveries} recoveries"
        );
        out
    }
}

fn line(loaded: &Loaded, trials: &[Trial]) -> Line {
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Line {
        name: loaded.scenario.name.clone(),
        file: loaded.file.display().to_string(),
        needs: loaded.scenario.needs.clone(),
        passed: count(trials.iter().filter(|trial| trial.passed()).count()),
        trials: count(trials.len()),
        turns: mean(trials.iter().map(|trial| f64::from(trial.turns))),
        seconds: mean(trials.iter().map(|trial| trial.seconds)),
        failures: trials.iter().filter(|trial| !trial.passed()).cloned().collect(),
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let float = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { rounded(float(part) / float(whole)) }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { rounded(sum / f64::from(count)) }
}

fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}
