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
        tx.customers().set_opted_out(customer, opted_out, self.clock.now()).await?;
        Ok(())
    }
}
