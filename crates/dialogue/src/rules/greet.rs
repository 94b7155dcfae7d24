//! The first words, and the last.

use super::Turn;
use super::frame::Done;
use crate::moves::{Move, Reply};
use crate::speech::{Dialect, Joint, Medium, Message, Voice};

/// How many words are passed to the recogniser, at most.
const HINTS_MAX: usize = 100;

impl Turn<'_> {
    /// The first words: whose number this is, that a machine answers, and what is known already.
    pub(super) fn greet(&mut self) -> Move {
        if self.state.seed == 0 {
            self.state.seed =
                u64::try_from(self.briefing.now.timestamp().as_second()).unwrap_or_default();
        }
        self.frame().home = self.briefing.business.languages.first().cloned();
        if self.state.medium == Medium::Text {
            return self.greet_in_writing();
        }
        let business = &self.briefing.business;
        let caller = &self.briefing.caller;
        let mut say = business.greeting.clone().unwrap_or_else(|| {
            self.say(Message::GreetingDefault, &[("business", business.name.as_str().into())])
        });
        let mut add = |words: String| {
            say.push(' ');
            say.push_str(&words);
        };
        let agent = business.agent_name.as_str();
        add(self.say(Message::GreetingAgent, &[("agent", agent.into())]));
        if business.recording {
            add(self.words(Message::GreetingRecording));
        }
        for (key, language) in self.other_languages() {
            let voice = Voice { dialect: Dialect::of(language), ..self.voice() };
            add(voice.say(Message::GreetingLanguage, &[("key", key.into())]));
        }
        match (&caller.name, caller.past_calls.is_empty()) {
            (Some(name), back) => {
                let message = if back { Message::GreetingKnown } else { Message::GreetingBack };
                add(self.say(message, &[("name", first_name(name).into())]));
            }
            (None, false) => add(self.words(Message::GreetingAgain)),
            (None, true) => {}
        }
        if let Some(topic) = caller.past_calls.first().and_then(|past| topic(&past.category)) {
            add(self.words(topic));
        }
        add(self.words(if self.briefing.open_now {
            Message::GreetingOpen
        } else {
            Message::GreetingClosed
        }));
        Move::Say(Reply { hints: self.hints(), ..Reply::open(say) })
    }

    /// The first words of a text, before the answer to what was written: whose number this is and that
    /// a machine answers.
    fn greet_in_writing(&self) -> Move {
        let business = &self.briefing.business;
        let name = business.name.as_str();
        let agent = business.agent_name.as_str();
        // "Fadeline Barber Co." ends the sentence by itself.
        let name = name.trim_end_matches('.');
        let mut say = self.say(Message::GreetingDefault, &[("business", name.into())]);
        say.push(' ');
        say.push_str(&self.say(Message::GreetingAgent, &[("agent", agent.into())]));
        Move::Say(Reply { hints: self.hints(), ..Reply::open(say) })
    }

    /// Words that are likely.
    pub(super) fn hints(&self) -> Vec<String> {
        let business = &self.briefing.business;
        let staff = business.staff.iter().map(|staff| staff.name.clone());
        let services = business.services.iter().map(|service| service.name.clone());
        let aliases = business.services.iter().flat_map(|service| service.aliases.iter().cloned());
        staff.chain(services).chain(aliases).take(HINTS_MAX).collect()
    }

    /// The last words.
    pub(super) fn farewell(&mut self) -> Move {
        if !self.frame().done.contains(&Done::Goodbye) {
            self.frame().done.push(Done::Goodbye);
        }
        let booked =
            self.frame().done.iter().any(|done| matches!(done, Done::Booked(_) | Done::Moved(_)));
        let last = if booked { Message::FarewellBooked } else { Message::Farewell };
        // One thing was confirmed when it was done; several are summed up.
        let wrap = std::mem::take(&mut self.frame().wrap);
        if wrap.len() > 1 {
            let done = self.voice().list(&wrap, Joint::And);
            self.lead(&self.say(Message::WrapUp, &[("done", done.into())]));
        }
        Move::End { say: self.words(last) }
    }
}

fn first_name(name: &str) -> &str {
    name.split(' ').next().unwrap_or(name)
}

/// What an earlier call was about; nothing of what was said in it.
fn topic(category: &str) -> Option<Message> {
    Some(match category {
        "book" | "availability" => Message::GreetingLastBook,
        "reschedule" => Message::GreetingLastMove,
        "cancel" => Message::GreetingLastCancel,
        "check_appointment" | "confirm" => Message::GreetingLastCheck,
        "hours" => Message::GreetingLastHours,
        "price" => Message::GreetingLastPrice,
        "services" | "faq" | "location" | "stock" => Message::GreetingLastQuestion,
        "message" | "callback" => Message::GreetingLastMessage,
        "voicemail" => Message::GreetingLastVoicemail,
        "emergency" => Message::GreetingLastEmergency,
        _ => return None,
    })
}
