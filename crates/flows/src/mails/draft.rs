//! A mail while it is being written.

use crm::OutboundMail;
use crm::mail::{Letter, Line, Link, MailAddress, MailAddressError};
use dialogue::briefing::Style;
use dialogue::speech::{Dialect, Medium, Tongue, Voice};
use identity::EmailAddress;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use kernel::{JobId, Language};

use super::words::{Message, Value, say, tongue};

/// To whom a mail goes, in which language, and the job that sends it.
#[derive(Debug, Clone)]
pub struct Envelope {
    id: JobId,
    to: MailAddress,
    name: Option<Line>,
    language: Language,
}

impl Envelope {
    /// An envelope; `language` is the reader's, English where we do not write theirs.
    ///
    /// # Errors
    /// No mail can be sent to this address.
    pub fn new(
        id: JobId,
        to: &EmailAddress,
        name: Option<&str>,
        language: &Language,
    ) -> Result<Self, MailAddressError> {
        let name = name.map(Line::name).filter(|name| !name.is_empty());
        Ok(Self { id, to: MailAddress::parse(to.as_str())?, name, language: language.clone() })
    }
}

/// A moment as somebody's clock shows it.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The moment.
    pub at: Timestamp,
    /// Whose clock: the business's, or UTC.
    pub zone: TimeZone,
}

/// A mail that is being written: greeting first, what is added next, who writes last.
pub(super) struct Draft {
    envelope: Envelope,
    tongue: Tongue,
    subject: Line,
    letter: Letter,
}

impl Draft {
    pub(super) fn new(envelope: Envelope, subject: Message, values: &[Value<'_>]) -> Self {
        let tongue = tongue(&envelope.language);
        // The tag of what is written, not of what was asked for.
        let language = match Tongue::of(&envelope.language) {
            Some(_) => envelope.language.clone(),
            None => Language::english(),
        };
        let hello = match &envelope.name {
            Some(name) => say(tongue, Message::HelloName, &[("name", name.as_str().into())]),
            None => say(tongue, Message::Hello, &[]),
        };
        let subject = Line::new(&say(tongue, subject, values));
        Self { envelope, tongue, subject, letter: Letter::new(language).paragraph(hello) }
    }

    /// The words of a message without values.
    pub(super) fn words(&self, message: Message) -> String {
        self.words_with(message, &[])
    }

    /// The words of a message.
    pub(super) fn words_with(&self, message: Message, values: &[Value<'_>]) -> String {
        say(self.tongue, message, values)
    }

    pub(super) fn paragraph(self, message: Message, values: &[Value<'_>]) -> Self {
        let words = say(self.tongue, message, values);
        Self { letter: self.letter.paragraph(words), ..self }
    }

    pub(super) fn facts<const N: usize>(self, facts: [(Message, String); N]) -> Self {
        let named = facts.map(|(name, value)| (self.words(name), value));
        let given = named.into_iter().filter(|(_, value)| !value.is_empty());
        Self { letter: self.letter.facts(given), ..self }
    }

    pub(super) fn button(self, message: Message, page: &Link) -> Self {
        let words = self.words(message);
        Self { letter: self.letter.button(words, page), ..self }
    }

    pub(super) fn small(self, message: Message, values: &[Value<'_>]) -> Self {
        let words = say(self.tongue, message, values);
        Self { letter: self.letter.small(words), ..self }
    }

    /// How long a link is good for, in the largest unit that says it in whole numbers.
    pub(super) fn good_for(self, duration: SignedDuration) -> Self {
        let minutes = duration.as_mins().max(1);
        let (message, count) = match minutes {
            whole if whole >= 2 * 1_440 && whole % 1_440 == 0 => (Message::GoodDays, whole / 1_440),
            whole if whole >= 60 && whole % 60 == 0 => (Message::GoodHours, whole / 60),
            _ => (Message::GoodMinutes, minutes),
        };
        self.paragraph(message, &[("count", count.into())])
    }

    /// A moment in the reader's words: `Tue, Mar 3, 9:04 AM (CST)`.
    pub(super) fn moment(&self, moment: &Moment) -> String {
        let there = moment.at.to_zoned(moment.zone.clone());
        let voice = Voice {
            dialect: Dialect::of(&self.envelope.language),
            style: Style::Professional,
            medium: Medium::Text,
            pick: 0,
        };
        let (date, time) = (voice.date(there.date()), voice.time(there.time()));
        format!("{date}, {time} ({})", there.strftime("%Z"))
    }

    /// The mail; `sensitive` if it lets somebody in.
    pub(super) fn finish(self, sensitive: bool) -> OutboundMail {
        let regards = self.words(Message::Regards);
        let letter = self.letter.small(regards);
        OutboundMail {
            id: self.envelope.id,
            to: self.envelope.to,
            to_name: self.envelope.name,
            text: letter.text(),
            html: Some(letter.html(self.subject.as_str())),
            subject: self.subject,
            attachments: Vec::new(),
            sensitive,
        }
    }
}
