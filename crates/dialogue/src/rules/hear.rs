//! What to make of what was just heard.

use std::collections::BTreeMap;

use super::Turn;
use super::cues::{self, Cue, has};
use super::frame::{Asked, Task};
use super::pending::plain_name;
use crate::heard::Heard;
use crate::moves::{Expect, HandOffReason, Move};
use crate::speech::Message;
use crate::speech::detect::is_request;
use crate::state::{Intent, Understood};
use crate::understand::{Clock, Words, classify, classify::Classified, yes_no};

/// How many turns a call may take.
const TURNS_MAX: u32 = 30;

impl Turn<'_> {
    pub(super) fn hear(&mut self, heard: &Heard) -> Move {
        self.state.turns = self.state.turns.saturating_add(1);
        self.state.read_back = None;
        if self.state.turns > TURNS_MAX {
            self.note(Intent::Unknown, 0.0);
            return self.too_long();
        }
        if heard.is_silence() {
            return self.silence();
        }
        self.state.silences = 0;
        let aside = self.frame().aside.take();
        if heard.digits.is_empty()
            && self.state.frame.asked == Asked::Menu
            && let Some(asked) = aside
        {
            self.frame().asked = asked;
        }
        let keyed = self.state.frame.asked == Asked::Party && heard.utterance.trim().is_empty();
        let words =
            Words::of(if keyed { &heard.digits } else { &heard.utterance }).without_politeness();
        let pending = !matches!(
            self.state.frame.asked,
            Asked::Open | Asked::Service | Asked::When | Asked::Party | Asked::Message
        );
        let answer = if pending {
            yes_no::answer(&words, &heard.digits)
        } else {
            yes_no::unasked(&words, &heard.digits)
        };
        let mut classified = classify::classify(&words, &self.briefing.business);
        // Common words are names as well, where a name was asked for.
        let asked_name = self.state.frame.asked == Asked::Name;
        let one_word = words.len() <= 2 && classified.intent == Intent::Language;
        if asked_name && (one_word || plain_name(&words).is_some()) {
            classified = Classified { intent: Intent::Unknown, confidence: 0.5 };
        }
        if classified.confidence < 0.8 && words.len() <= 8 && has(&words, Cue::Bye) {
            classified = Classified { intent: Intent::Goodbye, confidence: 0.9 };
        }
        // "English" is a name as well.
        let dictating = self.expects() == Expect::Dictation;
        if classified.intent == Intent::Unknown && !dictating && is_request(&words) {
            classified = Classified { intent: Intent::Language, confidence: 0.9 };
        }
        self.note(classified.intent, classified.confidence);
        self.feel(&words);
        if let Some(decided) = self.alarm(&words, heard, answer) {
            return decided;
        }
        if let Some(decided) = self.insulted(&words) {
            return decided;
        }
        if classified.intent != Intent::Language {
            self.follow_language(&words);
        }
        let decided = match self.first_request(&words) {
            Some(first) => {
                let found = classify::classify(&first, &self.briefing.business);
                self.note(found.intent, found.confidence);
                let heard = Heard { utterance: first.written.join(" "), ..heard.clone() };
                let answer = yes_no::answer(&first, &heard.digits);
                self.decide(&first, &heard, answer)
            }
            None => self.decide(&words, heard, answer),
        };
        self.remember_topic();
        self.fill_slots();
        decided
    }

    fn decide(&mut self, words: &Words, heard: &Heard, answer: Option<bool>) -> Move {
        let intent = self.intent();
        let begun = self.state.frame.task != Task::None;
        if let Some(decided) = (!begun).then(|| self.foreign(words)).flatten() {
            return decided;
        }
        if let Some(decided) = self.keypad(heard) {
            self.frame().misses = 0;
            return decided;
        }
        if let Some(decided) = self.interrupts(words, heard, intent) {
            self.frame().misses = 0;
            return decided;
        }
        if let Some(decided) = self.patience(words) {
            return decided;
        }
        if let Some(decided) = self.doubtful_yes(heard, answer) {
            return decided;
        }
        if let Some(decided) = self.answered_question(words, heard, answer, intent) {
            self.frame().misses = 0;
            return decided;
        }
        if let Some(decided) = self.wanted(words, heard, intent) {
            self.frame().misses = 0;
            return decided;
        }
        if self.state.frame.danger {
            return self.call_for_help(false);
        }
        if let Some(decided) = self.foreign(words) {
            return decided;
        }
        match answer {
            Some(false) if self.state.frame.asked == Asked::AnythingElse => self.farewell(),
            Some(_) if matches!(self.state.frame.asked, Asked::AnythingElse | Asked::Open) => {
                self.frame().asked = Asked::Open;
                self.ask(Message::GoAhead, Expect::Open)
            }
            _ => self.missed(),
        }
    }

    /// The intent of this turn.
    pub(super) fn intent(&self) -> Intent {
        self.state.understood.as_ref().map_or(Intent::Unknown, |understood| understood.intent)
    }

    /// Keys where nothing on the keypad was asked for by number.
    fn keypad(&mut self, heard: &Heard) -> Option<Move> {
        if heard.digits == "0" && self.state.frame.asked != Asked::Phone {
            return Some(self.human(HandOffReason::Asked));
        }
        let menu = matches!(
            self.state.frame.asked,
            Asked::Menu | Asked::Open | Asked::Service | Asked::When
        );
        if !menu || !heard.utterance.trim().is_empty() {
            return None;
        }
        match heard.digits.as_str() {
            "1" => {
                self.note(Intent::Book, 1.0);
                Some(self.start_booking())
            }
            "2" => {
                self.note(Intent::Message, 1.0);
                Some(self.start_message())
            }
            "3" => Some(self.human(HandOffReason::Asked)),
            digits => self.keyed_language(digits),
        }
    }

    /// What comes before the answer to whatever was asked.
    fn interrupts(&mut self, words: &Words, heard: &Heard, intent: Intent) -> Option<Move> {
        let dictating = self.state.frame.asked == Asked::Message;
        let never_mind = has(words, Cue::NeverMind);
        if never_mind && self.state.frame.task != Task::None && words.len() <= 6 {
            self.drop_booking();
            self.frame().message = None;
            self.frame().queue.clear();
            return Some(self.anything_else(&self.words(Message::NoProblem)));
        }
        // A message may speak of anything; only what is short and clear ends it.
        let short = words.len() <= 8;
        match intent {
            Intent::Human | Intent::RobotQuestion | Intent::Repeat | Intent::Language
                if !dictating || short =>
            {
                self.wanted(words, heard, intent)
            }
            Intent::Goodbye if !dictating || short => {
                let polite = self.state.frame.asked == Asked::OfferMessage && words.len() > 3;
                let confidence = self.state.understood.as_ref().map_or(0.0, |it| it.confidence);
                let confirming = matches!(
                    self.state.frame.asked,
                    Asked::Confirm
                        | Asked::ConfirmMessage
                        | Asked::ConfirmCancel
                        | Asked::Offer
                        | Asked::Name
                ) && !has(words, Cue::Bye);
                (confidence > 0.8 && !polite && !confirming).then(|| self.farewell())
            }
            Intent::StopContact if !dictating => self.wanted(words, heard, intent),
            _ => None,
        }
    }

    pub(super) fn known_name(&mut self) -> Option<String> {
        let own = self.state.frame.name.clone();
        own.or_else(|| self.briefing.caller.name.clone())
    }

    pub(super) fn note(&mut self, intent: Intent, confidence: f32) {
        let slots =
            self.state.understood.take().map(|understood| understood.slots).unwrap_or_default();
        self.state.understood = Some(Understood { intent, confidence, slots });
    }

    /// The intent that a short answer belongs to.
    pub(super) fn belongs_to(&mut self, intent: Intent) {
        if let Some(understood) = &mut self.state.understood
            && (matches!(understood.intent, Intent::Unknown | Intent::Thanks | Intent::Greeting)
                || understood.confidence < 0.8)
        {
            understood.intent = intent;
            understood.confidence = understood.confidence.max(0.8);
        }
    }

    /// What the call is chiefly about: the first thing that was wanted.
    fn remember_topic(&mut self) {
        let intent = self.intent();
        let small = matches!(
            intent,
            Intent::Unknown | Intent::Greeting | Intent::Thanks | Intent::Goodbye | Intent::Repeat
        );
        if self.state.frame.topic.is_none() && !small {
            self.frame().topic = Some(intent);
        }
    }

    fn feel(&mut self, words: &Words) {
        let (good, bad) = (cues::count(words, Cue::Good), cues::count(words, Cue::Bad));
        let count = |number: usize| i32::try_from(number).unwrap_or_default();
        let mood = self.state.frame.mood.saturating_add(count(good) - 2 * count(bad));
        self.frame().mood = mood;
    }

    /// What is known so far, for people who watch.
    pub(super) fn fill_slots(&mut self) {
        let frame = &self.state.frame;
        let hours = &self.briefing.business.hours;
        let mut slots = BTreeMap::new();
        let mut put = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                slots.insert(name.to_owned(), value);
            }
        };
        put("service", frame.service.map(|id| self.service_name(id)));
        put("staff", frame.staff.and_then(|id| self.staff_name(id)));
        let wished = match (frame.when.day(), frame.when.clock(hours)) {
            (Some(day), Some(Clock::At(time))) => {
                day.to_datetime(time).to_zoned(self.briefing.now.time_zone().clone()).ok()
            }
            _ => None,
        };
        let start = frame.held.as_ref().map(|held| held.start.clone()).or(wished);
        let has_start = start.is_some();
        put("start", start.map(|start| start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()));
        put("date", frame.when.from.filter(|_| !has_start).map(|day| day.to_string()));
        put("name", frame.name.clone().or_else(|| self.briefing.caller.name.clone()));
        put("party_size", frame.party.map(|party| party.to_string()));
        put("appointment", frame.chosen.as_ref().map(|own| own.id.to_string()));
        if let Some(understood) = &mut self.state.understood {
            understood.slots = slots;
        }
    }
}
