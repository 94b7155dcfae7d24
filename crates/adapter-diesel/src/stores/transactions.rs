//! The store's transactions, as views of a session.

use async_trait::async_trait;
use billing::SubscriptionStore;
use crm::{CustomerStore, MessageStore};
use dialogue::{Conversation, ConversationStore};
use diesel::{ExpressionMethods, QueryDsl, SelectableHelper};
use hooks::{DeliveryStore, EndpointStore};
use identity::{
    AccountStore, AuditStore, InvitationStore, KeyStore, MemberStore, NewAccounts, SessionStore,
    SignIns, TicketStore,
};
use kernel::{StoreResult, TenantId};
use scheduling::{AppointmentStore, ScheduleStore};
use store::{AnswerStore, Durability, JobQueue, OpenTurn, Outbox, PlatformTx, ReceiptStore, Tx};
use telephony::CallStore;
use tenancy::{
    FlagStore, NumberStore, RolloutStore, SettingsVersionStore, TenantStamp, TenantStore,
};

use super::super::dialect;
use super::{Access, Session};
use crate::rows::conversations::{ConversationRow, Seen};
use crate::rows::tenants::StampRow;
use crate::schema::{conversations, tenants};

/// A transaction of one business.
pub(in super::super) struct TenantTransaction {
    pub(in super::super) tenant: TenantId,
    pub(in super::super) session: Session,
}

#[async_trait]
impl Tx for TenantTransaction {
    fn tenant(&self) -> TenantId {
        self.tenant
    }

    fn accounts(&mut self) -> &mut dyn NewAccounts {
        &mut self.session
    }

    fn answers(&mut self) -> &mut dyn AnswerStore {
        &mut self.session
    }

    fn appointments(&mut self) -> &mut dyn AppointmentStore {
        &mut self.session
    }

    fn audit(&mut self) -> &mut dyn AuditStore {
        &mut self.session
    }

    fn calls(&mut self) -> &mut dyn CallStore {
        &mut self.session
    }

    fn conversations(&mut self) -> &mut dyn ConversationStore {
        &mut self.session
    }

    fn customers(&mut self) -> &mut dyn CustomerStore {
        &mut self.session
    }

    fn deliveries(&mut self) -> &mut dyn DeliveryStore {
        &mut self.session
    }

    fn endpoints(&mut self) -> &mut dyn EndpointStore {
        &mut self.session
    }

    fn invitations(&mut self) -> &mut dyn InvitationStore {
        &mut self.session
    }

    fn keys(&mut self) -> &mut dyn KeyStore {
        &mut self.session
    }

    fn members(&mut self) -> &mut dyn MemberStore {
        &mut self.session
    }

    fn messages(&mut self) -> &mut dyn MessageStore {
        &mut self.session
    }

    fn outbox(&mut self) -> &mut dyn Outbox {
        &mut self.session
    }

    fn receipts(&mut self) -> &mut dyn ReceiptStore {
        &mut self.session
    }

    fn schedules(&mut self) -> &mut dyn ScheduleStore {
        &mut self.session
    }

    fn subscriptions(&mut self) -> &mut dyn SubscriptionStore {
        &mut self.session
    }

    fn flags(&mut self) -> &mut dyn FlagStore {
        &mut self.session
    }

    fn settings_versions(&mut self) -> &mut dyn SettingsVersionStore {
        &mut self.session
    }

    fn tenants(&mut self) -> &mut dyn TenantStore {
        &mut self.session
    }

    async fn open_turn(&mut self, provider_id: &str) -> StoreResult<OpenTurn> {
        let tenant = self.session.tenant()?;
        self.session.writable()?;
        self.session.lock_call(tenant.0, provider_id).await?;
        let stamp = tenants::table.find(tenant).select(StampRow::as_select());
        let conversation = dialect::for_update!(
            conversations::table
                .filter(conversations::tenant_id.eq(tenant))
                .filter(conversations::provider_id.eq(provider_id.to_owned()))
                .select(ConversationRow::as_select())
        );
        let both = self.session.turn().await?;
        let rows = dialect::pair!(both, stamp => StampRow, conversation => ConversationRow);
        let ((stamps, conversations), apart) = self.session.apart(rows)?;
        let row = conversations.into_iter().next();
        if let Some(row) = row.as_ref().filter(|_| apart) {
            self.session.saw(Seen { tenant: tenant.0, turn: row.turn() });
        }
        let conversation = row.map(Conversation::try_from).transpose();
        Ok(OpenTurn {
            stamp: stamps.into_iter().next().map(TenantStamp::from),
            conversation: self.session.valid(conversation)?,
        })
    }

    async fn commit(self: Box<Self>, durability: Durability) -> StoreResult<()> {
        self.session.commit(durability).await
    }

    async fn rollback(mut self: Box<Self>) -> StoreResult<()> {
        self.session.roll_back().await;
        Ok(())
    }
}

/// A transaction of the platform.
pub(in super::super) struct PlatformTransaction(pub(in super::super) Session);

#[async_trait]
impl PlatformTx for PlatformTransaction {
    fn accounts(&mut self) -> &mut dyn AccountStore {
        self.0.turn_to(Access::Write);
        &mut self.0
    }

    fn sessions(&mut self) -> &mut dyn SessionStore {
        self.0.turn_to(Access::Write);
        &mut self.0
    }

    fn sign_ins(&mut self) -> &mut dyn SignIns {
        self.0.turn_to(Access::Read);
        &mut self.0
    }

    fn tickets(&mut self) -> &mut dyn TicketStore {
        self.0.turn_to(Access::Write);
        &mut self.0
    }

    /// Whose number is called waits for nobody, on SQLite either.
    fn numbers(&mut self) -> &mut dyn NumberStore {
        self.0.turn_to(Access::Read);
        &mut self.0
    }

    /// What cards are made of waits for nobody; whoever changes something says so.
    fn rollouts(&mut self) -> &mut dyn RolloutStore {
        self.0.turn_to(Access::Read);
        &mut self.0
    }

    fn audit(&mut self) -> &mut dyn AuditStore {
        self.0.turn_to(Access::Write);
        &mut self.0
    }

    fn queue(&mut self) -> &mut dyn JobQueue {
        self.0.turn_to(Access::Write);
        &mut self.0
    }

    async fn commit(self: Box<Self>) -> StoreResult<()> {
        self.0.commit(Durability::Promised).await
    }
}
