//! Whether row-level security binds us.

use diesel::sql_types::Bool;
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use kernel::{StoreError, StoreResult};

use super::connect::Connector;
use crate::Config;
use crate::failure::unavailable;

/// The role that transactions run as when the login role is above row-level security. Made by the
/// first migration.
pub(super) const APP_ROLE: &str = "frontdesk_app";

/// Whether connections have to change to [`APP_ROLE`].
///
/// Superusers and roles with BYPASSRLS see every business's rows, whatever the policies say, and so
/// does the owner of a table without FORCE. The first two change role or are refused; an owner
/// changes role if it may, and is bound by FORCE if it may not.
pub(super) async fn needs_change(config: &Config) -> StoreResult<bool> {
    let mut connection = Connector::plain(config)?.connect().await.map_err(unavailable)?;
    if is_app_role_bound(&mut connection).await? {
        return Ok(true);
    }
    if is_exempt(&mut connection).await? {
        return Err(StoreError::Forbidden(
            "the login role is a superuser or has BYPASSRLS, so row-level security does not bind \
             it, and it cannot change to frontdesk_app: run the migrations as a role that may \
             create roles, or GRANT frontdesk_app to the login role, or log in as an ordinary role",
        ));
    }
    Ok(false)
}

/// Tries the role on; an error leaves the connection as it was.
async fn is_app_role_bound(connection: &mut AsyncPgConnection) -> StoreResult<bool> {
    if connection.batch_execute(&format!("SET ROLE {APP_ROLE}")).await.is_err() {
        return Ok(false);
    }
    let bound = !is_exempt(connection).await? && may_read(connection).await?;
    connection.batch_execute("RESET ROLE").await.map_err(unavailable)?;
    Ok(bound)
}

#[derive(diesel::QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    answer: bool,
}

async fn is_exempt(connection: &mut AsyncPgConnection) -> StoreResult<bool> {
    ask(
        connection,
        "SELECT rolsuper OR rolbypassrls AS answer FROM pg_roles WHERE rolname = current_user",
    )
    .await
}

/// Another database's migrations may have made the role, without rights in this one.
async fn may_read(connection: &mut AsyncPgConnection) -> StoreResult<bool> {
    ask(connection, "SELECT has_table_privilege('tenants', 'SELECT') AS answer").await
}

async fn ask(connection: &mut AsyncPgConnection, question: &str) -> StoreResult<bool> {
    let answer: Answer =
        diesel::sql_query(question).get_result(connection).await.map_err(unavailable)?;
    Ok(answer.answer)
}
