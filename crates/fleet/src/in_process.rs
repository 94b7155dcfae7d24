//! The four gateways within one process.
//!
//! They serve a deployment of one machine, and every machine that has lost sight of the others.
//! Each holds a bounded amount of memory, whatever is asked of it.

mod board;
mod buckets;
mod call_index;
mod memory;
mod recent;
mod shards;

pub use board::{Board, Subscription};
pub use buckets::Buckets;
pub use call_index::{CallIndex, Known, Remembered};
pub use memory::Memory;
