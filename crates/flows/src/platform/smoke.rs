//! Could a business be called now? A short call is rehearsed over a copy that is thrown away.

use std::sync::Arc;

use billing::Subscription;
use dialogue::Heard;
use fleet::Fleet;
use kernel::{Caller, StoreError, StoreResult, TenantId};
use scheduling::Catalogue;
use store::{Database, Durability, MemoryDatabase};
use telephony::{CallPlan, FakeTexts, InboundCall, ProviderRef, Step};
use tenancy::Tenant;
use tenancy::flags::{Flag, Overrides, Rollouts};

use super::{Platform, PlatformError};
use crate::Ports;
use crate::cards::Terms;
use crate::voice::TurnRequest;

/// What was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What: `database`, `business`, `greeting`, `turn`.
    pub name: &'static str,
    /// Whether it went well.
    pub ok: bool,
    /// How long it took. **Units**: microseconds.
    pub micros: i64,
    /// What came of it: what a caller would hear, or what is wrong.
    pub detail: String,
}

/// What the caller of the rehearsal asks.
const QUESTION: &str = "What are your opening hours?";
/// The number they call from: one that is kept for fiction.
const CALLER: &str = "+15550100001";
/// What the carrier calls the call.
const CALL: &str = "SMOKE";

/// A business, to be copied.
struct Copied {
    tenant: Tenant,
    catalogue: Catalogue,
    subscription: Subscription,
    overrides: Overrides,
    rollouts: Rollouts,
}

impl Platform {
    /// Tries the database, then a call to the business: its first words, and the answer to one
    /// question. Nothing of that is remembered, nobody is texted, and nobody's line is busy. Stops at
    /// the first thing that does not go well.
    ///
    /// # Errors
    /// There is no such business.
    pub async fn smoke(&self, id: TenantId) -> Result<Vec<Check>, PlatformError> {
        let mut checks = Vec::new();
        let answers = self.timed("database", &mut checks, async {
            self.db().check().await.map(|()| ((), "it answers".to_owned()))
        });
        if answers.await.is_none() {
            return Ok(checks);
        }
        let copied = self.timed("business", &mut checks, async {
            let copied = self.copied(id).await?;
            let detail = copied.as_ref().map_or_else(String::new, |it| it.tenant.name.clone());
            Ok((copied, detail))
        });
        let Some(copied) = copied.await else { return Ok(checks) };
        let copied = copied.ok_or(PlatformError::Unknown("business"))?;
        let rehearsed = self.rehearse(&copied, &mut checks).await;
        if let Err(error) = rehearsed {
            let detail = crate::jobs::chain(&error);
            checks.push(Check { name: "rehearsal", ok: false, micros: 0, detail });
        }
        Ok(checks)
    }

    /// Everything about a business that a call needs; `None` if there is none.
    async fn copied(&self, id: TenantId) -> StoreResult<Option<Copied>> {
        let rollouts = self.rollouts().await?;
        let mut tx = self.db().begin_read(id).await?;
        let Some(tenant) = tx.tenants().find().await? else { return Ok(None) };
        let Some(catalogue) = tx.schedules().load().await? else { return Ok(None) };
        let terms = Terms::read(tx.as_mut(), &tenant, self.prices()).await?;
        tx.commit(Durability::Relaxed).await?;
        let Terms { subscription, overrides, .. } = terms;
        Ok(Some(Copied { tenant, catalogue, subscription, overrides, rollouts }))
    }

    async fn rehearse(&self, copied: &Copied, checks: &mut Vec<Check>) -> StoreResult<()> {
        let db: Arc<dyn Database> = Arc::new(MemoryDatabase::new());
        copied.put_into(db.as_ref()).await?;
        let clock = self.businesses.clock.clone();
        let flows = Ports {
            db,
            fleet: Fleet::in_process(&clock),
            clock,
            ids: self.businesses.ids.clone(),
            policy: self.voice.talk.policy.clone(),
            texts: Arc::new(FakeTexts::new()),
            offer_keys: self.voice.desk.offer_keys.clone(),
            prices: self.businesses.prices.clone(),
            people: None,
            hooks: None,
        }
        .flows();
        let nameless = || StoreError::Other("the rehearsal's call cannot be named".into());
        let provider_id = ProviderRef::parse(CALL).ok_or_else(nameless)?;
        let from = Caller::parse(CALLER);
        let to = copied.tenant.phone.clone();
        let inbound = InboundCall {
            provider_id: provider_id.clone(),
            from: from.clone(),
            to: to.clone(),
            forwarded_from: None,
            number_verified: false,
        };
        let greeting = self.timed("greeting", checks, async {
            let answered = flows.voice.answer_call(&inbound).await;
            heard(&answered.plan).map(|said| (answered.plan, said))
        });
        let Some(plan) = greeting.await else { return Ok(()) };
        // Whoever may only leave a message, or hears a notice, is asked nothing.
        let listens = plan.steps.iter().find_map(|step| match step {
            Step::Listen(listen) => Some(listen.turn_no),
            _ => None,
        });
        let Some(turn_no) = listens else { return Ok(()) };
        let heard_words = Heard::words(QUESTION);
        let request = TurnRequest { provider_id, from, to, turn_no, heard: heard_words };
        self.timed("turn", checks, async {
            let answered = flows.voice.take_turn(&request).await;
            heard(&answered.plan).map(|said| ((), said))
        })
        .await;
        Ok(())
    }

    /// Tries one thing and writes down what came of it.
    async fn timed<T>(
        &self,
        name: &'static str,
        checks: &mut Vec<Check>,
        work: impl Future<Output = StoreResult<(T, String)>>,
    ) -> Option<T> {
        let begun = self.now();
        let outcome = work.await;
        let micros = self.now().as_microsecond().saturating_sub(begun.as_microsecond());
        match outcome {
            Ok((value, detail)) => {
                checks.push(Check { name, ok: true, micros, detail });
                Some(value)
            }
            Err(error) => {
                let detail = crate::jobs::chain(&error);
                checks.push(Check { name, ok: false, micros, detail });
                None
            }
        }
    }
}

/// What a caller hears; silence is a fault.
fn heard(plan: &CallPlan) -> StoreResult<String> {
    let said = plan.spoken();
    if said.trim().is_empty() {
        return Err(StoreError::Other("the caller hears nothing".into()));
    }
    Ok(said)
}

impl Copied {
    async fn put_into(&self, db: &dyn Database) -> StoreResult<()> {
        let mut tx = db.begin(self.tenant.id).await?;
        tx.tenants().put(&self.tenant).await?;
        tx.schedules().save(&self.catalogue).await?;
        tx.subscriptions().put(&self.subscription).await?;
        tx.flags().put(&self.overrides).await?;
        tx.commit(Durability::Relaxed).await?;
        let mut tx = db.begin_platform().await?;
        for flag in Flag::ALL {
            if let Some(history) = self.rollouts.history(*flag) {
                tx.rollouts().put(*flag, history).await?;
            }
        }
        tx.commit().await
    }
}
