//! Customers.

use std::sync::Arc;

use async_trait::async_trait;
use crm::{Customer, CustomerStore};
use jiff::Timestamp;
use kernel::clock::to_micros;
use kernel::{CustomerId, PhoneNumber, StoreResult};

use super::data::{Draft, refused};
use super::tx::MemoryTx;

impl Draft {
    fn insert_customer(&mut self, customer: &Customer) -> StoreResult<bool> {
        let known = |phone| self.own.customers_by_phone.contains(phone);
        if customer.phone.as_ref().is_some_and(known) {
            return Ok(false);
        }
        if self.own.customers.contains(&customer.id) {
            return Err(refused("customers_tenant_id_id_key"));
        }
        if let Some(phone) = &customer.phone {
            self.own.customers_by_phone.insert(phone.clone(), customer.id);
        }
        let kept = Customer {
            created_at: to_micros(customer.created_at),
            updated_at: to_micros(customer.updated_at),
            ..customer.clone()
        };
        self.own.customers.insert(customer.id, Arc::new(kept));
        Ok(true)
    }

    fn update_customer(&mut self, customer: &Customer) -> bool {
        let Some(known) = self.own.customers.get(&customer.id) else { return false };
        let changed = Customer {
            name: customer.name.clone(),
            updated_at: to_micros(customer.updated_at),
            ..Customer::clone(known)
        };
        self.own.customers.insert(customer.id, Arc::new(changed));
        true
    }
}

impl Draft {
    fn opt(&mut self, id: CustomerId, opted_out: bool, at: Timestamp) -> bool {
        let Some(known) = self.own.customers.get(&id) else { return false };
        let changed = Customer { opted_out, updated_at: to_micros(at), ..Customer::clone(known) };
        self.own.customers.insert(id, Arc::new(changed));
        true
    }
}

#[async_trait]
impl CustomerStore for MemoryTx {
    async fn insert_if_new(&mut self, customer: &Customer) -> StoreResult<bool> {
        self.write(|draft| draft.insert_customer(customer)).await
    }

    async fn find(&mut self, id: CustomerId) -> StoreResult<Option<Customer>> {
        self.read(|draft| Ok(draft.own.customers.get(&id).map(|it| Customer::clone(it)))).await
    }

    async fn find_by_phone(&mut self, phone: &PhoneNumber) -> StoreResult<Option<Customer>> {
        self.read(|draft| {
            let id = draft.own.customers_by_phone.get(phone);
            Ok(id.and_then(|id| draft.own.customers.get(id)).map(|it| Customer::clone(it)))
        })
        .await
    }

    async fn update(&mut self, customer: &Customer) -> StoreResult<bool> {
        self.write(|draft| Ok(draft.update_customer(customer))).await
    }

    async fn set_opted_out(
        &mut self,
        id: CustomerId,
        opted_out: bool,
        at: Timestamp,
    ) -> StoreResult<bool> {
        self.write(|draft| Ok(draft.opt(id, opted_out, at))).await
    }

    async fn count(&mut self) -> StoreResult<u64> {
        self.read(|draft| Ok(u64::try_from(draft.own.customers.len()).unwrap_or(u64::MAX))).await
    }

    async fn page(&mut self, before: Option<CustomerId>, limit: u16) -> StoreResult<Vec<Customer>> {
        self.read(|draft| {
            let all = draft.own.customers.iter().rev();
            let earlier = all.filter(|(id, _)| before.is_none_or(|before| **id < before));
            Ok(earlier.take(usize::from(limit)).map(|(_, it)| Customer::clone(it)).collect())
        })
        .await
    }
}
