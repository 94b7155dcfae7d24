//! `calls live`.

use jiff::Timestamp;
use serde::Deserialize;

use super::session::Session;
use crate::api::items;
use crate::failure::Outcome;
use crate::show;
use crate::show::table::{Table, number, text, whole};

#[derive(Deserialize)]
struct Live {
    id: String,
    business: String,
    business_name: Option<String>,
    since: Timestamp,
}

/// Calls that are going on.
pub(super) async fn live(session: &mut Session) -> Outcome {
    let read = session.list("/v1/admin/calls/live", &[], true).await?;
    if session.put_json_list(&read.items) {
        return Ok(());
    }
    let calls: Vec<Live> = items(&read.items)?;
    if calls.is_empty() {
        session.say("Nobody is on the line.");
        return Ok(());
    }
    let now = session.api.clock().now();
    let mut table = Table::new([
        whole("CALL"),
        whole("BUSINESS").spare(),
        text("NAME"),
        whole("SINCE").spare(),
        number("FOR"),
    ]);
    for call in calls {
        table.row([
            call.id.into(),
            call.business.into(),
            call.business_name.into(),
            session.show.time(call.since).into(),
            show::duration(now.duration_since(call.since)).into(),
        ]);
    }
    session.put_table(&table);
    Ok(())
}
