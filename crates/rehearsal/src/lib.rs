//! Scenarios: simulated callers talk to the real flows over a database in memory, and what the
//! database holds afterwards is graded.
//!
//! `load` reads files, `run` plays them, `report` adds up; `docs/eval.md` describes the format.

pub mod after;
pub mod channel;
pub mod dice;
pub mod generate;
pub mod grade;
pub mod load;
pub mod mind;
pub mod noise;
pub mod report;
pub mod run;
pub mod scenario;
pub mod speech;
pub mod stage;
pub mod view;
