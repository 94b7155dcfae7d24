//! Kills a process in the middle of its work (SIGKILL, no destructors), and looks at what is left.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use frontdesk_adapter_diesel::open;
use jiff::{SignedDuration, Timestamp};
use store::contract::samples::{at, id, job};
use store::{Database, Durability, LeasedJob};

use crate::fixtures::{self, Opened};

const LEASE: SignedDuration = SignedDuration::from_secs(60);
const VICTIM_URL: &str = "FRONTDESK_TEST_VICTIM_URL";

async fn claim(db: &Arc<dyn Database>, now: Timestamp) -> Vec<LeasedJob> {
    let mut tx = db.begin_platform().await.unwrap();
    let jobs = tx.queue().claim(id(), now, LEASE, 10).await.unwrap();
    tx.commit().await.unwrap();
    jobs
}

/// Not a test of its own: the process that gets killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::disallowed_methods, reason = "the parent's message to this process")]
async fn victim() {
    let Ok(url) = std::env::var(VICTIM_URL) else { return };
    let db = open(&fixtures::patient(&url)).await.unwrap();
    assert_eq!(claim(&db, at(1)).await.len(), 1);
    let mut tx = db.begin(id()).await.unwrap();
    tx.outbox().enqueue(&job(0)).await.unwrap();
    assert_eq!(tx.outbox().recent(5).await.unwrap().len(), 1);
    // Past libtest's capturing.
    writeln!(std::io::stderr(), "READY").unwrap();
    std::future::pending::<()>().await;
}

fn spawn_victim(url: &str) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::victim", "--nocapture"])
        .env(VICTIM_URL, url)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "READY"), "the victim died too early");
    child
}

async fn a_killed_worker_loses_nothing(opened: &Opened) {
    let db = &opened.db;
    let due = job(0);
    let mut tx = db.begin(id()).await.unwrap();
    tx.outbox().enqueue(&due).await.unwrap();
    tx.commit(Durability::Relaxed).await.unwrap();

    let mut victim = spawn_victim(&opened.config.url);
    victim.kill().unwrap();
    victim.wait().unwrap();

    // Writable at once, the lease still holds, and what was not committed is gone.
    assert_eq!(claim(db, at(1)).await, []);
    let again = claim(db, at(3)).await;
    assert_eq!(again.len(), 1);
    assert_eq!((again[0].id, again[0].attempt), (due.id, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_process_loses_nothing_on_sqlite() {
    a_killed_worker_loses_nothing(&fixtures::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_process_loses_nothing_on_postgresql() {
    if let Some(opened) = fixtures::postgres().await {
        a_killed_worker_loses_nothing(&opened).await;
    }
}
