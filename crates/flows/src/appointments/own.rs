//! The caller's own coming appointments.

use dialogue::{OwnAppointment, ToolResult};
use kernel::{AppointmentId, StoreResult};
use scheduling::{Appointment, AppointmentStatus};
use store::Tx;

use super::{Desk, Party, change_until};

impl Desk {
    /// What the caller has coming, soonest first. Nothing for callers without a record: a caller who
    /// withholds the number must speak to a person to change anything.
    pub async fn own_appointments(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
    ) -> StoreResult<ToolResult> {
        let Some(customer) = party.customer else {
            return Ok(ToolResult::Appointments(Vec::new()));
        };
        let upcoming = tx.appointments().upcoming_of(customer, self.clock.now()).await?;
        let own = upcoming.iter().map(|appointment| self.described_own(party, appointment));
        Ok(ToolResult::Appointments(own.collect()))
    }

    /// An appointment, if it is a coming one of this caller.
    pub(crate) async fn own(
        &self,
        tx: &mut dyn Tx,
        party: &Party<'_>,
        id: AppointmentId,
    ) -> StoreResult<Option<Appointment>> {
        let found = tx.appointments().find(id).await?;
        Ok(found.filter(|appointment| {
            let made_here = appointment.call == Some(party.call);
            let theirs = party.customer.is_some() && appointment.customer == party.customer;
            (made_here || theirs)
                && appointment.status == AppointmentStatus::Confirmed
                && appointment.starts_at > self.clock.now()
        }))
    }

    pub(crate) fn described_own(
        &self,
        party: &Party<'_>,
        appointment: &Appointment,
    ) -> OwnAppointment {
        let catalogue = &party.card.catalogue;
        let service = catalogue.service(appointment.service);
        OwnAppointment {
            id: appointment.id,
            start: appointment.starts_at.to_zoned(catalogue.timezone.clone()),
            service: appointment.service,
            service_name: service.map_or_else(|| "appointment".to_owned(), |it| it.name.clone()),
            staff: appointment.staff,
            changeable: self.clock.now() <= change_until(party.card, appointment)
                || appointment.call == Some(party.call),
        }
    }
}
