//! `frontdesk nlu`: understanding alone, line by line.

use std::io::{BufRead, IsTerminal, Read, Write};
use std::path::Path;
use std::sync::Arc;

use dialogue::understand::{self, understand};
use flows::Card;
use jiff::{Timestamp, Zoned};
use kernel::{Clock, Language, SeededIds, SystemClock};

use super::{Failure, Outcome, business, call};

/// What is read of a line, in bytes: more than anybody says in one breath.
const LINE_BYTES_MAX: u64 = 64 * 1024;

/// What `nlu` can be told.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "One utterance a line on the standard input, one JSON object a line on the \
    standard output. docs/understanding.md describes the objects."
)]
pub struct Arguments {
    /// Whose callers they are: the business's file.
    #[arg(long = "business", value_name = "FILE.toml", value_parser = card)]
    card: Arc<Card>,
    /// When it is said, such as 2026-03-02T09:00:00-06:00. Left out: now, line by line.
    #[arg(long, value_name = "RFC3339", value_parser = call::instant)]
    now: Option<Timestamp>,
    /// In which language: en, es or fr. Left out: whichever of the business's the words show.
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    lang: Option<Language>,
    /// What the receptionist had just said.
    #[arg(long, value_name = "TEXT")]
    previous: Option<String>,
}

fn card(path: &str) -> Result<Arc<Card>, String> {
    let text =
        business::read(Path::new(path)).map_err(|error| format!("cannot be read: {error}"))?;
    // The same ids every time, so that the same lines give the same bytes.
    let card = Card::of_file(&text, &SeededIds::new(1), SystemClock.now());
    let card = card.map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        faults.join("; ")
    })?;
    Ok(Arc::new(card))
}

fn language(text: &str) -> Result<Language, String> {
    let known = |language: &Language| matches!(language.primary(), "en" | "es" | "fr");
    let language = text.parse::<Language>().ok().filter(known);
    language.ok_or_else(|| "write en, es or fr, with a region or without: en-GB".to_owned())
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let mut input = std::io::stdin().lock();
    // Somebody who types waits for each answer; a file does not.
    let at_once = std::io::stdin().is_terminal();
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    while let Some(line) = next_line(&mut input)? {
        match answer(arguments, &line, &mut output, at_once) {
            // A reader who has gone away is no error.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(()),
            other => other?,
        }
    }
    match output.flush() {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failure::from(error)),
        _ => Ok(()),
    }
}

fn answer(
    arguments: &Arguments,
    line: &str,
    output: &mut impl Write,
    at_once: bool,
) -> std::io::Result<()> {
    let card = &arguments.card;
    let instant = arguments.now.unwrap_or_else(|| SystemClock.now());
    let now: Zoned = instant.to_zoned(card.tenant.timezone.clone());
    let context = understand::Context {
        business: &card.facts,
        now: &now,
        language: arguments.lang.as_ref(),
        previous: arguments.previous.as_deref(),
        asked: None,
    };
    serde_json::to_writer(&mut *output, &understand(line, &context))?;
    output.write_all(b"\n")?;
    if at_once { output.flush() } else { Ok(()) }
}

/// The next line without its end; what is no UTF-8 is replaced, what is too long is cut off.
fn next_line(input: &mut impl BufRead) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let read = input.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes)?;
    if read == 0 {
        return Ok(None);
    }
    if bytes.last() != Some(&b'\n') {
        input.skip_until(b'\n')?;
    }
    let line = String::from_utf8_lossy(&bytes);
    Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_whatever_they_hold() {
        let mut bytes = b"one\r\n\n\xff\xfe two\nlong ".to_vec();
        bytes.extend(std::iter::repeat_n(b'x', 100_000));
        bytes.extend(b"\nlast");
        let mut input = bytes.as_slice();
        let mut lines = Vec::new();
        while let Some(line) = next_line(&mut input).unwrap() {
            lines.push(line);
        }
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[..3], ["one", "", "\u{fffd}\u{fffd} two"]);
        assert_eq!(lines[3].len(), 65_536);
        assert_eq!(lines[4], "last");
    }
}
