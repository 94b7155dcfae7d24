//! What is different between two documents.

use serde::Serialize;
use serde_json::{Map, Value};

use super::BusinessSettings;

/// Something that is different.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Where: `services[1].minutes`, counted as in the later document; what is gone, as in the earlier.
    pub path: String,
    /// What it was; nothing where there was none.
    pub before: Value,
    /// What it is; nothing where there is none.
    pub after: Value,
}

/// By what an entry of a list is known again, the first that it has.
const NAMES: [&str; 4] = ["id", "date", "question", "name"];

/// Every difference, in the order of the document.
pub fn compare(before: &BusinessSettings, after: &BusinessSettings) -> Vec<Change> {
    let mut changes = Vec::new();
    let json = |document| serde_json::to_value(document).unwrap_or_default();
    values("", &json(before), &json(after), &mut changes);
    changes
}

fn values(path: &str, before: &Value, after: &Value, changes: &mut Vec<Change>) {
    match (before, after) {
        _ if before == after => {}
        (Value::Object(before), Value::Object(after)) => objects(path, before, after, changes),
        (Value::Array(before), Value::Array(after))
            if has_entries(before) || has_entries(after) =>
        {
            lists(path, before, after, changes);
        }
        _ => changes.push(Change {
            path: path.to_owned(),
            before: before.clone(),
            after: after.clone(),
        }),
    }
}

fn objects(
    path: &str,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    changes: &mut Vec<Change>,
) {
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    for key in after.keys().chain(gone) {
        let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let of = |map: &Map<String, Value>| map.get(key).cloned().unwrap_or_default();
        values(&inner, &of(before), &of(after), changes);
    }
}

fn has_entries(list: &[Value]) -> bool {
    list.iter().any(Value::is_object)
}

/// An entry that only moved is no difference, unless it is one in nothing but order.
fn lists(path: &str, before: &[Value], after: &[Value], changes: &mut Vec<Change>) {
    let known = changes.len();
    for (place, entry) in after.iter().enumerate() {
        let earlier = before.iter().find(|other| name(other) == name(entry));
        let earlier = earlier.unwrap_or(&Value::Null);
        values(&format!("{path}[{place}]"), earlier, entry, changes);
    }
    for (place, entry) in before.iter().enumerate() {
        if !after.iter().any(|other| name(other) == name(entry)) {
            let (path, before) = (format!("{path}[{place}]"), entry.clone());
            changes.push(Change { path, before, after: Value::Null });
        }
    }
    if changes.len() == known && before != after {
        let order = |list: &[Value]| list.iter().filter_map(|it| name(it).cloned()).collect();
        let (before, after) = (Value::Array(order(before)), Value::Array(order(after)));
        changes.push(Change { path: path.to_owned(), before, after });
    }
}

fn name(entry: &Value) -> Option<&Value> {
    NAMES.iter().find_map(|name| entry.get(name).filter(|value| !value.is_null()))
}
