//! What a limit costs: in process, through Redis, and beside the bare round trips of the same run.
//!
//! Needs the Redis that the tests use; without one, only what happens in process is measured.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{
    BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime,
};
use deadpool_redis::redis::{Client, Script, aio::MultiplexedConnection, cmd};
use fleet::in_process::Buckets;
use fleet::{Fleet, Key, Limits, Rate};
use frontdesk_adapter_redis::{Config, Redis, Standing};
use kernel::{Clock, IdSource, SystemClock, SystemIds, TenantId};
use tokio::runtime::{Builder, Runtime};

const URL: &str = "redis://127.0.0.1:6379";
/// Never empty.
const RATE: Rate = Rate::per_second(1_000_000);
/// What every script has to do at least: read, write with an end, answer.
const LEAST: &str = "local n = redis.call('GET', KEYS[1]) or 0 \
                     redis.call('SET', KEYS[1], ARGV[1], 'PX', 1000) return {1, n}";

fn tenant() -> TenantId {
    let ids: &dyn IdSource = &SystemIds;
    ids.next()
}

fn in_process(group: &mut BenchmarkGroup<'_, WallTime>) {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let buckets = Buckets::new(clock);
    let key = Key::requests(tenant());
    group.bench_function("in process", |bench| {
        bench.iter(|| buckets.take_now(black_box(&key), RATE, 1));
    });
    group.bench_function("key of a business", |bench| {
        let tenant = tenant();
        bench.iter(|| Key::requests(black_box(tenant)));
    });
    group.bench_function("key as text", |bench| bench.iter(|| black_box(&key).to_string()));
}

async fn connect() -> Option<(Arc<Redis>, Fleet, MultiplexedConnection)> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let config = Config { prefix: "frontdesk-bench".to_owned(), ..Config::new(URL) };
    let redis = Arc::new(Redis::connect(config, &clock, &SystemIds).await.ok()?);
    let fleet = redis.fleet();
    let bare = Client::open(URL).ok()?.get_multiplexed_async_connection().await.ok()?;
    (redis.standing() == Standing::Up).then_some((redis, fleet, bare))
}

fn over_redis(group: &mut BenchmarkGroup<'_, WallTime>, runtime: &Runtime) {
    let Some((_redis, fleet, bare)) = runtime.block_on(connect()) else {
        println!("skipped: no Redis answers at {URL}");
        return;
    };
    let limits: Arc<dyn Limits> = fleet.limits;
    let key = Key::requests(tenant());
    group.bench_function("bare PING", |bench| {
        bench.iter(|| {
            let mut bare = bare.clone();
            runtime.block_on(async move { cmd("PING").query_async::<String>(&mut bare).await })
        });
    });
    let least = Script::new(LEAST);
    group.bench_function("bare EVALSHA", |bench| {
        bench.iter(|| {
            let (mut bare, least) = (bare.clone(), &least);
            runtime.block_on(async move {
                let mut call = least.key("frontdesk-bench:least");
                call.arg(1).invoke_async::<(i64, i64)>(&mut bare).await
            })
        });
    });
    group.bench_function("through Redis", |bench| {
        bench.iter(|| runtime.block_on(limits.take(black_box(&key), RATE, 1)));
    });
}

fn take(criterion: &mut Criterion) {
    let Ok(runtime) = Builder::new_current_thread().enable_all().build() else { return };
    let mut group = criterion.benchmark_group("take");
    in_process(&mut group);
    over_redis(&mut group, &runtime);
    group.finish();
}

criterion_group!(benches, take);
criterion_main!(benches);
