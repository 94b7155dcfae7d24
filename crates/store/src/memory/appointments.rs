//! Appointments.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::clock::to_micros;
use kernel::{AppointmentId, CallId, CustomerId, StoreResult};
use scheduling::{Appointment, AppointmentPage, AppointmentStatus, AppointmentStore, Busy, Claim};

use super::data::{Business, Draft, referred, refused};
use super::tx::MemoryTx;

/// How many coming appointments of a customer are found.
const UPCOMING_MAX: usize = 20;

impl Business {
    /// Others that occupy the time of `new` and have not run out.
    fn is_taken(&self, new: &Appointment, now: Timestamp) -> bool {
        new.status.occupies()
            && self.appointments.values().any(|other| overlap(other, new) && counts(other, now))
    }

    /// Lets go of the holds that ran out where `new` is to be.
    fn expire_under(&mut self, new: &Appointment, now: Timestamp) {
        if !new.status.occupies() {
            return;
        }
        let gone: Vec<Appointment> = self
            .appointments
            .values()
            .filter(|other| overlap(other, new))
            .map(|other| Appointment {
                status: AppointmentStatus::Expired,
                held_until: None,
                version: other.version.saturating_add(1),
                updated_at: now,
                ..Appointment::clone(other)
            })
            .collect();
        for hold in gone {
            self.appointments.insert(hold.id, Arc::new(hold));
        }
    }

    /// What the table's checks and foreign keys ask of a row.
    fn admit(&self, new: &Appointment) -> StoreResult<()> {
        if (new.status == AppointmentStatus::Held) != new.held_until.is_some() {
            return Err(refused("appointments_held_check"));
        }
        if new.starts_at >= new.ends_at || new.ends_at > new.busy_until {
            return Err(refused("appointments_slot_check"));
        }
        let catalogue = self.catalogue.as_deref();
        if catalogue.is_none_or(|catalogue| catalogue.service(new.service).is_none()) {
            return Err(refused("appointments_service_fkey"));
        }
        if catalogue.is_none_or(|catalogue| catalogue.staff(new.staff).is_none()) {
            return Err(refused("appointments_staff_fkey"));
        }
        referred(&self.customers, new.customer, "appointments_customer_fkey")?;
        referred(&self.calls, new.call, "appointments_call_fkey")
    }

    /// Those that `wanted` picks, soonest first.
    fn soonest(&self, wanted: impl Fn(&Appointment) -> bool) -> Vec<Appointment> {
        let mut found: Vec<Appointment> = self
            .appointments
            .values()
            .filter(|it| wanted(it))
            .map(|it| Appointment::clone(it))
            .collect();
        found.sort_by_key(|it| (it.starts_at, it.id));
        found
    }
}

/// Whether two different appointments occupy the same time of the same staff.
fn overlap(other: &Appointment, new: &Appointment) -> bool {
    other.id != new.id
        && other.staff == new.staff
        && other.status.occupies()
        && other.starts_at < new.busy_until
        && other.busy_until > new.starts_at
}

/// Whether it was more than held.
fn was_made(it: &Appointment) -> bool {
    !matches!(it.status, AppointmentStatus::Held | AppointmentStatus::Expired)
}

/// Whether an appointment still occupies its time.
fn counts(it: &Appointment, now: Timestamp) -> bool {
    it.status.occupies() && it.held_until.is_none_or(|until| until > now)
}

/// The appointment with its times as they are kept.
fn kept(it: &Appointment) -> Appointment {
    Appointment {
        starts_at: to_micros(it.starts_at),
        ends_at: to_micros(it.ends_at),
        busy_until: to_micros(it.busy_until),
        held_until: it.held_until.map(to_micros),
        created_at: to_micros(it.created_at),
        updated_at: to_micros(it.updated_at),
        ..it.clone()
    }
}

impl Draft {
    fn claim(&mut self, new: &Appointment, now: Timestamp) -> StoreResult<Claim> {
        let new = kept(new);
        if self.own.is_taken(&new, now) {
            return Ok(Claim::Taken);
        }
        if self.own.appointments.contains(&new.id) {
            return Err(refused("appointments_tenant_id_id_key"));
        }
        self.own.admit(&new)?;
        self.own.expire_under(&new, now);
        self.own.appointments.insert(new.id, Arc::new(new));
        Ok(Claim::Won)
    }

    fn update_appointment(&mut self, new: &Appointment, now: Timestamp) -> StoreResult<Claim> {
        let Some(known) = self.own.appointments.get(&new.id) else { return Ok(Claim::Stale) };
        if known.version != new.version {
            return Ok(Claim::Stale);
        }
        let mut changed = kept(new);
        changed.created_at = known.created_at;
        changed.version = changed.version.saturating_add(1);
        if self.own.is_taken(&changed, now) {
            return Ok(Claim::Taken);
        }
        self.own.admit(&changed)?;
        self.own.expire_under(&changed, now);
        self.own.appointments.insert(changed.id, Arc::new(changed));
        Ok(Claim::Won)
    }
}

#[async_trait]
impl AppointmentStore for MemoryTx {
    async fn claim(&mut self, appointment: &Appointment, now: Timestamp) -> StoreResult<Claim> {
        self.write(|draft| draft.claim(appointment, to_micros(now))).await
    }

    async fn update(&mut self, appointment: &Appointment, now: Timestamp) -> StoreResult<Claim> {
        self.write(|draft| draft.update_appointment(appointment, to_micros(now))).await
    }

    async fn find(&mut self, id: AppointmentId) -> StoreResult<Option<Appointment>> {
        self.read(|draft| Ok(draft.own.appointments.get(&id).map(|it| Appointment::clone(it))))
            .await
    }

    async fn upcoming_of(
        &mut self,
        customer: CustomerId,
        from: Timestamp,
    ) -> StoreResult<Vec<Appointment>> {
        let from = to_micros(from);
        self.read(|draft| {
            let mut found = draft.own.soonest(|it| {
                it.customer == Some(customer)
                    && it.status == AppointmentStatus::Confirmed
                    && it.starts_at >= from
            });
            found.truncate(UPCOMING_MAX);
            Ok(found)
        })
        .await
    }

    async fn of_call(&mut self, call: CallId) -> StoreResult<Vec<Appointment>> {
        self.read(|draft| {
            let mut found = draft.own.soonest(|it| it.call == Some(call));
            found.sort_by_key(|it| (it.created_at, it.id));
            Ok(found)
        })
        .await
    }

    async fn starting_in(
        &mut self,
        from: Timestamp,
        until: Timestamp,
        limit: u16,
    ) -> StoreResult<Vec<Appointment>> {
        let (from, until) = (to_micros(from), to_micros(until));
        self.read(|draft| {
            let mut found = draft.own.soonest(|it| {
                it.status == AppointmentStatus::Confirmed
                    && it.starts_at >= from
                    && it.starts_at < until
            });
            found.truncate(usize::from(limit));
            Ok(found)
        })
        .await
    }

    async fn page(&mut self, page: &AppointmentPage, limit: u16) -> StoreResult<Vec<Appointment>> {
        let (from, until) = (to_micros(page.from), to_micros(page.until));
        let after = page.after.map(|(at, id)| (to_micros(at), id));
        self.read(|draft| {
            let mut found = draft.own.soonest(|it| {
                let in_range = from <= it.starts_at && it.starts_at < until;
                let wanted = page.status.map_or_else(|| was_made(it), |status| it.status == status);
                in_range && wanted && after.is_none_or(|after| (it.starts_at, it.id) > after)
            });
            found.truncate(usize::from(limit));
            Ok(found)
        })
        .await
    }

    async fn count_in(&mut self, from: Timestamp, until: Timestamp) -> StoreResult<u64> {
        let (from, until) = (to_micros(from), to_micros(until));
        self.read(|draft| {
            let all = draft.own.appointments.values();
            let counted = all.filter(|it| {
                let in_range = from <= it.starts_at && it.starts_at < until;
                in_range && was_made(it) && it.status != AppointmentStatus::Cancelled
            });
            Ok(u64::try_from(counted.count()).unwrap_or(u64::MAX))
        })
        .await
    }

    async fn busy(
        &mut self,
        from: Timestamp,
        until: Timestamp,
        now: Timestamp,
    ) -> StoreResult<Vec<Busy>> {
        let (from, until, now) = (to_micros(from), to_micros(until), to_micros(now));
        self.read(|draft| {
            let touches = |it: &&Arc<Appointment>| it.starts_at < until && it.busy_until > from;
            let mut found: Vec<Busy> = draft
                .own
                .appointments
                .values()
                .filter(touches)
                .filter(|it| counts(it, now))
                .map(|it| Busy {
                    staff: it.staff,
                    starts_at: it.starts_at,
                    busy_until: it.busy_until,
                })
                .collect();
            found.sort_unstable();
            Ok(found)
        })
        .await
    }
}
