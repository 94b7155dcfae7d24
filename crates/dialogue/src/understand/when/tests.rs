use jiff::Zoned;
use proptest::prelude::{any, prop_assert, proptest};

use super::{ClockChange, Context, Found, Kind, Problem, birth_date, find};
use crate::testing::barber;

mod english;
mod others;

/// Tuesday, 3 March 2026, ten in the morning.
const TUESDAY: &str = "2026-03-03T10:00:00-06:00[America/Chicago]";

fn context<'a>(now: &'a Zoned, language: &'a str) -> Context<'a> {
    let day_first = language != "en";
    Context { now, language, region: None, day_first, hours: None, expected: false }
}

/// `2026-03-05 15:00`, `2026-03-05..2026-03-07`, `..17:00`, `90 min`; mentions parted by `;`.
fn shown(found: &[Found]) -> String {
    let all: Vec<String> = found.iter().map(one).collect();
    all.join("; ")
}

fn one(found: &Found) -> String {
    match found.problem {
        Some(Problem::NoSuchDay) => return "no such day".to_owned(),
        Some(Problem::NoSuchTime) => return "no such time".to_owned(),
        None => {}
    }
    let Some(value) = found.values.first() else { return String::new() };
    if let Some(seconds) = value.duration {
        return format!("{} min", seconds / 60);
    }
    if found.kind == Kind::Interval {
        let end = |moment: Option<super::Moment>| moment.map_or(String::new(), |it| it.to_string());
        return format!("{}..{}", end(value.from), end(value.to));
    }
    let date = value.date.map(|date| date.to_string());
    let time = value.time.map(|time| time.strftime("%H:%M").to_string());
    [date, time].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn check(language: &str, cases: &[(&str, &str)]) {
    let now: Zoned = TUESDAY.parse().unwrap();
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let got = shown(&find(text, &context(&now, language)));
        if got != *expected {
            wrong.push(format!("{text:?}: {got:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn words_that_seldom_speak_of_time_need_a_reason() {
    let now: Zoned = TUESDAY.parse().unwrap();
    for (text, is_time) in [
        ("there are only five of us now", false),
        ("now I would like to change something", false),
        ("I would like one with a view", false),
        ("have you got anything free now", true),
        ("I could come in now if you like", true),
        ("now please", true),
        ("could we make it half past one", true),
        ("we'd be with you by one", true),
        ("right now would be fine for me", true),
    ] {
        assert_eq!(!find(text, &context(&now, "en")).is_empty(), is_time, "{text}");
    }
}

#[test]
fn opening_hours_settle_morning_and_afternoon() {
    let now: Zoned = TUESDAY.parse().unwrap();
    let hours = barber().hours;
    for (text, expected) in [("at 8", "08:00"), ("at 5", "17:00"), ("at half ten", "10:30")] {
        let context = Context { hours: Some(&hours), ..context(&now, "en") };
        assert_eq!(shown(&find(text, &context)), expected, "{text}");
    }
    // In French the 24-hour clock counts only where the business does not say when it is open.
    let context = Context { hours: Some(&hours), ..context(&now, "fr") };
    assert_eq!(shown(&find("à 4 heures", &context)), "16:00");
}

#[test]
fn what_is_ambiguous_has_several_readings_likeliest_first() {
    let now: Zoned = TUESDAY.parse().unwrap();
    let readings = |text: &str| {
        let found = find(text, &context(&now, "en"));
        let values = found.iter().flat_map(|it| it.values.clone());
        values
            .map(|value| {
                let date = value.date.map(|date| date.to_string());
                let time = value.time.map(|time| time.strftime("%H:%M").to_string());
                [date, time].into_iter().flatten().collect::<Vec<_>>().join(" ")
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(readings("at 3"), ["15:00", "03:00"]);
    assert_eq!(readings("next Friday"), ["2026-03-13", "2026-03-06"]);
    assert_eq!(readings("on 4/5"), ["2026-04-05", "2026-05-04"]);
    assert_eq!(readings("on 4/25"), ["2026-04-25"]);
    assert_eq!(readings("3 pm"), ["15:00"]);
}

#[test]
fn spans_are_bytes_of_the_text_without_the_preposition() {
    let now: Zoned = TUESDAY.parse().unwrap();
    let text = "¿Café? See you on Thursday at 3 pm, thanks";
    let found = find(text, &context(&now, "en"));
    let place = |range: Option<std::ops::Range<usize>>| text.get(range.unwrap()).unwrap();
    let first = found.first().unwrap();
    assert_eq!(place(Some(first.span.clone())), "Thursday at 3 pm");
    assert_eq!(place(first.day_span.clone()), "Thursday");
    assert_eq!(place(first.time_span.clone()), "3 pm");
}

#[test]
fn times_that_the_clocks_skip_or_repeat_are_told() {
    let now: Zoned = TUESDAY.parse().unwrap();
    for (text, expected) in [
        ("March 8th at 2:30 am", Some(ClockChange::Skipped)),
        ("November 1st at 1:30 am", Some(ClockChange::Repeated)),
        ("March 9th at 2:30 am", None),
    ] {
        let found = find(text, &context(&now, "en"));
        let value = found.first().and_then(|it| it.values.first()).unwrap();
        assert_eq!(value.clock_change, expected, "{text}");
    }
}

#[test]
fn a_date_of_birth_is_whole_and_past() {
    let now: Zoned = "2026-03-03T10:00:00+00:00[Europe/London]".parse().unwrap();
    let context = context(&now, "es");
    let context = Context { language: "en", ..context };
    for (nbest, expected) in [
        (&["the fifth of may nineteen eighty two"][..], "1982-05-05"),
        (&["zero five zero five eighty two"], "1982-05-05"),
        (&["12 03 1974"], "1974-03-12"),
        (&["1203 1974"], "1974-03-12"),
        (&["3rd of the 4th 2001"], "2001-04-03"),
        (&["july 14 1968"], "1968-07-14"),
        (&["ninth of june 1980 4"], "1984-06-09"),
        (&["ninth of june 1980 for", "ninth of june 1984"], "1984-06-09"),
        (&["twenty first", "21st of august 1951"], "1951-08-21"),
        (&["12 to 1966"], "1966-02-12"),
        (&["1 january 2090"], ""),
        (&["31st of february 1980"], ""),
        (&["the fifth"], ""),
        (&["no idea"], ""),
        (&[], ""),
    ] {
        let got = birth_date(nbest, &context).map_or(String::new(), |date| date.to_string());
        assert_eq!(got, expected, "{nbest:?}");
    }
}

#[test]
fn every_line_of_the_language_files_is_understood() {
    for (language, file) in [
        ("en", include_str!("../../../lang/en/when.txt")),
        ("es", include_str!("../../../lang/es/when.txt")),
        ("fr", include_str!("../../../lang/fr/when.txt")),
    ] {
        assert_eq!(super::Lexicon::unread(file), Vec::<&str>::new(), "{language}");
    }
    assert_eq!(super::Lexicon::unread("wekday 1: monday"), ["wekday 1: monday"]);
}

#[test]
fn what_is_beyond_the_years_that_are_understood_is_left_out() {
    for text in [
        "in 4000 years",
        "in 5000 years and 5000 years and 5000 years and 5000 years and 5000 years",
        "900 years ago",
        "the 1st of may 99999",
        "in 99999999999999999999 days",
    ] {
        let now: Zoned = TUESDAY.parse().unwrap();
        let found = find(text, &context(&now, "en"));
        let far = found.iter().flat_map(|it| &it.values).filter_map(|value| value.date);
        assert!(
            far.clone().all(|date| date.year() < 2200),
            "{text}: {:?}",
            far.collect::<Vec<_>>()
        );
    }
}

#[test]
fn long_texts_take_linear_time() {
    let now: Zoned = TUESDAY.parse().unwrap();
    let text = "monday at three or the first tuesday of may ".repeat(2_000);
    let found = find(&text, &context(&now, "en"));
    assert!(found.len() >= 2_000, "{}", found.len());
}

/// Words that the grammar knows, thrown together: more of it is reached than by noise.
const WORDS: &[&str] = &[
    "a",
    "the",
    "of",
    "in",
    "at",
    "on",
    "to",
    "from",
    "until",
    "between",
    "and",
    "half",
    "quarter",
    "past",
    "3",
    "12",
    "25",
    "31",
    "99999999999",
    "2026",
    "3/4",
    "31/2",
    "25:99",
    "0:00",
    "monday",
    "sat",
    "march",
    "next",
    "last",
    "this",
    "week",
    "month",
    "year",
    "hours",
    "minutes",
    "days",
    "ago",
    "end of",
    "first",
    "thirty",
    "hundred",
    "thousand",
    "noon",
    "pm",
    "tonight",
    "morning",
    "easter",
    "now",
    "-",
    "y",
    "las",
    "de",
    "mañana",
    "le",
    "d'octobre",
    "fin",
    "dans",
    "quinze",
    "h",
    "4000",
    "a couple of",
    "after next",
    "second",
    "29th",
    "february",
    "mil",
    "quatre vingt",
    "½",
];

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), language in 0..3_usize) {
        let now: Zoned = TUESDAY.parse().unwrap();
        let language = ["en", "es", "fr"][language];
        for found in find(&text, &context(&now, language)) {
            prop_assert!(text.get(found.span.clone()).is_some());
        }
    }

    #[test]
    fn no_row_of_its_own_words_makes_it_panic(
        places in proptest::collection::vec(0..WORDS.len(), 0..14),
        language in 0..3_usize,
        day in 0..200_i64,
    ) {
        let now: Zoned = TUESDAY.parse().unwrap();
        let now = now.saturating_add(jiff::Span::new().days(day));
        let language = ["en", "es", "fr"][language];
        let text: Vec<&str> = places.iter().map(|at| WORDS[*at]).collect();
        let text = text.join(" ");
        for found in find(&text, &context(&now, language)) {
            prop_assert!(text.get(found.span.clone()).is_some());
            prop_assert!(found.problem.is_some() == found.values.is_empty());
            prop_assert!(found.values.len() <= 4);
            for value in &found.values {
                let year = value.date.map(jiff::civil::Date::year);
                prop_assert!(year.is_none_or(|year| (1900..=2200).contains(&year)));
            }
        }
        birth_date(&[&text], &context(&now, language));
    }
}
