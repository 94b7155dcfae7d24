//! Throw-away databases on the PostgreSQL server that `TEST_POSTGRES_URL` names, made with `psql`: the
//! server itself speaks to PostgreSQL through its adapter only.

use std::process::{Command, Stdio};

/// A database that is dropped with this value.
pub(crate) struct Temporary {
    /// Where it is.
    pub(crate) url: String,
    name: String,
    server: String,
}

/// A new, empty database; `None`, and one line about it, if no server answers.
#[expect(clippy::disallowed_methods, reason = "the tests' own configuration")]
pub(crate) fn create() -> Option<Temporary> {
    let server = match std::env::var("TEST_POSTGRES_URL") {
        Ok(off) if off == "off" => return None,
        Ok(url) => url,
        Err(_) => "postgres://postgres@127.0.0.1:5432/postgres".to_owned(),
    };
    let name = format!("frontdesk_server_{}", std::process::id());
    if !psql(&server, &format!("CREATE DATABASE {name}")) {
        println!("skipped: no PostgreSQL that psql can reach");
        return None;
    }
    let (base, _) = server.rsplit_once('/')?;
    Some(Temporary { url: format!("{base}/{name}"), name, server })
}

impl Drop for Temporary {
    fn drop(&mut self) {
        psql(&self.server, &format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

fn psql(server: &str, statement: &str) -> bool {
    let mut command = Command::new("psql");
    command.args(["--no-psqlrc", "--quiet", "--dbname", server, "--command", statement]);
    command.env("PGCONNECT_TIMEOUT", "2").stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
