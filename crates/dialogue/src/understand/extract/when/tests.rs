use jiff::Zoned;
use jiff::civil::Time;

use super::{Calendar, Clock, Found, WhenProblem, find};
use crate::testing::{TUESDAY, barber};
use crate::understand::Words;

fn read(text: &str, now: &str, day_first: bool) -> Found {
    let now: Zoned = now.parse().unwrap();
    let hours = barber().hours;
    let calendar = Calendar { now: &now, hours: &hours, day_first, language: "en", region: None };
    find(&Words::of(text).list(), &calendar, false)
}

/// `2026-03-05 15:00`, `2026-03-07..2026-03-08`, `>14:00`, `soonest`, …
fn shown(found: &Found) -> String {
    match found.problem {
        Some(WhenProblem::NoSuchDay) => return "no such day".to_owned(),
        Some(WhenProblem::NoSuchTime) => return "no such time".to_owned(),
        Some(WhenProblem::Past) => return "past".to_owned(),
        None => {}
    }
    let mut parts = Vec::new();
    match (found.when.from, found.when.until) {
        (Some(from), Some(until)) if from == until => parts.push(from.to_string()),
        (Some(from), Some(until)) => parts.push(format!("{from}..{until}")),
        _ => {}
    }
    let clock = |time: Time| time.strftime("%H:%M").to_string();
    match found.when.clock(&barber().hours) {
        Some(Clock::At(time)) => parts.push(clock(time)),
        Some(Clock::After(time)) => parts.push(format!(">{}", clock(time))),
        Some(Clock::Before(time)) => parts.push(format!("<{}", clock(time))),
        Some(Clock::Between(from, to)) => parts.push(format!("{}-{}", clock(from), clock(to))),
        Some(Clock::Part(from, to)) => parts.push(format!("[{}-{}]", clock(from), clock(to))),
        Some(Clock::Any) => parts.push("any".to_owned()),
        None => {}
    }
    if found.when.soonest {
        parts.push("soonest".to_owned());
    }
    parts.join(" ")
}

fn check(cases: &[(&str, &str)], now: &str, day_first: bool) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let got = shown(&read(text, now, day_first));
        if got != *expected {
            wrong.push(format!("{text:?}: {got:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// What is said of days on Tuesday, 3 March 2026.
const DAYS: &[(&str, &str)] = &[
    ("today", "2026-03-03"),
    ("tomorrow", "2026-03-04"),
    ("the day after tomorrow", "2026-03-05"),
    ("day after tomorrow please", "2026-03-05"),
    ("thursday", "2026-03-05"),
    ("on Thursday", "2026-03-05"),
    ("this Thursday", "2026-03-05"),
    ("next Thursday", "2026-03-12"),
    ("next Tuesday", "2026-03-10"),
    ("coming Tuesday", "2026-03-10"),
    ("Tuesday", "2026-03-10"),
    ("Tuesday at 9 am", "2026-03-10 09:00"),
    ("Tuesday at 4", "2026-03-10 16:00"),
    ("Monday", "2026-03-09"),
    ("Friday week", "2026-03-13"),
    ("a week from Friday", "2026-03-13"),
    ("a week on Friday", "2026-03-13"),
    ("Friday after next", "2026-03-13"),
    ("a week from today", "2026-03-10"),
    ("in two weeks", "2026-03-17"),
    ("in 3 days", "2026-03-06"),
    ("in a week", "2026-03-10"),
    ("in a couple of weeks", "2026-03-17"),
    ("three weeks from now", "2026-03-24"),
    ("in a fortnight", "2026-03-17"),
    ("next week", "2026-03-09..2026-03-15"),
    ("this week", "2026-03-03..2026-03-08"),
    ("sometime later this week", "2026-03-03..2026-03-08"),
    ("this weekend", "2026-03-07..2026-03-08"),
    ("on the weekend", "2026-03-07..2026-03-08"),
    ("next weekend", "2026-03-14..2026-03-15"),
    ("next month", "2026-04-01..2026-04-30"),
    ("in April", "2026-04-01..2026-04-30"),
    ("Wednesday next week", "2026-03-11"),
    ("next week on Wednesday", "2026-03-11"),
    ("next week Wednesday", "2026-03-11"),
    ("March 5th", "2026-03-05"),
    ("March 5", "2026-03-05"),
    ("the 5th of March", "2026-03-05"),
    ("5 March", "2026-03-05"),
    ("on the fifth of march", "2026-03-05"),
    ("March the twenty first", "2026-03-21"),
    ("April twenty second", "2026-04-22"),
    ("March 1st", "2027-03-01"),
    ("March 9th 2026", "2026-03-09"),
    ("the 5th", "2026-03-05"),
    ("on the 2nd", "2026-04-02"),
    ("the thirty first", "2026-03-31"),
    ("Thursday the 5th", "2026-03-05"),
    ("Thursday March 5th", "2026-03-05"),
    ("3/5", "2026-03-05"),
    ("3/5/2026", "2026-03-05"),
    ("25/12", "2026-12-25"),
    ("2026-03-05", "2026-03-05"),
    ("Christmas Day", "2026-12-25"),
    ("christmas eve", "2026-12-24"),
    ("the fourth of July", "2026-07-04"),
    ("thanksgiving", "2026-11-26"),
    ("Thursday or Friday", "2026-03-05..2026-03-06"),
    ("no not Thursday, Friday", "2026-03-06"),
    ("Thursday, no, Friday", "2026-03-06"),
    ("I can't do Thursday but Friday works", "2026-03-06"),
    ("not tomorrow", ""),
    ("February 30th", "no such day"),
    ("the 32nd of May", "no such day"),
    ("April 31st at 3", "no such day"),
    ("4/31", "no such day"),
    ("yesterday", "past"),
    ("February 29th", "2028-02-29"),
    ("I may be late", ""),
    ("march in there", ""),
    ("good morning", ""),
    ("have a good evening", ""),
    ("the second one", ""),
    ("the second", ""),
    ("one second please", ""),
];

#[test]
fn days_are_understood() {
    check(DAYS, TUESDAY, false);
}

/// What is said of times of day.
const TIMES: &[(&str, &str)] = &[
    ("at 3", "15:00"),
    ("at 9", "09:00"),
    ("at 11", "11:00"),
    ("at 12", "12:00"),
    ("at 8", "08:00"),
    ("3 pm", "15:00"),
    ("3pm", "15:00"),
    ("3 p.m.", "15:00"),
    ("3 p m", "15:00"),
    ("9 am", "09:00"),
    ("7 am", "07:00"),
    ("15:00", "15:00"),
    ("3:30", "15:30"),
    ("10.30", "10:30"),
    ("at 10:30 am", "10:30"),
    ("12 pm", "12:00"),
    ("12 am", "00:00"),
    ("noon", "12:00"),
    ("12 noon", "12:00"),
    ("midnight", "00:00"),
    ("three o'clock", "15:00"),
    ("at three", "15:00"),
    ("ten thirty", "10:30"),
    ("two fifteen", "14:15"),
    ("two forty five", "14:45"),
    ("four oh five", "16:05"),
    ("half past two", "14:30"),
    ("half past ten", "10:30"),
    ("quarter past four", "16:15"),
    ("a quarter to five", "16:45"),
    ("quarter to one", "12:45"),
    ("twenty past three", "15:20"),
    ("twenty five to four", "15:35"),
    ("quarter of five", "16:45"),
    ("330 pm", "15:30"),
    ("at 1530", "15:30"),
    ("3 in the afternoon", "15:00"),
    ("9 in the morning", "09:00"),
    ("7 in the evening", "19:00"),
    ("in the morning", "[00:00-12:00]"),
    ("in the afternoon", "[12:00-17:00]"),
    ("some evening", "[17:00-00:00]"),
    ("late afternoon", "[15:00-18:00]"),
    ("early morning", "[00:00-10:00]"),
    ("around lunchtime", "[12:00-14:00]"),
    ("after 2", ">14:00"),
    ("after two thirty", ">14:30"),
    ("any time after 2", ">14:00"),
    ("before noon", "<12:00"),
    ("before 11", "<11:00"),
    ("by 5", "<17:00"),
    ("no later than 4", "<16:00"),
    ("from 3 onwards", ">15:00"),
    ("2 or later", ">14:00"),
    ("between 2 and 4", "14:00-16:00"),
    ("between 2 and 4 pm", "14:00-16:00"),
    ("between 10 and 1", "10:00-13:00"),
    ("from 9 to 11", "09:00-11:00"),
    ("between 11 and 2 pm", "11:00-14:00"),
    ("around 3", "15:00"),
    ("make it 3", "15:00"),
    ("actually 4", "16:00"),
    ("not at 3, at 4", "16:00"),
    ("25:00", "no such time"),
    ("at 13 pm", "13:00"),
    ("3:75 pm", "no such time"),
    ("for 4 people", ""),
    ("party of 6", ""),
    ("two haircuts", ""),
    ("as soon as possible", "soonest"),
    ("the earliest you have", "soonest"),
    ("whenever", "any soonest"),
    ("any time is fine", "any soonest"),
    ("I know", ""),
    ("one of those", ""),
    ("816 555 0177", ""),
];

#[test]
fn times_of_day_are_understood() {
    check(TIMES, TUESDAY, false);
}

#[test]
fn days_and_times_go_together() {
    check(
        &[
            ("tomorrow at 3", "2026-03-04 15:00"),
            ("a haircut tomorrow at 3 with Sam", "2026-03-04 15:00"),
            ("Thursday 3 pm", "2026-03-05 15:00"),
            ("Thursday at half past two", "2026-03-05 14:30"),
            ("3 pm on Thursday", "2026-03-05 15:00"),
            ("Thursday 3", "2026-03-05 15:00"),
            ("Saturday at 10", "2026-03-07 10:00"),
            ("Saturday at 1", "2026-03-07 13:00"),
            ("tomorrow morning", "2026-03-04 [00:00-12:00]"),
            ("tonight at 8", "2026-03-03 20:00"),
            ("this afternoon", "2026-03-03 [12:00-17:00]"),
            ("this afternoon at 3", "2026-03-03 15:00"),
            ("tomorrow at 9 in the morning", "2026-03-04 09:00"),
            ("any time tomorrow", "2026-03-04 any"),
            ("March 5th at 3 pm", "2026-03-05 15:00"),
            ("3/5 at 3", "2026-03-05 15:00"),
            ("next Friday after 2", "2026-03-13 >14:00"),
            ("Monday between 2 and 4", "2026-03-09 14:00-16:00"),
            ("today as soon as possible", "2026-03-03 soonest"),
            ("today at 9 am", "past"),
            ("tomorrow after lunch", "2026-03-04 >13:00"),
            ("in an hour", "2026-03-03 11:00"),
            ("in 30 minutes", "2026-03-03 10:30"),
            ("in half an hour", "2026-03-03 10:30"),
            ("Sunday March 8th at 2:30 am", "no such time"),
            ("Sunday March 8th at 3:30 am", "2026-03-08 03:30"),
            ("November 1st at 1:30 am", "2026-11-01 01:30"),
            ("good morning, Thursday at 4 please", "2026-03-05 16:00"),
            ("first thing tomorrow morning", "2026-03-04 [00:00-10:00]"),
        ],
        TUESDAY,
        false,
    );
}

#[test]
fn in_britain_the_day_comes_first_and_half_three_is_half_past() {
    check(
        &[
            ("3/4", "2026-04-03"),
            ("25/12", "2026-12-25"),
            ("12/25", "2026-12-25"),
            ("half three", "15:30"),
            ("half ten", "10:30"),
            ("tomorrow at half four", "2026-03-04 16:30"),
            ("Tuesday the 10th of March at quarter to five", "2026-03-10 16:45"),
            ("half past nine", "09:30"),
        ],
        "2026-03-03T10:00:00+00:00[Europe/London]",
        true,
    );
}

#[test]
fn months_and_years_end() {
    check(
        &[
            ("tomorrow", "2027-01-01"),
            ("the 1st", "2027-01-01"),
            ("on the 1st", "2027-01-01"),
            ("next Monday", "2027-01-04"),
            ("this weekend", "2027-01-02..2027-01-03"),
            ("in two days", "2027-01-02"),
            ("the 31st", "2026-12-31"),
            ("next month", "2027-01-01..2027-01-31"),
            ("new years day", "2027-01-01"),
        ],
        "2026-12-31T10:00:00-06:00[America/Chicago]",
        false,
    );
}

#[test]
fn a_later_word_tells_which_three_was_meant() {
    let mut when = read("at 8", TUESDAY, false).when;
    when.merge(&read("in the evening", TUESDAY, false).when);
    assert_eq!(when.time, Some(Clock::At(Time::constant(20, 0, 0, 0))));
    let mut when = read("Thursday at 3", TUESDAY, false).when;
    when.merge(&read("Friday", TUESDAY, false).when);
    assert_eq!(when.from.unwrap().to_string(), "2026-03-06");
    assert_eq!(when.clock(&barber().hours), Some(Clock::At(Time::constant(15, 0, 0, 0))));
}

#[test]
fn wishes_are_read_in_spanish_and_french() {
    let now: Zoned = TUESDAY.parse().unwrap();
    let hours = barber().hours;
    for (language, text, expected) in [
        ("es", "mañana a las tres", "2026-03-04 15:00"),
        ("es", "el jueves por la tarde", "2026-03-05 [12:00-20:00]"),
        ("es", "el jueves no, mejor el viernes a las diez", "2026-03-06 10:00"),
        ("es", "lo antes posible", "soonest"),
        ("es", "el lunes o el martes", "2026-03-09..2026-03-10"),
        ("fr", "demain à trois heures", "2026-03-04 15:00"),
        ("fr", "jeudi matin", "2026-03-05 [00:00-12:00]"),
        ("fr", "pas jeudi, vendredi à 10 heures", "2026-03-06 10:00"),
        ("fr", "le plus tôt possible", "soonest"),
        ("fr", "avant midi", "<12:00"),
    ] {
        let calendar =
            Calendar { now: &now, hours: &hours, day_first: true, language, region: None };
        let found = find(&Words::of(text).list(), &calendar, false);
        assert_eq!(shown(&found), expected, "{text}");
    }
}
