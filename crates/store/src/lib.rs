//! One transaction over every domain; the outbox; the in-memory database.
//!
//! A flow opens a transaction for one business ([`Database::begin`]), reads and writes through the
//! domains' own ports, and commits. What is to happen later is put into the [`Outbox`] of the same
//! transaction. Three databases obey the same contract (feature `contract`): PostgreSQL and SQLite in
//! an adapter, and [`MemoryDatabase`], which forgets everything when the program ends.

pub mod answers;
#[cfg(feature = "contract")]
pub mod contract;
pub mod memory;
pub mod outbox;
pub mod receipts;
pub mod retry;
pub mod tx;

pub use answers::{AnswerStore, Earlier};
pub use memory::MemoryDatabase;
pub use outbox::{
    Job, JobQueue, JobStatus, JobView, Lane, LeasedJob, NewJob, Outbox, Settled, Share,
};
pub use receipts::ReceiptStore;
pub use retry::Attempts;
pub use tx::{Database, Durability, OpenTurn, PlatformTx, Tx};
