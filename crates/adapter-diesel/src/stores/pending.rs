//! Statements that nobody waits for before the commit.

use diesel::upsert::excluded;
use diesel::{BoolExpressionMethods, ExpressionMethods};
use identity::EmailAddress;
use jiff::Timestamp;
use kernel::{AppointmentId, StaffId, TenantId};
use scheduling::AppointmentStatus;

use super::super::dialect::{self, Pipe, Sent};
use crate::columns::Bind;
use crate::prepared::Prepared;
use crate::rows::conversations::{NewConversation, NewLine, Seen};
use crate::rows::hooks::{NewDelivery, NewEvent};
use crate::rows::members::NewAuditRow;
use crate::rows::messages::NewMessage;
use crate::rows::outbox::NewJobRow;
use crate::schema::{
    appointments, audit, conversations, deliveries, events, invitations, messages, outbox, turns,
};

/// A statement that owns everything it needs.
#[derive(Debug)]
pub(in super::super) enum Pending {
    /// A conversation as it is after a turn.
    Conversation(NewConversation),
    /// An utterance.
    Line(NewLine),
    /// A text message, or one that was left.
    Message(NewMessage),
    /// Something that a business's own servers are told.
    Event(NewEvent),
    /// One of those servers that is told.
    Delivery(Box<NewDelivery>),
    /// A job, unless the business has one with its dedupe key.
    Job(NewJobRow),
    /// Everybody else who takes this person's time waits until the transaction ends.
    LockStaff(StaffId),
    /// Changes of one business wait for each other. Two that add it at once would meet in the index of
    /// numbers before they meet in that of ids, and one would be told that the number is taken.
    LockTenant(TenantId),
    /// The conversation is still as it was read, or the transaction is a conflict.
    Unchanged(Seen),
    /// Names the one call that the platform may see.
    NameCall(String),
    /// Lets go of holds that ran out and would be in the way.
    Expire(Expire),
    /// Closes what is open for an address, before another one is opened.
    CloseInvitations(Close),
    /// An entry of the record.
    Audit(NewAuditRow),
}

/// Which holds ran out.
#[derive(Debug)]
pub(in super::super) struct Expire {
    pub(super) tenant: Bind<TenantId>,
    pub(super) staff: StaffId,
    /// The one that the time is wanted for.
    pub(super) except: AppointmentId,
    pub(super) from: Timestamp,
    pub(super) until: Timestamp,
    pub(super) now: Timestamp,
}

/// Whose invitations are closed.
#[derive(Debug)]
pub(in super::super) struct Close {
    pub(super) tenant: Bind<TenantId>,
    pub(super) email: EmailAddress,
    pub(super) at: Timestamp,
}

impl Close {
    fn start(self, pipe: Pipe<'_>) -> Sent<'_> {
        dialect::send!(
            Prepared(
                diesel::update(invitations::table)
                    .filter(
                        invitations::tenant_id
                            .eq(self.tenant)
                            .and(invitations::email.eq(Bind(self.email)))
                            .and(invitations::closed_at.is_null()),
                    )
                    .set(invitations::closed_at.eq(Some(Bind(self.at)))),
            ),
            pipe
        )
    }
}

impl Pending {
    /// Sends the statement.
    pub(in super::super) fn start(self, pipe: Pipe<'_>) -> Sent<'_> {
        match self {
            Self::Conversation(row) => dialect::send!(
                Prepared(
                    diesel::insert_into(conversations::table)
                        .values(row)
                        .on_conflict((conversations::tenant_id, conversations::call_id))
                        .do_update()
                        .set((
                            conversations::customer_id.eq(excluded(conversations::customer_id)),
                            conversations::turn_no.eq(excluded(conversations::turn_no)),
                            conversations::state.eq(excluded(conversations::state)),
                            conversations::ended.eq(excluded(conversations::ended)),
                            conversations::updated_at.eq(excluded(conversations::updated_at)),
                        )),
                ),
                pipe
            ),
            Self::Line(row) => dialect::send!(diesel::insert_into(turns::table).values(row), pipe),
            Self::Message(row) => {
                dialect::send!(diesel::insert_into(messages::table).values(row), pipe)
            }
            Self::Event(row) => {
                dialect::send!(diesel::insert_into(events::table).values(row), pipe)
            }
            Self::Delivery(row) => {
                dialect::send!(diesel::insert_into(deliveries::table).values(*row), pipe)
            }
            Self::Job(row) => dialect::send!(
                diesel::insert_into(outbox::table)
                    .values(row)
                    .on_conflict((outbox::tenant_id, outbox::dedupe_key))
                    .do_nothing(),
                pipe
            ),
            Self::LockStaff(staff) => dialect::lock(*staff.as_uuid(), pipe),
            Self::LockTenant(tenant) => dialect::lock(*tenant.as_uuid(), pipe),
            Self::Unchanged(seen) => dialect::unchanged(seen, pipe),
            Self::NameCall(provider_id) => dialect::name_call(provider_id, pipe),
            Self::Expire(expire) => dialect::send!(
                Prepared(
                    diesel::update(appointments::table)
                        .filter(
                            appointments::tenant_id
                                .eq(expire.tenant)
                                .and(appointments::staff_id.eq(Bind(expire.staff)))
                                .and(appointments::busy_until.gt(Bind(expire.from)))
                                .and(appointments::starts_at.lt(Bind(expire.until)))
                                .and(appointments::id.ne(Bind(expire.except)))
                                .and(appointments::status.eq(Bind(AppointmentStatus::Held)))
                                .and(appointments::held_until.le(Bind(expire.now))),
                        )
                        .set((
                            appointments::status.eq(Bind(AppointmentStatus::Expired)),
                            appointments::held_until.eq(None::<Bind<Timestamp>>),
                            appointments::version.eq(appointments::version + 1),
                            appointments::updated_at.eq(Bind(expire.now)),
                        )),
                ),
                pipe
            ),
            Self::CloseInvitations(close) => close.start(pipe),
            Self::Audit(row) => {
                dialect::send!(diesel::insert_into(audit::table).values(row), pipe)
            }
        }
    }
}
