//! `frontdesk account`: the first owner of a business, and the platform's staff.

use identity::Role;
use kernel::{PhoneNumber, TenantId};

use super::{Failure, Outcome, open, say};
use crate::settings::Settings;

/// What can be done with accounts.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make an account, or find the one with this address. Prints a link, good for a day, by which its
    /// password is chosen.
    Add {
        /// The e-mail address.
        email: String,
        /// What they are called.
        #[arg(long)]
        name: String,
        /// The business they belong to from now on: its id or its number.
        #[arg(long, conflicts_with = "platform", required_unless_present = "platform")]
        business: Option<String>,
        /// What they are there: owner, manager, operator or staff.
        #[arg(long, default_value = "owner")]
        role: String,
        /// Make them one of the platform's staff instead.
        #[arg(long)]
        platform: bool,
    },
}

pub(super) async fn run(command: Command, settings: &Settings) -> Outcome {
    let Command::Add { email, name, business, role, .. } = command;
    let wired = open(settings).await?;
    let people = wired.flows.people.as_ref().ok_or_else(|| {
        Failure("security.secret: nobody can sign in without it (openssl rand -hex 32)".to_owned())
    })?;
    let place = match business {
        None => None,
        Some(text) => {
            let role = Role::ALL.into_iter().find(|known| known.as_str() == role);
            let role = role.ok_or_else(|| {
                Failure("--role: expected owner, manager, operator or staff".to_owned())
            })?;
            Some((tenant(&wired, &text).await?, role))
        }
    };
    let link = people.make_by_hand(&email, &name, place).await?;
    say(&link);
    Ok(())
}

/// The business with this id, or this number.
async fn tenant(wired: &crate::wire::Wired, text: &str) -> Result<TenantId, Failure> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let number = PhoneNumber::parse(text)
        .map_err(|error| Failure(format!("--business: neither an id nor a number: {error}")))?;
    let mut tx = wired.db.begin_platform().await?;
    let owner = tx.numbers().owner_of(&number).await?;
    tx.commit().await?;
    owner.ok_or_else(|| Failure("--business: no business has this number".to_owned()))
}
