//! The `frontdesk` binary on a port of its own, killed and started again.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio::sync::Mutex;

/// The token that webhooks are signed with.
pub(super) const TOKEN: &str = "kills_auth_token_0123456789abcdef";
/// The address that the carrier believes to call.
pub(super) const PUBLIC_URL: &str = "https://kills.example.test";
/// The business's number.
pub(super) const PHONE: &str = "+18165550100";
/// The owner's number.
pub(super) const OWNER: &str = "+18165550199";

/// Open day and night, so that every caller finds a time of their own.
const BUSINESS: &str = r#"
[business]
name = "Corner Barbers"
timezone = "UTC"
phone = "+18165550100"
owner_phone = "+18165550199"
[hours]
mon = ["00:00-24:00"]
tue = ["00:00-24:00"]
wed = ["00:00-24:00"]
thu = ["00:00-24:00"]
fri = ["00:00-24:00"]
sat = ["00:00-24:00"]
sun = ["00:00-24:00"]
[[services]]
name = "Haircut"
minutes = 30
[booking]
lead_minutes = 0
horizon_days = 365
step_minutes = 30
"#;

pub(super) struct Server {
    url: String,
    folder: PathBuf,
    carrier: u16,
    pub(super) port: u16,
    child: Mutex<Option<std::process::Child>>,
}

impl Server {
    /// Migrates a database and imports the business.
    pub(super) fn create(url: &str, folder: &Path, carrier: u16) -> Self {
        let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap();
        let server = Self {
            url: url.to_owned(),
            folder: folder.to_owned(),
            carrier,
            port: port.port(),
            child: Mutex::new(None),
        };
        let file = folder.join("business.toml");
        std::fs::write(&file, BUSINESS).unwrap();
        let file = file.to_str().unwrap().to_owned();
        for arguments in
            [vec!["migrate".to_owned()], vec!["business".into(), "import".into(), file]]
        {
            let output = server.command().args(&arguments).output().unwrap();
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success(), "{arguments:?}: {errors}");
        }
        server
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
        command
            .current_dir(&self.folder)
            .env("DATABASE_URL", &self.url)
            .env("FRONTDESK__SERVER__LISTEN", format!("127.0.0.1:{}", self.port))
            .env("FRONTDESK__SERVER__PUBLIC_URL", PUBLIC_URL)
            .env("FRONTDESK__TWILIO__ACCOUNT_SID", "AC00000000000000000000000000000001")
            .env("FRONTDESK__TWILIO__AUTH_TOKEN", TOKEN)
            .env("FRONTDESK__TWILIO__API_BASE", format!("http://127.0.0.1:{}", self.carrier))
            .env("FRONTDESK__LOG__LEVEL", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        command
    }

    /// Starts it and waits until it listens.
    pub(super) async fn start(&self) {
        let mut child = self.child.lock().await;
        *child = Some(self.command().arg("serve").spawn().unwrap());
        for _ in 0..2_000 {
            if tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("the server does not listen");
    }

    /// Kills it without warning.
    pub(super) async fn kill(&self) {
        if let Some(mut child) = self.child.lock().await.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.get_mut().take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
