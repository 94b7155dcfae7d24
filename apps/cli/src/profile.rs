//! What `login` keeps: the server, the name, and the platform's secret, for nobody else to read.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::failure::{Failure, Outcome};

/// How large a profile or a file with a secret may be, in bytes.
const BYTES_MAX: u64 = 16 * 1024;
const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;
/// What a group or others must not have.
const OTHERS: u32 = 0o077;

/// What is kept.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The server's address.
    pub server: String,
    /// The name for the record.
    pub name: String,
    /// The secret that the server shares with the platform's staff.
    pub secret: SecretString,
    /// Whether tokens may travel without TLS.
    pub plain_http: bool,
}

/// As it stands in the file. Has no `Debug`, for the secret's sake.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    server: String,
    name: String,
    secret: String,
    #[serde(default)]
    plain_http: bool,
}

impl Profile {
    /// Reads the profile, if there is one.
    ///
    /// # Errors
    /// Others may read it, or it is not what `login` writes.
    pub fn read(path: &Path) -> Outcome<Option<Self>> {
        let fault = |what: &str| Failure::usage(format!("the profile {} {what}", path.display()));
        let mut file = match fs::File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(fault(&format!("cannot be read: {error}"))),
        };
        // Asked of the open file, so that it cannot be exchanged in between.
        let mode = file.metadata().map_err(|error| fault(&format!("cannot be read: {error}")))?;
        if mode.permissions().mode() & OTHERS != 0 {
            return Err(fault("can be read by others: run chmod 600 on it, or log in again"));
        }
        let mut text = String::new();
        let read = Read::take(&mut file, BYTES_MAX).read_to_string(&mut text);
        read.map_err(|error| fault(&format!("cannot be read: {error}")))?;
        // The parser's error quotes the line, which may hold the secret.
        let written: Written =
            toml::from_str(&text).map_err(|_| fault("is not what login writes: log in again"))?;
        Ok(Some(Self {
            server: written.server,
            name: written.name,
            secret: written.secret.into(),
            plain_http: written.plain_http,
        }))
    }

    /// Keeps the profile in place of the one before, all of it or nothing.
    pub fn write(&self, path: &Path) -> Outcome {
        let fault = |error: &dyn std::fmt::Display| {
            Failure::refused(format!("the profile {} cannot be written: {error}", path.display()))
        };
        let written = Written {
            server: self.server.clone(),
            name: self.name.clone(),
            secret: self.secret.expose_secret().to_owned(),
            plain_http: self.plain_http,
        };
        let text = toml::to_string(&written).map_err(|_| fault(&"it holds what TOML cannot"))?;
        if let Some(folder) = path.parent() {
            let made = DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder);
            made.map_err(|error| fault(&error))?;
        }
        let beside = path.with_extension("toml.new");
        // One that is left from a login that was cut short may have other rights.
        let _ = fs::remove_file(&beside);
        let open = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(&beside);
        let mut file = open.map_err(|error| fault(&error))?;
        let kept = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        kept.and_then(|()| fs::rename(&beside, path)).map_err(|error| fault(&error))
    }

    /// Removes the profile; `false` if there was none.
    pub fn remove(path: &Path) -> Outcome<bool> {
        match fs::remove_file(path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => {
                let path = path.display();
                Err(Failure::refused(format!("the profile {path} cannot be removed: {error}")))
            }
        }
    }
}

/// A secret out of a file or a pipe, without the end of the line.
pub(crate) fn read_secret(source: impl Read, what: &str) -> Outcome<SecretString> {
    let mut text = String::new();
    let read = source.take(BYTES_MAX).read_to_string(&mut text);
    read.map_err(|error| Failure::usage(format!("{what} cannot be read: {error}")))?;
    let secret = text.trim();
    if secret.is_empty() {
        return Err(Failure::usage(format!("{what} is empty")));
    }
    Ok(secret.to_owned().into())
}
