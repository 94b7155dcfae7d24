//! The real site over a world of fakes, on a port of its own.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::Arc;

use kernel::SystemIds;
use server::http::{Site, serve};
use server::settings::{Settings, Sources};
use server::wire::Wired;
use testkit::World;

use crate::client::{Connection, Reply};
use crate::signer::{encode, sign};

/// The token that webhooks are signed with.
pub(crate) const TOKEN: &str = "site_auth_token_0123456789abcdef";
/// The address that the carrier believes to call.
pub(crate) const PUBLIC_URL: &str = "https://site.example.test/desk";

/// A running server.
pub(crate) struct Running {
    pub(crate) world: World,
    pub(crate) port: u16,
    handle: actix_web::dev::ServerHandle,
}

/// Settings out of these variables.
pub(crate) fn settings(variables: &[(&str, &str)]) -> Settings {
    let environment: BTreeMap<String, String> =
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let folder = std::env::temp_dir().join("no-such-folder-of-frontdesk");
    Settings::read(&Sources { file: None, folder, environment }).unwrap()
}

impl Running {
    /// The salon, with a carrier's token and the simulator.
    pub(crate) async fn start() -> Self {
        Self::over(World::salon().await)
    }

    fn over(world: World) -> Self {
        let settings = settings(&[
            ("FRONTDESK__SERVER__PUBLIC_URL", PUBLIC_URL),
            ("FRONTDESK__SERVER__WORKERS", "2"),
            ("FRONTDESK__SERVER__DRAIN_SECONDS", "1"),
            ("FRONTDESK__SERVER__SIMULATOR", "on"),
            ("FRONTDESK__TWILIO__AUTH_TOKEN", TOKEN),
            ("FRONTDESK__SERVER__CORS_ORIGINS", "https://pages.example.test"),
        ]);
        let wired = Wired {
            flows: world.flows.clone(),
            ids: Arc::new(SystemIds),
            db: world.db.clone(),
            clock: world.clock.clone(),
            fleet: world.fleet.clone(),
        };
        let site = Site::new(&settings, &wired, false);
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = serve(site, &settings, listener).unwrap();
        let handle = server.handle();
        tokio::spawn(server);
        Self { world, port, handle }
    }

    pub(crate) async fn connect(&self) -> Connection {
        Connection::open(self.port).await
    }

    pub(crate) async fn stop(self) {
        self.handle.stop(false).await;
    }
}

/// The fields of a webhook of the call `call`.
pub(crate) fn fields<'a>(call: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("AccountSid", "AC00000000000000000000000000000001"),
        ("CallSid", call),
        ("From", "+15550100001"),
        ("To", "+18165550100"),
        ("Direction", "inbound"),
        ("CallStatus", "in-progress"),
    ];
    fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    fields.extend(more);
    fields
}

/// Sends a signed webhook.
pub(crate) async fn post(line: &mut Connection, path: &str, fields: &[(&str, &str)]) -> Reply {
    let signature = sign(TOKEN, &format!("{PUBLIC_URL}{path}"), fields);
    post_with(line, path, &signature, encode(fields).as_bytes()).await
}

/// Sends a body under any signature.
pub(crate) async fn post_with(
    line: &mut Connection,
    path: &str,
    signature: &str,
    body: &[u8],
) -> Reply {
    let headers = [
        ("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
        ("X-Twilio-Signature", signature),
    ];
    line.send(&format!("POST {path}"), &headers, body).await.unwrap()
}
