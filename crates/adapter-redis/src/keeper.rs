//! Keeps the connection for requests open, and tells Redis what it does not know yet.

use std::sync::Arc;
use std::time::{Duration, Instant};

use deadpool_redis::redis::{Pipeline, RedisResult};
use fleet::in_process::{Known, Remembered};

use crate::Shared;
use crate::link::Line;
use crate::live_calls::Report;
use crate::trouble::Trouble;
use crate::wire::Message;

/// How often Redis is asked whether it is there, so that a request seldom is the one that finds out.
const BEAT: Duration = Duration::from_secs(1);
/// How soon after a failure the connection is tried again.
const PAUSE_MIN: Duration = Duration::from_millis(250);
/// How late at most. A connection that breaks again and again costs a request each time.
const PAUSE_MAX: Duration = Duration::from_secs(5);
/// A connection that held for so long was a good one.
const STEADY: Duration = Duration::from_secs(30);
/// How many things are told in one go.
const PORTION: usize = 100;

/// Never ends.
pub(crate) async fn keep(shared: Arc<Shared>) {
    let mut pause = PAUSE_MIN;
    loop {
        let opened = open(&shared).await;
        shared.note(opened.as_ref().map(|_| ()).map_err(|trouble| *trouble));
        if let Ok(line) = opened {
            let since = Instant::now();
            shared.link.set(Some(Arc::clone(&line)));
            let trouble = beat(&shared, &line).await;
            shared.link.set(None);
            shared.note(Err(trouble));
            pause = if since.elapsed() >= STEADY { PAUSE_MIN } else { pause };
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(PAUSE_MAX);
        } else {
            // Trying costs nobody anything.
            tokio::time::sleep(PAUSE_MIN).await;
        }
    }
}

/// A connection over which Redis has been told everything.
async fn open(shared: &Shared) -> Result<Arc<Line>, Trouble> {
    let patience = shared.config.connect_timeout();
    let line = Line::open(&shared.client, &shared.names.probe, patience).await?;
    shared.tell(&line).await?;
    shared.tell_calls(&line).await?;
    Ok(Arc::new(line))
}

/// Returns when the connection has ended.
async fn beat(shared: &Shared, line: &Line) -> Trouble {
    let patience = shared.config.response_timeout();
    loop {
        tokio::select! {
            trouble = line.ended() => return trouble,
            () = tokio::time::sleep(BEAT) => {}
        }
        // An error ends the connection, which the next round sees.
        if line.ping(patience).await.is_ok() {
            let _ = shared.tell(line).await;
        }
    }
}

impl Shared {
    /// Notes how things stand, and says so where that is news.
    fn note(&self, now: Result<(), Trouble>) {
        let before = self.standing.send_replace(Some(now));
        let address = self.client.get_connection_info().addr();
        let misconfigured = Err(Trouble::Misconfigured);
        match (before, now) {
            (Some(before), now) if before == now => {}
            (_, Ok(())) => tracing::info!(%address, "Redis answers: what is shared is shared"),
            (_, now @ Err(trouble)) if now == misconfigured => tracing::error!(
                %address,
                kind = ?trouble.kind(),
                "Redis is of no use, because {}: everything is decided in process",
                trouble.words()
            ),
            // Away for another reason than before.
            (Some(Err(_)), Err(_)) => {}
            (_, Err(trouble)) => tracing::warn!(
                %address,
                kind = ?trouble.kind(),
                "Redis is of no use, because {}: everything is decided in process",
                trouble.words()
            ),
        }
    }

    /// Tells what could not be told when it happened.
    async fn tell(&self, line: &Line) -> Result<(), Trouble> {
        let patience = self.config.response_timeout();
        for changes in self.unsaid.changes().chunks(PORTION) {
            let mut pipe = Pipeline::new();
            for (key, _) in changes {
                self.change(key, None).add_to(&mut pipe);
            }
            general(line.run(&pipe, patience).await)?;
            for (key, change) in changes {
                self.unsaid.forgotten(key, *change);
            }
        }
        for calls in self.unsaid.ends().chunks(PORTION) {
            let mut pipe = Pipeline::new();
            for (tenant, call) in calls {
                self.end(&mut pipe, *tenant, *call);
            }
            general(line.run(&pipe, patience).await)?;
            for (tenant, call) in calls {
                self.unsaid.ended(*tenant, *call);
            }
        }
        for audiences in self.unsaid.audiences().chunks(PORTION) {
            let mut pipe = Pipeline::new();
            for to in audiences {
                let message = Message::Missed { from: self.node.clone(), to: *to };
                pipe.publish(&self.names.channel, message.text()).ignore();
            }
            general(line.run(&pipe, patience).await)?;
            for audience in audiences {
                self.unsaid.told(*audience);
            }
        }
        Ok(())
    }

    /// Tells which calls this machine knows of, and learns which of them have ended elsewhere: Redis
    /// may have started anew, and reports may have passed this machine by.
    pub(crate) async fn tell_calls(&self, line: &Line) -> Result<(), Trouble> {
        let patience = self.config.response_timeout();
        for calls in self.calls.all().chunks(PORTION) {
            let mut pipe = Pipeline::new();
            for call in calls {
                self.report(&mut pipe, &report(call), call.left);
            }
            let send = async |mut connection| -> RedisResult<Vec<(u32, bool)>> {
                pipe.query_async(&mut connection).await
            };
            let answers = match line.ask(patience, send).await {
                Err(trouble) if trouble.is_general() => return Err(trouble),
                answers => answers.unwrap_or_default(),
            };
            for (call, (_, ended)) in calls.iter().zip(answers) {
                if ended {
                    self.calls.ended_now(call.tenant, call.call);
                }
            }
        }
        Ok(())
    }
}

const fn report(call: &Remembered) -> Report {
    let since = match call.known {
        Known::Live(since) => Some(since),
        Known::Ended => None,
    };
    Report { tenant: call.tenant, call: call.call, since }
}

/// A request that Redis refuses by itself must not keep the rest waiting.
const fn general(result: Result<(), Trouble>) -> Result<(), Trouble> {
    match result {
        Err(trouble) if trouble.is_general() => Err(trouble),
        _ => Ok(()),
    }
}
