//! How PostgreSQL writes and reads our column types, in its binary format.

use std::io::Write;

use diesel::deserialize::{self, FromSql};
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output};
use diesel::sql_types::Text;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::Codec;

/// PostgreSQL counts from 2000-01-01T00:00:00Z.
const EPOCH: i64 = 946_684_800_000_000;

impl Codec for Pg {
    fn write_id(value: &Uuid, out: &mut Output<'_, '_, Self>) -> serialize::Result {
        out.write_all(value.as_bytes())?;
        Ok(IsNull::No)
    }

    fn read_id(value: PgValue<'_>) -> deserialize::Result<Uuid> {
        Ok(Uuid::from_slice(value.as_bytes())?)
    }

    fn write_instant(micros: i64, out: &mut Output<'_, '_, Self>) -> serialize::Result {
        out.write_all(&(micros - EPOCH).to_be_bytes())?;
        Ok(IsNull::No)
    }

    fn read_instant(value: PgValue<'_>) -> deserialize::Result<i64> {
        Ok(i64::from_be_bytes(value.as_bytes().try_into()?) + EPOCH)
    }

    fn write_label(value: &str, out: &mut Output<'_, '_, Self>) -> serialize::Result {
        out.write_all(value.as_bytes())?;
        Ok(IsNull::No)
    }

    fn read_label(value: PgValue<'_>) -> deserialize::Result<String> {
        <String as FromSql<Text, Pg>>::from_sql(value)
    }

    fn write_document(value: &impl Serialize, out: &mut Output<'_, '_, Self>) -> serialize::Result {
        out.write_all(&[JSONB_VERSION])?;
        serde_json::to_writer(out, value)?;
        Ok(IsNull::No)
    }

    fn read_document<T: DeserializeOwned>(value: PgValue<'_>) -> deserialize::Result<T> {
        match value.as_bytes() {
            [JSONB_VERSION, json @ ..] => Ok(serde_json::from_slice(json)?),
            _ => Err("unknown jsonb encoding".into()),
        }
    }
}

const JSONB_VERSION: u8 = 1;
