//! Services, staff, hours.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::StoreResult;
use scheduling::{Catalogue, ScheduleStore, Service, Staff};

use super::data::Draft;
use super::tx::MemoryTx;

impl Draft {
    fn catalogue(&self) -> Option<Catalogue> {
        let tenant = self.own.tenant.as_deref()?;
        let catalogue = self.own.catalogue.as_deref()?;
        Some(Catalogue { timezone: tenant.timezone.clone(), ..catalogue.clone() })
    }

    /// Puts `new` in place of the catalogue; what is missing from it is kept behind the rest, as
    /// inactive, for the sake of appointments that refer to it.
    fn save_catalogue(&mut self, new: &Catalogue) {
        let mut catalogue = new.clone();
        if let Some(known) = self.own.catalogue.as_deref() {
            let gone = known.services.iter().filter(|it| new.service(it.id).is_none());
            let gone = gone.map(|it| Service { active: false, ..it.clone() });
            catalogue.services.extend(gone);
            let gone = known.staff.iter().filter(|it| new.staff(it.id).is_none());
            let gone = gone.map(|it| Staff { active: false, ..it.clone() });
            catalogue.staff.extend(gone);
        }
        self.own.catalogue = Some(Arc::new(catalogue));
    }
}

#[async_trait]
impl ScheduleStore for MemoryTx {
    async fn load(&mut self) -> StoreResult<Option<Catalogue>> {
        self.read(|draft| Ok(draft.catalogue())).await
    }

    async fn save(&mut self, catalogue: &Catalogue) -> StoreResult<()> {
        self.write(|draft| {
            draft.save_catalogue(catalogue);
            Ok(())
        })
        .await
    }
}
