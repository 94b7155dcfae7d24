use super::check;

#[test]
fn days_are_read() {
    check(
        "en",
        &[
            ("in a fortnight", "2026-03-17"),
            ("a week on Tuesday", "2026-03-17"),
            ("day after tomorrow", "2026-03-05"),
            ("3 days ago", "2026-02-28"),
            ("this Friday", "2026-03-06"),
            ("next Friday", "2026-03-13"),
            ("last Friday", "2026-02-27"),
            ("Friday the 13th", "2026-03-13"),
            ("friday week", "2026-03-13"),
            ("the 3rd of next month", "2026-04-03"),
            ("the 25th of this month", "2026-03-25"),
            ("end of the month", "2026-03-21..2026-03-31"),
            ("beginning of next week", "2026-03-09..2026-03-11"),
            ("mid April", "2026-04-10..2026-04-20"),
            ("the first Monday of May", "2026-05-04"),
            ("last Thursday in April", "2026-04-30"),
            ("the week of April 6th", "2026-04-06..2026-04-12"),
            ("two Sundays from now", "2026-03-15"),
            ("the next 3 days", "2026-03-04..2026-03-06"),
            ("june two thousand nineteen", "2019-06-01..2019-06-30"),
            ("the fourth of may nineteen ninety", "1990-05-04"),
            ("2026-12-24", "2026-12-24"),
            ("24/Dec/2026", "2026-12-24"),
            ("easter monday", "2026-04-06"),
            ("thanksgiving", "2026-11-26"),
            ("on Christmas Eve", "2026-12-24"),
            ("from the 9th to the 12th of June", "2026-06-09..2026-06-12"),
            ("Monday to Thursday", "2026-03-09..2026-03-12"),
            ("by Thursday", "..2026-03-05"),
            ("from the 28th to the 3rd", "2026-03-28..2026-04-03"),
            ("from October 27th until the 5th", "2026-10-27..2026-11-05"),
            ("three nights from the 12th", "4320 min; 2026-03-12.."),
            ("Monday or Tuesday", "2026-03-09; 2026-03-10"),
            ("not on Thursday, on Friday please", "2026-03-05; 2026-03-06"),
            ("we may march on", ""),
            ("February 30th", "no such day"),
            ("the 45th", "no such day"),
        ],
    );
}

#[test]
fn times_are_read() {
    check(
        "en",
        &[
            ("at half three", "15:30"),
            ("quarter to nine", "08:45"),
            ("ten past four", "16:10"),
            ("noonish", "12:00"),
            ("around 3ish", "15:00"),
            ("three thirty", "15:30"),
            ("nineteen hundred hours", "19:00"),
            ("1930 hours", "19:30"),
            ("16:45", "16:45"),
            ("at six oh five pm", "18:05"),
            ("eight in the evening", "20:00"),
            ("between 2 and 4", "14:00..16:00"),
            ("between 2 and 4 pm", "14:00..16:00"),
            ("from 9:30 to 11", "09:30..11:00"),
            ("8 am until 6", "08:00..18:00"),
            ("0 45 pm", "12:45"),
            ("before noon", "..12:00"),
            ("after half past two", "14:30.."),
            ("any time after lunch", "14:00.."),
            ("25:10", "no such time"),
            ("a table for 4 people", ""),
            ("call 555 0134", ""),
            ("room 12", ""),
        ],
    );
}

#[test]
fn days_times_and_lengths_go_together() {
    check(
        "en",
        &[
            ("next tuesday half three", "2026-03-10 15:30"),
            ("tomorrow at quarter past 11", "2026-03-04 11:15"),
            ("3 pm on Friday", "2026-03-06 15:00"),
            ("Thursday from 9 to 11", "2026-03-05T09:00..2026-03-05T11:00"),
            ("9 to 11 on Thursday", "2026-03-05T09:00..2026-03-05T11:00"),
            ("first thing tomorrow", "2026-03-04T00:00..2026-03-04T10:00"),
            ("tomorrow evening", "2026-03-04T17:00..2026-03-05T00:00"),
            ("tonight at 8", "2026-03-03 20:00"),
            ("Friday after 2", "2026-03-06T14:00.."),
            ("in 90 minutes", "2026-03-03 11:30"),
            ("in an hour and a half", "2026-03-03 11:30"),
            ("for an hour and a half", "90 min"),
            ("it takes 45 minutes", "45 min"),
            ("cancel Tuesday at 4 and book Friday at noon", "2026-03-10 16:00; 2026-03-06 12:00"),
            ("a table for 2 tonight at 8", "2026-03-03 20:00"),
        ],
    );
}
