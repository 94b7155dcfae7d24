//! Throw-away databases on the PostgreSQL server that `TEST_POSTGRES_URL` names.

use std::sync::Once;

use tokio_postgres::{Client, Config, NoTls};

/// A database that is dropped with this value.
pub(crate) struct TemporaryDatabase {
    /// Where it is, as the role that made it.
    pub(crate) url: String,
    name: String,
    server: Config,
}

/// A new, empty database; `None`, and one line about it, if no server answers.
pub(crate) async fn create() -> Option<TemporaryDatabase> {
    let url = server_url()?;
    let server: Config = url.parse().unwrap();
    let Some(client) = connect(&server).await else {
        static SAID: Once = Once::new();
        SAID.call_once(|| println!("skipped: no PostgreSQL answers at {}", place(&server)));
        return None;
    };
    let name = format!("frontdesk_test_{}", unique());
    client.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
    let (base, _) = url.rsplit_once('/').unwrap();
    Some(TemporaryDatabase { url: format!("{base}/{name}"), name, server })
}

impl TemporaryDatabase {
    /// A connection as the role that made the database, bound by nothing.
    pub(crate) async fn admin(&self) -> Client {
        let config: Config = self.url.parse().unwrap();
        connect(&config).await.unwrap()
    }
}

impl Drop for TemporaryDatabase {
    fn drop(&mut self) {
        let server = self.server.clone();
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // The test's own runtime is ending, and must not be blocked.
        let work = move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                if let Some(client) = connect(&server).await {
                    let _ = client.batch_execute(&drop).await;
                }
            });
        };
        let _ = std::thread::spawn(work).join();
    }
}

pub(crate) async fn connect(config: &Config) -> Option<Client> {
    let (client, connection) = config.connect(NoTls).await.ok()?;
    tokio::spawn(connection);
    Some(client)
}

#[expect(clippy::disallowed_methods, reason = "the tests' own configuration")]
fn server_url() -> Option<String> {
    match std::env::var("TEST_POSTGRES_URL") {
        Ok(off) if off == "off" => None,
        Ok(url) => Some(url),
        Err(_) => Some("postgres://postgres@127.0.0.1:5432/postgres".to_owned()),
    }
}

#[expect(clippy::disallowed_methods, reason = "names of databases must differ between runs")]
fn unique() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

fn place(config: &Config) -> String {
    format!("{:?}:{:?}", config.get_hosts(), config.get_ports())
}
