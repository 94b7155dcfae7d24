//! Names and postcodes from a recogniser's guesses.

use std::collections::BTreeMap;

use frontdesk_dialogue::understand::identity;
use serde_json::Value;

use crate::{table, text};

/// Prints how often the first answer is right: by single turns, and with all turns of a call so far.
pub(crate) fn report(rows: &[Value], half: &str, errors: bool) {
    for item in ["name", "postcode"] {
        let right = counts(rows, item, errors);
        for ((good, all), what) in right.iter().zip(["each turn", "each turn heard", "each call"]) {
            if *all > 0 {
                let share = f64::from(*good) / f64::from(*all);
                println!("{half} identity {item}, {what}: {share:.3} of {all}");
            }
        }
    }
}

/// The same, all turns of a call together, as lines of a table.
pub(crate) fn goals(rows: &[Value]) {
    for (item, goal) in [("name", 0.75), ("postcode", 0.80)] {
        let [turns, _, calls] = counts(rows, item, false);
        for ((good, all), what) in [(turns, "each turn"), (calls, "all turns of a call")] {
            let share = f64::from(good) / f64::from(all.max(1));
            table::at_least(&format!("spoken identity, {item}, {what}"), share, goal);
        }
    }
}

/// How many are right of how many: by turns, by turns in which something was heard, by calls.
fn counts(rows: &[Value], item: &str, errors: bool) -> [(u32, u32); 3] {
    let mut right = [(0_u32, 0_u32); 3];
    let mut calls: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for row in rows.iter().filter(|row| text(row, "item") == item) {
        let good = same(&answer(item, &[row]), text(row, "truth"));
        count(&mut right, 0, good);
        if guesses(row).is_empty() {
            continue;
        }
        count(&mut right, 1, good);
        calls.entry(text(row, "dialogue_id")).or_default().push(row);
    }
    for turns in calls.values_mut() {
        turns.sort_by_key(|row| row.get("attempt").and_then(Value::as_i64));
        let truth = turns.first().map_or("", |row| text(row, "truth"));
        let answer = answer(item, turns);
        count(&mut right, 2, same(&answer, truth));
        if errors && !same(&answer, truth) {
            let heard: Vec<_> = turns
                .iter()
                .map(|row| guesses(row).into_iter().take(4).collect::<Vec<_>>())
                .collect();
            println!("{item} {truth} <- {answer} {heard:?}");
        }
    }
    right
}

fn count(right: &mut [(u32, u32); 3], place: usize, good: bool) {
    if let Some((is, all)) = right.get_mut(place) {
        *is += u32::from(good);
        *all += 1;
    }
}

fn guesses(row: &Value) -> Vec<&str> {
    let list = row.get("nbest").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

fn answer(item: &str, turns: &[&Value]) -> String {
    let lists: Vec<Vec<&str>> = turns.iter().map(|row| guesses(row)).collect();
    let lists: Vec<&[&str]> = lists.iter().map(Vec::as_slice).collect();
    if item == "postcode" {
        return identity::postcode(&lists).unwrap_or_default();
    }
    let best = identity::name(&lists).into_iter().next();
    best.map_or_else(String::new, |it| {
        format!("{} {}", it.given.unwrap_or_default(), it.family.unwrap_or_default())
    })
}

fn same(one: &str, other: &str) -> bool {
    let bare = |text: &str| -> String {
        text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    bare(one) == bare(other)
}
