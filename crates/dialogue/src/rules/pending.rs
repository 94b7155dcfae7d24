//! What the words answer, if something was asked.

use super::Turn;
use super::cues::{Cue, has};
use super::frame::{Asked, Task};
use crate::heard::Heard;
use crate::moves::{Expect, Move, Reply};
use crate::speech::Message;
use crate::state::Intent;
use crate::understand::Words;
use crate::understand::extract::{name, person, phone};

impl Turn<'_> {
    /// Makes of the words an answer to the last question; `None` if they are something else.
    pub(super) fn answered_question(
        &mut self,
        words: &Words,
        heard: &Heard,
        answer: Option<bool>,
        intent: Intent,
    ) -> Option<Move> {
        match self.state.frame.asked {
            Asked::Confirm => self.confirm(words, answer, intent),
            Asked::Change => self.change(words, answer, intent),
            Asked::ConfirmCancel => match answer {
                Some(true) => Some(self.confirmed_cancel()),
                Some(false) if intent != Intent::Reschedule => {
                    self.drop_booking();
                    Some(self.anything_else(&self.words(Message::LeftAsIs)))
                }
                // "cancel it", said again, is a yes.
                _ if intent == Intent::Cancel => Some(self.confirmed_cancel()),
                _ => None,
            },
            Asked::ConfirmMessage => self.confirm_message(words, heard, answer),
            Asked::Offer => self.chosen_offer(words, heard, answer),
            Asked::WhichOwn => self.which_own(words, &heard.digits),
            Asked::Name => self.name_given(words, heard, intent),
            Asked::ConfirmName => self.name_confirmed(words, answer),
            Asked::Spelling => self.spelling_given(words, intent),
            Asked::ConfirmPhone => self.phone_confirmed(answer),
            Asked::ConfirmService => self.service_confirmed(words, answer),
            Asked::Attendee => self.attendee_given(words, intent),
            Asked::Waitlist => match answer {
                Some(true) => Some(self.note_waitlist()),
                Some(false) if words.len() <= 6 => {
                    self.drop_booking();
                    Some(self.anything_else(&self.words(Message::AllRight)))
                }
                _ => None,
            },
            // "no", asked for another day after nothing was free.
            Asked::When
                if answer == Some(false)
                    && words.len() <= 6
                    && self.state.frame.wanted.is_some() =>
            {
                Some(self.offer_waitlist())
            }
            Asked::Phone => self.phone_given(words, heard, answer, intent),
            Asked::Message if !heard.utterance.trim().is_empty() => {
                Some(self.take_message(&heard.utterance))
            }
            Asked::OfferMessage => match answer {
                Some(true) => Some(self.start_message()),
                Some(false) if words.len() <= 6 => {
                    Some(self.anything_else(&self.words(Message::AllRight)))
                }
                _ => None,
            },
            Asked::AnythingElse
                if answer == Some(false)
                    && words.len() <= 8
                    && !matches!(
                        intent,
                        Intent::Book | Intent::Availability | Intent::Cancel | Intent::Reschedule
                    ) =>
            {
                Some(self.farewell())
            }
            _ => None,
        }
    }

    /// The answer to what was read back. A change counts for more than a yes or a no.
    fn confirm(&mut self, words: &Words, answer: Option<bool>, intent: Intent) -> Option<Move> {
        let asks = matches!(
            intent,
            Intent::Price
                | Intent::Location
                | Intent::Hours
                | Intent::Faq
                | Intent::Services
                | Intent::Message
                | Intent::Callback
                | Intent::CheckAppointment
        );
        if asks && answer != Some(true) {
            return None;
        }
        if intent == Intent::Cancel || has(words, Cue::DontBook) {
            self.drop_booking();
            return Some(self.anything_else(&self.words(Message::WontBook)));
        }
        if let Some(changed) = self.corrected(words) {
            return Some(changed);
        }
        match answer {
            Some(true) => Some(self.confirmed()),
            Some(false) => {
                self.frame().asked = Asked::Change;
                let moving = self.state.frame.task == Task::Move;
                let what = if moving { Message::ChangeMove } else { Message::ChangeBooking };
                Some(self.ask(what, Expect::Open))
            }
            None => None,
        }
    }

    /// What is to be changed about what was read back.
    fn change(&mut self, words: &Words, answer: Option<bool>, intent: Intent) -> Option<Move> {
        if let Some(changed) = self.corrected(words) {
            return Some(changed);
        }
        let nothing = has(words, Cue::Nothing);
        if nothing || answer == Some(true) && words.len() <= 2 {
            return Some(self.read_back());
        }
        let drops = has(words, Cue::DontBook) || has(words, Cue::Everything);
        if intent == Intent::Cancel || drops {
            self.drop_booking();
            return Some(self.anything_else(&self.words(Message::WontBook)));
        }
        if has(words, Cue::Name) {
            self.frame().asked = Asked::Name;
            return Some(self.ask(Message::ChangeName, Expect::Dictation));
        }
        if has(words, Cue::Service) {
            self.frame().asked = Asked::Service;
            return Some(Move::Say(Reply::open(self.ask_service())));
        }
        if has(words, Cue::Time) || has(words, Cue::Day) {
            let frame = self.frame();
            frame.asked = Asked::When;
            // What stays is the half that they did not name.
            if let Some(held) = frame.held.clone()
                && has(words, Cue::Time)
                && !has(words, Cue::Day)
            {
                frame.when.from = Some(held.start.date());
                frame.when.until = frame.when.from;
                frame.when.time = None;
            }
            return Some(self.ask(Message::ChangeWhen, Expect::Open));
        }
        if answer == Some(false) && words.len() <= 3 {
            self.drop_booking();
            return Some(self.anything_else(&self.words(Message::WontBookThen)));
        }
        None
    }

    /// Another day, time, service, person or name; `None` if there is no such change.
    fn corrected(&mut self, words: &Words) -> Option<Move> {
        let before = self.state.frame.clone();
        let changed = match self.take_details(words) {
            Ok(changed) => changed,
            Err(decided) => return Some(decided),
        };
        let people = before.service != self.state.frame.service
            || before.staff != self.state.frame.staff
            || before.when != self.state.frame.when
            || before.party != self.state.frame.party;
        if !people
            && self.state.frame.phone.is_some()
            && let Some(number) = phone::find(words, "", &self.briefing.business)
        {
            self.frame().phone = Some(number);
            return Some(self.read_back());
        }
        if !people
            && !Self::names_attendee(words)
            && let Some(name) = name::corrected(words).or_else(|| behind_lead(words))
        {
            self.frame().name = Some(name);
            return Some(self.read_back());
        }
        changed.then(|| self.next_step())
    }

    fn confirm_message(
        &mut self,
        words: &Words,
        heard: &Heard,
        answer: Option<bool>,
    ) -> Option<Move> {
        match answer {
            Some(true) => Some(self.send_message()),
            Some(false) if words.len() <= 4 => {
                self.frame().message = None;
                self.frame().asked = Asked::Message;
                Some(self.ask(Message::MessageOther, Expect::Dictation))
            }
            // More words are the message, said again or said on.
            _ if words.len() > 4 => {
                let more = heard.utterance.trim();
                let adds = has(words, Cue::Adds);
                let body = match (&self.state.frame.message, adds) {
                    (Some(before), true) => format!("{before} {more}"),
                    _ => more.to_owned(),
                };
                Some(self.take_message(&body))
            }
            _ => None,
        }
    }

    fn name_given(&mut self, words: &Words, heard: &Heard, intent: Intent) -> Option<Move> {
        let plain = plain_name(words);
        if plain.is_none() && !may_be_answer(intent) {
            return None;
        }
        // A change of mind in place of a name.
        let booking = self.state.frame.task != Task::Message;
        if booking && plain.is_none() && name::introduced(words).is_none() {
            let before = self.state.frame.when;
            match self.take_details(words) {
                Err(decided) => return Some(decided),
                Ok(true) if self.state.frame.when != before || self.state.frame.held.is_none() => {
                    if let Some(name) = name::answered(words) {
                        self.frame().name = Some(name);
                    }
                    return Some(self.next_step());
                }
                Ok(_) => {}
            }
        }
        let name = plain.or_else(|| name::answered(words))?;
        self.frame().name = Some(name);
        self.belongs_to(if booking { Intent::Book } else { Intent::Message });
        if let Some(check) = self.check_name(heard) {
            return Some(check);
        }
        Some(if booking { self.read_back() } else { self.pass_on() })
    }

    fn phone_given(
        &mut self,
        words: &Words,
        heard: &Heard,
        answer: Option<bool>,
        intent: Intent,
    ) -> Option<Move> {
        let message = self.state.frame.task == Task::Message;
        let found = phone::find(words, &heard.digits, &self.briefing.business);
        let refuses = answer == Some(false) || has(words, Cue::NoNumber);
        if found.is_none() {
            if !may_be_answer(intent) && !refuses {
                return None;
            }
            if !refuses {
                return Some(self.ask(Message::PhoneDigits, Expect::Dictation));
            }
            self.frame().no_phone = true;
            self.lead(&self.words(Message::ThatsFine));
        } else {
            self.frame().phone = found;
        }
        self.belongs_to(if message { Intent::Message } else { Intent::Book });
        if let Some(check) = self.check_phone(heard) {
            return Some(check);
        }
        Some(if message { self.pass_on() } else { self.read_back() })
    }
}

/// A name and nothing but a name: "Helen Price", "the name is Will Barber", "je m'appelle Luc Martin".
/// Common words are names too, so that this is asked before anything else where a name was asked for.
pub(super) fn plain_name(words: &Words) -> Option<String> {
    if let Some(name) = behind_lead(words) {
        return Some(name);
    }
    let people = person::find_all(words, true);
    let longest = people.iter().max_by_key(|person| person.words().len())?;
    let place = longest.words();
    let said = |at: usize| words.at(at).unwrap_or_default();
    // Both names, or a given name that is known as one.
    let full = longest.given.is_some() && longest.family.is_some();
    let around = (0..words.len()).filter(|at| !place.contains(at));
    let lead = around.filter(|at| !LEADS.contains(&said(*at))).count();
    let spelled = words.words.iter().any(|word| word.chars().count() == 1 && word != "a");
    (full && lead == 0 && !spelled && words.len() <= 12).then(|| longest.full(words))
}

/// Whatever stands behind "my name is", where that is all that was said.
fn behind_lead(words: &Words) -> Option<String> {
    const SAYS: &[&str] =
        &["name is", "names", "me llamo", "nombre es", "je mappelle", "nom cest", "nom est"];
    let lead = SAYS.iter().find_map(|says| {
        let place = words.find(says)?;
        Some(place + says.split(' ').count())
    })?;
    let name = lead..words.len().min(lead + 4);
    let are_names = words.words.get(name.clone())?.iter().all(|word| {
        word.chars().count() > 1
            && word.chars().all(char::is_alphabetic)
            && !matches!(
                word.as_str(),
                "not" | "none" | "please" | "important" | "no" | "and" | "but"
            )
    });
    let short = words.len() <= lead + 3 && lead <= 5;
    (are_names && short && !name.is_empty()).then(|| person::said(words, &name))
}

/// What may stand around a name that was asked for.
const LEADS: &[&str] = &[
    "my", "name", "names", "is", "its", "it", "the", "this", "im", "i", "am", "under", "put",
    "for", "please", "dear", "thanks", "thank", "you", "kindly", "sure", "yes", "yeah", "okay",
    "ok", "well", "know", "so", "oh", "if", "dont", "mind", "mr", "mrs", "ms", "just", "that",
    "thats", "would", "be", "me", "llamo", "es", "soy", "nombre", "el", "mi", "por", "favor",
    "gracias", "sí", "a", "de", "je", "mappelle", "cest", "le", "nom", "mon", "suis", "oui",
    "merci", "sil", "vous", "plaît", "au",
];

/// Whether words with this intent can be the answer to a question for a name or number.
pub(super) const fn may_be_answer(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::Unknown
            | Intent::Greeting
            | Intent::Thanks
            | Intent::Book
            | Intent::Confirm
            | Intent::Availability
            | Intent::Emergency
            | Intent::Goodbye
    )
}
