//! People who call: what we know of them, and what they or we wrote.
//!
//! A [`Customer`] is found by phone number or created on the first call; a [`Message`] is a text
//! that went out or came in, or what a caller asked us to pass on. Mail goes out through [`Mail`].

#[cfg(feature = "contract")]
pub mod contract;
pub mod customer;
pub mod fake;
pub mod mail;
pub mod message;
pub mod ports;

pub use customer::Customer;
pub use fake::{FakeMail, MailFailure};
pub use mail::OutboundMail;
pub use message::{Direction, Message, MessageStatus};
pub use ports::{CustomerStore, Mail, MessageStore};
