//! Help that grows with every turn that is not understood.

use super::Turn;
use super::frame::Asked;
use crate::moves::Reply;
use crate::speech::Message;

impl Turn<'_> {
    /// How the last question may be answered, and the question again; `None` where nothing in
    /// particular was asked.
    pub(super) fn help(&mut self) -> Option<Reply> {
        let message = match self.state.frame.asked {
            Asked::Open | Asked::AnythingElse | Asked::Menu => return None,
            Asked::Service => Message::HelpService,
            Asked::When | Asked::Change => Message::HelpWhen,
            Asked::Offer => Message::HelpOffer,
            Asked::Party => Message::HelpParty,
            Asked::Name | Asked::Attendee | Asked::Spelling => Message::HelpName,
            Asked::Phone => Message::HelpPhone,
            Asked::WhichOwn => Message::HelpOwn,
            Asked::Message => Message::HelpMessage,
            Asked::Confirm
            | Asked::ConfirmCancel
            | Asked::ConfirmMessage
            | Asked::ConfirmName
            | Asked::ConfirmPhone
            | Asked::ConfirmService
            | Asked::Emergency
            | Asked::OfferMessage
            | Asked::Waitlist => Message::HelpYesNo,
        };
        let again = self.pending_question();
        let help = if message == Message::HelpService {
            let first = self.briefing.business.services.first();
            let service = first.map_or_else(String::new, |it| it.name.to_lowercase());
            self.say(message, &[("service", service.into())])
        } else {
            self.words(message)
        };
        Some(Reply { say: format!("{help} {}", again.say), ..again })
    }
}
