//! What is remembered, and how it is copied.

use std::sync::Arc;

use billing::Subscription;
use crm::{Customer, Message};
use dialogue::{Conversation, Role};
use hooks::{Delivery, Endpoint, Event};
use identity::{Account, ApiKey, AuditEntry, EmailAddress, Invitation, Member, Session, Ticket};
use jiff::Timestamp;
use kernel::{
    AccountId, ApiKeyId, AppointmentId, CallId, CustomerId, DeliveryId, EndpointId, EventId,
    InvitationId, JobId, LeaseId, MessageId, PhoneNumber, SessionId, StoreError, TenantId,
    TicketId,
};
use scheduling::{Appointment, Catalogue};
use telephony::{Call, ProviderRef};
use tenancy::flags::{History, Overrides, Stage};
use tenancy::{SettingsDraft, SettingsVersion, Tenant};

use super::answers::Asked;
use super::pages::Pages;
use crate::outbox::{JobStatus, JobView, Lane};

/// One state of the whole database. Copies share what they have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Everything {
    /// Each business's own data.
    pub(super) businesses: Pages<TenantId, Arc<Business>>,
    /// Whose number.
    pub(super) numbers: Pages<PhoneNumber, TenantId>,
    /// Whose call, by the carrier's id. Should two businesses have the same, the first one's.
    pub(super) calls: Pages<String, TenantId>,
    /// Whose job.
    pub(super) jobs: Pages<JobId, TenantId>,
    /// Jobs that wait or are being tried, by the time they are due.
    pub(super) queued: Pages<(Timestamp, JobId), TenantId>,
    /// The same of jobs that wait for the servers of others.
    pub(super) patient: Pages<(Timestamp, JobId), TenantId>,
    /// People who sign in.
    pub(super) accounts: Pages<AccountId, Arc<Account>>,
    /// Whose address.
    pub(super) emails: Pages<EmailAddress, AccountId>,
    /// Who is signed in.
    pub(super) sessions: Pages<SessionId, Arc<Session>>,
    /// Links in mails.
    pub(super) tickets: Pages<TicketId, Ticket>,
    /// How far each flag was brought.
    pub(super) rollouts: Pages<String, History<Stage>>,
}

impl Everything {
    /// The jobs of a lane that wait or are being tried.
    pub(super) const fn lane(&mut self, lane: Lane) -> &mut Pages<(Timestamp, JobId), TenantId> {
        match lane {
            Lane::Prompt => &mut self.queued,
            Lane::Patient => &mut self.patient,
        }
    }
}

/// What belongs to one business: a transaction sees one of these and no other.
#[derive(Debug, Clone, Default)]
pub(super) struct Business {
    pub(super) tenant: Option<Arc<Tenant>>,
    pub(super) catalogue: Option<Arc<Catalogue>>,
    pub(super) customers: Pages<CustomerId, Arc<Customer>>,
    pub(super) customers_by_phone: Pages<PhoneNumber, CustomerId>,
    pub(super) calls: Pages<CallId, Arc<Call>>,
    pub(super) calls_by_provider: Pages<ProviderRef, CallId>,
    pub(super) conversations: Pages<CallId, Arc<Talk>>,
    pub(super) conversations_by_provider: Pages<String, CallId>,
    pub(super) appointments: Pages<AppointmentId, Arc<Appointment>>,
    pub(super) messages: Pages<MessageId, Arc<Message>>,
    pub(super) jobs: Pages<JobId, Arc<JobRow>>,
    pub(super) jobs_by_key: Pages<String, JobId>,
    pub(super) receipts: Pages<(String, String), (Timestamp, Option<String>)>,
    pub(super) members: Pages<AccountId, Arc<Member>>,
    pub(super) invitations: Pages<InvitationId, Invitation>,
    pub(super) keys: Pages<ApiKeyId, Arc<ApiKey>>,
    pub(super) keys_by_hash: Pages<String, ApiKeyId>,
    pub(super) audit: Pages<i64, Arc<AuditEntry>>,
    pub(super) answers: Pages<String, Asked>,
    pub(super) subscription: Option<Subscription>,
    pub(super) overrides: Option<Overrides>,
    pub(super) settings_versions: Pages<i64, Arc<SettingsVersion>>,
    pub(super) settings_draft: Option<Arc<SettingsDraft>>,
    pub(super) endpoints: Pages<EndpointId, Arc<Endpoint>>,
    pub(super) events: Pages<EventId, Arc<Event>>,
    pub(super) deliveries: Pages<DeliveryId, Arc<Delivery>>,
}

/// A conversation and everything said in it.
#[derive(Debug, Clone)]
pub(super) struct Talk {
    pub(super) conversation: Conversation,
    /// When the last turn was answered.
    pub(super) updated_at: Timestamp,
    /// By turn and by who spoke: the caller comes first.
    pub(super) lines: Pages<(u32, u8), Arc<Spoken>>,
}

/// One line of a conversation.
#[derive(Debug, Clone)]
pub(super) struct Spoken {
    pub(super) role: Role,
    pub(super) text: String,
    /// What the carrier was answered, on our own lines.
    pub(super) answer: Option<String>,
    pub(super) at: Timestamp,
}

/// A job as it is kept.
#[derive(Debug, Clone)]
pub(super) struct JobRow {
    pub(super) id: JobId,
    pub(super) kind: String,
    pub(super) lane: Lane,
    pub(super) payload: String,
    pub(super) status: JobStatus,
    pub(super) attempts: u32,
    /// When it is due. While a worker holds it: when its lease runs out.
    pub(super) run_at: Timestamp,
    /// Proof of the worker that holds it.
    pub(super) lease: Option<LeaseId>,
    pub(super) last_error: Option<String>,
    pub(super) created_at: Timestamp,
    pub(super) settled_at: Option<Timestamp>,
}

impl JobRow {
    pub(super) fn view(&self, tenant: TenantId) -> JobView {
        JobView {
            id: self.id,
            tenant,
            kind: self.kind.clone(),
            status: self.status,
            attempts: self.attempts,
            run_at: self.settled_at.unwrap_or(self.run_at),
            last_error: self.last_error.clone(),
        }
    }
}

/// What one transaction sees and changes.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) tenant: TenantId,
    pub(super) everything: Everything,
    pub(super) own: Business,
}

impl Draft {
    pub(super) fn new(tenant: TenantId, everything: Everything) -> Self {
        let own = everything.businesses.get(&tenant).map(|own| Business::clone(own));
        Self { tenant, own: own.unwrap_or_default(), everything }
    }

    /// The state of the database after this transaction.
    pub(super) fn finish(self) -> Everything {
        let Self { tenant, mut everything, own } = self;
        everything.businesses.insert(tenant, Arc::new(own));
        everything
    }
}

/// The answer of a constraint, named as the other databases name it.
pub(super) fn refused(constraint: &str) -> StoreError {
    StoreError::Constraint { constraint: constraint.to_owned() }
}

/// `Ok` if the row that `id` refers to exists, else the foreign key's refusal.
pub(super) fn referred<K, V>(
    rows: &Pages<K, V>,
    id: Option<K>,
    name: &str,
) -> Result<(), StoreError>
where
    K: Ord + Clone,
    V: Clone,
{
    match id {
        Some(id) if !rows.contains(&id) => Err(refused(name)),
        Some(_) | None => Ok(()),
    }
}
