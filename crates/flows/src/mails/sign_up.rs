//! Mails on the way in: a first address, a forgotten password.

use crm::OutboundMail;
use crm::mail::Link;
use jiff::SignedDuration;

use super::draft::{Draft, Envelope};
use super::words::Message;

/// Asks whether an address is the reader's; `page` confirms it.
pub fn verify_address(envelope: Envelope, page: &Link, good_for: SignedDuration) -> OutboundMail {
    Draft::new(envelope, Message::VerifySubject, &[])
        .paragraph(Message::VerifyBody, &[])
        .button(Message::VerifyButton, page)
        .good_for(good_for)
        .small(Message::VerifyWhy, &[])
        .finish(true)
}

/// Lets somebody choose a password on `page`, a forgotten one or the first.
pub fn choose_password(envelope: Envelope, page: &Link, good_for: SignedDuration) -> OutboundMail {
    Draft::new(envelope, Message::PasswordSubject, &[])
        .paragraph(Message::PasswordBody, &[])
        .button(Message::ChooseButton, page)
        .good_for(good_for)
        .small(Message::PasswordWhy, &[])
        .finish(true)
}

/// Tells somebody who tries to register that they have an account: `sign_in` is where to go, and
/// `forgotten` where to go without the password. Neither lets anybody in by itself.
///
/// Who tries to register is told the same whether the address is known or not; only its owner reads
/// this.
pub fn already_registered(envelope: Envelope, sign_in: &Link, forgotten: &Link) -> OutboundMail {
    Draft::new(envelope, Message::KnownSubject, &[])
        .paragraph(Message::KnownBody, &[])
        .button(Message::KnownButton, sign_in)
        .paragraph(Message::KnownForgot, &[])
        .button(Message::ChooseButton, forgotten)
        .small(Message::KnownWhy, &[])
        .finish(false)
}
