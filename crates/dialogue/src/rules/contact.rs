//! Names and numbers that were not heard clearly: spelled, read back, or typed.

use super::Turn;
use super::frame::{Asked, Task};
use super::phrases::capital;
use crate::heard::Heard;
use crate::moves::{Expect, Move, Reply};
use crate::speech::Message;
use crate::state::Intent;
use crate::understand::Words;
use crate::understand::extract::name;

/// Below this, a name or number is read back at once.
const CLEAR: f32 = 0.6;
/// Below this, a yes is asked about once.
const HEARD_YES: f32 = 0.4;

/// Whether the recogniser was sure enough. One that says nothing of it, or always nought as some do,
/// is taken to be sure.
fn at_least(heard: &Heard, level: f32) -> bool {
    heard.confidence.is_none_or(|confidence| confidence <= 0.0 || confidence >= level)
}

impl Turn<'_> {
    /// A yes to something that changes the diary, heard badly: asked about once.
    pub(super) fn doubtful_yes(&mut self, heard: &Heard, answer: Option<bool>) -> Option<Move> {
        let counts = matches!(
            self.state.frame.asked,
            Asked::Confirm | Asked::ConfirmCancel | Asked::ConfirmMessage
        );
        let doubtful = counts
            && answer == Some(true)
            && heard.digits.is_empty()
            && !at_least(heard, HEARD_YES);
        let again = std::mem::replace(&mut self.frame().doubted, doubtful);
        (doubtful && !again).then(|| self.ask(Message::WasThatYes, Expect::YesNo))
    }

    /// A name that was just given: spelled back where it was not heard clearly.
    pub(super) fn check_name(&mut self, heard: &Heard) -> Option<Move> {
        if at_least(heard, CLEAR) || heard.utterance.trim().is_empty() {
            return None;
        }
        Some(self.spell_back())
    }

    fn spell_back(&mut self) -> Move {
        let name = self.state.frame.name.clone().unwrap_or_default();
        self.frame().asked = Asked::ConfirmName;
        // The family name is what is misheard; a single name is spelled itself.
        let last = name.rsplit(' ').next().unwrap_or_default();
        let letters = self.voice().spelled(last);
        let say = self.say(
            Message::AskNameSpelled,
            &[("name", name.as_str().into()), ("letters", letters.into())],
        );
        Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) })
    }

    /// Whether the spelled name is right.
    pub(super) fn name_confirmed(&mut self, words: &Words, answer: Option<bool>) -> Option<Move> {
        if let Some(spelled) = spelled(words) {
            self.respell(&spelled);
            return Some(self.with_name());
        }
        if let Some(name) = name::corrected(words).or_else(|| name::introduced(words)) {
            self.frame().name = Some(name);
            return Some(self.with_name());
        }
        if answer? {
            return Some(self.with_name());
        }
        self.frame().asked = Asked::Spelling;
        Some(self.ask(Message::AskSpelling, Expect::Dictation))
    }

    /// The name, letter by letter.
    pub(super) fn spelling_given(&mut self, words: &Words, intent: Intent) -> Option<Move> {
        if let Some(spelled) = spelled(words) {
            self.respell(&spelled);
        } else if super::pending::may_be_answer(intent) {
            self.frame().name = Some(name::answered(words)?);
        } else {
            return None;
        }
        Some(self.with_name())
    }

    /// Puts the spelled word in place of the last word of the name.
    fn respell(&mut self, spelled: &str) {
        let before = self.state.frame.name.take().unwrap_or_default();
        let name = match before.rsplit_once(' ') {
            Some((given, _)) => format!("{given} {spelled}"),
            None => spelled.to_owned(),
        };
        self.frame().name = Some(name);
    }

    /// Goes on once the name is settled.
    fn with_name(&mut self) -> Move {
        if self.state.frame.task == Task::Message { self.pass_on() } else { self.read_back() }
    }

    /// A number that was just dictated: read back whole where it was not heard clearly.
    pub(super) fn check_phone(&mut self, heard: &Heard) -> Option<Move> {
        if at_least(heard, CLEAR) || !heard.digits.is_empty() {
            return None;
        }
        let phone = self.state.frame.phone.clone()?;
        self.frame().asked = Asked::ConfirmPhone;
        let phone = self.voice().phone(&phone);
        let say = self.say(Message::AskPhoneRight, &[("phone", phone.into())]);
        Some(Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) }))
    }

    /// Whether the number is right. After a no it is typed.
    pub(super) fn phone_confirmed(&mut self, answer: Option<bool>) -> Option<Move> {
        if answer? {
            return Some(self.with_name());
        }
        self.frame().phone = None;
        self.frame().asked = Asked::Phone;
        Some(self.ask(Message::PhoneKeypad, Expect::Dictation))
    }

    /// A service that was only half heard is asked about.
    pub(super) fn check_service(&mut self, heard: &Heard) -> Option<Move> {
        let asked = matches!(self.state.frame.asked, Asked::Service | Asked::Open);
        let service = self.state.frame.service.filter(|_| asked)?;
        if at_least(heard, HEARD_YES) || self.state.frame.task == Task::Move {
            return None;
        }
        self.frame().task = Task::Book;
        self.frame().asked = Asked::ConfirmService;
        let service = self.service_name(service).to_lowercase();
        let say = self.say(Message::AskIsService, &[("service", service.into())]);
        Some(Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) }))
    }

    /// Whether the service is right.
    pub(super) fn service_confirmed(
        &mut self,
        words: &Words,
        answer: Option<bool>,
    ) -> Option<Move> {
        let named = crate::understand::extract::service::find(words, &self.briefing.business);
        if named.is_some_and(|found| Some(found.id) != self.state.frame.service) {
            return None;
        }
        if answer? {
            return Some(self.next_step());
        }
        self.frame().service = None;
        Some(self.next_step())
    }
}

/// A word that was spelled: at least two letters, said one by one.
fn spelled(words: &Words) -> Option<String> {
    let letters: Vec<&str> = words
        .words
        .iter()
        .map(String::as_str)
        .filter(|word| word.chars().count() == 1 && word.chars().all(char::is_alphabetic))
        .collect();
    // "I am a Smith" is not spelled.
    let most = letters.len() * 2 > words.len();
    (letters.len() >= 2 && most).then(|| capital(&letters.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_make_a_word() {
        for (text, expected) in [
            ("R E E D", Some("Reed")),
            ("it's r, e, e, d", Some("Reed")),
            ("S-M-Y-T-H-E please", Some("Smythe")),
            ("I am a Smith", None),
            ("Reed", None),
            ("", None),
        ] {
            assert_eq!(spelled(&Words::of(text)).as_deref(), expected, "{text}");
        }
    }
}
