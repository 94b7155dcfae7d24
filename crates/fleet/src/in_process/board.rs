//! A bulletin within one process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use tokio::sync::broadcast::{self, error::RecvError};

use crate::bulletin::{Audience, Bulletin, Event, News};

/// How many events wait for a subscriber before it counts as fallen behind.
const WAITING_MAX: usize = 256;

/// Tells every subscriber of this process. Copies are the same board.
///
/// Each audience has a queue of its own, so that a busy business makes no other one's subscribers fall
/// behind. A queue exists while somebody listens.
#[derive(Clone, Default)]
pub struct Board {
    queues: Arc<Mutex<Queues>>,
}

type Queues = HashMap<Audience, broadcast::Sender<News>>;

impl Board {
    /// [`Bulletin::publish`], which has nothing to wait for here.
    pub fn publish_now(&self, audience: Audience, event: Event) {
        let queues = self.lock();
        // Nobody listens: nobody is told.
        if let Some(queue) = queues.get(&audience) {
            let _ = queue.send(News::Event(Arc::new(event)));
        }
    }

    /// Tells the subscribers of `audience` that they may have missed something.
    pub fn missed(&self, audience: Audience) {
        if let Some(queue) = self.lock().get(&audience) {
            let _ = queue.send(News::Missed);
        }
    }

    /// Tells all subscribers that they may have missed something.
    pub fn all_missed(&self) {
        for queue in self.lock().values() {
            let _ = queue.send(News::Missed);
        }
    }

    /// How many audiences somebody listens to.
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, Queues> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Bulletin for Board {
    async fn publish(&self, audience: Audience, event: Event) {
        self.publish_now(audience, event);
    }

    fn subscribe(&self, audience: Audience) -> Subscription {
        let mut queues = self.lock();
        let queue = queues.entry(audience).or_insert_with(|| broadcast::Sender::new(WAITING_MAX));
        let receiver = queue.subscribe();
        Subscription { board: self.clone(), audience, receiver }
    }
}

/// Somebody who listens to one audience.
pub struct Subscription {
    board: Board,
    audience: Audience,
    receiver: broadcast::Receiver<News>,
}

impl Subscription {
    /// The next news, as soon as there are any. May be dropped while it waits: nothing is lost.
    pub async fn next(&mut self) -> News {
        match self.receiver.recv().await {
            Ok(news) => news,
            // Closed never happens: a queue lives as long as its subscribers.
            Err(RecvError::Lagged(_) | RecvError::Closed) => News::Missed,
        }
    }

    /// Who is listened to.
    pub const fn audience(&self) -> Audience {
        self.audience
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        let mut queues = self.board.lock();
        // The receiver is still counted.
        if queues.get(&self.audience).is_some_and(|queue| queue.receiver_count() <= 1) {
            queues.remove(&self.audience);
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::{IdSource, SeededIds};

    use super::*;

    #[test]
    fn a_queue_exists_while_somebody_listens() {
        let ids: &dyn IdSource = &SeededIds::new(1);
        let board = Board::default();
        let audience = Audience::Tenant(ids.next());
        let (first, second) = (board.subscribe(audience), board.subscribe(audience));
        board.publish_now(Audience::Tenant(ids.next()), Event::new("call.began", "{}"));
        assert_eq!(board.count(), 1);
        drop(first);
        assert_eq!(board.count(), 1);
        drop(second);
        assert_eq!(board.count(), 0);
    }
}
