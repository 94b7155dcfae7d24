//! Hears what other machines tell, over a connection of its own.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use deadpool_redis::redis::aio::PubSub;
use deadpool_redis::redis::{Msg, RedisResult};
use futures_util::StreamExt;
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::Shared;
use crate::wire::Message;

/// How often the connection is asked whether it still lives: the longest, with the time for an answer,
/// that this machine believes in values which others have changed.
const BEAT: Duration = Duration::from_millis(500);
/// How soon after a failure the connection is tried again.
const PAUSE: Duration = Duration::from_millis(250);

/// Never ends; tells `first` when the first attempt has ended. Why it is cut off is said by the keeper, to whom the same happens.
pub(crate) async fn listen(shared: Arc<Shared>, first: oneshot::Sender<()>) {
    let mut first = Some(first);
    loop {
        let opened = timeout(shared.config.connect_timeout(), subscribe(&shared)).await;
        let heard = match opened {
            Ok(Ok(heard)) => {
                shared.caught_up().await;
                Some(heard)
            }
            Ok(Err(_)) | Err(_) => None,
        };
        // Whoever started the server may have given up waiting.
        let _ = first.take().map(|first| first.send(()));
        if let Some(heard) = heard {
            hear(&shared, heard).await;
            shared.listening.store(false, Ordering::SeqCst);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn subscribe(shared: &Shared) -> RedisResult<PubSub> {
    let mut heard = shared.client.get_async_pubsub().await?;
    heard.subscribe(&shared.names.channel).await?;
    Ok(heard)
}

/// Returns when the connection has ended.
async fn hear(shared: &Shared, heard: PubSub) {
    let (mut sink, mut stream) = heard.split();
    let mut beat = tokio::time::interval(BEAT);
    loop {
        let message = tokio::select! {
            message = stream.next() => message,
            _ = beat.tick() => {
                let answer = timeout(shared.config.response_timeout(), sink.ping::<()>()).await;
                if matches!(answer, Ok(Ok(()))) {
                    continue;
                }
                return;
            }
        };
        let Some(message) = message else { return };
        shared.heard(&message);
    }
}

impl Shared {
    /// Drops everything that may have changed while nobody listened.
    async fn caught_up(&self) {
        self.memory.forget_all();
        self.listening.store(true, Ordering::SeqCst);
        self.board.all_missed();
        // Ends of calls may have been told meanwhile. Without a connection, the keeper does it later.
        if let Some(line) = self.link.line() {
            let _ = self.tell_calls(&line).await;
        }
    }

    fn heard(&self, message: &Msg) {
        match Message::read(message.get_payload_bytes()) {
            Some(Message::News { from, to, event }) if from != self.node => {
                self.board.publish_now(to, event);
            }
            Some(Message::Missed { from, to }) if from != self.node => self.board.missed(to),
            // Its own, too: a look may have brought the old value back before Redis forgot it.
            Some(Message::Forget { key }) => self.memory.forget_now(&key),
            Some(Message::Ended { tenant, call }) => self.calls.ended_now(tenant, call),
            Some(Message::News { .. } | Message::Missed { .. }) | None => {}
        }
    }
}
