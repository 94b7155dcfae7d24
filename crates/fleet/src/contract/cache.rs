//! What a cache owes.

use std::time::Duration;

use super::{Fixture, tenant};
use crate::cache::{Look, Stamp, VALUE_BYTES_MAX};
use crate::{Cache, Key};

const TTL: Duration = Duration::from_secs(30);

async fn get(fixture: &Fixture, key: &Key) -> Option<String> {
    fixture.fleet.cache.get(key).await.map(|value| value.to_string())
}

async fn stamp(cache: &dyn Cache, key: &Key) -> Stamp {
    match cache.look(key).await {
        Look::Missing(stamp) => stamp,
        Look::Found(value) => panic!("found {value}"),
    }
}

pub async fn a_value_is_kept_for_its_time(fixture: Fixture) {
    let key = Key::flags(tenant());
    assert_eq!(get(&fixture, &key).await, None);
    fixture.fleet.cache.put(&key, "on".into(), TTL).await;
    assert_eq!(get(&fixture, &key).await.as_deref(), Some("on"));
    fixture.after(TTL / 2).await;
    assert_eq!(get(&fixture, &key).await.as_deref(), Some("on"));
    fixture.after(TTL / 2).await;
    assert_eq!(get(&fixture, &key).await, None);
}

pub async fn a_value_is_forgotten(fixture: Fixture) {
    let key = Key::flags(tenant());
    fixture.fleet.cache.put(&key, "on".into(), TTL).await;
    fixture.fleet.cache.forget(&key).await;
    assert_eq!(get(&fixture, &key).await, None);
    fixture.fleet.cache.forget(&key).await;
    assert_eq!(get(&fixture, &key).await, None);
}

pub async fn a_later_value_replaces_an_earlier_one(fixture: Fixture) {
    let key = Key::flags(tenant());
    for value in ["on", "off", "on", ""] {
        fixture.fleet.cache.put(&key, value.into(), TTL).await;
        assert_eq!(get(&fixture, &key).await.as_deref(), Some(value));
    }
}

pub async fn what_was_read_before_a_change_is_not_kept(fixture: Fixture) {
    let (cache, key) = (&*fixture.fleet.cache, Key::flags(tenant()));
    let before = stamp(cache, &key).await;
    cache.forget(&key).await;
    cache.put_since(&key, "old".into(), TTL, before).await;
    assert_eq!(get(&fixture, &key).await, None);
    let after = stamp(cache, &key).await;
    cache.put_since(&key, "new".into(), TTL, after).await;
    assert_eq!(get(&fixture, &key).await.as_deref(), Some("new"));
}

pub async fn what_was_read_before_another_value_is_not_kept(fixture: Fixture) {
    let (cache, key) = (&*fixture.fleet.cache, Key::flags(tenant()));
    let before = stamp(cache, &key).await;
    cache.put(&key, "new".into(), TTL).await;
    cache.put_since(&key, "old".into(), TTL, before).await;
    assert_eq!(get(&fixture, &key).await.as_deref(), Some("new"));
}

pub async fn equal_names_of_two_businesses_are_two_values(fixture: Fixture) {
    let cache = &*fixture.fleet.cache;
    let (ours, theirs) = (tenant(), tenant());
    for name in ["x", "", "+15005550006", &format!("}}:{{{theirs}}}:x"), "a\nb\0c"] {
        let keys = [Key::fact(ours, name), Key::fact(theirs, name)];
        cache.put(&keys[0], "ours".into(), TTL).await;
        assert_eq!(get(&fixture, &keys[1]).await, None, "{name:?}");
        cache.put(&keys[1], "theirs".into(), TTL).await;
        assert_eq!(get(&fixture, &keys[0]).await.as_deref(), Some("ours"), "{name:?}");
        cache.forget(&keys[0]).await;
        assert_eq!(get(&fixture, &keys[1]).await.as_deref(), Some("theirs"), "{name:?}");
    }
}

pub async fn any_text_comes_back_as_it_was(fixture: Fixture) {
    let key = Key::fact(tenant(), "text");
    let long = "é".repeat(VALUE_BYTES_MAX / 2);
    for value in ["", " ", "\0", "a\r\nb", "{\"a\":[1]}", "🦀", long.as_str()] {
        fixture.fleet.cache.put(&key, value.into(), TTL).await;
        assert_eq!(get(&fixture, &key).await.as_deref(), Some(value));
    }
}

pub async fn what_has_no_time_to_live_is_not_kept(fixture: Fixture) {
    let (cache, key) = (&*fixture.fleet.cache, Key::flags(tenant()));
    cache.put(&key, "on".into(), TTL).await;
    cache.put(&key, "off".into(), Duration::ZERO).await;
    assert_eq!(get(&fixture, &key).await, None);
    let since = stamp(cache, &key).await;
    cache.put_since(&key, "on".into(), Duration::ZERO, since).await;
    assert_eq!(get(&fixture, &key).await, None);
}

pub async fn what_is_too_long_is_not_kept(fixture: Fixture) {
    let (cache, key) = (&*fixture.fleet.cache, Key::flags(tenant()));
    cache.put(&key, "on".into(), TTL).await;
    cache.put(&key, "x".repeat(VALUE_BYTES_MAX + 1).into(), TTL).await;
    assert_eq!(get(&fixture, &key).await, None);
}
