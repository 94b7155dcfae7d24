//! What has to be on the disk when a promise is made.

use std::fs::File;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// The log beside a database file.
pub(super) fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Puts the log on the disk.
///
/// Connections run with `synchronous = NORMAL`. In WAL mode the only difference to `FULL` is that
/// `FULL` syncs the log after each commit (SQLite documentation, "PRAGMA synchronous", read 2026-11),
/// which is what happens here, for the commits that need it and before they are reported. Opening
/// and closing the file drops no lock of SQLite's: POSIX advisory locks belong to a process and a
/// file, and SQLite holds its own on the database and on the `-shm` file.
///
/// A log that is not there was moved into the database and synced, when the last other process let
/// go of it.
pub(super) fn sync(log: &Path) -> Result<(), Error> {
    match File::open(log) {
        Ok(file) => file.sync_data(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}
