//! Keys with which programs of a business come in.

use async_trait::async_trait;
use diesel::dsl::case_when;
use diesel::sql_types::Nullable;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, OptionalExtension, QueryDsl,
    SelectableHelper,
};
use diesel_async::RunQueryDsl;
use identity::{ApiKey, KeyStore, SecretHash};
use jiff::Timestamp;
use kernel::{ApiKeyId, StoreResult};

use super::Session;
use crate::columns::{Bind, Instant};
use crate::prepared::Prepared;
use crate::rows::members::{KeyRow, NewKey};
use crate::schema::api_keys;

const KEYS_MAX: i64 = 200;

#[async_trait]
impl KeyStore for Session {
    async fn insert(&mut self, key: &ApiKey) -> StoreResult<()> {
        let query = diesel::insert_into(api_keys::table).values(NewKey::new(self.tenant()?, key));
        let inserted = query.execute(&mut self.wire().await?).await;
        self.checked(inserted).map(drop)
    }

    async fn find_by_hash(&mut self, hash: &SecretHash) -> StoreResult<Option<ApiKey>> {
        let query = api_keys::table
            .filter(api_keys::tenant_id.eq(self.tenant()?))
            .filter(api_keys::hash.eq(Bind(hash)))
            .select(KeyRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(ApiKey::from))
    }

    async fn find(&mut self, id: ApiKeyId) -> StoreResult<Option<ApiKey>> {
        let query = api_keys::table.find((self.tenant()?, Bind(id))).select(KeyRow::as_select());
        let row = query.first(&mut self.wire().await?).await.optional();
        Ok(self.checked(row)?.map(ApiKey::from))
    }

    async fn list(&mut self) -> StoreResult<Vec<ApiKey>> {
        let query = api_keys::table
            .filter(api_keys::tenant_id.eq(self.tenant()?))
            .filter(api_keys::revoked_at.is_null())
            .order((api_keys::created_at.desc(), api_keys::id.desc()))
            .limit(KEYS_MAX)
            .select(KeyRow::as_select());
        let rows = query.load(&mut self.wire().await?).await;
        Ok(self.checked(rows)?.into_iter().map(ApiKey::from).collect())
    }

    async fn used(&mut self, id: ApiKeyId, at: Timestamp) -> StoreResult<()> {
        let earlier = api_keys::table
            .find((self.tenant()?, Bind(id)))
            .filter(api_keys::last_used_at.is_null().or(api_keys::last_used_at.lt(Bind(at))));
        let query =
            Prepared(diesel::update(earlier).set(api_keys::last_used_at.eq(Some(Bind(at)))));
        let updated = query.execute(&mut self.wire().await?).await;
        self.checked(updated).map(drop)
    }

    async fn expire(&mut self, id: ApiKeyId, at: Timestamp) -> StoreResult<bool> {
        let good =
            api_keys::table.find((self.tenant()?, Bind(id))).filter(api_keys::revoked_at.is_null());
        let earlier = case_when(api_keys::expires_at.lt(Bind(at)), api_keys::expires_at)
            .otherwise(Bind(at).into_sql::<Nullable<Instant>>());
        let query = Prepared(diesel::update(good).set(api_keys::expires_at.eq(earlier)));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }

    async fn revoke(&mut self, id: ApiKeyId, at: Timestamp) -> StoreResult<bool> {
        let good =
            api_keys::table.find((self.tenant()?, Bind(id))).filter(api_keys::revoked_at.is_null());
        let query = Prepared(diesel::update(good).set(api_keys::revoked_at.eq(Some(Bind(at)))));
        let updated = query.execute(&mut self.wire().await?).await;
        Ok(self.checked(updated)? == 1)
    }
}
