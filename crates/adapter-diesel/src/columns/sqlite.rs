//! How SQLite writes and reads our column types.

use diesel::deserialize::{self, FromSql};
use diesel::serialize::{self, IsNull, Output};
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::{Sqlite, SqliteValue};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::Codec;

impl Codec for Sqlite {
    fn write_id(value: &Uuid, out: &mut Output<'_, '_, Self>) -> serialize::Result {
        out.set_value(value.hyphenated().to_string());
        Ok(IsNull::No)
    }

    fn read_id(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Uuid> {
        Ok(Uuid::try_parse(value.read_text())?)
    }

    fn write_instant(micros: i64, out: &mut Output<'_, '_, Self>) -> serialize::Result {
        out.set_value(micros);
        Ok(IsNull::No)
    }

    fn read_instant(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<i64> {
        <i64 as FromSql<BigInt, Sqlite>>::from_sql(value)
    }

    fn write_label(value: &str, out: &mut Output<'_, '_, Self>) -> serialize::Result {
        out.set_value(value.to_owned());
        Ok(IsNull::No)
    }

    fn read_label(value: SqliteValue<'_, '_, '_>) -> deserialize::Result<String> {
        <String as FromSql<Text, Sqlite>>::from_sql(value)
    }

    fn write_document(value: &impl Serialize, out: &mut Output<'_, '_, Self>) -> serialize::Result {
        out.set_value(serde_json::to_string(value)?);
        Ok(IsNull::No)
    }

    fn read_document<T: DeserializeOwned>(
        mut value: SqliteValue<'_, '_, '_>,
    ) -> deserialize::Result<T> {
        Ok(serde_json::from_str(value.read_text())?)
    }
}
