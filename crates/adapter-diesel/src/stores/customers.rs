//! People who call.

use async_trait::async_trait;
use crm::{Customer, CustomerStore};
use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, SelectableHelper};
use diesel_async::RunQueryDsl;
use jiff::Timestamp;
use kernel::{CustomerId, PhoneNumber, StoreResult};

use super::Session;
use crate::columns::Bind;
use crate::failure::corrupt;
use crate::prepared::Prepared;
use crate::rows::customers::{CustomerRow, NewCustomer};
use crate::schema::customers;

#[async_trait]
impl CustomerStore for Session {
    async fn insert_if_new(&mut self, customer: &Customer) -> StoreResult<bool> {
        let query = diesel::insert_into(customers::table)
            .values(NewCustomer::new(self.tenant()?, customer))
            .on_conflict((customers::tenant_id, customers::phone))
            .do_nothing();
        let inserted = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(inserted)? == 1)
    }

    async fn find(&mut self, id: CustomerId) -> StoreResult<Option<Customer>> {
        let query =
            customers::table.find((self.tenant()?, Bind(id))).select(CustomerRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Customer::from))
    }

    async fn find_by_phone(&mut self, phone: &PhoneNumber) -> StoreResult<Option<Customer>> {
        let query = customers::table
            .filter(customers::tenant_id.eq(self.tenant()?))
            .filter(customers::phone.eq(Bind(phone)))
            .select(CustomerRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(Customer::from))
    }

    async fn update(&mut self, customer: &Customer) -> StoreResult<bool> {
        let query = Prepared(
            diesel::update(customers::table.find((self.tenant()?, Bind(customer.id)))).set((
                customers::name.eq(customer.name.as_deref()),
                customers::updated_at.eq(Bind(customer.updated_at)),
            )),
        );
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn set_opted_out(
        &mut self,
        id: CustomerId,
        opted_out: bool,
        at: Timestamp,
    ) -> StoreResult<bool> {
        let query = diesel::update(customers::table.find((self.tenant()?, Bind(id))))
            .set((customers::opted_out.eq(opted_out), customers::updated_at.eq(Bind(at))));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn count(&mut self) -> StoreResult<u64> {
        let query = customers::table.filter(customers::tenant_id.eq(self.tenant()?)).count();
        let count = query.get_result::<i64>(&mut self.wire().await?).await;
        let count = self.checked(count)?;
        self.valid(u64::try_from(count).map_err(|_| corrupt("a count is negative")))
    }

    async fn page(&mut self, before: Option<CustomerId>, limit: u16) -> StoreResult<Vec<Customer>> {
        // Ids are made in the order of time.
        let mut query = customers::table
            .filter(customers::tenant_id.eq(self.tenant()?))
            .order(customers::id.desc())
            .limit(limit.into())
            .select(CustomerRow::as_select())
            .into_boxed();
        if let Some(before) = before {
            query = query.filter(customers::id.lt(Bind(before)));
        }
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(Customer::from).collect())
    }
}
