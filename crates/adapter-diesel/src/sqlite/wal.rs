//! What has to be on the disk when a promise is made.

use std::fs::File;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use tokio::sync::oneshot;

/// Whoever waits for the log to be on the disk.
type Waiting = oneshot::Sender<Result<(), ErrorKind>>;

/// The log beside a database file, and the thread that syncs it.
///
/// Connections run with `synchronous = NORMAL`. In WAL mode the only difference to `FULL` is that
/// `FULL` syncs the log after each commit (SQLite documentation, "PRAGMA synchronous", read 2026-11),
/// which is what happens here, for the commits that need it and before they are reported. One sync
/// serves every commit that was written before it began.
#[derive(Debug)]
pub(super) struct Log {
    waiting: Sender<Waiting>,
}

impl Log {
    /// The log of a database file.
    pub(super) fn beside(database: &Path) -> Result<Self, Error> {
        let mut name = database.as_os_str().to_owned();
        name.push("-wal");
        let path = PathBuf::from(name);
        let (waiting, queue) = mpsc::channel();
        thread::Builder::new().name("sqlite-log".to_owned()).spawn(move || serve(&path, &queue))?;
        Ok(Self { waiting })
    }

    /// Puts everything on the disk that was committed before this call.
    pub(super) async fn sync(&self) -> Result<(), Error> {
        let gone = || Error::other("the log's thread is gone");
        let (reply, done) = oneshot::channel();
        self.waiting.send(reply).map_err(|_| gone())?;
        done.await.map_err(|_| gone())?.map_err(Error::from)
    }
}

/// Syncs once for all who wait, until nobody can ask any more.
fn serve(path: &Path, queue: &Receiver<Waiting>) {
    while let Ok(first) = queue.recv() {
        // Their commits are written: a sync that begins now covers them all.
        let others: Vec<Waiting> = queue.try_iter().collect();
        let outcome = sync(path).map_err(|error| error.kind());
        for waiting in std::iter::once(first).chain(others) {
            // Whoever no longer waits does not need the answer.
            let _ = waiting.send(outcome);
        }
    }
}

/// Puts the log on the disk.
///
/// Opening and closing the file drops no lock of SQLite's: POSIX advisory locks belong to a process
/// and a file, and SQLite holds its own on the database and on the `-shm` file. A log that is not
/// there was moved into the database and synced, when the last other process let go of it.
fn sync(log: &Path) -> Result<(), Error> {
    match File::open(log) {
        Ok(file) => file.sync_data(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}
