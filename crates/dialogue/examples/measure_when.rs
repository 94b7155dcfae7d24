//! Reads the questions of a JSONL file and writes what the date and time grammar makes of them.
//!
//! `measure_when GOLD.jsonl PRED.jsonl`: a line of the first file has `id`, `text`, `ref` (the
//! wall clock), `lang`, and may have `span` (the words in question), `kind` (the shape that is
//! asked for) and `tags` (`locale_GB`). A line of the second has `id` and `date`, `time`, `start`,
//! `end` or `seconds`. A line with `nbest` and the item `dob` asks for a date of birth. Lines with
//! `slots` (spans of `date` and `time`) or `acts` (canonical values) are scored here, and what comes
//! out is printed; with a third argument, every miss too.
//!
//! `measure_when DIR` alone scores all files of a folder and prints lines of a table with the goals.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a tool for developers"
)]

#[path = "goals/first_value.rs"]
mod first_value;
#[path = "goals/table.rs"]
mod table;

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;

use frontdesk_dialogue::understand::when::{Context, Found, Kind, Moment, Value, birth_date, find};
use jiff::Zoned;
use jiff::civil::DateTime;
use serde_json::{Map, Value as Json, json};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let gold = arguments.next().unwrap();
    let Some(path) = arguments.next() else {
        goals(std::path::Path::new(&gold));
        return;
    };
    let gold = std::fs::read_to_string(gold).unwrap();
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let rows: Vec<Json> = gold.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let started = std::time::Instant::now();
    let mut score = Score { show: arguments.next().is_some(), ..Score::default() };
    for row in &rows {
        if row["item"] == "dob" {
            writeln!(out, "{}", birth(row, &mut score)).unwrap();
        } else if row["slots"].is_array() {
            spans(row, &mut score);
        } else if row["acts"].is_array() {
            acts(row, &mut score);
        } else if row["ref"].is_string() && row["kind"].is_string() {
            writeln!(out, "{}", answer(row)).unwrap();
        }
    }
    let micros = started.elapsed().as_micros() / u128::try_from(rows.len().max(1)).unwrap();
    eprintln!("{} rows, {micros} microseconds each", rows.len());
    for (name, [right, proposed, wanted]) in &score.counts {
        eprintln!("{name}: right {right}, proposed {proposed}, wanted {wanted}");
    }
}

/// Everything of a folder, as lines of a table.
fn goals(folder: &std::path::Path) {
    for (name, file, goal, core) in [
        ("English dates and times, core, first value right", "datetime_en_dev.jsonl", 0.97, true),
        ("Spanish dates and times, first value right", "datetime_es_dev.jsonl", 0.92, false),
        ("French dates and times, first value right", "datetime_fr_dev.jsonl", 0.92, false),
    ] {
        let Some(mut rows) = table::rows(folder, file) else { continue };
        rows.retain(|row| !core || row["core"] == true);
        let right = rows.iter().filter(|row| first_value::is_right(row, &answer(row))).count();
        table::at_least(name, share(right, rows.len()), goal);
    }
    let mut score = Score::default();
    for file in ["booking_turns_en_dev", "slots_restaurant8k_dev", "caller_identity_evi_en_dev"] {
        for row in &table::rows(folder, &format!("{file}.jsonl")).unwrap_or_default() {
            if row["item"] == "dob" {
                birth(row, &mut score);
            } else if row["slots"].is_array() {
                spans(row, &mut score);
            } else if row["acts"].is_array() && row["ref"].is_string() {
                acts(row, &mut score);
            }
        }
    }
    let of = |name: &str| score.counts.get(name).copied();
    for (name, count) in [
        ("booking turns, day, first value right", "canonical date, first value"),
        ("booking turns, time, first value right", "canonical time, first value"),
        ("spoken identity, date of birth, each turn", "birth"),
    ] {
        let Some([right, _, wanted]) = of(count).filter(|it| it[2] > 0) else { continue };
        table::at_least(name, f64::from(right) / f64::from(wanted), 0.95);
    }
    for (name, count) in [("day", "date"), ("time", "time")] {
        let Some([right, said, wanted]) = of(count).filter(|it| it[2] > 0) else { continue };
        let f1 = 2.0 * f64::from(right) / f64::from(said + wanted);
        table::at_least(&format!("restaurant sentences, {name}, span F1"), f1, 0.95);
    }
}

fn share(part: usize, all: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) / number(all.max(1))
}

fn answer(row: &Json) -> Json {
    let text = row["text"].as_str().unwrap();
    let now: DateTime = row["ref"].as_str().unwrap().parse().unwrap();
    let now: Zoned = now.in_tz("UTC").unwrap();
    let tags = row["tags"].as_array().cloned().unwrap_or_default();
    let region = tags.iter().find_map(|tag| tag.as_str()?.strip_prefix("locale_"));
    let language = row["lang"].as_str().unwrap_or("en");
    let day_first = language != "en" || matches!(region, Some("GB" | "IE" | "AU" | "NZ"));
    let context = Context { now: &now, language, region, day_first, hours: None, expected: true };
    let found = find(text, &context);
    let kind = row["kind"].as_str().unwrap_or("date");
    let span = row["span"].as_str().and_then(|span| {
        let start = text.to_lowercase().find(&span.to_lowercase())?;
        Some(start..start + span.len())
    });
    let overlap = |it: &Found| {
        let span = span.clone().unwrap_or(0..text.len());
        it.span.end.min(span.end).saturating_sub(it.span.start.max(span.start))
    };
    let wanted = |it: &&Found| (it.kind == Kind::Duration) == (kind == "duration");
    let best = found.iter().filter(wanted).max_by_key(|it| overlap(it));
    let mut answer = Map::new();
    answer.insert("id".to_owned(), row["id"].clone());
    if let Some(value) = best.and_then(|best| best.values.first()) {
        shape(value, kind, &now, &mut answer);
    }
    Json::Object(answer)
}

/// Puts a value into the shape that is asked for: a time of day without its day is today's where
/// whole instants are wanted.
fn shape(value: &Value, kind: &str, now: &Zoned, answer: &mut Map<String, Json>) {
    let mut put = |key: &str, text: String| answer.insert(key.to_owned(), json!(text));
    let date = value.date.or(value.from.or(value.to).and_then(|it| it.date));
    if let Some(date) = date {
        put("date", date.to_string());
    }
    let time = value.time.or(value.from.or(value.to).and_then(|it| it.time));
    if let Some(time) = time {
        put("time", time.strftime("%H:%M").to_string());
    }
    let end = |it: Moment, date: Option<jiff::civil::Date>| match (kind, it.time) {
        ("timerange", Some(time)) => time.strftime("%H:%M").to_string(),
        (_, Some(_)) => Moment { date: it.date.or(date), ..it }.to_string(),
        _ => it.to_string(),
    };
    let today = Some(now.date());
    if let Some(from) = value.from {
        put("start", end(from, today));
    }
    if let Some(to) = value.to {
        let wraps = to.date.is_none() && value.from.is_some_and(|from| from.time >= to.time);
        let day = if wraps { now.date().tomorrow().ok() } else { today };
        put("end", end(to, day));
    }
    if let Some(seconds) = value.duration {
        answer.insert("seconds".to_owned(), json!(seconds));
    }
}

/// By name: how many were right, proposed and wanted.
#[derive(Default)]
struct Score {
    counts: BTreeMap<String, [u32; 3]>,
    /// Whether each miss is printed.
    show: bool,
}

impl Score {
    fn add(&mut self, name: &str, right: bool, proposed: bool, wanted: bool) {
        let [rights, proposals, wants] = self.counts.entry(name.to_owned()).or_default();
        *rights += u32::from(right);
        *proposals += u32::from(proposed);
        *wants += u32::from(wanted);
    }
}

fn british(now: &Zoned, expected: bool) -> Context<'_> {
    Context { now, language: "en", region: Some("GB"), day_first: true, hours: None, expected }
}

fn birth(row: &Json, score: &mut Score) -> Json {
    let now: Zoned = "2021-06-01T12:00:00[Europe/London]".parse().unwrap();
    let nbest: Vec<&str> =
        row["nbest"].as_array().unwrap().iter().filter_map(Json::as_str).collect();
    let date = birth_date(&nbest, &british(&now, true)).map(|date| date.to_string());
    let right = date.as_deref() == row["truth"].as_str();
    score.add("birth", right, date.is_some(), true);
    let year = row["truth"].as_str().unwrap().get(..4).unwrap();
    if nbest.iter().any(|text| text.contains(year)) {
        score.add("birth, year heard", right, date.is_some(), true);
    }
    if score.show && !right {
        eprintln!("{} {date:?} {:?}", row["truth"], nbest.get(..nbest.len().min(6)));
    }
    json!({"id": row["id"], "date": date})
}

/// Spans of the day and of the time of day, compared to the letter.
fn spans(row: &Json, score: &mut Score) {
    let text = row["text"].as_str().unwrap();
    let now: Zoned = "2018-03-01T12:00:00[Europe/London]".parse().unwrap();
    let asked = row["requested"].as_array().unwrap();
    let expected = asked.iter().any(|slot| slot == "time" || slot == "date");
    let found = find(text, &british(&now, expected));
    let count = |at: usize| text.get(..at).map_or(0, |text| text.chars().count());
    let characters = |bytes: &Range<usize>| (count(bytes.start), count(bytes.end));
    let int = |value: &Json| usize::try_from(value.as_u64()?).ok();
    for slot in ["date", "time"] {
        let wanted: Vec<(usize, usize)> = row["slots"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["slot"] == slot)
            .filter_map(|it| Some((int(&it["start"])?, int(&it["end"])?)))
            .collect();
        let span =
            |it: &Found| if slot == "date" { it.day_span.clone() } else { it.time_span.clone() };
        let got: Vec<(usize, usize)> =
            found.iter().filter_map(span).map(|it| characters(&it)).collect();
        for span in &got {
            score.add(slot, wanted.contains(span), true, false);
            let touches = wanted.iter().any(|it| it.0 < span.1 && span.0 < it.1);
            score.add(&format!("{slot}, overlapping"), touches, true, false);
        }
        for _ in &wanted {
            score.add(slot, false, false, true);
            score.add(&format!("{slot}, overlapping"), false, false, true);
        }
        if score.show && got != wanted {
            eprintln!("{slot} {asked:?} {text:?} wanted {wanted:?} got {got:?}");
        }
    }
}

/// Canonical days and times of a booking's turns.
fn acts(row: &Json, score: &mut Score) {
    let text = row["text"].as_str().unwrap();
    let now: DateTime = format!("{}T09:00", row["ref"].as_str().unwrap()).parse().unwrap();
    let now = now.in_tz("UTC").unwrap();
    let context = Context { region: Some("US"), day_first: false, ..british(&now, false) };
    let found = find(text, &context);
    for act in row["acts"].as_array().unwrap() {
        let slot = act["slot"].as_str().unwrap_or_default();
        let kind = ["date", "time"].into_iter().find(|kind| slot.ends_with(kind));
        let Some(kind) = kind.filter(|_| act["act"] == "INFORM") else { continue };
        let Some(wanted) = act["canonical"].get(0).and_then(Json::as_str) else { continue };
        let said = |value: &Value| match kind {
            "date" => value.date.map(|date| date.to_string()),
            _ => value.time.map(|time| time.strftime("%H:%M").to_string()),
        };
        let first =
            found.iter().any(|it| it.values.first().and_then(said).as_deref() == Some(wanted));
        let any =
            found.iter().flat_map(|it| &it.values).any(|it| said(it).as_deref() == Some(wanted));
        score.add(&format!("canonical {kind}, first value"), first, true, true);
        score.add(&format!("canonical {kind}, any value"), any, true, true);
        if score.show && !first {
            eprintln!("{kind} {text:?} wanted {wanted} got {found:?}");
        }
    }
}
