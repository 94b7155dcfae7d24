//! What was asked last, in other words.

use super::Turn;
use super::frame::Asked;
use crate::moves::{Expect, Reply};
use crate::speech::Message;

impl Turn<'_> {
    /// What was asked last, in other words.
    pub(super) fn pending_question(&mut self) -> Reply {
        let asked = self.state.frame.asked;
        let say = match asked {
            Asked::Service => self.ask_service(),
            Asked::Offer => {
                let offers = self.offers(&self.state.frame.offers);
                let offers = self.say(Message::OfferPlain, &[("offers", offers.into())]);
                format!("{offers} {}", self.ask_which(self.state.frame.offers.len()).0)
            }
            Asked::Confirm => match &self.state.frame.held {
                Some(slot) => self.say(Message::ConfirmAgain, &[("slot", self.slot(slot).into())]),
                None => self.words(Message::AskRight),
            },
            _ => self.words(plain(asked)),
        };
        Reply { expect: self.expects(), hints: self.hints(), ..Reply::open(say) }
    }

    /// What kind of answer the last question wants.
    pub(super) fn expects(&self) -> Expect {
        let frame = &self.state.frame;
        match frame.asked {
            Asked::Open
            | Asked::AnythingElse
            | Asked::Service
            | Asked::When
            | Asked::Party
            | Asked::Change => Expect::Open,
            Asked::Name | Asked::Phone | Asked::Message | Asked::Attendee | Asked::Spelling => {
                Expect::Dictation
            }
            Asked::Confirm
            | Asked::ConfirmCancel
            | Asked::ConfirmMessage
            | Asked::ConfirmName
            | Asked::ConfirmPhone
            | Asked::ConfirmService
            | Asked::Emergency
            | Asked::OfferMessage
            | Asked::Waitlist => Expect::YesNo,
            Asked::Offer => self.ask_which(frame.offers.len()).1,
            Asked::WhichOwn => {
                Expect::Choice(u8::try_from(frame.own.len().clamp(1, 4)).unwrap_or(4))
            }
            Asked::Menu => Expect::Choice(3),
        }
    }
}

/// The question that needs nothing filled in.
const fn plain(asked: Asked) -> Message {
    match asked {
        Asked::Open | Asked::AnythingElse => Message::Idle,
        Asked::Service | Asked::When | Asked::Offer => Message::AskWhenAgain,
        Asked::Party => Message::AskPartyAgain,
        Asked::Name => Message::AskNameAgain,
        Asked::Phone => Message::AskPhoneAgain,
        Asked::Confirm | Asked::ConfirmName | Asked::ConfirmPhone | Asked::ConfirmService => {
            Message::AskRight
        }
        Asked::Spelling => Message::AskSpelling,
        Asked::Attendee => Message::AskAttendee,
        Asked::Waitlist => Message::OfferWaitlistAgain,
        Asked::Change => Message::ChangeAgain,
        Asked::ConfirmCancel => Message::AskCancelAgain,
        Asked::ConfirmMessage => Message::MessageConfirmAgain,
        Asked::WhichOwn => Message::OwnWhichAgain,
        Asked::Message => Message::AskMessageAgain,
        Asked::Emergency => Message::AskEmergencyAgain,
        Asked::OfferMessage => Message::OfferMessage,
        Asked::Menu => Message::MenuAgain,
    }
}
