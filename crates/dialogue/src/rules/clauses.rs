//! Several requests in one utterance, taken one after the other.

use super::Turn;
use super::frame::Asked;
use crate::moves::{Expect, Move};
use crate::speech::Message;
use crate::state::Intent;
use crate::understand::{Words, classify, yes_no};

/// What joins two requests.
const JOINTS: &[&str] = &["and", "then", "also", "plus", "y", "e", "luego", "además", "et", "puis"];
/// How many joints of an utterance are looked at.
const LOOKED_AT: usize = 3;
/// How many requests wait, at most.
const QUEUE_MAX: usize = 3;
/// How sure both halves must be.
const SURE: f32 = 0.8;

impl Turn<'_> {
    /// The request to take now; what was asked for besides waits. `None` where there is only one.
    pub(super) fn first_request(&mut self, words: &Words) -> Option<Words> {
        let dictating = matches!(self.state.frame.asked, Asked::Message | Asked::Name);
        if dictating || words.len() < 5 || self.state.frame.queue.len() >= QUEUE_MAX {
            return None;
        }
        let joints = words
            .words
            .iter()
            .enumerate()
            .filter(|(_, word)| JOINTS.contains(&word.as_str()))
            .map(|(place, _)| place)
            .filter(|place| *place > 0 && place + 2 < words.len())
            .take(LOOKED_AT);
        for joint in joints {
            let (mut first, mut second) = (words.up_to(joint), words.behind(joint + 1));
            while second.len() > 2 && second.at(0).is_some_and(|it| JOINTS.contains(&it)) {
                second = second.behind(1);
            }
            if self.is_yes(&first) {
                // "yes, and where are you?": the yes counts, and the question is answered after it.
                let asked = classify::classify(&second, &self.briefing.business);
                if asked.confidence >= SURE && is_question(asked.intent) {
                    self.frame().queue.push(second.written.join(" "));
                    return Some(first);
                }
                continue;
            }
            let one = classify::classify(&first, &self.briefing.business);
            let other = classify::classify(&second, &self.briefing.business);
            let sure = one.confidence >= SURE && other.confidence >= SURE;
            let (one, other) = (one.intent, other.intent);
            if !sure || one == other || !is_request(one) || !is_request(other) {
                continue;
            }
            // "book and find out what it costs": the answer comes first, the diary after it.
            if is_question(other) && !is_question(one) {
                std::mem::swap(&mut first, &mut second);
            }
            self.frame().queue.push(second.written.join(" "));
            return Some(first);
        }
        None
    }

    /// Whether these words say yes to what was asked, and no more.
    fn is_yes(&self, words: &Words) -> bool {
        self.expects() == Expect::YesNo
            && words.len() <= 3
            && yes_no::answer(words, "") == Some(true)
    }

    /// Goes on with a request that waits; `say` comes first.
    pub(super) fn next_request(&mut self, say: &str) -> Option<Move> {
        if self.state.frame.queue.is_empty() {
            return None;
        }
        let text = self.frame().queue.remove(0);
        let words = Words::of(&text);
        let found = classify::classify(&words, &self.briefing.business);
        self.note(found.intent, found.confidence);
        self.lead(say);
        let heard = crate::heard::Heard::words(text);
        self.frame().asked = Asked::Open;
        let decided = self.wanted(&words, &heard, found.intent);
        if decided.is_none() {
            self.lead(&self.words(Message::NextRequest));
        }
        Some(decided.unwrap_or_else(|| self.start_booking()))
    }
}

const fn is_question(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::Hours
            | Intent::Location
            | Intent::Price
            | Intent::Services
            | Intent::Faq
            | Intent::RobotQuestion
    )
}

const fn is_request(intent: Intent) -> bool {
    is_question(intent)
        || matches!(
            intent,
            Intent::Book
                | Intent::Availability
                | Intent::Reschedule
                | Intent::Cancel
                | Intent::CheckAppointment
                | Intent::Message
                | Intent::Callback
        )
}
