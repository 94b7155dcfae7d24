//! `frontdesk business`.

use std::path::PathBuf;

use flows::businesses::import::ImportError;

use super::{Failure, Outcome, open, say};
use crate::settings::Settings;

/// The largest business file, in bytes.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// What can be done with businesses.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Create a business from a file, or bring the one with its number up to it. Prints its id as JSON.
    Import {
        /// The business file.
        file: PathBuf,
    },
}

pub(super) async fn run(command: Command, settings: &Settings) -> Outcome {
    let Command::Import { file } = command;
    let text = read(&file)
        .map_err(|error| Failure(format!("{}: cannot be read: {error}", file.display())))?;
    let wired = open(settings).await?;
    match wired.flows.businesses.import(&text).await {
        Ok(imported) => {
            say(&serde_json::to_string_pretty(&imported)?);
            Ok(())
        }
        Err(ImportError::Faulty(faults)) => {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            Err(Failure(lines.join("\n")))
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn read(path: &std::path::Path) -> std::io::Result<String> {
    use std::io::Read;
    let mut text = String::new();
    let size = std::fs::File::open(path)?.take(FILE_BYTES_MAX + 1).read_to_string(&mut text)?;
    if u64::try_from(size).unwrap_or(u64::MAX) > FILE_BYTES_MAX {
        return Err(std::io::Error::other("it is larger than a megabyte"));
    }
    Ok(text)
}
