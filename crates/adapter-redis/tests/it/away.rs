//! A Redis that is not there, hangs, does not let us in, or cannot.

use std::sync::Arc;

use fleet::contract::eventually;
use fleet::{Key, Rate, Taken};
use frontdesk_adapter_redis::{Config, Redis, Standing};
use jiff::Timestamp;
use kernel::ManualClock;

use crate::logs::Logs;
use crate::nodes::tenant;
use crate::server::connect;
use crate::stand_in::{StandIn, nobody};

async fn machine(url: String) -> Arc<Redis> {
    let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_800_000_000).unwrap()));
    connect(Config { connect_timeout_ms: 200, ..Config::new(url) }, clock).await
}

async fn it_goes_on(redis: &Arc<Redis>) {
    let (limits, key) = (redis.fleet().limits, Key::requests(tenant()));
    let rate = Rate::per_hour(1);
    assert_eq!(limits.take(&key, rate, 1).await, Taken::Granted { left: 0 });
    assert!(!limits.take(&key, rate, 1).await.is_granted());
}

/// Waits until it was tried several times, and returns what was logged.
async fn after_several_attempts(stand_in: &StandIn, logs: &Logs) -> String {
    eventually(async || (stand_in.connections() >= 8).then_some(())).await;
    logs.text()
}

#[tokio::test]
async fn a_redis_that_is_not_there_is_said_once_and_costs_nothing() {
    let (logs, _guard) = Logs::here();
    let redis = machine(format!("redis://{}", nobody().await)).await;
    assert_eq!(redis.standing(), Standing::Away);
    for _ in 0..10 {
        it_goes_on(&redis).await;
    }
    assert_eq!(logs.count("Redis is of no use, because it cannot be reached"), 1);
    assert_eq!(logs.text().lines().count(), 1, "{}", logs.text());
}

#[tokio::test]
async fn a_redis_that_hangs_from_the_start_is_said_once_and_costs_nothing() {
    let (logs, _guard) = Logs::here();
    let stand_in = StandIn::answering("").await;
    let redis = machine(format!("redis://{}", stand_in.address)).await;
    assert_eq!(redis.standing(), Standing::Away);
    it_goes_on(&redis).await;
    let text = after_several_attempts(&stand_in, &logs).await;
    assert_eq!(logs.count("Redis is of no use, because it does not answer in time"), 1, "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
}

#[tokio::test]
async fn a_wrong_password_is_said_once_and_never_shown() {
    let (logs, _guard) = Logs::here();
    let stand_in =
        StandIn::answering("-WRONGPASS invalid username-password pair or user is disabled.\r\n")
            .await;
    let redis = machine(format!("redis://ann:hush-hush@{}", stand_in.address)).await;
    assert_eq!(redis.standing(), Standing::Misconfigured);
    it_goes_on(&redis).await;
    let text = after_several_attempts(&stand_in, &logs).await;
    assert_eq!(logs.count("ERROR"), 1, "{text}");
    assert_eq!(logs.count("Misconfigured"), 1, "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(!text.contains("hush") && !text.contains("ann:"), "{text}");
}

#[tokio::test]
async fn a_real_redis_refuses_a_wrong_password_the_same_way() {
    let Some(deployment) = crate::server::deployment().await else { return };
    let (logs, _guard) = Logs::here();
    let (_, place) = deployment.url.rsplit_once(['@', '/']).unwrap();
    let redis = machine(format!("redis://nobody-known:hush-hush@{place}")).await;
    assert_eq!(redis.standing(), Standing::Misconfigured);
    it_goes_on(&redis).await;
    assert!(!logs.text().contains("hush"), "{}", logs.text());
}

#[tokio::test]
async fn a_redis_that_asks_for_a_password_is_a_matter_of_configuration() {
    let stand_in = StandIn::answering("-NOAUTH Authentication required.\r\n").await;
    let redis = machine(format!("redis://{}", stand_in.address)).await;
    assert_eq!(redis.standing(), Standing::Misconfigured);
    it_goes_on(&redis).await;
}

#[tokio::test]
async fn whatever_else_answers_is_done_without() {
    for answer in [
        "-OOM command not allowed when used memory > 'maxmemory'.\r\n",
        "-READONLY You can't write against a read only replica.\r\n",
        "-LOADING Redis is loading the dataset in memory\r\n",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        "\0\0\0\0",
        "$-5\r\n",
    ] {
        let stand_in = StandIn::answering(answer).await;
        let redis = machine(format!("redis://{}", stand_in.address)).await;
        assert_eq!(redis.standing(), Standing::Away, "{answer}");
        it_goes_on(&redis).await;
    }
}
