//! Price books with everything their plans switch on, read once.

use std::collections::HashMap;

use billing::{Patience, Plan, PriceBooks, Subscription, SubscriptionStatus};
use jiff::Timestamp;
use kernel::TenantId;
use tenancy::Tenant;
use tenancy::flags::PlanFlags;

/// The plan of whoever registers, in the default book.
const FIRST_PLAN: &str = "pilot";
/// The plan of a business about which nobody has said anything, in the default book.
const USUAL_PLAN: &str = "core";

/// What can be ordered, and what each plan switches on.
#[derive(Debug, Clone)]
pub struct Prices {
    books: PriceBooks,
    flags: HashMap<(String, String), PlanFlags>,
    /// How long a business is served that does not pay.
    pub patience: Patience,
}

/// A name or value in a price book that is no flag's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("price book {book}, plan {plan}: {what}")]
pub struct PriceFault {
    /// The book.
    pub book: String,
    /// The plan.
    pub plan: String,
    /// What is wrong.
    pub what: String,
}

impl Prices {
    /// From the books of a deployment.
    ///
    /// # Errors
    /// Every flag of every plan that does not exist, and every value that its flag does not take.
    pub fn new(books: PriceBooks, patience: Patience) -> Result<Self, Vec<PriceFault>> {
        let (mut flags, mut faults) = (HashMap::new(), Vec::new());
        for book in books.books() {
            for plan in &book.plans {
                match crate::flags::of_plan(&books, plan) {
                    Ok(read) => {
                        flags.insert((book.id.clone(), plan.id.clone()), read);
                    }
                    Err(errors) => faults.extend(errors.into_iter().map(|error| PriceFault {
                        book: book.id.clone(),
                        plan: plan.id.clone(),
                        what: error.to_string(),
                    })),
                }
            }
        }
        if faults.is_empty() { Ok(Self { books, flags, patience }) } else { Err(faults) }
    }

    /// The books that come with the program.
    pub fn built_in() -> Self {
        #[expect(clippy::expect_used, reason = "the texts are part of the program, and tested")]
        Self::new(PriceBooks::built_in(), Patience::default())
            .expect("the plans that are compiled in name flags that exist")
    }

    /// The books.
    pub const fn books(&self) -> &PriceBooks {
        &self.books
    }

    /// A plan of a book.
    pub fn plan(&self, book: &str, plan: &str) -> Option<&Plan> {
        self.books.plan(book, plan)
    }

    /// The plan with this id in this book, or in the default one; with its book's id.
    pub fn find(&self, book: Option<&str>, plan: &str) -> Option<(&str, &Plan)> {
        let book = match book {
            Some(id) => self.books.book(id)?,
            None => self.books.default_book(),
        };
        Some((&book.id, book.plan(plan)?))
    }

    /// The plan of whoever registers.
    pub fn first_plan(&self) -> Option<(&str, &Plan)> {
        self.known_or_first(FIRST_PLAN)
    }

    /// The plan of a business about which nobody has said anything.
    pub fn usual_plan(&self) -> Option<(&str, &Plan)> {
        self.known_or_first(USUAL_PLAN)
    }

    fn known_or_first(&self, plan: &str) -> Option<(&str, &Plan)> {
        let book = self.books.default_book();
        let plan = book.plan(plan).or_else(|| book.plans.first())?;
        Some((&book.id, plan))
    }

    /// What a plan switches on. A plan that was taken out of the books carries what the usual one does:
    /// nobody who calls has to suffer for a file.
    pub fn flags_of(&self, subscription: &Subscription) -> PlanFlags {
        let of = |book: &str, plan: &str| self.flags.get(&(book.to_owned(), plan.to_owned()));
        let known = of(&subscription.book, &subscription.plan);
        let usual = || self.usual_plan().and_then(|(book, plan)| of(book, &plan.id));
        known.or_else(usual).cloned().unwrap_or_default()
    }

    /// The subscription of a business that has a row of its own, or of one that joined before there
    /// were any: that one is on the plan that its settings named, and nobody waits for a payment.
    pub fn subscription_of(&self, tenant: &Tenant, stored: Option<Subscription>) -> Subscription {
        stored.unwrap_or_else(|| {
            let named = self.find(None, &tenant.settings.plan);
            given(tenant.id, named.or_else(|| self.usual_plan()), tenant.created_at)
        })
    }
}

/// A subscription that is good without anybody having paid: the platform's own people gave it.
pub(crate) fn given(
    tenant: TenantId,
    plan: Option<(&str, &Plan)>,
    since: Timestamp,
) -> Subscription {
    let (book, plan) = plan.map_or(("", ""), |(book, plan)| (book, plan.id.as_str()));
    Subscription {
        status: SubscriptionStatus::Active,
        ..Subscription::new(tenant, (book, plan), 0, since)
    }
}
