//! What the person who takes over is told, in a few short sentences.

use super::Turn;
use super::frame::{Done, Task};
use crate::moves::HandOffReason;
use crate::speech::{Joint, Message, Tongue};

/// The most characters of a brief.
const CHARS_MAX: usize = 400;
/// The most characters of a message that is quoted in it.
const QUOTE_MAX: usize = 120;

impl Turn<'_> {
    /// A brief in the business's own language: who calls, what they want, what was done.
    pub(super) fn brief(&self, reason: HandOffReason) -> String {
        let notes = self.notes();
        let frame = &self.state.frame;
        let name = frame.name.clone().or_else(|| self.briefing.caller.name.clone());
        let mut parts = vec![match name {
            Some(name) => notes.say(Message::BriefCaller, &[("name", name.into())]),
            None => notes.say(Message::BriefUnknown, &[]),
        }];
        let why = match reason {
            HandOffReason::Asked => Message::BriefAsked,
            HandOffReason::NotUnderstood => Message::BriefNotUnderstood,
            HandOffReason::Emergency => Message::BriefEmergency,
        };
        parts.push(notes.say(why, &[]));
        if let Some(what) = self.wants() {
            parts.push(notes.say(Message::BriefWants, &[("what", what.into())]));
        }
        if let Some(body) = &frame.message {
            let body: String = body.chars().take(QUOTE_MAX).collect();
            parts.push(notes.say(Message::BriefMessage, &[("body", body.into())]));
        }
        let done: Vec<String> =
            frame.done.iter().filter_map(|done| self.done_words(done)).collect();
        if !done.is_empty() {
            let done = notes.list(&done, Joint::And);
            parts.push(notes.say(Message::BriefDone, &[("done", done.into())]));
        }
        if frame.mood < 0 {
            parts.push(notes.say(Message::BriefMood, &[]));
        }
        let tongue = self.voice().dialect.tongue();
        if tongue != notes.dialect.tongue() {
            let language = match tongue {
                Tongue::English => Message::LanguageEnglish,
                Tongue::Spanish => Message::LanguageSpanish,
                Tongue::French => Message::LanguageFrench,
            };
            let language = notes.say(language, &[]);
            parts.push(notes.say(Message::BriefLanguage, &[("language", language.into())]));
        }
        parts.join(" ").chars().take(CHARS_MAX).collect()
    }

    /// What the caller is in the middle of.
    fn wants(&self) -> Option<String> {
        let frame = &self.state.frame;
        let notes = self.notes();
        if let (Task::Move | Task::Cancel, Some(own)) = (frame.task, &frame.chosen) {
            return Some(self.slot_in(&notes, &own.service_name, own.staff, &own.start));
        }
        if let Some(held) = &frame.held {
            let service = self.service_name(held.service);
            return Some(self.slot_in(&notes, &service, held.staff, &held.start));
        }
        let service = self.service_name(frame.service?);
        let day = frame.when.day().map(|day| notes.day(day, self.briefing.now.date()));
        Some(day.map_or(service.clone(), |day| format!("{service}, {day}")))
    }

    fn done_words(&self, done: &Done) -> Option<String> {
        let notes = self.notes();
        Some(match done {
            Done::Booked(what) => notes.say(Message::WrapBooked, &[("what", what.as_str().into())]),
            Done::Moved(what) | Done::Cancelled(what) => {
                let message = if matches!(done, Done::Moved(_)) {
                    Message::SummaryMoved
                } else {
                    Message::WrapCancelled
                };
                notes
                    .say(message, &[("what", what.as_str().into())])
                    .trim_end_matches('.')
                    .to_owned()
            }
            Done::Message => {
                notes.say(Message::SummaryMessage, &[]).trim_end_matches('.').to_owned()
            }
            Done::Emergency | Done::Answered(_) | Done::Goodbye => return None,
        })
    }
}
