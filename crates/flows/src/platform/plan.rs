//! What a business has ordered is changed.

use billing::{Subscription, SubscriptionEvent};
use identity::Actor;
use kernel::TenantId;
use serde_json::{Value, json};

use super::{Platform, PlatformError};

impl Platform {
    /// Puts a business on another plan of a price book; of the default one where none is named.
    ///
    /// # Errors
    /// There is no such business or plan, or the subscription was cancelled.
    pub async fn set_plan(
        &self,
        actor: &Actor,
        id: TenantId,
        book: Option<&str>,
        plan: &str,
    ) -> Result<Subscription, PlatformError> {
        let Some((book, found)) = self.prices().find(book, plan) else {
            let books = self.prices().books().books();
            let known: Vec<String> = books
                .iter()
                .flat_map(|book| book.plans.iter().map(|plan| format!("{}:{}", book.id, plan.id)))
                .collect();
            let what = format!("there is no plan {plan:?}; the plans are {}", known.join(", "));
            return Err(PlatformError::faulty("plan", what));
        };
        let event =
            SubscriptionEvent::PlanChanged { book: book.to_owned(), plan: found.id.clone() };
        self.subscription_event(actor, id, &event).await
    }

    /// Something happened to a business's subscription. The same event twice changes nothing more.
    ///
    /// # Errors
    /// There is no such business, or the event does not fit how the subscription stands.
    pub async fn subscription_event(
        &self,
        actor: &Actor,
        id: TenantId,
        event: &SubscriptionEvent,
    ) -> Result<Subscription, PlatformError> {
        let mut locked = self.lock(id).await?;
        let stored = locked.tx.subscriptions().lock().await?;
        let before = self.prices().subscription_of(&locked.tenant, stored);
        let after = before.after(event, locked.now)?;
        if after == before {
            return Ok(before);
        }
        locked.tx.subscriptions().put(&after).await?;
        let action = match event {
            SubscriptionEvent::PlanChanged { .. } => self.direction(&before, &after),
            SubscriptionEvent::Paid { .. } => "subscription.paid",
            SubscriptionEvent::PaymentFailed => "subscription.payment_failed",
            SubscriptionEvent::Cancelled => "subscription.cancelled",
            SubscriptionEvent::TrialMoved { .. } => "subscription.trial_moved",
        };
        let detail = json!({ "from": shown(&before), "to": shown(&after) });
        self.done(locked, actor, (action, id.to_string()), &detail).await?;
        Ok(after)
    }

    /// Whether a change of plan opens more of the product, or less.
    fn direction(&self, before: &Subscription, after: &Subscription) -> &'static str {
        let tier = |it: &Subscription| self.prices().plan(&it.book, &it.plan).map(|plan| plan.tier);
        match (tier(before), tier(after)) {
            (Some(before), Some(after)) if after > before => "plan.upgraded",
            (Some(before), Some(after)) if after < before => "plan.downgraded",
            _ => "plan.changed",
        }
    }
}

fn shown(subscription: &Subscription) -> Value {
    json!({
        "book": subscription.book,
        "plan": subscription.plan,
        "status": subscription.status,
        "trial_ends_at": subscription.trial_ends_at,
        "paid_until": subscription.paid_until,
    })
}
