//! What to make of what was just heard.

use std::collections::BTreeMap;

use super::Turn;
use super::frame::{Asked, Done, Task};
use crate::heard::Heard;
use crate::moves::{Expect, HandOffReason, Move, Reply};
use crate::state::{Intent, Understood};
use crate::tools::{ToolCall, Urgency};
use crate::understand::emergency::{Alarm, alarm};
use crate::understand::{Words, classify, yes_no};

/// How many turns a call may take.
const TURNS_MAX: u32 = 40;

impl Turn<'_> {
    /// The first words.
    pub(super) fn greet(&mut self) -> Move {
        let business = &self.briefing.business;
        let caller = &self.briefing.caller;
        let mut say = business
            .greeting
            .clone()
            .unwrap_or_else(|| format!("Thanks for calling {}.", business.name));
        let agent = &business.agent_name;
        say += &[" This is ", agent, ", the automated assistant."].concat();
        if business.recording {
            say.push_str(" This call may be recorded.");
        }
        match (&caller.name, caller.past_calls.first()) {
            (Some(name), Some(past)) => {
                say += &[" Welcome back, ", name, "."].concat();
                if let Some(topic) = topic(&past.category) {
                    say += &[" Last time you called ", topic, "."].concat();
                }
            }
            (Some(name), None) => say += &[" Hello, ", name, "."].concat(),
            (None, Some(past)) => {
                say.push_str(" Good to hear from you again.");
                if let Some(topic) = topic(&past.category) {
                    say += &[" Last time you called ", topic, "."].concat();
                }
            }
            (None, None) => {}
        }
        if self.briefing.open_now {
            say.push_str(" How can I help you?");
        } else {
            say.push_str(" We're closed right now, but I can book you in, answer a question or take a message. How can I help?");
        }
        let hints = self.hints();
        Move::Say(Reply { say, expect: Expect::Open, hints })
    }

    /// Words that are likely.
    pub(super) fn hints(&self) -> Vec<String> {
        let business = &self.briefing.business;
        let services = business.services.iter().map(|service| service.name.clone());
        let staff = business.staff.iter().map(|staff| staff.name.clone());
        services.chain(staff).take(100).collect()
    }

    pub(super) fn hear(&mut self, heard: &Heard) -> Move {
        self.state.turns += 1;
        self.state.read_back = None;
        if heard.is_silence() {
            return self.silence();
        }
        self.state.silences = 0;
        let words = Words::of(&heard.utterance);
        let answer = yes_no::answer(&words, &heard.digits);
        let classified = classify::classify(&words, &self.briefing.business);
        self.note(classified.intent, classified.confidence);
        self.feel(&words);
        if self.state.turns > TURNS_MAX {
            return self.too_long();
        }
        if let Some(decided) = self.alarm(&words, heard, answer) {
            return decided;
        }
        let decided = self.decide(&words, heard, answer, classified.intent);
        self.fill_slots();
        decided
    }

    fn decide(
        &mut self,
        words: &Words,
        heard: &Heard,
        answer: Option<bool>,
        intent: Intent,
    ) -> Move {
        if let Some(decided) = self.keypad(heard) {
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
        match answer {
            Some(false) if self.frame().asked == Asked::AnythingElse => self.farewell(),
            Some(true) if matches!(self.frame().asked, Asked::AnythingElse | Asked::Open) => {
                self.frame().asked = Asked::Open;
                Move::Say(Reply::open(self.vary(&["What can I do for you?", "Go ahead, please."])))
            }
            _ => self.missed(),
        }
    }

    /// Keys where nothing on the keypad was asked for by number.
    fn keypad(&mut self, heard: &Heard) -> Option<Move> {
        if self.frame().asked != Asked::Menu && heard.digits != "0" {
            return None;
        }
        match heard.digits.as_str() {
            "1" => Some(self.start_booking()),
            "2" => Some(self.start_message()),
            "3" | "0" => Some(self.human(HandOffReason::Asked)),
            _ => None,
        }
    }

    /// Nothing was said: asked again in other words, then a message is offered, then goodbye.
    fn silence(&mut self) -> Move {
        self.state.silences += 1;
        self.note(Intent::Unknown, 0.0);
        match self.state.silences {
            1 => {
                let again = self.pending_question();
                Move::Say(Reply { say: format!("Are you still there? {}", again.say), ..again })
            }
            2 => {
                let can_message = "I can't hear anything. Would you like to leave a message? Say yes, or press 1.";
                self.frame().asked = Asked::OfferMessage;
                Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(can_message) })
            }
            _ => Move::End { say: "I still can't hear you, so I'll hang up now. Please call again any time. Goodbye.".to_owned() },
        }
    }

    /// Danger comes before everything else.
    fn alarm(&mut self, words: &Words, heard: &Heard, answer: Option<bool>) -> Option<Move> {
        let asked = self.frame().asked == Asked::Emergency;
        let found = alarm(words, &self.briefing.business);
        let level = match (asked, answer, found) {
            (_, _, Some(Alarm::LifeSafety)) => Alarm::LifeSafety,
            (true, Some(true), _) => Alarm::Trade,
            (true, Some(false), _) => {
                self.frame().asked = Asked::Open;
                return None;
            }
            (_, _, Some(level)) => level,
            (_, _, None) => return None,
        };
        let alerted = self.frame().done.contains(&Done::Emergency);
        self.note(Intent::Emergency, 0.95);
        match level {
            Alarm::Maybe if alerted || asked => None,
            Alarm::Maybe => {
                self.frame().asked = Asked::Emergency;
                self.frame().message = Some(heard.utterance.clone());
                let say = "I'm sorry to hear that. Is this an emergency that can't wait?";
                Some(Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) }))
            }
            Alarm::Trade if alerted => None,
            Alarm::Trade | Alarm::LifeSafety => {
                let life = level == Alarm::LifeSafety;
                let urgency = if life { Urgency::LifeSafety } else { Urgency::Emergency };
                self.frame().urgency = Some(urgency);
                let before = self.frame().message.take().filter(|_| asked);
                let body = before.unwrap_or_else(|| heard.utterance.clone());
                let (name, phone) = (self.known_name(), self.frame().phone.clone());
                Some(Move::Use(ToolCall::TakeMessage { name, phone, body, urgency }))
            }
        }
    }

    /// Nothing fits: ask, then offer a choice, then a person or the tone.
    pub(super) fn missed(&mut self) -> Move {
        self.frame().misses += 1;
        match self.frame().misses {
            1 => {
                let again = self.pending_question();
                let sorry = self
                    .vary(&["Sorry, I didn't get that.", "I'm sorry, I didn't quite catch that."]);
                Move::Say(Reply { say: format!("{sorry} {}", again.say), ..again })
            }
            2 => {
                self.frame().asked = Asked::Menu;
                let say = "I'm having trouble following. To book an appointment press 1, to leave a message press 2, to reach a person press 3. Or just tell me what you need.";
                Move::Say(Reply { expect: Expect::Open, ..Reply::open(say) })
            }
            _ => {
                self.frame().misses = 0;
                self.human(HandOffReason::NotUnderstood)
            }
        }
    }

    fn too_long(&mut self) -> Move {
        if self.frame().task == Task::Message {
            return self.farewell();
        }
        Move::Voicemail {
            say: "We've been talking for a while. Please leave a message after the tone, and somebody will call you back.".to_owned(),
        }
    }

    /// A person, or the next best thing.
    pub(super) fn human(&mut self, reason: HandOffReason) -> Move {
        if self.briefing.can_transfer {
            let say = self
                .vary(&["One moment, I'll put you through.", "Please hold on, I'll connect you."]);
            return Move::HandOff { say: say.to_owned(), reason };
        }
        self.frame().asked = Asked::OfferMessage;
        let say = "There's nobody I can put you through to right now. Shall I take a message, so that somebody calls you back?";
        Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) })
    }

    /// Nobody picked up.
    pub(super) fn nobody_free(&mut self) -> Move {
        self.frame().asked = Asked::OfferMessage;
        let say = "I'm sorry, I couldn't reach anybody. Shall I take a message, so that somebody calls you back?";
        Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) })
    }

    pub(super) fn farewell(&mut self) -> Move {
        let booked =
            self.frame().done.iter().any(|done| matches!(done, Done::Booked(_) | Done::Moved(_)));
        let say = if booked {
            self.vary(&["See you then. Goodbye!", "We look forward to seeing you. Goodbye!"])
        } else {
            self.vary(&["Thanks for calling. Goodbye!", "Thank you for your call. Goodbye!"])
        };
        Move::End { say: say.to_owned() }
    }

    pub(super) fn known_name(&mut self) -> Option<String> {
        let own = self.frame().name.clone();
        own.or_else(|| self.briefing.caller.name.clone())
    }

    fn note(&mut self, intent: Intent, confidence: f32) {
        let slots =
            self.state.understood.take().map(|understood| understood.slots).unwrap_or_default();
        self.state.understood = Some(Understood { intent, confidence, slots });
    }

    /// The intent that a short answer belongs to.
    pub(super) fn belongs_to(&mut self, intent: Intent) {
        if let Some(understood) = &mut self.state.understood
            && (understood.intent == Intent::Unknown || understood.confidence < 0.8)
        {
            understood.intent = intent;
            understood.confidence = understood.confidence.max(0.8);
        }
    }

    fn feel(&mut self, words: &Words) {
        const GOOD: [&str; 8] = [
            "thank you",
            "thanks",
            "great",
            "perfect",
            "lovely",
            "wonderful",
            "brilliant",
            "awesome",
        ];
        const BAD: [&str; 10] = [
            "terrible",
            "awful",
            "angry",
            "ridiculous",
            "useless",
            "worst",
            "complaint",
            "unacceptable",
            "stupid",
            "annoyed",
        ];
        let good = GOOD.iter().filter(|word| words.has(word)).count();
        let bad = BAD.iter().filter(|word| words.has(word)).count();
        let count = |number: usize| i32::try_from(number).unwrap_or_default();
        self.frame().mood += count(good) - 2 * count(bad);
    }

    /// What is known so far, for people who watch.
    pub(super) fn fill_slots(&mut self) {
        let frame = &self.state.frame;
        let mut slots = BTreeMap::new();
        let mut put = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                slots.insert(name.to_owned(), value);
            }
        };
        put("service", frame.service.map(|id| self.service_name(id)));
        put("staff", frame.staff.and_then(|id| self.staff_name(id)));
        let start =
            |slot: &crate::tools::Offered| slot.start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        put("start", frame.held.as_ref().map(start));
        put(
            "date",
            frame.when.days.filter(|_| frame.held.is_none()).map(|days| days.from.to_string()),
        );
        put("name", frame.name.clone().or_else(|| self.briefing.caller.name.clone()));
        put("party_size", frame.party.map(|party| party.to_string()));
        put("appointment", frame.chosen.as_ref().map(|own| own.id.to_string()));
        if let Some(understood) = &mut self.state.understood {
            understood.slots = slots;
        }
    }
}

/// What an earlier call was about, behind "last time you called".
fn topic(category: &str) -> Option<&'static str> {
    Some(match category {
        "book" => "to book an appointment",
        "reschedule" => "to move an appointment",
        "cancel" => "to cancel an appointment",
        "hours" => "about our opening hours",
        "price" => "about our prices",
        "message" | "callback" | "voicemail" => "and left a message",
        "emergency" => "about an emergency; I hope that's sorted",
        _ => return None,
    })
}
