//! One connection.

use std::net::IpAddr;
use std::time::Duration;

use diesel::connection::CacheSize;
use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use kernel::{StoreError, StoreResult};
use tokio_postgres::config::{Host, SslMode};

use super::tls;
use crate::Config;
use crate::failure::describe;

/// After how long a silent connection is asked whether it is still there: before a firewall on the
/// way forgets it.
const KEEPALIVE_IDLE: Duration = Duration::from_secs(30);

/// How long what was sent may go unacknowledged: a server whose machine vanished says nothing.
const UNANSWERED_MAX: Duration = Duration::from_secs(10);

/// Everything that is needed to make connections.
#[derive(Clone)]
pub(super) struct Connector {
    server: tokio_postgres::Config,
    tls: tls::Connector,
    setup: String,
    cache: bool,
}

impl Connector {
    /// Connections as the login role, without time limits: for migrations.
    pub(super) fn plain(config: &Config) -> StoreResult<Self> {
        // The cause may show parts of the URL, which may hold a password.
        let mut server: tokio_postgres::Config = config
            .url
            .parse()
            .map_err(|_| StoreError::Forbidden("a PostgreSQL URL that cannot be read"))?;
        server
            .connect_timeout(config.connect_timeout)
            .keepalives_idle(KEEPALIVE_IDLE)
            .tcp_user_timeout(UNANSWERED_MAX);
        if server.get_ssl_mode() == SslMode::Prefer && stays_here(&server) {
            server.ssl_mode(SslMode::Disable);
        }
        let tls = tls::connector(config.root_certificates.as_deref()).map_err(StoreError::Other)?;
        Ok(Self { server, tls, setup: String::new(), cache: config.statement_cache })
    }

    /// Connections for transactions: with time limits, and as `frontdesk_app` if they have to be.
    ///
    /// The limits are set by statements and not as options of the connection, which poolers between
    /// program and server refuse.
    pub(super) fn bounded(config: &Config, role: Option<&str>) -> StoreResult<Self> {
        let mut setup = format!(
            "SET statement_timeout={}; SET lock_timeout={};
             SET idle_in_transaction_session_timeout={};
             SELECT set_config('synchronous_commit', 'on', false)
                 WHERE current_setting('synchronous_commit') = 'off';",
            config.statement_timeout.as_millis(),
            config.lock_timeout.as_millis(),
            config.idle_timeout.as_millis(),
        );
        if let Some(role) = role {
            setup.push_str("SET ROLE ");
            setup.push_str(role);
        }
        Ok(Self { setup, ..Self::plain(config)? })
    }

    /// Makes a connection, driven by the runtime of whoever asks.
    pub(super) async fn connect(&self) -> ConnectionResult<AsyncPgConnection> {
        let (client, connection) = self
            .server
            .connect(self.tls.clone())
            .await
            .map_err(|error| ConnectionError::BadConnection(describe(&error)))?;
        let mut connection =
            AsyncPgConnection::try_from_client_and_connection(client, connection).await?;
        if !self.cache {
            connection.set_prepared_statement_cache_size(CacheSize::Disabled);
        }
        if !self.setup.is_empty() {
            connection
                .batch_execute(&self.setup)
                .await
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
        }
        Ok(connection)
    }
}

/// Whether connections never leave this machine. There, a server with the self-signed certificate of
/// its package is the rule, and TLS, which always verifies, would keep everybody out.
fn stays_here(server: &tokio_postgres::Config) -> bool {
    server.get_hosts().iter().all(|host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_left_out_only_on_this_machine_and_only_if_it_may_be() {
        let mode = |url: &str| Connector::plain(&Config::new(url)).unwrap().server.get_ssl_mode();
        assert_eq!(mode("postgres://a@127.0.0.1/b"), SslMode::Disable);
        assert_eq!(mode("postgres://a@localhost/b"), SslMode::Disable);
        assert_eq!(mode("postgres://a@localhost/b?sslmode=require"), SslMode::Require);
        assert_eq!(mode("postgres://a@db.example/b"), SslMode::Prefer);
        assert_eq!(mode("postgres://a@localhost,db.example/b"), SslMode::Prefer);
    }

    #[test]
    fn a_url_that_cannot_be_read_is_not_repeated() {
        let error = Connector::plain(&Config::new("postgres://a:hunter2@b:c/d")).err().unwrap();
        assert!(!format!("{error:?}").contains("hunter2"));
    }
}
