//! The database in memory: it keeps the contract, and fails when it is told to.

use std::future::ready;

use frontdesk_store::MemoryDatabase;
use frontdesk_store::contract::Fixture;

mod constraints;
mod switches;

fn fresh() -> impl Future<Output = Option<Fixture>> {
    ready(Some(Fixture::new(MemoryDatabase::new(), ())))
}

mod contract {
    frontdesk_store::contract_tests!(crate::fresh);
}
