//! Both databases, held to the store's contract and to what is their own.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests: a panic is a finding")]

mod cancelled;
mod crash;
mod file;
mod fixtures;
mod migrations;
mod people;
mod roles;
mod schema;
mod server;
mod sql;
mod trips;

/// The contract on a SQLite file.
mod sqlite {
    async fn fresh() -> Option<store::contract::Fixture> {
        crate::sql::check_every_statement();
        Some(crate::fixtures::sqlite().await.into_fixture())
    }

    store::contract_tests!(super::fresh);
}

/// The contract on PostgreSQL, where there is one.
mod postgres {
    async fn fresh() -> Option<store::contract::Fixture> {
        Some(crate::fixtures::postgres().await?.into_fixture())
    }

    store::contract_tests!(super::fresh);
}
