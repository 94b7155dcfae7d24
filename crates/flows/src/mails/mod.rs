//! The mails that people get, written from facts.
//!
//! Each is a function from facts to an [`OutboundMail`](crm::OutboundMail), without asking anybody
//! anything; whoever has the facts hands it to [`Mail`](crm::Mail) in a job. Names come as people wrote
//! them and are made harmless here.

mod draft;
mod endpoint;
mod invitation;
mod security;
mod sign_up;
#[cfg(test)]
mod tests;
mod words;

pub use draft::{Envelope, Moment};
pub use endpoint::{EndpointDisabled, LastAnswer, endpoint_disabled};
pub use invitation::{Invited, invitation};
pub use security::{SignIn, new_sign_in, password_changed, second_factor_off};
pub use sign_up::{already_registered, choose_password, verify_address};
