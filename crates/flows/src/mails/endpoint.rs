//! A business's own server that takes no events.

use crm::OutboundMail;
use crm::mail::{Line, Link};

use super::draft::{Draft, Envelope, Moment};
use super::words::Message;

/// An address to which nothing is sent any more.
#[derive(Debug, Clone)]
pub struct EndpointDisabled<'a> {
    /// The business's name.
    pub business: &'a str,
    /// The host of the address; its path may hold a secret.
    pub host: &'a str,
    /// Since when nothing was accepted.
    pub since: Moment,
    /// What it answered last.
    pub last_answer: LastAnswer,
    /// Where the address is looked at and switched on again.
    pub page: &'a Link,
}

/// What a server answered last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastAnswer {
    /// A status that is no success.
    Status(u16),
    /// Nothing.
    None,
}

/// Tells the owner that a server of theirs is sent nothing any more.
pub fn endpoint_disabled(envelope: Envelope, endpoint: &EndpointDisabled<'_>) -> OutboundMail {
    let business = Line::name(endpoint.business);
    let business = [("business", business.as_str().into())];
    let draft = Draft::new(envelope, Message::EndpointSubject, &business);
    let since = draft.moment(&endpoint.since);
    let answer = match endpoint.last_answer {
        LastAnswer::None => draft.words(Message::AnswerNone),
        LastAnswer::Status(code) => {
            draft.words_with(Message::AnswerStatus, &[("code", code.to_string().into())])
        }
    };
    draft
        .paragraph(Message::EndpointBody, &business)
        .facts([
            (Message::FactAddress, Line::new(endpoint.host).as_str().to_owned()),
            (Message::FactSince, since),
            (Message::FactAnswer, answer),
        ])
        .paragraph(Message::EndpointAdvice, &[])
        .button(Message::EndpointButton, endpoint.page)
        .finish(false)
}
