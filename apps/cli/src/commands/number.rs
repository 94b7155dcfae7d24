//! `number`: list, assign, release; and an honest word about search, buy and port.

use clap::Subcommand;
use kernel::TenantId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::business::{self, Business};
use super::session::{PAGE, Session};
use crate::failure::{Failure, Outcome};
use crate::show::status;
use crate::show::table::{Table, text, whole};

/// What can be asked about numbers.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the businesses' numbers.
    List,
    /// Give a business the number that its customers call.
    Assign {
        /// The business.
        business: TenantId,
        /// The number, with its country: +18165550100.
        #[arg(value_parser = business::phone)]
        number: String,
    },
    /// Take a business's number away: calls to it are not answered any more. Asks first.
    Release {
        /// The business.
        business: TenantId,
    },
    /// Look for numbers that can be had, where the server can.
    Search(Wish),
    /// Buy a number, where the server can.
    Buy(Wish),
    /// Bring a number over from another carrier, where the server can.
    Port(Wish),
}

/// What is wished for; only a server that can do it would look at it.
#[derive(Debug, clap::Args)]
pub struct Wish {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    rest: Vec<String>,
}

pub(super) async fn run(command: Command, session: &mut Session) -> Outcome {
    match command {
        Command::List => list(session).await,
        Command::Assign { business, number } => {
            let path = format!("{}/number", business::path(business));
            let answer = session.api.put(&path, &json!({ "phone": number })).await?;
            session.done(&answer, &format!("{number} is answered for {business}."));
            Ok(())
        }
        Command::Release { business } => release(business, session).await,
        Command::Search(_) => Err(lacking("search for numbers", "search", session).await?),
        Command::Buy(_) => Err(lacking("buy numbers", "buy", session).await?),
        Command::Port(_) => Err(lacking("port numbers", "port", session).await?),
    }
}

async fn list(session: &mut Session) -> Outcome {
    let query = [("limit", PAGE.to_string())];
    let read = session.list("/v1/admin/businesses", &query, true).await?;
    let businesses: Vec<Business> = crate::api::items(&read.items)?;
    let held = read.items.into_iter().zip(businesses);
    let held = held.filter(|(_, business)| business.phone.is_some());
    let (raw, businesses): (Vec<_>, Vec<_>) = held.unzip();
    if session.put_json_list(&raw) {
        return Ok(());
    }
    let mut table = Table::new([whole("NUMBER"), whole("BUSINESS"), text("NAME"), whole("STATUS")]);
    for Business { phone, id, name, status: state, .. } in businesses {
        table.row([phone.into(), id.into(), name.into(), status(&state)]);
    }
    session.put_table(&table);
    Ok(())
}

async fn release(business: TenantId, session: &mut Session) -> Outcome {
    let Business { name, .. } = business::find(business, session).await?;
    let danger = format!("Calls to the number of {name} ({business}) are not answered any more.");
    session.confirm(&danger, &[&name, &business.to_string()])?;
    let path = format!("{}/number", business::path(business));
    let answer = session.api.delete(&path).await?;
    session.done(&answer, &format!("{name} has no number."));
    Ok(())
}

/// Why this cannot be done: the server's own document says whether it is the server that cannot.
async fn lacking(verb: &str, word: &str, session: &Session) -> Outcome<Failure> {
    let document = session.api.get("/openapi.json", &[]).await;
    let paths = match document {
        Ok(answer) => answer.read::<Document>()?.paths,
        Err(failure) if failure.kind == crate::failure::Kind::NotFound => serde_json::Map::new(),
        Err(failure) => return Err(failure),
    };
    let known = |path: &String| {
        path.starts_with("/v1/admin/") && path.contains("number") && path.contains(word)
    };
    if paths.keys().any(known) {
        return Ok(Failure::refused(format!(
            "this server can {verb}, but this frontdeskctl is too old to ask it: update it"
        )));
    }
    Ok(Failure::not_found(format!(
        "this server has no operation to {verb}: do it at the carrier, then use frontdeskctl number \
         assign"
    )))
}

#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    paths: serde_json::Map<String, Value>,
}
