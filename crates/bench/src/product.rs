//! The product as it is shipped: the `frontdesk` binary over its own HTTP.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::load::Connection;
use crate::measure::{Server, free_port};
use crate::sign::{PUBLIC_URL, Signer, TOKEN, Webhook};
use crate::{Options, Outcome};

pub(crate) struct Product {
    pub(crate) path: PathBuf,
}

impl Product {
    pub(crate) fn find(options: &Options) -> Outcome<Self> {
        let beside = || Some(std::env::current_exe().ok()?.parent()?.join("frontdesk"));
        let path = options.frontdesk.clone().or_else(beside).ok_or("no path")?;
        if !path.exists() {
            let why = format!("{} is not there: build it with the same profile", path.display());
            return Err(why.into());
        }
        Ok(Self { path })
    }

    fn command(&self, url: &str, folder: &Path, port: u16) -> Command {
        let mut command = Command::new(&self.path);
        command
            .current_dir(folder)
            .env("DATABASE_URL", url)
            .env("FRONTDESK__SERVER__LISTEN", format!("127.0.0.1:{port}"))
            .env("FRONTDESK__SERVER__PUBLIC_URL", PUBLIC_URL)
            .env("FRONTDESK__SERVER__WORKERS", "2")
            .env("FRONTDESK__TWILIO__AUTH_TOKEN", TOKEN)
            .env("FRONTDESK__LOG__LEVEL", "warn");
        command
    }

    pub(crate) fn migrate(&self, url: &str, folder: &Path) -> Outcome<()> {
        let output = self.command(url, folder, 0).arg("migrate").output()?;
        if output.status.success() {
            return Ok(());
        }
        Err(format!("migrate failed: {}", String::from_utf8_lossy(&output.stderr)).into())
    }

    /// Starts a server on a migrated database; says how long it took to listen.
    pub(crate) async fn serve(&self, url: &str, folder: &Path) -> Outcome<(Server, Duration)> {
        let port = free_port()?;
        let mut command = self.command(url, folder, port);
        command.arg("serve");
        Server::start(command, port).await
    }
}

/// A call that was answered.
pub(crate) struct Opened {
    pub(crate) call: String,
    pub(crate) from: String,
    pub(crate) to: String,
}

/// Has `count` calls answered, spread over the businesses; eight at a time.
pub(crate) async fn open_calls(
    server: &Server,
    phones: &[String],
    count: usize,
    series: usize,
) -> Outcome<Vec<Opened>> {
    let mut callers = tokio::task::JoinSet::new();
    for lane in 0..8 {
        let port = server.port;
        let phones = phones.to_vec();
        callers.spawn(async move {
            let signer = Signer::new();
            let mut connection = Connection::open(port).await?;
            let mut opened = Vec::new();
            for number in (lane..count).step_by(8) {
                let to = phones.get(number % phones.len()).cloned().ok_or("no business")?;
                let call = format!("CA{series:08}{number:024}");
                let from = format!("+1555{:07}", number % 10_000_000);
                let webhook = Webhook { call: &call, from: &from, to: &to, speech: None };
                let request = signer.post("/twilio/voice", &webhook);
                connection.ask(&request, "<Gather").await?;
                opened.push(Opened { call, from, to });
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(opened)
        });
    }
    let mut opened = Vec::new();
    while let Some(lane) = callers.join_next().await {
        opened.extend(lane??);
    }
    Ok(opened)
}
