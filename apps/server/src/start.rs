//! What happens before anything is served: the schema is looked at, a demonstration is set up.

use adapter_diesel::SchemaState;
use flows::Flows;
use flows::businesses::import::ImportError;
use kernel::{PhoneNumber, StoreError};

use crate::settings::Settings;

/// The demo businesses, as files.
pub const DEMO: [&str; 5] = [
    include_str!("../../../fixtures/businesses/barber.toml"),
    include_str!("../../../fixtures/businesses/dental.toml"),
    include_str!("../../../fixtures/businesses/plumber.toml"),
    include_str!("../../../fixtures/businesses/restaurant.toml"),
    include_str!("../../../fixtures/businesses/sneakers.toml"),
];

/// Why a start is refused.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database lacks migrations.
    #[error("the database is behind this program (it lacks {}): run `frontdesk migrate`", .0.join(", "))]
    Behind(Vec<String>),
    /// The database was migrated by a newer program.
    #[error(
        "the database is ahead of this program (it has {}): run the newer `frontdesk`, or let that \
         one take them back with `frontdesk migrate --revert`",
        .0.join(", ")
    )]
    Ahead(Vec<String>),
    /// There is nothing in the database.
    #[error(
        "the database is empty: run `frontdesk migrate`, or `frontdesk serve --demo` to try it out"
    )]
    Empty,
    /// The database does not answer.
    #[error("the database cannot be used")]
    Store(#[from] StoreError),
    /// A demo business cannot be imported.
    #[error("a demo business cannot be imported")]
    Demo(#[from] ImportError),
}

/// How a start went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// Whether this is a demonstration.
    pub demo: bool,
    /// Whether the database was made just now.
    pub created: bool,
}

/// Whether a start without further words is a demonstration: nobody has configured anything, and there
/// is no database yet.
pub fn is_first(settings: &Settings) -> bool {
    let nothing_there = settings.sqlite_file().is_some_and(|file| !file.exists());
    settings.file.is_none() && settings.database_by_default && nothing_there
}

/// Makes sure that the database's schema is this program's. Only a demonstration makes one.
///
/// # Errors
/// See [`StartError`].
pub async fn prepare(settings: &Settings, demo: bool) -> Result<Start, StartError> {
    match adapter_diesel::schema_state(&settings.database).await? {
        SchemaState::Current => Ok(Start { demo, created: false }),
        SchemaState::Empty if demo => {
            adapter_diesel::migrate(&settings.database).await?;
            Ok(Start { demo, created: true })
        }
        SchemaState::Empty => Err(StartError::Empty),
        SchemaState::Behind(names) => Err(StartError::Behind(names)),
        SchemaState::Ahead(versions) => Err(StartError::Ahead(versions)),
    }
}

/// Imports the demo businesses whose numbers nobody has yet. What is there stays as it is.
///
/// # Errors
/// The database fails.
pub async fn import_demo(flows: &Flows) -> Result<usize, StartError> {
    let mut imported = 0;
    for text in DEMO {
        let owner = match phone(text) {
            Some(number) => {
                let mut tx = flows.businesses.db.begin_platform().await?;
                let owner = tx.numbers().owner_of(&number).await?;
                tx.commit().await?;
                owner
            }
            None => None,
        };
        if owner.is_none() {
            flows.businesses.import(text).await?;
            imported += 1;
        }
    }
    Ok(imported)
}

/// The business's number in a business file.
fn phone(text: &str) -> Option<PhoneNumber> {
    let line = text.lines().find_map(|line| line.trim().strip_prefix("phone"))?;
    PhoneNumber::parse(line.split('"').nth(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_demo_business_has_a_number_of_its_own() {
        let mut numbers: Vec<PhoneNumber> = DEMO.iter().map(|text| phone(text).unwrap()).collect();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), DEMO.len());
    }
}
