//! Tells an owner that a server of theirs is told nothing any more.

use ::hooks::{DeliveryQuery, EndpointStatus};
use kernel::{AccountId, EndpointId, Language};
use store::{Durability, LeasedJob};

use super::People;
use super::write_mail::MailError;
use crate::mails::{self, EndpointDisabled, Envelope, LastAnswer, Moment};

/// Among how many deliveries the last answer is looked for.
const LOOKED_AT: u16 = 20;

impl People {
    /// Writes the mail, unless the endpoint is gone or is told things again.
    pub(super) async fn write_of_endpoint(
        &self,
        job: &LeasedJob,
        endpoint: EndpointId,
        account: AccountId,
    ) -> Result<(), MailError> {
        let mut tx = self.db.begin_read(job.tenant).await?;
        let endpoint = tx.endpoints().find(endpoint).await?;
        let business = tx.tenants().find().await?;
        let owner = tx.members().find(account).await?;
        let Some(((endpoint, business), owner)) = endpoint.zip(business).zip(owner) else {
            return Ok(());
        };
        let query = DeliveryQuery {
            endpoint: Some(endpoint.id),
            status: None,
            since: None,
            after: None,
            limit: LOOKED_AT,
        };
        let tried = tx.deliveries().list(&query).await?;
        tx.commit(Durability::Relaxed).await?;
        let EndpointStatus::Disabled { since, .. } = endpoint.status else { return Ok(()) };
        let tried = tried.into_iter().filter(|it| it.attempts > 0);
        let last = tried.max_by_key(|it| it.updated_at).and_then(|it| it.last_status);
        let language = business.settings.languages.first().cloned();
        let language = language.unwrap_or_else(Language::english);
        let envelope = Envelope::new(job.id, &owner.email, Some(&owner.name), &language);
        let (Ok(envelope), Some(page)) = (envelope, self.page("/webhooks", None)) else {
            return Ok(());
        };
        let at = endpoint.failing_since().unwrap_or(since);
        let disabled = EndpointDisabled {
            business: &business.name,
            host: endpoint.url.host(),
            since: Moment { at, zone: business.timezone.clone() },
            last_answer: last.map_or(LastAnswer::None, LastAnswer::Status),
            page: &page,
        };
        Ok(self.mail.send(&mails::endpoint_disabled(envelope, &disabled)).await?)
    }
}
