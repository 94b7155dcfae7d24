//! The implementations within one process, held to the contract.

#![expect(clippy::unwrap_used, reason = "tests: a panic is a finding")]

use std::future::{Ready, ready};
use std::sync::Arc;

use frontdesk_fleet::Fleet;
use frontdesk_fleet::contract::{Advance, Fixture};
use jiff::{SignedDuration, Timestamp};
use kernel::{Clock, ManualClock};

/// A fleet of one machine, by a clock that stands still.
fn fresh() -> Ready<Option<Fixture>> {
    let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_800_000_000).unwrap()));
    let shown: Arc<dyn Clock> = clock.clone();
    let advance: Advance = Box::new(move |duration| {
        clock.advance(SignedDuration::try_from(duration).unwrap());
        Box::pin(ready(()))
    });
    ready(Some(Fixture::new(Fleet::in_process(&shown), advance, ())))
}

frontdesk_fleet::contract_tests!(super::fresh);
