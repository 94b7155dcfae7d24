//! Turns what was held and read back into an appointment.

use ::hooks::{EventKind, Payload};
use crm::Customer;
use dialogue::{BookRefusal, ToolResult};
use kernel::{CustomerId, PhoneNumber, StoreResult};
use scheduling::{Appointment, AppointmentStatus, Claim};
use store::Tx;

use super::offer_slots::described;
use super::{Desk, Party};
use crate::hooks::says;
use crate::messages::queue_text::cut;

/// Everything that a booking needs beside the slot.
#[derive(Debug, Clone)]
pub struct Book<'a> {
    /// The token that was held.
    pub token: &'a str,
    /// The name it is booked under.
    pub name: &'a str,
    /// Where to confirm to, when the caller withholds their number and gave one.
    pub phone: Option<&'a PhoneNumber>,
    /// What else matters.
    pub notes: Option<&'a str>,
}

/// How many coming appointments one customer may have: more is a mistake or mischief.
const UPCOMING_MAX: usize = 8;

impl Desk {
    /// Books the slot. What follows from a booking stands in the last lines.
    pub async fn book(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        request: &Book<'_>,
    ) -> StoreResult<ToolResult> {
        let refused = |why, alternatives| Ok(ToolResult::Refused { why, alternatives });
        let Some(offer) = self.opened(party, request.token) else {
            return refused(BookRefusal::Expired, Vec::new());
        };
        let slot = described(party, &offer, request.token.to_owned());
        // The same yes, understood twice: the appointment that there is.
        let made = tx.appointments().of_call(party.call).await?;
        if let Some(done) = made.iter().find(|appointment| {
            appointment.status == AppointmentStatus::Confirmed
                && super::is_slot(appointment, &offer)
        }) {
            return Ok(ToolResult::Booked { appointment: done.id, slot, texted: false });
        }
        if offer.starts_at <= self.clock.now() {
            return refused(BookRefusal::Expired, self.alternatives(tx, party, &offer).await?);
        }
        let customer = self.customer_of(tx, party, request).await?;
        if let Some(customer) = customer {
            let upcoming = tx.appointments().upcoming_of(customer, self.clock.now()).await?;
            if upcoming.len() >= UPCOMING_MAX {
                return refused(BookRefusal::TooMany, Vec::new());
            }
        }
        let held = self.held_as(tx, party, &offer).await?;
        let is_new = held.is_none();
        let appointment = Appointment {
            customer,
            status: AppointmentStatus::Confirmed,
            held_until: None,
            name: Some(cut(request.name.trim().to_owned(), Customer::NAME_CHARS_MAX)),
            notes: request.notes.map(|notes| cut(notes.to_owned(), NOTES_CHARS_MAX)),
            updated_at: self.clock.now(),
            ..held.unwrap_or_else(|| self.held(party, &offer))
        };
        let now = appointment.updated_at;
        let claim = if is_new {
            tx.appointments().claim(&appointment, now).await?
        } else {
            tx.appointments().update(&appointment, now).await?
        };
        if claim != Claim::Won {
            return refused(BookRefusal::Taken, self.alternatives(tx, party, &offer).await?);
        }
        let texted = self.confirm_to_customer(tx, party, &appointment, request.phone).await?;
        self.tell_owner(tx, party, "New booking", &appointment).await?;
        let told = || Payload::AppointmentBooked(says::appointment(&appointment, party.call, None));
        let announcer = &self.messages.announcer;
        announcer.tell(tx, party.card, EventKind::AppointmentBooked, told).await?;
        Ok(ToolResult::Booked { appointment: appointment.id, slot, texted })
    }

    /// The caller's record, found or made, with the name they gave.
    async fn customer_of(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        request: &Book<'_>,
    ) -> StoreResult<Option<CustomerId>> {
        let now = self.clock.now();
        let name = cut(request.name.trim().to_owned(), Customer::NAME_CHARS_MAX);
        let name = (!name.is_empty()).then_some(name);
        let phone = request.phone.or(party.number);
        let known = match (party.customer, phone) {
            (Some(customer), _) => tx.customers().find(customer).await?,
            (None, Some(phone)) => tx.customers().find_by_phone(phone).await?,
            (None, None) => None,
        };
        if let Some(mut customer) = known {
            if customer.name.is_none() && name.is_some() {
                customer.name = name;
                customer.updated_at = now;
                tx.customers().update(&customer).await?;
            }
            return Ok(Some(customer.id));
        }
        let customer = Customer {
            id: self.ids.next(),
            phone: phone.cloned(),
            name,
            opted_out: false,
            created_at: now,
            updated_at: now,
        };
        if tx.customers().insert_if_new(&customer).await? {
            let told = || Payload::CustomerCreated(says::customer(&customer));
            let announcer = &self.messages.announcer;
            announcer.tell(tx, party.card, EventKind::CustomerCreated, told).await?;
            return Ok(Some(customer.id));
        }
        let Some(phone) = phone else { return Ok(None) };
        Ok(tx.customers().find_by_phone(phone).await?.map(|customer| customer.id))
    }
}

/// How long the notes of an appointment may be, in characters.
const NOTES_CHARS_MAX: usize = 500;
