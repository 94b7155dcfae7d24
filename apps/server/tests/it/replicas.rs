//! Two servers on one PostgreSQL and one Redis are one deployment.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crm::FakeMail;
use flows::people::Hashing;
use flows::{DoorKeys, PeoplePorts};
use identity::{Parameters, PlatformTokens, RootSecrets};
use kernel::{Clock, SeededEntropy, SystemClock, SystemIds};
use scheduling::OfferKeys;
use serde_json::{Value, json};
use server::http::{Site, serve};
use server::wire::{Shared, Wired};
use tokio::net::TcpStream;

use crate::client::Connection;
use crate::postgres;
use crate::site::{PUBLIC_URL, TOKEN, fields, post, settings};

const ROOT: &str = "the root secret of both replicas 0123456789";
const STAFF: &str = "the platform's secret of both 0123456789ab";
const EMAIL: &str = "dana@prairie.example";
const PASSWORD: &str = "correct horse battery staple";

/// Where Redis is; `None`, and one line about it, if there is none.
#[expect(clippy::disallowed_methods, reason = "the tests' own configuration")]
async fn redis() -> Option<std::net::SocketAddr> {
    let url = std::env::var("TEST_REDIS_URL").unwrap_or_else(|_| "redis://127.0.0.1:6379".into());
    let place = url.trim_start_matches("redis://").trim_end_matches('/').parse().ok()?;
    if TcpStream::connect(place).await.is_err() {
        println!("skipped: no Redis answers where TEST_REDIS_URL says");
        return None;
    }
    Some(place)
}

/// Stands before Redis, until it is cut.
async fn cable(redis: std::net::SocketAddr, is_cut: Arc<AtomicBool>) -> u16 {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut near, _)) = listener.accept().await {
            let is_cut = Arc::clone(&is_cut);
            tokio::spawn(async move {
                let Ok(mut far) = TcpStream::connect(redis).await else { return };
                let watch = async {
                    while !is_cut.load(Ordering::Relaxed) {
                        tokio::time::sleep(Duration::from_millis(20)).await;
                    }
                };
                tokio::select! {
                    _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                    () = watch => {}
                }
            });
        }
    });
    port
}

struct Replica {
    port: u16,
    mail: Arc<FakeMail>,
    wired_flows: flows::Flows,
    _redis: Arc<adapter_redis::Redis>,
}

/// A server with what both share.
async fn replica(database: &str, redis: u16, prefix: &str, seed: u64) -> Replica {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let config = adapter_redis::Config {
        prefix: prefix.to_owned(),
        ..adapter_redis::Config::new(format!("redis://127.0.0.1:{redis}"))
    };
    let redis = adapter_redis::Redis::connect(config, &clock, &SystemIds).await.unwrap();
    let redis = Arc::new(redis);
    let fleet = redis.fleet();
    let mail = Arc::new(FakeMail::new());
    let roots = RootSecrets::new(&[ROOT.to_owned().into()]).unwrap();
    let staff = RootSecrets::new(&[STAFF.to_owned().into()]).unwrap();
    let people = PeoplePorts {
        entropy: Arc::new(SeededEntropy::new(seed)),
        keys: Arc::new(DoorKeys::new(&roots, Some(&staff))),
        hashing: Hashing::new(Parameters::new(8, 1).unwrap()),
        limits: fleet.limits.clone(),
        mail: mail.clone(),
        base: PUBLIC_URL.into(),
    };
    let db = adapter_diesel::open(&adapter_diesel::Config::new(database)).await.unwrap();
    let texts = Arc::new(telephony::FakeTexts::new());
    let offers = Arc::new(OfferKeys::new([7; 32]));
    let wired: Wired = server::wire::over(
        db,
        texts,
        offers,
        clock,
        Shared { fleet, people: Some(people), hooks: None },
    );
    let settings = settings(&[
        ("FRONTDESK__SERVER__PUBLIC_URL", PUBLIC_URL),
        ("FRONTDESK__SERVER__WORKERS", "1"),
        ("FRONTDESK__SERVER__DRAIN_SECONDS", "1"),
        ("FRONTDESK__TWILIO__AUTH_TOKEN", TOKEN),
    ]);
    let site = Site::new(&settings, &wired, false);
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(serve(site, &settings, listener).unwrap());
    Replica { port, mail, wired_flows: wired.flows, _redis: redis }
}

impl Replica {
    async fn asks(
        &self,
        line: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> crate::client::Reply {
        let mut all = vec![("Content-Type", "application/json")];
        all.extend(headers);
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut connection = Connection::open(self.port).await;
        connection.send(line, &all, body.as_bytes()).await.unwrap()
    }
}

/// An owner with a business, registered at one replica.
async fn register(at: &Replica) {
    let wanted = json!({
        "email": EMAIL, "password": PASSWORD, "name": "Dana", "business": "Prairie Plumbing",
        "timezone": "America/Chicago",
    });
    assert_eq!(at.asks("POST /v1/auth/register", &[], Some(&wanted)).await.status, 202);
    at.wired_flows.jobs.run_due().await.unwrap();
    let sent = at.mail.sent();
    let text = &sent.last().expect("a mail was sent").text;
    let token = text.split("token=").nth(1).unwrap().split_whitespace().next().unwrap();
    let verified = json!({ "token": token });
    assert_eq!(at.asks("POST /v1/auth/verify", &[], Some(&verified)).await.status, 204);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_replicas_are_one_deployment_and_redis_may_go() {
    let (Some(database), Some(redis)) = (postgres::create(), redis().await) else { return };
    adapter_diesel::migrate(&adapter_diesel::Config::new(&database.url)).await.unwrap();
    let is_cut = Arc::new(AtomicBool::new(false));
    let cable = cable(redis, Arc::clone(&is_cut)).await;
    let prefix = format!("replicas-{}", std::process::id());
    let one = replica(&database.url, cable, &prefix, 1).await;
    let two = replica(&database.url, cable, &prefix, 2).await;
    register(&one).await;

    // A session works on both, and ends on both.
    let login = json!({ "email": EMAIL, "password": PASSWORD, "tokens": true });
    let tokens = one.asks("POST /v1/auth/login", &[], Some(&login)).await.json()["tokens"].clone();
    let bearer = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let own = [("Authorization", bearer.as_str())];
    let me = two.asks("GET /v1/auth/me", &own, None).await;
    assert_eq!(me.status, 200, "{me:?}");
    let business = me.json()["business"].as_str().unwrap().to_owned();

    // A flag that is flipped on one is seen on the other within a second.
    let staff = PlatformTokens::new(&RootSecrets::new(&[STAFF.to_owned().into()]).unwrap());
    let token = |writes| staff.issue("ops", writes, SystemClock.now()).unwrap();
    let flag = |reply: crate::client::Reply| {
        let flags = reply.json()["items"].as_array().unwrap().clone();
        let found = flags.into_iter().find(|flag| flag["name"] == "allow_ai_booking");
        found.unwrap()["value"].clone()
    };
    for value in [false, true, false] {
        let write = format!("Bearer {}", token(true).expose());
        let path = format!("PUT /v1/admin/businesses/{business}/flags/allow_ai_booking");
        let wanted = json!({ "value": value });
        let reply = one.asks(&path, &[("Authorization", &write)], Some(&wanted)).await;
        assert_eq!(reply.status, 200, "{reply:?}");
        let flipped = Instant::now();
        while flag(two.asks("GET /v1/flags", &own, None).await) != json!(value) {
            assert!(flipped.elapsed() < Duration::from_secs(1), "{value} was not seen");
        }
    }

    // Redis goes in the middle: calls and people go on, on both.
    let number = json!({ "phone": "+18165550100" });
    let write = format!("Bearer {}", token(true).expose());
    let path = format!("PUT /v1/admin/businesses/{business}/number");
    let reply = one.asks(&path, &[("Authorization", &write)], Some(&number)).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    for (replica, call) in [(&one, "CA01"), (&two, "CA02")] {
        let mut line = Connection::open(replica.port).await;
        let reply = post(&mut line, "/twilio/voice", &fields(call, &[])).await;
        assert!(reply.status == 200 && reply.body.contains("<Gather"), "{reply:?}");
        is_cut.store(true, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(60)).await;
        let turn = fields(call, &[("SpeechResult", "what are your opening hours")]);
        let reply = post(&mut line, "/twilio/voice/turn?n=1", &turn).await;
        assert!(reply.status == 200 && reply.body.contains("<Say"), "{reply:?}");
        assert_eq!(replica.asks("GET /v1/auth/me", &own, None).await.status, 200);
    }
}
