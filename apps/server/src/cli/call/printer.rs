//! How a call looks in the terminal.

use std::io::{IsTerminal, Write};

use flows::voice::Answered;
use flows::watch::ShownMessage;

use super::super::{say, say_error};
use super::{flush, is_keyboard};
use crate::view::TurnView;

const BOLD: &str = "\u{1b}[1;36m";
const DIM: &str = "\u{1b}[2m";
const PLAIN: &str = "\u{1b}[0m";

/// Prints turns for people, or one JSON object each.
pub(super) struct Printer {
    json: bool,
    agent: String,
    colours: bool,
    prompted: bool,
}

impl Printer {
    pub(super) fn new(json: bool, agent: Option<String>) -> Self {
        let colours = !json && std::io::stdout().is_terminal();
        let agent = agent.unwrap_or_else(|| "Frontdesk".to_owned());
        Self { json, agent, colours, prompted: false }
    }

    pub(super) fn turn(&mut self, turn: u32, caller: Option<String>, answered: &Answered) {
        let view = TurnView::new(turn, caller, answered);
        if self.json {
            // Numbers and texts: cannot fail.
            say(&serde_json::to_string(&view).unwrap_or_default());
            return;
        }
        if let Some(caller) = view.caller.as_ref().filter(|_| !self.prompted) {
            let shown = if caller.trim().is_empty() { "(silence)" } else { caller.as_str() };
            say(&format!("{} {shown}", self.coloured(BOLD, "You:")));
        }
        if let Some(intent) = view.understood.intent {
            let intent = serde_json::to_value(intent).ok();
            let intent = intent.as_ref().and_then(|it| it.as_str()).unwrap_or_default();
            let mut line = format!("  {intent}");
            for (slot, value) in &view.understood.slots {
                line.extend([" · ", slot, ": ", value]);
            }
            say(&self.coloured(DIM, &line));
        }
        for effect in &view.effects {
            let effect = serde_json::to_value(effect).unwrap_or_default();
            let kind = text(&effect, "kind").replace('_', " ");
            let id = text(&effect, "id");
            say(&self.coloured(DIM, &format!("  → {kind} {id}")));
        }
        let name = format!("{}:", self.agent);
        say(&format!("{} {}", self.coloured(BOLD, &name), view.agent));
        let ends = match view.next {
            "transfer" => "(it rings: dial:answered, or anything else for nobody)",
            "voicemail" => "(after the tone: the next line is the message)",
            "hangup" => "(the line is closed)",
            _ => return,
        };
        say(&self.coloured(DIM, &format!("  {ends}")));
    }

    /// Invites somebody at the keyboard to speak.
    pub(super) fn prompt(&mut self, from_keyboard: bool) {
        self.prompted = !self.json && from_keyboard && is_keyboard();
        if self.prompted {
            let prompt = self.coloured(BOLD, "You: ");
            let _ = write!(std::io::stdout(), "{prompt}");
            flush();
        }
    }

    pub(super) fn note(&self, words: &str) {
        if self.json { say_error(words) } else { say(&self.coloured(DIM, words)) }
    }

    /// What was written on account of the call. Scripts read turns alone.
    pub(super) fn texts<'a>(&self, messages: impl Iterator<Item = &'a ShownMessage>) {
        for message in messages {
            let to = match message.direction {
                crm::Direction::Outbound => "Text to the caller",
                crm::Direction::Alert => "Text to the owner",
                crm::Direction::Left => "Message for the owner",
                crm::Direction::Inbound => "Text from the caller",
            };
            self.note(&format!("{to}: {}", message.body));
        }
    }

    fn coloured(&self, colour: &str, text: &str) -> String {
        if self.colours { format!("{colour}{text}{PLAIN}") } else { text.to_owned() }
    }
}

fn text<'a>(object: &'a serde_json::Value, key: &str) -> &'a str {
    object.get(key).and_then(serde_json::Value::as_str).unwrap_or_default()
}
