//! The terminal: how wide it is, and typing that is not shown.

use std::io::{IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::{Mutex, PoisonError};

use rustix::termios::{self, LocalModes, OptionalActions, Termios};

/// How wide a terminal is taken to be that does not say.
const COLUMNS: usize = 80;

/// Whether what is typed is shown.
pub trait Echo: Send + Sync {
    /// From here on nothing typed is shown.
    fn hide_typing(&self);

    /// What is typed is shown again. MUST be harmless when it was never hidden.
    fn show_typing(&self);
}

/// The keyboard of the process's terminal.
#[derive(Default)]
pub struct Keyboard {
    before: Mutex<Option<Termios>>,
}

impl Echo for Keyboard {
    fn hide_typing(&self) {
        let input = std::io::stdin();
        let Ok(before) = termios::tcgetattr(&input) else { return };
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        if termios::tcsetattr(&input, OptionalActions::Flush, &hidden).is_ok() {
            *self.before.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        }
    }

    fn show_typing(&self) {
        let before = self.before.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(before) = before {
            let _ = termios::tcsetattr(std::io::stdin(), OptionalActions::Now, &before);
        }
    }
}

/// How many columns a stream has, if it is a terminal.
pub fn columns(stream: &(impl IsTerminal + AsFd)) -> Option<usize> {
    if !stream.is_terminal() {
        return None;
    }
    let size = termios::tcgetwinsize(stream).ok().map(|size| usize::from(size.ws_col));
    Some(size.filter(|columns| *columns > 0).unwrap_or(COLUMNS))
}

/// Says a line when there is no console left to say it, over whatever progress stood there.
pub fn last_words(line: &str) {
    let errors = std::io::stderr();
    let start = if errors.is_terminal() { "\r\x1b[K" } else { "" };
    let _ = writeln!(&errors, "{start}{line}");
}
