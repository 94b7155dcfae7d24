//! Remembers who wants texts and who does not.

use kernel::{CustomerId, StoreResult};
use store::Tx;

use super::Messages;

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
        let Some(mut customer) = tx.customers().find(customer).await? else { return Ok(()) };
        if customer.opted_out != opted_out {
            customer.opted_out = opted_out;
            customer.updated_at = self.clock.now();
            tx.customers().update(&customer).await?;
        }
        Ok(())
    }
}
