//! Asking somebody to join a business.

use crm::OutboundMail;
use crm::mail::{Line, Link};
use identity::Role;
use jiff::SignedDuration;

use super::draft::{Draft, Envelope};
use super::words::Message;

/// What somebody is invited to.
#[derive(Debug, Clone)]
pub struct Invited<'a> {
    /// The business's name.
    pub business: &'a str,
    /// What they would be there.
    pub role: Role,
    /// Who invites: a name.
    pub by: &'a str,
    /// Where the invitation is accepted.
    pub page: &'a Link,
    /// For how long.
    pub good_for: SignedDuration,
}

/// Invites somebody to a business.
pub fn invitation(envelope: Envelope, invited: &Invited<'_>) -> OutboundMail {
    let (business, by) = (Line::name(invited.business), Line::name(invited.by));
    let (business, by) = (business.as_str(), by.as_str());
    let draft = Draft::new(envelope, Message::InviteSubject, &[("business", business.into())]);
    let role = draft.words(match invited.role {
        Role::Owner => Message::RoleOwner,
        Role::Manager => Message::RoleManager,
        Role::Operator => Message::RoleOperator,
        Role::Staff => Message::RoleStaff,
    });
    let values = [("name", by.into()), ("business", business.into()), ("role", role.into())];
    draft
        .paragraph(Message::InviteBody, &values)
        .button(Message::InviteButton, invited.page)
        .good_for(invited.good_for)
        .small(Message::InviteWhy, &[("name", by.into())])
        .finish(true)
}
