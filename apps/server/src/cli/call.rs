//! `frontdesk call`: a call in the terminal, through the flows that a carrier's calls take.

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use dialogue::Heard;
use flows::voice::{Answered, TurnRequest};
use jiff::{SignedDuration, Timestamp};
use kernel::{Caller, Clock, ManualClock, PhoneNumber, SystemClock};
use telephony::{
    CallStatus, DialResult, DialStatus, InboundCall, ProviderRef, StatusUpdate, Voicemail,
};

use super::{Failure, Outcome};
use crate::settings::Settings;
use crate::view::next_turn;
use crate::wire::{Wired, wire};

mod printer;

use printer::Printer;

/// How long a line may be, in characters.
const LINE_CHARS_MAX: usize = 1_000;
/// How many turns a call may have.
const TURNS_MAX: usize = 500;
/// How far a clock that was set moves on with each turn.
const TURN_TAKES: SignedDuration = SignedDuration::from_secs(4);
/// How many characters somebody says in a second of a voice message.
const CHARS_A_SECOND: usize = 15;

/// What `call` can be told.
#[derive(Debug, clap::Args)]
#[command(after_help = "One line of input is one turn of the caller:\n  \
    words             what is said\n  \
    an empty line     silence\n  \
    #5551234#         keys: a line that begins with # (the keys follow it)\n  \
    dtmf:1            keys as well\n  \
    dial:answered     while somebody is rung: they pick up (any other line: nobody does)\n\
    After the tone of a voicemail the next line is the message. The end of the input hangs up.")]
pub struct Arguments {
    /// The number that is called: a business's.
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    to: PhoneNumber,
    /// The number that calls; `anonymous` for a caller who hides it.
    #[arg(long, value_name = "NUMBER", value_parser = caller)]
    from: Caller,
    /// When the call takes place, such as 2026-03-02T09:00:00-06:00. Left out: now.
    #[arg(long, value_name = "RFC3339", value_parser = instant)]
    now: Option<Timestamp>,
    /// Read the caller's lines from this file and not from the keyboard.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// Print one JSON object for each turn.
    #[arg(long)]
    json: bool,
}

fn number(text: &str) -> Result<PhoneNumber, String> {
    PhoneNumber::parse(text).map_err(|error| error.to_string())
}

fn caller(text: &str) -> Result<Caller, String> {
    if matches!(text, "anonymous" | "withheld") {
        return Ok(Caller::Withheld);
    }
    let hint = "or write `anonymous`";
    PhoneNumber::parse(text).map(Caller::Number).map_err(|error| format!("{error}, {hint}"))
}

pub(super) fn instant(text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| {
        "write a date and a time with an offset, as in 2026-03-02T09:00:00-06:00".to_owned()
    })
}

pub(super) async fn run(arguments: Arguments, settings: &Settings) -> Outcome {
    let mut lines = lines(arguments.script.as_deref())?;
    let set = arguments.now.map(|now| Arc::new(ManualClock::new(now)));
    let clock: Arc<dyn Clock> = match &set {
        Some(clock) => clock.clone(),
        None => Arc::new(SystemClock),
    };
    crate::start::prepare(settings, false).await?;
    let wired = wire(settings, clock.clone()).await?;
    let card = wired.flows.voice.cards.by_number(&arguments.to).await?;
    let agent = card.as_ref().map(|card| card.tenant.settings.agent_name.clone());
    let mut printer = Printer::new(arguments.json, agent);
    if card.is_none() {
        printer.note("No business has the number that is called.");
    }
    let started = clock.now();
    let mut call = Call::new(&wired, &arguments, set)?;
    let mut answered = call.ring().await;
    printer.turn(call.turn, None, &answered);
    for _ in 0..TURNS_MAX {
        if answered.plan.next_word() == "hangup" {
            break;
        }
        printer.prompt(arguments.script.is_none());
        let Some(line) = lines.next()? else { break };
        let next = match answered.plan.next_word() {
            "transfer" => call.dial(&line).await,
            "voicemail" => call.record(&line).await,
            _ => call.says(&answered, &line).await?,
        };
        answered = next;
        printer.turn(call.turn, Some(line), &answered);
    }
    call.hang_up().await?;
    if let Some(card) = card {
        if settings.has_twilio() {
            printer.note("Texts are sent by `frontdesk serve` or `frontdesk worker`.");
        } else {
            wired.flows.jobs.run_due().await?;
        }
        if let Some(day) = wired.flows.watch.day(card.tenant.id).await? {
            printer.texts(day.messages.iter().rev().filter(|it| it.at.timestamp() >= started));
        }
    }
    Ok(())
}

/// A caller on the line.
struct Call<'a> {
    wired: &'a Wired,
    provider_id: ProviderRef,
    from: Caller,
    to: PhoneNumber,
    clock: Option<Arc<ManualClock>>,
    turn: u32,
}

impl<'a> Call<'a> {
    fn new(
        wired: &'a Wired,
        arguments: &Arguments,
        clock: Option<Arc<ManualClock>>,
    ) -> Result<Self, Failure> {
        let name = format!("TERM{}", wired.ids.next_uuid().simple());
        let provider_id = ProviderRef::parse(&name)
            .ok_or_else(|| Failure("the call cannot be named".to_owned()))?;
        let (from, to) = (arguments.from.clone(), arguments.to.clone());
        Ok(Self { wired, provider_id, from, to, clock, turn: 0 })
    }

    async fn ring(&self) -> Answered {
        let inbound = InboundCall {
            provider_id: self.provider_id.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            forwarded_from: None,
            number_verified: false,
        };
        self.wired.flows.voice.answer_call(&inbound).await
    }

    async fn says(&mut self, before: &Answered, line: &str) -> Result<Answered, Failure> {
        if line.chars().count() > LINE_CHARS_MAX {
            return Err(Failure(format!("a line has at most {LINE_CHARS_MAX} characters")));
        }
        self.pass();
        self.turn = next_turn(&before.plan, self.turn);
        let request = TurnRequest {
            provider_id: self.provider_id.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            turn_no: self.turn,
            heard: heard(line),
        };
        Ok(self.wired.flows.voice.take_turn(&request).await)
    }

    /// Whoever is rung picks up, or does not.
    async fn dial(&mut self, line: &str) -> Answered {
        self.pass();
        self.turn += 1;
        let answered = line.trim() == "dial:answered";
        let result = DialResult {
            provider_id: self.provider_id.clone(),
            to: self.to.clone(),
            turn_no: self.turn,
            status: if answered { DialStatus::Completed } else { DialStatus::NoAnswer },
            bridged: answered,
            seconds: None,
        };
        self.wired.flows.voice.dial_result(&result).await
    }

    /// The line is spoken after the tone.
    async fn record(&mut self, line: &str) -> Answered {
        self.pass();
        self.turn += 1;
        let seconds = u32::try_from(line.trim().chars().count().div_ceil(CHARS_A_SECOND));
        let seconds = seconds.unwrap_or(u32::MAX).min(120);
        let recording = format!("RE{}", self.provider_id.as_str());
        let voicemail = Voicemail {
            provider_id: self.provider_id.clone(),
            to: self.to.clone(),
            recording: ProviderRef::parse(&recording).filter(|_| seconds > 0),
            seconds,
        };
        let plan = self.wired.flows.voice.voicemail(&voicemail).await;
        Answered {
            plan,
            understood: None,
            effects: Vec::new(),
            decision: dialogue::Decision::Rules,
            replayed: false,
        }
    }

    async fn hang_up(&self) -> Outcome {
        let update = StatusUpdate {
            provider_id: self.provider_id.clone(),
            to: self.to.clone(),
            from: self.from.clone(),
            status: CallStatus::Completed,
            seconds: None,
        };
        Ok(self.wired.flows.voice.call_status(&update).await?)
    }

    fn pass(&self) {
        if let Some(clock) = &self.clock {
            clock.advance(TURN_TAKES);
        }
    }
}

fn heard(line: &str) -> Heard {
    let line = line.trim();
    let keys = line.strip_prefix("dtmf:").or_else(|| line.strip_prefix('#'));
    let is_key = |key: &char| matches!(key, '0'..='9' | '*' | '#');
    match keys {
        Some(keys) if keys.chars().all(|key| is_key(&key)) => {
            Heard { digits: keys.to_owned(), ..Heard::default() }
        }
        _ => Heard::words(line),
    }
}

/// What the caller says, line by line.
enum Lines {
    Script(std::vec::IntoIter<String>),
    Keyboard,
}

fn lines(script: Option<&std::path::Path>) -> Result<Lines, Failure> {
    let Some(path) = script else { return Ok(Lines::Keyboard) };
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure(format!("--script {}: cannot be read: {error}", path.display()))
    })?;
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    Ok(Lines::Script(lines.into_iter()))
}

impl Lines {
    /// Nothing else runs in this program meanwhile, so that waiting for the keyboard may block.
    fn next(&mut self) -> Result<Option<String>, Failure> {
        match self {
            Self::Script(lines) => Ok(lines.next()),
            Self::Keyboard => {
                let mut line = String::new();
                let read = std::io::stdin().lock().read_line(&mut line)?;
                Ok((read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
            }
        }
    }
}

/// Whether somebody sits at the keyboard.
fn is_keyboard() -> bool {
    std::io::stdin().is_terminal()
}

/// Shows what was written so far, for a prompt has no end of line.
fn flush() {
    let _ = std::io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_words_are_told_apart() {
        assert_eq!(heard("dtmf:12*#").digits, "12*#");
        assert_eq!(heard("#1").digits, "1");
        assert_eq!(heard("#1 please").utterance, "#1 please");
        assert_eq!(heard("  two o'clock ").utterance, "two o'clock");
        assert!(heard("  ").is_silence());
    }
}
