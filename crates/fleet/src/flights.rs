//! Finding a thing out once, however many ask at the same time.

use std::any::Any;
use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use crate::Key;

/// What is being found out in this process, by key.
#[derive(Default)]
pub struct Flights {
    under_way: Mutex<HashMap<Key, Arc<Flight>>>,
}

/// One finding out. Until it ends, the state is [`State::UnderWay`].
struct Flight {
    state: watch::Sender<State>,
}

enum State {
    UnderWay,
    /// A `Result<Arc<str>, E>` of the type that the pilot knew.
    Landed(Box<dyn Any + Send + Sync>),
    Abandoned,
}

/// What somebody gets who wants to find a thing out.
pub(crate) enum Seat<'a, E> {
    /// Nobody else is at it.
    Pilot(Pilot<'a>),
    /// Somebody else is at it already.
    Guest(Guest<E>),
}

/// The duty to find the thing out. Dropped without landing, it falls to one of the guests.
pub(crate) struct Pilot<'a> {
    flights: &'a Flights,
    flight: Arc<Flight>,
    key: Key,
}

/// Waits for the pilot.
pub(crate) struct Guest<E> {
    state: watch::Receiver<State>,
    error: PhantomData<fn() -> E>,
}

impl Flights {
    /// How many things are being found out.
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    /// Lets nobody else board the flight of `key`: what it brings may be out of date. Whoever is on
    /// it stays on it.
    pub fn close(&self, key: &Key) {
        self.lock().remove(key);
    }

    /// Lets nobody else board any flight.
    pub fn close_all(&self) {
        self.lock().clear();
    }

    pub(crate) fn board<E>(&self, key: &Key) -> Seat<'_, E> {
        let mut under_way = self.lock();
        if let Some(flight) = under_way.get(key) {
            return Seat::Guest(Guest { state: flight.state.subscribe(), error: PhantomData });
        }
        let flight = Arc::new(Flight { state: watch::Sender::new(State::UnderWay) });
        under_way.insert(key.clone(), Arc::clone(&flight));
        Seat::Pilot(Pilot { flights: self, flight, key: key.clone() })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Arc<Flight>>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pilot<'_> {
    /// Tells the guests, and lets the next one who asks begin anew.
    pub(crate) fn land<E: Clone + Send + Sync + 'static>(self, result: &Result<Arc<str>, E>) {
        self.flight.state.send_replace(State::Landed(Box::new(result.clone())));
    }
}

impl Drop for Pilot<'_> {
    fn drop(&mut self) {
        let mut under_way = self.flights.lock();
        // After a closing, another flight may have the place.
        if under_way.get(&self.key).is_some_and(|other| Arc::ptr_eq(other, &self.flight)) {
            under_way.remove(&self.key);
        }
        drop(under_way);
        self.flight.state.send_if_modified(|state| {
            let abandoned = matches!(state, State::UnderWay);
            if abandoned {
                *state = State::Abandoned;
            }
            abandoned
        });
    }
}

impl<E: Clone + Send + Sync + 'static> Guest<E> {
    /// What the pilot found out; `None` if somebody else has to.
    pub(crate) async fn arrival(mut self) -> Option<Result<Arc<str>, E>> {
        let state = self.state.wait_for(|state| !matches!(state, State::UnderWay)).await.ok()?;
        match &*state {
            State::Landed(result) => result.downcast_ref().cloned(),
            State::UnderWay | State::Abandoned => None,
        }
    }
}
