//! The provider reports what became of a text.

use kernel::StoreResult;
use telephony::DeliveryReport;

use super::Texting;

impl Texting {
    /// Notes what became of a text. Reports may come late, twice and in any order. A text that nobody
    /// knows is passed over. An error means that the report was not kept and should be sent again.
    pub async fn delivered(&self, report: &DeliveryReport) -> StoreResult<()> {
        let Some(from) = &report.from else { return Ok(()) };
        let Some(card) = self.voice.cards.by_number(from).await? else { return Ok(()) };
        self.voice.desk.messages.delivered(card.tenant.id, report).await
    }
}
