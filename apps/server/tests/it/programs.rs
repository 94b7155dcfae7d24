//! The `frontdesk` program in a folder of its own.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A folder to run in, and what the environment holds.
pub(crate) struct Program {
    pub(crate) folder: TempDir,
    variables: Vec<(String, String)>,
}

/// A server that is running.
pub(crate) struct Serving {
    child: Child,
    pub(crate) port: u16,
}

impl Program {
    pub(crate) fn new(variables: &[(&str, &str)]) -> Self {
        let pairs = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self { folder: tempfile::tempdir().unwrap(), variables: pairs.collect() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
        command.current_dir(self.path()).args(arguments).stdin(Stdio::null());
        for name in ["DATABASE_URL", "REDIS_URL", "PORT"] {
            command.env_remove(name);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command to its end with these bytes on its standard input.
    pub(crate) fn reads(&self, arguments: &[&str], input: &[u8]) -> Output {
        let path = self.path().join("input");
        std::fs::write(&path, input).unwrap();
        let input = std::fs::File::open(path).unwrap();
        self.command(arguments).stdin(input).output().unwrap()
    }

    /// Runs a command that must succeed; gives its output.
    pub(crate) fn succeeds(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that must fail; gives what it says about that.
    pub(crate) fn fails(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{arguments:?} succeeded");
        String::from_utf8(output.stderr).unwrap()
    }

    /// Serves on a port of its own; what it writes goes to `serve.log` in its folder.
    pub(crate) fn serve(&self, arguments: &[&str]) -> Serving {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let path = self.path().join("serve.log");
        let log = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
        let mut command = self.command(arguments);
        command.env("PORT", port.to_string()).stdout(log.try_clone().unwrap()).stderr(log);
        let mut serving = Serving { child: command.spawn().unwrap(), port };
        let started = Instant::now();
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = serving.child.try_wait().unwrap();
            assert!(ended.is_none(), "it ended: {}", self.log());
            assert!(started.elapsed() < Duration::from_secs(30), "it does not listen");
            std::thread::sleep(Duration::from_millis(5));
        }
        serving
    }

    /// What servers in this folder have written.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.path().join("serve.log")).unwrap_or_default()
    }
}

impl Serving {
    /// Ends it without warning.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop; says whether it ended well.
    pub(crate) fn stop(mut self) -> bool {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.child.wait().unwrap().success()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
