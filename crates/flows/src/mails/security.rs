//! What the owner of an account must know of, whoever did it.

use crm::OutboundMail;
use crm::mail::{Line, Link};

use super::draft::{Draft, Envelope, Moment};
use super::words::Message;

/// A sign-in from a device that is new.
#[derive(Debug, Clone)]
pub struct SignIn<'a> {
    /// When.
    pub when: Moment,
    /// What the device says that it is: `Firefox on Linux`. May be empty.
    pub device: &'a str,
    /// Where it seems to be: a place or an address. May be empty.
    pub place: &'a str,
}

/// Tells that the password was changed; `forgotten` is where another one is asked for.
pub fn password_changed(envelope: Envelope, when: &Moment, forgotten: &Link) -> OutboundMail {
    let draft = Draft::new(envelope, Message::ChangedSubject, &[]);
    let when = draft.moment(when);
    draft
        .paragraph(Message::ChangedBody, &[])
        .facts([(Message::FactWhen, when)])
        .paragraph(Message::WasYou, &[])
        .paragraph(Message::ChangedNotYou, &[])
        .button(Message::ChooseButton, forgotten)
        .finish(false)
}

/// Tells of a sign-in from a device that is new; `forgotten` is where another password is asked for.
pub fn new_sign_in(envelope: Envelope, sign_in: &SignIn<'_>, forgotten: &Link) -> OutboundMail {
    let draft = Draft::new(envelope, Message::SignInSubject, &[]);
    let when = draft.moment(&sign_in.when);
    // Whoever signs in chooses what the device says.
    let named = |text: &str| Line::name(text).as_str().to_owned();
    draft
        .paragraph(Message::SignInBody, &[])
        .facts([
            (Message::FactWhen, when),
            (Message::FactDevice, named(sign_in.device)),
            (Message::FactPlace, named(sign_in.place)),
        ])
        .paragraph(Message::WasYou, &[])
        .paragraph(Message::SignInNotYou, &[])
        .button(Message::ChooseButton, forgotten)
        .finish(false)
}

/// Tells that no code is asked for any more; `forgotten` is where another password is asked for.
pub fn second_factor_off(envelope: Envelope, when: &Moment, forgotten: &Link) -> OutboundMail {
    let draft = Draft::new(envelope, Message::FactorSubject, &[]);
    let when = draft.moment(when);
    draft
        .paragraph(Message::FactorBody, &[])
        .facts([(Message::FactWhen, when)])
        .paragraph(Message::WasYou, &[])
        .paragraph(Message::FactorNotYou, &[])
        .button(Message::ChooseButton, forgotten)
        .finish(false)
}
