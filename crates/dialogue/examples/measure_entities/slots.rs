//! Numbers of people and names in the sentences of people who book.

use frontdesk_dialogue::understand::Words;
use frontdesk_dialogue::understand::extract::{guests, person};
use serde_json::Value;

use crate::{table, text};

/// Right, given too much and left out.
#[derive(Default)]
struct Tally {
    right: u32,
    given: u32,
    wanted: u32,
}

impl Tally {
    fn add(&mut self, given: &[(usize, usize)], wanted: &[(usize, usize)]) -> bool {
        let right = given.iter().filter(|it| wanted.contains(it)).count();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        self.right += number(right);
        self.given += number(given.len());
        self.wanted += number(wanted.len());
        right == given.len() && right == wanted.len()
    }

    fn f1(&self) -> f64 {
        2.0 * f64::from(self.right) / f64::from((self.given + self.wanted).max(1))
    }

    fn print(&self, what: &str) {
        let share = |of: u32| if of == 0 { 0.0 } else { f64::from(self.right) / f64::from(of) };
        let (precision, recall, both) = (share(self.given), share(self.wanted), self.f1());
        println!(
            "{what}: F1 {both:.3} (precision {precision:.3}, recall {recall:.3}) of {}",
            self.wanted
        );
    }
}

/// Prints how exactly the spans of people, first and last names are found.
pub(crate) fn restaurant(rows: &[Value], half: &str, errors: bool) {
    let [people, first, last] = restaurant_spans(rows, errors);
    if !rows.is_empty() {
        people.print(&format!("{half} restaurant people, span"));
        first.print(&format!("{half} restaurant first name, span"));
        last.print(&format!("{half} restaurant last name, span"));
    }
}

/// The same as lines of a table.
pub(crate) fn restaurant_goals(rows: &[Value]) {
    let [people, first, last] = restaurant_spans(rows, false);
    table::at_least("restaurant sentences, people, span F1", people.f1(), 0.95);
    table::at_least("restaurant sentences, first name, span F1", first.f1(), 0.85);
    table::at_least("restaurant sentences, last name, span F1", last.f1(), 0.85);
}

fn restaurant_spans(rows: &[Value], errors: bool) -> [Tally; 3] {
    let (mut people, mut first, mut last) = (Tally::default(), Tally::default(), Tally::default());
    for row in rows {
        let said = text(row, "text");
        let asked: Vec<&str> = strings(row, "requested");
        let words = Words::of(said);
        let place = |words_at: &std::ops::Range<usize>| {
            let start = words.spans.get(words_at.start).map_or(0, |it| it.start);
            let end = words.spans.get(words_at.end.saturating_sub(1)).map_or(0, |it| it.end);
            let count = |byte: usize| said.get(..byte).map_or(0, |text| text.chars().count());
            (count(start), count(end))
        };
        let wanted = |slot: &str| -> Vec<(usize, usize)> {
            let slots = row.get("slots").and_then(Value::as_array).into_iter().flatten();
            let number = |it: &Value, field: &str| {
                let number = it.get(field).and_then(Value::as_u64).unwrap_or_default();
                usize::try_from(number).unwrap_or_default()
            };
            slots
                .filter(|it| text(it, "slot") == slot)
                .map(|it| (number(it, "start"), number(it, "end")))
                .collect()
        };
        let asked_people = asked.contains(&"people");
        let loose = asked.is_empty() || asked_people;
        let parties: Vec<_> = guests::find_all(&words, asked_people, loose)
            .iter()
            .map(|it| place(&it.words))
            .collect();
        let asked_name = asked.contains(&"first_name") || asked.contains(&"last_name");
        let persons = person::find_all(&words, asked_name);
        let given: Vec<_> = persons.iter().filter_map(|it| it.given.as_ref()).map(place).collect();
        let family: Vec<_> =
            persons.iter().filter_map(|it| it.family.as_ref()).map(place).collect();
        let mut good = people.add(&parties, &wanted("people"));
        good &= first.add(&given, &wanted("first_name"));
        good &= last.add(&family, &wanted("last_name"));
        if errors && !good {
            println!(
                "slots {asked:?} {said} | people {parties:?} {:?} | names {given:?} {family:?} {:?} {:?}",
                wanted("people"),
                wanted("first_name"),
                wanted("last_name")
            );
        }
    }
    [people, first, last]
}

/// Prints how often the number of people of a turn is the one that was meant.
pub(crate) fn bookings(rows: &[Value], half: &str, errors: bool) {
    let people = booking_counts(rows, errors);
    if !rows.is_empty() {
        people.print(&format!("{half} booking turns people, value"));
    }
}

/// The same as a line of a table.
pub(crate) fn booking_goals(rows: &[Value]) {
    let people = booking_counts(rows, false);
    table::at_least("booking turns, people, value F1", people.f1(), 0.95);
}

fn booking_counts(rows: &[Value], errors: bool) -> Tally {
    let mut people = Tally::default();
    for row in rows {
        let said = text(row, "text");
        let acts = row.get("acts").and_then(Value::as_array).into_iter().flatten();
        let wanted: Vec<(usize, usize)> = acts
            .filter(|act| matches!(text(act, "slot"), "party_size" | "number_of_seats"))
            .filter_map(|act| strings(act, "canonical").first().and_then(|it| it.parse().ok()))
            .map(|count| (count, 0))
            .collect();
        let before = row.get("prev_system_acts").and_then(Value::as_array).into_iter().flatten();
        let asks = |slots: &[&str]| {
            before
                .clone()
                .any(|it| text(it, "act") == "REQUEST" && slots.contains(&text(it, "slot")))
        };
        let asked = asks(&["party_size", "number_of_seats"]);
        let loose = asked || !asks(&["time", "date", "appointment_time", "appointment_date"]);
        let found = guests::find_all(&Words::of(said), asked, loose);
        let mut given: Vec<(usize, usize)> =
            found.iter().map(|it| (usize::try_from(it.count).unwrap_or_default(), 0)).collect();
        given.dedup();
        if !people.add(&given, &wanted) && errors {
            println!("turns {asked} {said} | {given:?} {wanted:?}");
        }
    }
    people
}

fn strings<'a>(row: &'a Value, field: &str) -> Vec<&'a str> {
    let list = row.get(field).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}
