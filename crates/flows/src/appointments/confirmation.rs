//! The texts that follow a change of the diary.

use kernel::{PhoneNumber, StoreResult};
use scheduling::Appointment;
use store::Tx;
use tenancy::Flag;

use super::{Desk, Party};
use crate::messages::queue_text::TextRequest;

impl Desk {
    /// Promises the customer a text about what was booked. `false` where there is nowhere to send it
    /// or the customer wants none.
    pub(crate) async fn confirm_to_customer(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        appointment: &Appointment,
        phone: Option<&PhoneNumber>,
    ) -> StoreResult<bool> {
        let what = format!("you're booked for {}", described(party, appointment));
        self.text_customer(tx, party, appointment, Note { what, phone, word: "booked" }).await
    }

    /// Promises the customer a text about what was moved.
    pub(crate) async fn confirm_move(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        appointment: &Appointment,
    ) -> StoreResult<bool> {
        let what = format!("your appointment is now {}", described(party, appointment));
        self.text_customer(tx, party, appointment, Note { what, phone: None, word: "moved" }).await
    }

    /// Promises the customer a text about what was cancelled.
    pub(crate) async fn confirm_cancellation(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        appointment: &Appointment,
    ) -> StoreResult<bool> {
        let what = format!("your {} is cancelled", described(party, appointment));
        self.text_customer(tx, party, appointment, Note { what, phone: None, word: "cancelled" })
            .await
    }

    async fn text_customer(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        appointment: &Appointment,
        note: Note<'_>,
    ) -> StoreResult<bool> {
        if !party.card.flags.is_on(Flag::SmsConfirmations) {
            return Ok(false);
        }
        let Some(customer) = appointment.customer else { return Ok(false) };
        let Some(record) = tx.customers().find(customer).await? else { return Ok(false) };
        let phone = note.phone.cloned().or(record.phone).or_else(|| party.number.cloned());
        let Some(phone) = phone.filter(|_| !record.opted_out) else { return Ok(false) };
        let tenant = &party.card.tenant;
        let body = format!("{}: {}. To change it, call {}.", tenant.name, note.what, tenant.phone);
        let once = format!("{}:{}:{}", note.word, appointment.id, appointment.version);
        let request = TextRequest {
            customer: Some(customer),
            call: Some(party.call),
            phone,
            body,
            once: Some(once),
        };
        self.messages.queue_text(tx, request).await?;
        Ok(true)
    }

    /// Promises the owner a text about a change of the diary.
    pub(crate) async fn tell_owner(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        what: &str,
        appointment: &Appointment,
    ) -> StoreResult<()> {
        let name = appointment.name.as_deref().unwrap_or("a caller");
        let notes = appointment.notes.as_deref().map(|notes| format!(" ({notes})"));
        let details = described(party, appointment);
        let body = format!("{what}: {name}, {details}{}.", notes.unwrap_or_default());
        self.messages.alert_owner(tx, &party.card.tenant, Some(party.call), body).await
    }
}

struct Note<'a> {
    what: String,
    phone: Option<&'a PhoneNumber>,
    word: &'static str,
}

/// `Haircut on Tue, Mar 3 at 3:00 PM with Sam`.
fn described(party: &Party<'_>, appointment: &Appointment) -> String {
    let catalogue = &party.card.catalogue;
    let service = catalogue.service(appointment.service).map_or("appointment", |it| &it.name);
    let start = appointment.starts_at.to_zoned(catalogue.timezone.clone());
    let american = party
        .card
        .facts
        .languages
        .first()
        .and_then(kernel::Language::region)
        .is_none_or(|region| matches!(region, "US" | "CA"));
    let when = if american {
        start.strftime("%a, %b %-d at %-I:%M %p").to_string()
    } else {
        start.strftime("%a %-d %b at %H:%M").to_string()
    };
    let staff = catalogue.staff(appointment.staff).filter(|staff| !staff.implied);
    match staff {
        Some(staff) => format!("{service} on {when} with {}", staff.name),
        None => format!("{service} on {when}"),
    }
}
