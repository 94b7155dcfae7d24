//! Which language the call is in.

use super::Turn;
use super::frame::Asked;
use crate::moves::{Expect, Move, Reply};
use crate::speech::detect::{asked_for, spoken};
use crate::speech::{Joint, Message, Tongue, Voice};
use crate::state::Intent;
use crate::understand::Words;
use kernel::Language;

impl Turn<'_> {
    /// Changes over to what the caller evidently speaks, if the business speaks it too.
    pub(super) fn follow_language(&mut self, words: &Words) {
        // What is dictated may be a name or a saying of any language.
        if matches!(self.state.frame.asked, Asked::Name | Asked::Message) {
            return;
        }
        let now = self.voice().dialect.tongue();
        let Some(tongue) = spoken(words).filter(|tongue| *tongue != now) else { return };
        if let Some(language) = tongue.among(&self.briefing.business.languages) {
            self.state.language = Some(language.clone());
        }
    }

    /// The caller evidently speaks a language that the business does not: told so in that language,
    /// once.
    pub(super) fn foreign(&mut self, words: &Words) -> Option<Move> {
        let tongue = spoken(words).filter(|tongue| *tongue != self.voice().dialect.tongue())?;
        let offered = tongue.among(&self.briefing.business.languages).is_some();
        if offered || self.state.frame.foreign == Some(tongue) {
            return None;
        }
        Some(self.not_offered(tongue))
    }

    /// The languages beside that of the call, each with its key: 9 for the first, then 8.
    pub(super) fn other_languages(&self) -> Vec<(&'static str, &Language)> {
        let now = self.voice().dialect.tongue();
        let others = Tongue::ALL.into_iter().filter(|tongue| *tongue != now);
        let offered = others.filter_map(|it| it.among(&self.briefing.business.languages));
        ["9", "8"].into_iter().zip(offered).collect()
    }

    /// A language that was chosen on the keypad.
    pub(super) fn keyed_language(&mut self, digits: &str) -> Option<Move> {
        let others = self.other_languages();
        let (_, language) = others.into_iter().find(|(key, _)| *key == digits)?;
        self.state.language = Some(language.clone());
        self.remember_answer(Intent::Language);
        self.frame().asked = Asked::Open;
        Some(self.ask(Message::LanguageNow, Expect::Open))
    }

    /// A request for a language, or a question about languages.
    pub(super) fn language_wanted(&mut self, words: &Words) -> Move {
        let now = self.voice().dialect.tongue();
        let wanted = asked_for(words).or_else(|| spoken(words).filter(|tongue| *tongue != now));
        let Some(tongue) = wanted else {
            let say = self.languages();
            return self.answer(Intent::Language, &say);
        };
        if tongue == now {
            let say = self.words(Message::LanguageAlready);
            return self.answer(Intent::Language, &say);
        }
        let Some(language) = tongue.among(&self.briefing.business.languages) else {
            // Asked in the language of the call, answered in it.
            if spoken(words).is_none_or(|spoken| spoken == now) {
                let say = self.languages();
                return self.answer(Intent::Language, &say);
            }
            return self.not_offered(tongue);
        };
        self.state.language = Some(language.clone());
        self.remember_answer(Intent::Language);
        let idle = matches!(
            self.state.frame.asked,
            Asked::Open | Asked::AnythingElse | Asked::Menu | Asked::OfferMessage
        );
        if idle {
            self.frame().asked = Asked::Open;
            return self.ask(Message::LanguageNow, Expect::Open);
        }
        // What was being talked about goes on.
        let again = self.pending_question();
        self.lead(&self.words(Message::Sure));
        Move::Say(again)
    }

    /// Says in a language that it is not spoken here, and offers a message.
    fn not_offered(&mut self, tongue: Tongue) -> Move {
        self.frame().foreign = Some(tongue);
        self.remember_answer(Intent::Language);
        self.frame().asked = Asked::OfferMessage;
        let voice = Voice { dialect: tongue.dialect(), ..self.voice() };
        let say = voice.say(Message::LanguageNotOffered, &[]);
        let language = tongue.code().parse().ok();
        Move::Say(Reply { expect: Expect::YesNo, language, ..Reply::open(say) })
    }

    /// Which languages are spoken here.
    fn languages(&self) -> String {
        let mut names: Vec<String> = Vec::new();
        for language in &self.briefing.business.languages {
            let name = match Tongue::of(language) {
                Some(Tongue::English) => Message::LanguageEnglish,
                Some(Tongue::Spanish) => Message::LanguageSpanish,
                Some(Tongue::French) => Message::LanguageFrench,
                None => continue,
            };
            let name = self.words(name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if names.is_empty() {
            names.push(self.words(Message::LanguageEnglish));
        }
        let message =
            if names.len() == 1 { Message::LanguageOnly } else { Message::LanguageSpoken };
        let names = self.voice().list(&names, Joint::And);
        self.say(message, &[("languages", names.into())])
    }
}
