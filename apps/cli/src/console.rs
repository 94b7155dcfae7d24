//! The three streams of a command: what is asked for, what is said beside it, and what is typed.

use std::io::{self, BufRead, Write};
use std::sync::Arc;

use crate::failure::{Failure, Kind, Outcome};
use crate::show::text::plain;
use crate::terminal::Echo;

/// How long a typed line may be, in bytes.
const LINE_BYTES_MAX: u64 = 8 * 1024;
/// How wide the bar of a long command is, in columns.
const BAR: usize = 24;

/// Where a command writes and reads.
pub struct Console {
    /// What was asked for.
    pub output: Box<dyn Write + Send>,
    /// What is said beside it: errors, questions, progress.
    pub errors: Box<dyn Write + Send>,
    /// What is typed, or comes through a pipe.
    pub input: Box<dyn BufRead + Send>,
    /// Whether somebody types, so that a question makes sense.
    pub has_typist: bool,
    /// How wide the output is, in columns, if it is a terminal.
    pub output_columns: Option<usize>,
    /// How wide the errors are, in columns, if they go to a terminal.
    pub errors_columns: Option<usize>,
    /// Whether typing is shown.
    pub echo: Arc<dyn Echo>,
    /// Whether a line of progress stands there.
    pub has_progress: bool,
    /// The first write of output that failed.
    pub fault: Option<io::Error>,
}

impl Console {
    /// Writes text that was asked for; it ends its own lines.
    pub fn put(&mut self, text: &str) {
        if let Err(error) = self.output.write_all(text.as_bytes()) {
            self.fault.get_or_insert(error);
        }
    }

    /// Writes a line beside the output. Nobody's reading it is no error.
    pub fn remark(&mut self, line: &str) {
        self.clear_progress();
        let _ = writeln!(self.errors, "{}", plain(line));
    }

    /// Shows how far a long command has come, on a terminal only.
    pub fn progress(&mut self, what: &str, done: usize, total: Option<usize>) {
        let Some(columns) = self.errors_columns else { return };
        let line = match total {
            Some(total) => format!("{what} {} {done}/{total}", bar(done, total)),
            None => format!("{what} {done}"),
        };
        let line = crate::show::text::fit(&line, columns.saturating_sub(1).max(1));
        let _ = write!(self.errors, "\r\x1b[K{line}");
        let _ = self.errors.flush();
        self.has_progress = true;
    }

    /// Takes the progress away again.
    pub fn clear_progress(&mut self) {
        if std::mem::take(&mut self.has_progress) {
            let _ = write!(self.errors, "\r\x1b[K");
        }
    }

    /// Sends what was written on its way.
    pub fn flush(&mut self) {
        if let Err(error) = self.output.flush() {
            self.fault.get_or_insert(error);
        }
    }

    /// Asks for a line. `None` at the end of the input.
    pub fn ask(&mut self, question: &str) -> Outcome<Option<String>> {
        self.clear_progress();
        let _ = write!(self.errors, "{}", plain(question));
        let _ = self.errors.flush();
        let mut line = String::new();
        let read = io::Read::take(&mut self.input, LINE_BYTES_MAX).read_line(&mut line);
        match read {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned())),
            Err(error) => Err(Failure::refused(format!("the answer cannot be read: {error}"))),
        }
    }

    /// Asks for a line that is not shown while it is typed.
    pub fn ask_hidden(&mut self, question: &str) -> Outcome<Option<String>> {
        self.echo.hide_typing();
        let answer = self.ask(question);
        self.echo.show_typing();
        let _ = writeln!(self.errors);
        answer
    }

    /// Says why a command has failed, and gives its exit code.
    pub fn fail(&mut self, failure: &Failure) -> u8 {
        self.remark(&format!("frontdeskctl: {}", failure.what));
        failure.kind.code()
    }

    /// Prints help, the version, or what is wrong with the arguments.
    pub(crate) fn explain(&mut self, error: &clap::Error) -> u8 {
        let text = error.render();
        if error.use_stderr() {
            let colours = self.errors_columns.is_some();
            let text = if colours { text.ansi().to_string() } else { text.to_string() };
            let _ = write!(self.errors, "{text}");
            return Kind::Usage.code();
        }
        let text =
            if self.output_columns.is_some() { text.ansi().to_string() } else { text.to_string() };
        self.put(&text);
        self.finish(Ok(()))
    }

    /// Flushes what was written, and gives the exit code of the whole.
    pub(crate) fn finish(&mut self, outcome: Outcome) -> u8 {
        self.clear_progress();
        self.flush();
        if let Err(failure) = outcome {
            return self.fail(&failure);
        }
        match self.fault.take() {
            // A reader who has seen enough, as in `| head`, is no failure.
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let what = format!("the output cannot be written: {error}");
                self.fail(&Failure::refused(what))
            }
            _ => 0,
        }
    }
}

/// A bar of `#` and `.`, which every terminal can show.
fn bar(done: usize, total: usize) -> String {
    let full = done.min(total).saturating_mul(BAR).checked_div(total).unwrap_or(BAR);
    format!("[{}{}]", "#".repeat(full), ".".repeat(BAR.saturating_sub(full)))
}
