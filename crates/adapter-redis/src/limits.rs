//! Limits that all machines share.

use std::time::Duration;

use async_trait::async_trait;
use fleet::{Key, Limits, Rate, Taken};

use crate::Redis;
use crate::names::Part;

#[async_trait]
impl Limits for Redis {
    async fn take(&self, key: &Key, rate: Rate, cost: u32) -> Taken {
        let shared = &*self.shared;
        if !shared.link.is_up() {
            return shared.buckets.take_now(key, rate, cost);
        }
        let mut invocation = shared.scripts.take.key(shared.names.of(Part::Bucket, key));
        invocation.arg(rate.interval_us()).arg(rate.burst()).arg(cost);
        let invocation = &invocation;
        let send = async |mut connection| invocation.invoke_async(&mut connection).await;
        match shared.link.ask(send).await {
            Some((true, left)) => Taken::Granted { left: u32::try_from(left).unwrap_or(u32::MAX) },
            Some((false, wait_us)) => Taken::Wait { retry_after: Duration::from_micros(wait_us) },
            None => shared.buckets.take_now(key, rate, cost),
        }
    }
}
