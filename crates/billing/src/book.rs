//! A price book: the plans of one market, in one currency.

use kernel::Currency;

use crate::Plan;

/// The plans of one market, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceBook {
    /// Its name for programs: `usd`.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// The currency of every price in it.
    pub currency: Currency,
    /// Whether a business is put into this book unless somebody says otherwise.
    pub is_default: bool,
    /// Its plans, in the order in which they are shown. **Limits**: 1 to 20.
    pub plans: Vec<Plan>,
}

impl PriceBook {
    /// The plan with this id.
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id == id)
    }
}
