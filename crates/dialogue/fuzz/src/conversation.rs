//! Bytes as a conversation: a first line that sets it up, and a turn on every further line.
//!
//! The first line is a row of letters: `p`, `r` or `m` for the plumber, the restaurant or the shop of
//! many languages in place of the barber, `t` for text messages, `w` for a withheld number, `h` where
//! somebody can be rung, `o` where the caller has two appointments, `l` for a recogniser that is not
//! sure. A turn that begins with `>` is keyed; one that begins with `!` says what the next call of a
//! tool comes to instead of what the diary would say: `!h2` answers a hold with the third of
//! [`odd_answer`]. All other turns are spoken as they stand, an empty one is silence.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use frontdesk_dialogue::rules::frame::Asked;
use frontdesk_dialogue::{BookRefusal, BusinessFacts, Heard, Medium, Move, ToolCall, ToolResult};

use crate::call::Call;
use crate::testing::{barber, plumber, restaurant};

/// More turns than a call may take.
const TURNS_MAX: usize = 40;
/// The most bytes of one turn.
const LINE_MAX: usize = 64 * 1024;

/// Holds a conversation; bytes that are no UTF-8 become replacement characters.
///
/// **Panics** where something does not hold that always must.
pub fn check(bytes: &[u8]) {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let settings = String::from_utf8_lossy(lines.next().unwrap_or_default()).into_owned();
    let mut call = open(&settings);
    now(call.starts());
    for line in lines.take(TURNS_MAX) {
        let line = String::from_utf8_lossy(line.get(..LINE_MAX).unwrap_or(line));
        if let Some(script) = line.strip_prefix('!') {
            call.scripted.extend(odd_answer(script));
            continue;
        }
        let confidence = settings.contains('l').then_some(0.3);
        let heard = match line.strip_prefix('>') {
            Some(keys) => Heard { digits: keyed(keys), confidence, ..Heard::default() },
            None => Heard { confidence, ..Heard::words(line) },
        };
        turn(&mut call, &heard);
        if matches!(call.last, Some(Move::End { .. } | Move::Voicemail { .. })) {
            break;
        }
    }
}

/// One turn, and what must hold of it.
fn turn(call: &mut Call, heard: &Heard) {
    // Below the menu of the keypad an earlier question still stands.
    let asked = [Some(call.state.frame.asked), call.state.frame.aside];
    let was_asked = |question| asked.contains(&Some(question));
    let held = call.state.frame.held.as_ref().map(|slot| slot.token.clone());
    let chosen = call.state.frame.chosen.as_ref().map(|own| own.id);
    let last = call.state.frame.said.clone();
    let before = call.used.len();
    let said = now(call.hears(heard));
    let text = call.state.medium == Medium::Text;
    let plain = text || !said.contains(['<', '>', '&', '*', '{', '}', '#', '_']);
    assert!(plain, "markup is spoken\n{}", call.transcript);
    assert!(last.is_empty() || said != last, "word for word again\n{}", call.transcript);
    assert_eq!(call.unread, 0, "done without a read-back\n{}", call.transcript);
    for used in &call.used[before..] {
        let agreed = match used {
            ToolCall::Book { token, name, .. } => {
                assert!(!name.trim().is_empty(), "booked for nobody\n{}", call.transcript);
                was_asked(Asked::Confirm) && held.as_ref() == Some(token)
            }
            ToolCall::Move { appointment, token } => {
                was_asked(Asked::Confirm)
                    && held.as_ref() == Some(token)
                    && chosen == Some(*appointment)
            }
            ToolCall::Cancel { appointment } => {
                was_asked(Asked::ConfirmCancel) && chosen == Some(*appointment)
            }
            _ => true,
        };
        assert!(agreed && !(changes(used) && heard.is_silence()), "{used:?}\n{}", call.transcript);
    }
}

/// Whether a tool changes the diary.
fn changes(used: &ToolCall) -> bool {
    matches!(used, ToolCall::Book { .. } | ToolCall::Move { .. } | ToolCall::Cancel { .. })
}

fn open(settings: &str) -> Call {
    let has = |letter: char| settings.contains(letter);
    let business = match () {
        () if has('p') => plumber(),
        () if has('r') => restaurant(),
        () if has('m') => {
            let languages = ["en-US", "es-US", "fr-CA"].map(|tag| tag.parse().unwrap()).to_vec();
            BusinessFacts { languages, ..barber() }
        }
        () => barber(),
    };
    let mut call = Call::new(business);
    if has('o') {
        call.has(0, 3, 10, true);
        call.has(1, 1, 10, false);
    }
    call.briefing.can_transfer = has('h');
    call.briefing.can_book = !has('n');
    if has('w') {
        call.briefing.caller.number = None;
    }
    if has('t') {
        call.state.medium = Medium::Text;
    }
    call
}

/// The keys in a line; anything else cannot be pressed.
fn keyed(line: &str) -> String {
    line.chars().filter(|key| key.is_ascii_digit() || matches!(key, '*' | '#')).take(64).collect()
}

/// What a tool comes to for once: a letter for the tool, a digit for the answer.
fn odd_answer(script: &str) -> Option<(&'static str, ToolResult)> {
    let refused = |why| ToolResult::Refused { why, alternatives: Vec::new() };
    let mut letters = script.chars();
    let tool = match letters.next()? {
        'f' => "find",
        'h' => "hold",
        'b' => "book",
        'o' => "own",
        'm' => "move",
        'c' => "cancel",
        't' => "message",
        _ => return None,
    };
    let answer = match letters.next()? {
        '0' => ToolResult::Failed,
        '1' => refused(BookRefusal::Taken),
        '2' => refused(BookRefusal::Expired),
        '3' => refused(BookRefusal::NotConfirmed),
        '4' => refused(BookRefusal::NotYours),
        '5' => refused(BookRefusal::TooLate),
        '6' => refused(BookRefusal::TooMany),
        '7' => ToolResult::Appointments(Vec::new()),
        '8' => ToolResult::Slots { slots: Vec::new(), outside_window: false, closed: None },
        '9' => ToolResult::MessageTaken,
        'n' => refused(BookRefusal::NotAllowed),
        _ => return None,
    };
    Some((tool, answer))
}

/// What a future comes to that waits for nothing, as the rules never do.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the rules wait for something"),
    }
}
