//! Whether the first reading of a date or time is one of those that are accepted.

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

/// Compares an answer with what a row accepts, in the shape that the row's `kind` asks for. The end
/// of an interval of days may be its last day or the day after.
pub(crate) fn is_right(row: &Value, answer: &Value) -> bool {
    let kind = row["kind"].as_str().unwrap_or_default();
    let implied =
        row["tags"].as_array().is_some_and(|tags| tags.iter().any(|tag| tag == "date_implied"));
    let same = |key: &str, wanted: &Value| answer.get(key) == wanted.get(key);
    row["accept"].as_array().into_iter().flatten().any(|wanted| match kind {
        "duration" => same("seconds", wanted),
        "daterange" | "timerange" | "datetimerange" => is_same_interval(wanted, answer),
        "time" => same("time", wanted),
        "date" | "after" | "before" if wanted.get("time").is_none() => same("date", wanted),
        "after" | "before" if implied => same("time", wanted),
        "datetime" | "after" | "before" => same("date", wanted) && same("time", wanted),
        _ => false,
    })
}

fn is_same_interval(wanted: &Value, answer: &Value) -> bool {
    let start = wanted.get("start").is_none() || moment(wanted, "start") == moment(answer, "start");
    let end = || {
        let (wanted, given) = (moment(wanted, "end"), moment(answer, "end"));
        wanted == given || is_next_day(&wanted, &given)
    };
    start && (wanted.get("end").is_none() || end())
}

/// One end of an interval, to the minute.
fn moment(value: &Value, key: &str) -> String {
    let text = value.get(key).and_then(Value::as_str).unwrap_or_default();
    text.chars().take(16).map(|it| if it == ' ' { 'T' } else { it }).collect()
}

fn is_next_day(one: &str, other: &str) -> bool {
    let (Ok(one), Ok(other)) = (one.parse::<Date>(), other.parse::<Date>()) else { return false };
    one.checked_add(1.day()).is_ok_and(|next| next == other)
        || other.checked_add(1.day()).is_ok_and(|next| next == one)
}
