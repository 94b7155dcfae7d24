//! What the kernel accounts to a process.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;

/// A server under test. Killed when dropped.
pub(crate) struct Server {
    child: Child,
    /// Its port on loopback.
    pub(crate) port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts a server and waits until it listens; says how long that took.
    pub(crate) async fn start(mut command: Command, port: u16) -> Outcome<(Self, Duration)> {
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let started = Instant::now();
        let child = command.spawn()?;
        let mut server = Self { child, port };
        while started.elapsed() < Duration::from_secs(30) {
            if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return Ok((server, started.elapsed()));
            }
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("the server ended: {status}").into());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Err("the server does not listen".into())
    }

    /// CPU time of all threads so far.
    pub(crate) fn cpu(&self) -> Outcome<Duration> {
        let mut nanoseconds = 0_u64;
        for thread in std::fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            let path: PathBuf = thread?.path().join("schedstat");
            // A thread may end meanwhile.
            let Ok(text) = std::fs::read_to_string(path) else { continue };
            nanoseconds += text.split_whitespace().next().unwrap_or("0").parse::<u64>()?;
        }
        Ok(Duration::from_nanos(nanoseconds))
    }

    /// Resident memory, in bytes.
    pub(crate) fn resident(&self) -> Outcome<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).ok_or("no VmRSS")?;
        let kib: u64 = line.split_whitespace().nth(1).ok_or("no figure")?.parse()?;
        Ok(kib * 1024)
    }
}

/// A port of loopback that nobody has.
pub(crate) fn free_port() -> Outcome<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// The middle of some figures.
pub(crate) fn median(figures: &mut [f64]) -> f64 {
    figures.sort_unstable_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
