use dialogue::understand::emergency::{Alarm, alarm};
use dialogue::understand::extract::when::{Calendar, Found, find};
use dialogue::understand::{Clock, Words};
use jiff::civil::Time;

use crate::diary::facts;

/// Tuesday, 3 March 2026.
const NOW: &str = "2026-03-03T09:00:00-06:00[America/Chicago]";

fn read(text: &str, american: bool) -> Found {
    let facts = facts("en-US");
    let now = NOW.parse().unwrap();
    let calendar = Calendar {
        now: &now,
        hours: &facts.hours,
        day_first: !american,
        language: "en",
        region: None,
    };
    find(&Words::of(text).list(), &calendar, false)
}

#[test]
fn days_are_read_as_people_say_them() {
    let cases = [
        ("today", "2026-03-03"),
        ("tonight", "2026-03-03"),
        ("tomorrow", "2026-03-04"),
        ("the day after tomorrow", "2026-03-05"),
        ("Wednesday", "2026-03-04"),
        ("on Thursday", "2026-03-05"),
        ("this Friday", "2026-03-06"),
        ("Saturday please", "2026-03-07"),
        ("Monday", "2026-03-09"),
        ("Tuesday", "2026-03-10"),
        ("next Tuesday", "2026-03-10"),
        ("next Friday", "2026-03-13"),
        ("next Monday", "2026-03-09"),
        ("Friday week", "2026-03-13"),
        ("a week on Friday", "2026-03-13"),
        ("in two weeks", "2026-03-17"),
        ("in a week", "2026-03-10"),
        ("in 3 days", "2026-03-06"),
        ("in a fortnight", "2026-03-17"),
        ("March 12th", "2026-03-12"),
        ("the 12th of March", "2026-03-12"),
        ("12 March", "2026-03-12"),
        ("march the fifth", "2026-03-05"),
        ("the twenty first of April", "2026-04-21"),
        ("April twenty first", "2026-04-21"),
        ("on the 20th", "2026-03-20"),
        ("the 1st of January", "2027-01-01"),
        ("January 2nd", "2027-01-02"),
        ("March 1st", "2027-03-01"),
        ("February 29th", "2028-02-29"),
        ("not Monday but Thursday", "2026-03-05"),
        ("Monday, sorry, Wednesday", "2026-03-04"),
        ("tomorrow morning", "2026-03-04"),
        ("thurs", "2026-03-05"),
        ("a week from tomorrow", "2026-03-11"),
        ("December 25th", "2026-12-25"),
        ("the thirtieth", "2026-03-30"),
        ("Wednesdays", "2026-03-04"),
    ];
    for (text, expected) in cases {
        let when = read(text, true).when;
        assert_eq!(when.day().map(|day| day.to_string()).as_deref(), Some(expected), "{text}");
    }
    for (text, american, expected) in [("3/5", true, "2026-03-05"), ("3/5", false, "2026-05-03")] {
        assert_eq!(read(text, american).when.day().unwrap().to_string(), expected);
    }
}

#[test]
fn stretches_of_days_are_read() {
    for (text, from, until) in [
        ("next week", "2026-03-09", "2026-03-15"),
        ("this week", "2026-03-03", "2026-03-08"),
        ("this weekend", "2026-03-07", "2026-03-08"),
        ("sometime next month", "2026-04-01", "2026-04-30"),
    ] {
        let when = read(text, true).when;
        let days = format!("{} {}", when.from.unwrap(), when.until.unwrap());
        assert_eq!(days, format!("{from} {until}"), "{text}");
    }
}

#[test]
fn days_that_do_not_exist_are_said_so() {
    for text in ["February 30th", "the 31st of April", "13/45"] {
        assert!(read(text, true).problem.is_some(), "{text}");
    }
}

#[test]
fn times_are_read_as_people_say_them() {
    let at = |hour, minute| Clock::At(Time::constant(hour, minute, 0, 0));
    let clock = |hour| Time::constant(hour, 0, 0, 0);
    let cases = [
        ("at 3", at(15, 0)),
        ("at 3 pm", at(15, 0)),
        ("3pm", at(15, 0)),
        ("at three", at(15, 0)),
        ("15:00", at(15, 0)),
        ("at 10", at(10, 0)),
        ("10 am", at(10, 0)),
        ("ten thirty", at(10, 30)),
        ("10:30", at(10, 30)),
        ("half past two", at(14, 30)),
        ("half two", at(14, 30)),
        ("quarter to five", at(16, 45)),
        ("quarter past nine", at(9, 15)),
        ("noon", at(12, 0)),
        ("at midday", at(12, 0)),
        ("three o'clock", at(15, 0)),
        ("at 9 in the morning", at(9, 0)),
        ("4 in the afternoon", at(16, 0)),
        ("around 11", at(11, 0)),
        ("at two fifteen", at(14, 15)),
        ("twelve thirty", at(12, 30)),
        ("8 p.m.", at(20, 0)),
        ("tomorrow at 4", at(16, 0)),
        ("March 12th at 2", at(14, 0)),
        ("12 March at half past three", at(15, 30)),
        ("make it 4", at(16, 0)),
        ("after 2", Clock::After(clock(14))),
        ("before noon", Clock::Before(clock(12))),
        ("between 2 and 4", Clock::Between(clock(14), clock(16))),
        ("from 1 to 3", Clock::Between(clock(13), clock(15))),
        ("in the morning", Clock::Part(clock(0), clock(12))),
        ("after lunch", Clock::After(clock(13))),
        ("Thursday afternoon", Clock::Part(clock(12), clock(17))),
        ("in the evening", Clock::Part(clock(17), clock(0))),
        ("first thing", Clock::Part(clock(0), clock(10))),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text, true).when.clock(&facts("en-US").hours), Some(expected), "{text}");
    }
    for text in
        ["in 3 days", "March 12th", "a party of 4", "good morning", "2 people", "no", "the 3rd"]
    {
        assert_eq!(read(text, true).when.time, None, "{text}");
    }
}

#[test]
fn danger_is_heard_and_harmless_words_are_not() {
    let facts = facts("en-US");
    let level = |text: &str| alarm(&Words::of(text), &facts);
    for text in [
        "I smell gas",
        "there's a smell of gas in here",
        "it smells like gas",
        "we have a gas leak",
        "the house is on fire",
        "there's a fire in the kitchen",
        "the carbon monoxide alarm went off",
        "he's unconscious",
        "she is not breathing",
        "I can't breathe",
        "I think he overdosed",
        "my dad has chest pain",
        "he passed out",
        "it won't stop bleeding",
        "she is choking",
        "somebody was electrocuted",
        "I think it's a heart attack",
    ] {
        assert_eq!(level(text), Some(Alarm::LifeSafety), "{text}");
    }
    for text in [
        "a burst pipe",
        "our pipe burst",
        "the basement is flooding",
        "there's water everywhere",
        "sewage is coming up",
        "we have no heat",
        "sparks are coming out of the socket",
        "water is pouring through",
        "the bathroom is flooded",
        "the pipe has burst",
        "there is no water at all",
        "I'm locked out",
    ] {
        assert_eq!(level(text), Some(Alarm::Trade), "{text}");
    }
    for text in ["it's an emergency", "this is urgent", "I'm in severe pain"] {
        assert_eq!(level(text), Some(Alarm::Maybe), "{text}");
    }
    for text in [
        "it's not an emergency",
        "nothing urgent",
        "a water heater tune-up",
        "I need a haircut",
        "do you fix gas boilers",
        "I got fired",
        "my hair is a disaster",
        "fire away",
        "can you look at a dripping tap",
        "it isn't urgent",
        "I'm burning to know your prices",
        "do you sell smoke detectors",
        "there's no rush",
        "book a check-up",
        "a new faucet",
        "heating service in autumn",
        "I'd die for a good shave",
        "cancel my appointment",
        "what are your hours",
        "bursting with excitement",
    ] {
        assert_eq!(level(text), None, "{text}");
    }
}
