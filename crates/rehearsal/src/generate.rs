//! A business's own suite, from its services, hours, staff and questions.

use flows::businesses::read::{BusinessFile, read};
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, ToSpan, Zoned};

/// From which day on generated suites take place.
const DAY: Date = Date::constant(2026, 3, 3);
/// How many days are looked through for an opening.
const DAYS: i32 = 21;
/// The number that generated callers show; from the range that is kept for fiction.
const NUMBER: &str = "+12025550142";
/// The name that they give.
const NAME: &str = "Jordan Ellis";

/// Scenarios as YAML: each service booked in its first open time, each with everybody who does it,
/// a closed day, a move, a cancellation, the business's questions, a message.
pub fn suite(business: &str) -> Result<String, String> {
    let file = read(business)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))?;
    let now = first_open(&file).to_zoned(file.timezone.clone());
    let now = now.map_err(|error| error.to_string())?;
    let suite = Suite { file: &file, business, now };
    let mut out = format!("# The suite of {}, made from its file.\n", file.name);
    for (place, service) in file.services.iter().enumerate() {
        let everybody = [None];
        let named = file
            .staff
            .iter()
            .filter(|staff| staff.services.as_ref().is_none_or(|list| list.contains(&place)));
        for staff in everybody.into_iter().chain(named.map(Some)) {
            let hours = staff.and_then(|it| it.hours.as_ref());
            let Some(at) = suite.opening(hours, service.minutes) else { continue };
            let staff = staff.map(|it| it.name.as_str());
            out += &suite.booking(&service.name, staff, at);
        }
    }
    for faq in &file.settings.faqs {
        let goal = format!("{{ ask: {{ words: {} }} }}", quoted(&faq.question));
        out += &suite.scenario(&format!("asks: {}", faq.question), &goal, QUIET);
    }
    for question in ["hours", "location", "services"] {
        let goal = format!("{{ ask: {question} }}");
        out += &suite.scenario(&format!("asks about {question}"), &goal, QUIET);
    }
    let body = "the parcel for you was left next door";
    let goal = format!("{{ message: {{ body: {} }} }}", quoted(body));
    let expect = "  expect:\n    messages: [{ contains: [parcel] }]\n  forbid: [appointment]\n";
    out += &suite.scenario("leaves a message", &goal, expect);
    Ok(out)
}

/// Half an hour after the business first opens on or after [`DAY`], so that somebody answers.
fn first_open(file: &BusinessFile) -> DateTime {
    for ahead in 0..DAYS {
        let day = DAY.saturating_add(ahead.days());
        let is_closed = file.closed.iter().any(|closed| closed.date == day);
        if let Some(span) = file.hours.on(day.weekday()).first().filter(|_| !is_closed) {
            return at(day, span.start()) + SignedDuration::from_mins(30);
        }
    }
    DAY.at(9, 0, 0, 0)
}

/// Nothing may change.
const QUIET: &str = "  forbid: [appointment, message, transfer]\n";

struct Suite<'a> {
    file: &'a BusinessFile,
    business: &'a str,
    now: Zoned,
}

impl Suite<'_> {
    /// The first time, from the next day on, at which there are so many minutes of opening, an hour
    /// after it begins where the opening is long enough.
    fn opening(&self, staff: Option<&scheduling::WeekHours>, minutes: u16) -> Option<DateTime> {
        let minutes = SignedDuration::from_mins(i64::from(minutes));
        let hours = staff.unwrap_or(&self.file.hours);
        for ahead in 1..=DAYS {
            let day = self.now.date().saturating_add(ahead.days());
            if self.file.closed.iter().any(|closed| closed.date == day) {
                continue;
            }
            for span in hours.on(day.weekday()) {
                let (from, to) = (at(day, span.start()), at(day, span.end()));
                let later = from + SignedDuration::from_hours(1);
                let start = if later + minutes <= to { later } else { from };
                if start + minutes <= to && self.is_open(start, start + minutes) {
                    return Some(start);
                }
            }
        }
        None
    }

    /// Whether the business itself is open then.
    fn is_open(&self, from: DateTime, to: DateTime) -> bool {
        self.file.hours.on(from.date().weekday()).iter().any(|span| {
            let day = from.date();
            at(day, span.start()) <= from && to <= at(day, span.end())
        })
    }

    fn booking(&self, service: &str, staff: Option<&str>, at: DateTime) -> String {
        let with = staff.map(|it| format!(", staff: {}", quoted(it))).unwrap_or_default();
        let named = staff.map(|it| format!(" with {it}")).unwrap_or_default();
        let what = format!("service: {}{with}", quoted(service));
        let goal = format!("{{ book: {{ {what}, at: {at} }} }}");
        let expect = format!(
            "  expect:\n    appointments: [{{ {what}, start: {at}, name: {NAME} }}]\n    \
             outcome: [booked]\n  forbid: [message, transfer]\n"
        );
        self.scenario(&format!("books {service}{named}"), &goal, &expect)
    }

    fn scenario(&self, name: &str, goal: &str, expect: &str) -> String {
        let name = quoted(&format!("{}: {name}", self.file.name));
        let business: Vec<String> =
            self.business.lines().map(|line| ["    ", line, "\n"].concat()).collect();
        let business = business.concat();
        let clock = self.now.strftime("%Y-%m-%dT%H:%M:%S%:z");
        format!(
            "- name: {name}\n  clock: {clock}\n  caller:\n    from: \"{NUMBER}\"\n    \
             name: {NAME}\n    goals:\n      - {goal}\n{expect}  business: |\n{business}"
        )
    }
}

/// So many minutes after a day's midnight.
fn at(day: Date, minutes: u16) -> DateTime {
    day.to_datetime(Time::midnight()) + SignedDuration::from_mins(i64::from(minutes))
}

/// A text as YAML reads it back: JSON's quotes are YAML's.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
