//! The secrets of links in mails: derived from what they are for, so that no table holds them.

use std::fmt;

use kernel::{InvitationId, TenantId, TicketId};

use crate::derive::{KeyUse, MacKeys, RootSecrets};
use crate::secret::SecretText;
use crate::ticket::Purpose;

/// Writes and reads the secrets of [`Ticket`](crate::Ticket)s: `ticket_….signature`.
pub struct TicketKeys(MacKeys);

impl TicketKeys {
    /// Signed with keys of these secrets.
    pub fn new(roots: &RootSecrets) -> Self {
        Self(roots.mac_keys(KeyUse::Tickets))
    }

    /// What a link for this purpose shows.
    pub fn link(&self, id: TicketId, purpose: Purpose) -> SecretText {
        let id = id.to_string();
        let signature = self.0.sign(&[purpose.as_str(), &id]);
        SecretText::shown(&[&id, ".", &signature].concat())
    }

    /// Which ticket was shown and for which purpose it was sent, if we wrote it. Whether it is good
    /// still, and was not used, stands in its row.
    pub fn verify(&self, shown: &str) -> Option<(TicketId, Purpose)> {
        let (id, signature) = shown.split_once('.')?;
        let id: TicketId = id.parse().ok()?;
        let text = id.to_string();
        let mut found = None;
        for purpose in Purpose::ALL {
            if self.0.fits(&[purpose.as_str(), &text], signature) {
                found = Some((id, purpose));
            }
        }
        found
    }
}

/// Writes and reads the secrets of [`Invitation`](crate::Invitation)s: `ten_….invite_….signature`.
///
/// The business stands in it so that the invitation is looked for in that business's rows alone.
pub struct InvitationKeys(MacKeys);

impl InvitationKeys {
    /// Signed with keys of these secrets.
    pub fn new(roots: &RootSecrets) -> Self {
        Self(roots.mac_keys(KeyUse::Invitations))
    }

    /// What a link shows by which somebody joins a business.
    pub fn link(&self, tenant: TenantId, id: InvitationId) -> SecretText {
        let (tenant, id) = (tenant.to_string(), id.to_string());
        let signature = self.0.sign(&[&tenant, &id]);
        SecretText::shown(&[&tenant, ".", &id, ".", &signature].concat())
    }

    /// Which business and which invitation were shown, if we wrote it.
    pub fn verify(&self, shown: &str) -> Option<(TenantId, InvitationId)> {
        let (tenant, rest) = shown.split_once('.')?;
        let (id, signature) = rest.split_once('.')?;
        let (tenant, id): (TenantId, InvitationId) = (tenant.parse().ok()?, id.parse().ok()?);
        let fits = self.0.fits(&[&tenant.to_string(), &id.to_string()], signature);
        fits.then_some((tenant, id))
    }
}

impl fmt::Debug for TicketKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[ticket keys]")
    }
}

impl fmt::Debug for InvitationKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[invitation keys]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{IdSource, SeededIds};
    use proptest::prelude::*;

    fn roots(texts: &[&str]) -> RootSecrets {
        RootSecrets::new(&texts.iter().map(|text| (*text).into()).collect::<Vec<_>>()).unwrap()
    }

    const NEW: &str = "the root secret of these tests, 1";
    const OLD: &str = "the root secret before that one, 0";

    #[test]
    fn a_ticket_says_which_it_is_and_what_for() {
        let ids: &dyn IdSource = &SeededIds::new(1);
        let keys = TicketKeys::new(&roots(&[NEW]));
        let id: TicketId = ids.next();
        let links = Purpose::ALL.map(|purpose| keys.link(id, purpose));
        for (link, purpose) in links.iter().zip(Purpose::ALL) {
            assert_eq!(keys.verify(link.expose()), Some((id, purpose)));
            assert_eq!(serde_json::to_value(purpose).unwrap(), purpose.as_str());
        }
        let [link, ..] = links;
        let other: TicketId = ids.next();
        let text = link.expose();
        let moved = text.replace(&id.to_string(), &other.to_string());
        let odd = [
            "",
            ".",
            &text[1..],
            &text[..text.len() - 1],
            &text.to_uppercase(),
            &text.replace('.', ""),
        ];
        for text in
            odd.into_iter().chain([moved.as_str(), &format!("{text}."), &format!("{text}=")])
        {
            assert_eq!(keys.verify(text), None, "{text}");
        }
    }

    #[test]
    fn an_invitation_says_whose_it_is() {
        let ids: &dyn IdSource = &SeededIds::new(1);
        let keys = InvitationKeys::new(&roots(&[NEW]));
        let (tenant, other): (TenantId, TenantId) = (ids.next(), ids.next());
        let id: InvitationId = ids.next();
        let link = keys.link(tenant, id);
        assert_eq!(keys.verify(link.expose()), Some((tenant, id)));
        let moved = link.expose().replace(&tenant.to_string(), &other.to_string());
        assert_eq!(keys.verify(&moved), None, "another business cannot take it");
        let ticket = TicketKeys::new(&roots(&[NEW]));
        assert_eq!(ticket.verify(link.expose()), None);
    }

    #[test]
    fn links_outlive_a_new_root_secret() {
        let ids: &dyn IdSource = &SeededIds::new(1);
        let link = TicketKeys::new(&roots(&[OLD])).link(ids.next(), Purpose::SetPassword);
        assert!(TicketKeys::new(&roots(&[NEW, OLD])).verify(link.expose()).is_some());
        assert!(TicketKeys::new(&roots(&[NEW])).verify(link.expose()).is_none());
        let keys = (TicketKeys::new(&roots(&[NEW])), InvitationKeys::new(&roots(&[NEW])));
        assert_eq!(format!("{keys:?}"), "([ticket keys], [invitation keys])");
    }

    proptest! {
        #[test]
        fn no_changed_letter_is_overlooked(place in 0_usize..77, letter in "[A-Za-z0-9_.-]") {
            let ids: &dyn IdSource = &SeededIds::new(1);
            let keys = TicketKeys::new(&roots(&[NEW, OLD]));
            let link = keys.link(ids.next(), Purpose::VerifyEmail);
            let mut text = link.expose().to_owned();
            prop_assert_eq!(text.len(), 77);
            text.replace_range(place..=place, &letter);
            prop_assert!(text == link.expose() || keys.verify(&text).is_none());
        }
    }
}
