//! Redis, held to the contract and to what happens when it goes away.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests: a panic is a finding")]

mod away;
mod keeping;
mod logs;
mod nodes;
mod server;
mod stand_in;

/// The contract on Redis, where there is one.
mod redis {
    use fleet::contract::Fixture;

    async fn fresh() -> Option<Fixture> {
        let deployment = crate::server::deployment().await?;
        let fleet = deployment.node().await.fleet();
        let deployment = std::sync::Arc::new(deployment);
        let ageing = deployment.clone();
        let advance = Box::new(move |duration| {
            let after: std::pin::Pin<Box<dyn Future<Output = ()> + Send>> =
                Box::pin(ageing.after(duration));
            after
        });
        Some(Fixture::new(fleet, advance, deployment))
    }

    fleet::contract_tests!(super::fresh);
}

/// The contract where a Redis is configured that never answers.
mod silent {
    use std::future::ready;
    use std::sync::Arc;

    use fleet::contract::{Advance, Fixture};
    use frontdesk_adapter_redis::{Config, Standing};
    use jiff::{SignedDuration, Timestamp};
    use kernel::ManualClock;

    use crate::server::connect;
    use crate::stand_in::StandIn;

    async fn fresh() -> Option<Fixture> {
        let stand_in = StandIn::answering("").await;
        let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_800_000_000).unwrap()));
        let url = format!("redis://{}", stand_in.address);
        let config = Config { connect_timeout_ms: 10, ..Config::new(url) };
        let redis = connect(config, clock.clone()).await;
        assert_eq!(redis.standing(), Standing::Away);
        let advance: Advance = Box::new(move |duration| {
            clock.advance(SignedDuration::try_from(duration).unwrap());
            Box::pin(ready(()))
        });
        Some(Fixture::new(redis.fleet(), advance, stand_in))
    }

    fleet::contract_tests!(super::fresh);
}
