//! Remembers who wants texts and who does not.

use ::hooks::Payload;
use crm::Customer;
use kernel::{CustomerId, StoreResult};
use store::Tx;

use super::Messages;
use crate::hooks::says;

impl Messages {
    /// Notes whether a customer wants no texts. The owner's own alerts go on regardless. Nothing
    /// happens for callers without a record.
    pub async fn opt_out(
        &self,
        tx: &mut dyn Tx,
        customer: Option<CustomerId>,
        opted_out: bool,
    ) -> StoreResult<()> {
        let Some(customer) = customer else { return Ok(()) };
        let before = tx.customers().find(customer).await?;
        tx.customers().set_opted_out(customer, opted_out, self.clock.now()).await?;
        // Told once, however often it is said.
        let Some(before) = before.filter(|before| before.opted_out != opted_out) else {
            return Ok(());
        };
        let data = says::customer(&Customer { opted_out, ..before });
        let payload = if opted_out {
            Payload::CustomerOptedOut(data)
        } else {
            Payload::CustomerOptedIn(data)
        };
        self.announcer.announce(tx, &payload).await
    }
}
