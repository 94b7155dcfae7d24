//! Reads the questions of a JSONL file and writes what the date and time grammar makes of them.
//!
//! `measure_when GOLD.jsonl PRED.jsonl`: a line of the first file has `id`, `text`, `ref` (the
//! wall clock), `lang`, and may have `span` (the words in question), `kind` (the shape that is
//! asked for) and `tags` (`locale_GB`). A line of the second has `id` and `date`, `time`, `start`,
//! `end` or `seconds`.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a tool for developers")]

use std::io::Write;

use frontdesk_dialogue::understand::when::{Context, Found, Kind, Moment, Value, find};
use jiff::Zoned;
use jiff::civil::DateTime;
use serde_json::{Map, Value as Json, json};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let gold = std::fs::read_to_string(arguments.next().expect("a file to read")).unwrap();
    let path = arguments.next().expect("a file to write");
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let rows: Vec<Json> = gold.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let started = std::time::Instant::now();
    for row in &rows {
        writeln!(out, "{}", answer(row)).unwrap();
    }
    let micros = started.elapsed().as_micros() / u128::try_from(rows.len().max(1)).unwrap();
    eprintln!("{} rows, {micros} microseconds each", rows.len());
}

fn answer(row: &Json) -> Json {
    let text = row["text"].as_str().unwrap();
    let now: DateTime = row["ref"].as_str().unwrap().parse().unwrap();
    let now: Zoned = now.in_tz("UTC").unwrap();
    let tags = row["tags"].as_array().cloned().unwrap_or_default();
    let region = tags.iter().filter_map(|tag| tag.as_str()?.strip_prefix("locale_")).next();
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
