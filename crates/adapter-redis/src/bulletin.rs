//! A bulletin that all machines share.

use async_trait::async_trait;
use deadpool_redis::redis::{RedisResult, cmd};
use fleet::{Audience, Bulletin, Event, Subscription};

use crate::Redis;
use crate::wire::Message;

#[async_trait]
impl Bulletin for Redis {
    async fn publish(&self, audience: Audience, event: Event) {
        let shared = &*self.shared;
        // Those of this machine are told at once, and not a second time by Redis.
        shared.board.publish_now(audience, event.clone());
        let message = Message::News { from: shared.node.clone(), to: audience, event };
        let mut publish = cmd("PUBLISH");
        publish.arg(&shared.names.channel).arg(message.text());
        let publish = &publish;
        let send = async |mut connection| -> RedisResult<()> {
            publish.query_async(&mut connection).await
        };
        if shared.link.ask(send).await.is_none() {
            shared.unsaid.missed(audience);
        }
    }

    fn subscribe(&self, audience: Audience) -> Subscription {
        self.shared.board.subscribe(audience)
    }
}
