//! A World: every fake wired, the clock in your hand.
//!
//! A [`World`] is the product with production wiring over fakes: a business, a database (in memory
//! unless told otherwise), texts that go nowhere, a clock that stands still, ids that count. A
//! [`Line`] is one phone call through the real flows, a [`Thread`] one conversation by text.
//!
//! ```no_run
//! # async fn story() {
//! let world = frontdesk_testkit::World::salon().await;
//! let mut line = world.rings_from("+15550100001").await;
//! line.says("a haircut tomorrow at ten, please").await;
//! # }
//! ```

#![expect(clippy::expect_used, reason = "a story that cannot be told should stop at once")]

mod businesses;
mod guarded;
mod line;
mod thread;
mod world;

pub use businesses::{PLUMBER, SALON};
pub use guarded::{GuardedDeliver, GuardedMail, GuardedTexts};
pub use line::Line;
pub use thread::Thread;
pub use world::{BASE, PLATFORM_SECRET, World};
