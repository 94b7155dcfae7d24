//! `frontdesk migrate`.

use super::{Failure, Outcome, say};
use crate::settings::Settings;
use adapter_diesel::SchemaState;

/// What `migrate` can be told.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Undo this many of the newest migrations instead, with the data in what they made.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u8).range(1..))]
    revert: Option<u8>,
}

pub(super) async fn run(arguments: Arguments, settings: &Settings) -> Outcome {
    let database = &settings.database;
    if let Some(steps) = arguments.revert {
        for name in adapter_diesel::revert(database, usize::from(steps)).await? {
            say(&format!("reverted {name}"));
        }
        return Ok(());
    }
    let applied = adapter_diesel::migrate(database).await?;
    for name in &applied {
        say(&format!("applied {name}"));
    }
    match adapter_diesel::schema_state(database).await? {
        SchemaState::Current => {
            let what = if applied.is_empty() { "was up to date" } else { "is up to date" };
            say(&format!("the database {what}"));
            Ok(())
        }
        SchemaState::Ahead(versions) => {
            Err(Failure(format!("the database is ahead of this program: {}", versions.join(", "))))
        }
        SchemaState::Behind(names) => {
            Err(Failure(format!("the database still lacks {}", names.join(", "))))
        }
        SchemaState::Empty => Err(Failure("the database is still empty".to_owned())),
    }
}
