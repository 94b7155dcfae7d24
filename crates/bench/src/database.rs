//! A database of its own for a run, with businesses and the baselines' tables in it.

use std::process::Command;

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use tempfile::TempDir;

use crate::measure::{Server, free_port};
use crate::product::Product;
use crate::{Options, Outcome};

/// A database with businesses in it.
pub(crate) struct Bench {
    name: String,
    admin: String,
    /// Where it is.
    pub(crate) url: String,
    /// Where the servers run.
    pub(crate) folder: TempDir,
    /// The businesses' numbers.
    pub(crate) phones: Vec<String>,
}

impl Bench {
    /// Creates, migrates and fills a database on the local PostgreSQL.
    pub(crate) async fn create(options: &Options) -> Outcome<Self> {
        let admin = admin_url();
        let name = format!("frontdesk_bench_{}", std::process::id());
        let mut connection = AsyncPgConnection::establish(&admin).await?;
        connection.batch_execute(&format!("DROP DATABASE IF EXISTS {name}")).await?;
        connection.batch_execute(&format!("CREATE DATABASE {name}")).await?;
        let base = admin.rsplit_once('/').map_or(admin.as_str(), |(base, _)| base);
        let url = format!("{base}/{name}");
        let folder = tempfile::tempdir()?;
        Product::find(options)?.migrate(&url, folder.path())?;
        let phones = fill(&url, options.tenants).await?;
        let bench = Self { name, admin, url, folder, phones };
        bench.fill_bare().await?;
        Ok(bench)
    }

    /// Drops the database.
    pub(crate) async fn remove(self) -> Outcome<()> {
        let mut connection = AsyncPgConnection::establish(&self.admin).await?;
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        connection.batch_execute(&drop).await?;
        Ok(())
    }

    async fn fill_bare(&self) -> Outcome<()> {
        let mut connection = AsyncPgConnection::establish(&self.url).await?;
        connection
            .batch_execute(
                "CREATE TABLE bare_tenants (phone text PRIMARY KEY, name text NOT NULL, greeting text NOT NULL);
                 CREATE TABLE bare_turns (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, call text NOT NULL, said text NOT NULL);
                 CREATE EXTENSION IF NOT EXISTS btree_gist;
                 CREATE TABLE bare_slots (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, staff bigint NOT NULL, during tstzrange NOT NULL,
                     EXCLUDE USING gist (staff WITH =, during WITH &&));",
            )
            .await?;
        let values: Vec<String> = self
            .phones
            .iter()
            .map(|phone| format!("('{phone}', 'Corner Barbers', 'We are open from nine to five.')"))
            .collect();
        let insert = format!("INSERT INTO bare_tenants VALUES {}", values.join(","));
        connection.batch_execute(&insert).await?;
        Ok(())
    }
}

/// The server that databases are created on.
#[expect(clippy::disallowed_methods, reason = "the one setting of this tool")]
pub(crate) fn admin_url() -> String {
    std::env::var("TEST_POSTGRES_URL")
        .unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".to_owned())
}

/// Imports businesses through the product's own flow; answers with their numbers.
pub(crate) async fn fill(url: &str, tenants: usize) -> Outcome<Vec<String>> {
    let config = adapter_diesel::Config::new(url);
    let db = adapter_diesel::open(&config).await?;
    let world = testkit::World::over(db, testkit::SALON).await;
    let mut phones = Vec::new();
    for number in 0..tenants {
        let phone = format!("+1816{number:07}");
        let business = testkit::SALON
            .replace("+18165550100", &phone)
            .replace("[\"09:00-17:00\"]", "[\"00:00-24:00\"]");
        world.flows.businesses.import(&business).await?;
        phones.push(phone);
    }
    Ok(phones)
}

/// Starts the bare server on a database.
pub(crate) async fn bare_server(url: &str) -> Outcome<Server> {
    let port = free_port()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["bare", "--port", &port.to_string(), "--database", url]);
    Ok(Server::start(command, port).await?.0)
}
