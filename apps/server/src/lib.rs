//! The parts of `frontdesk`: configuration, wiring, HTTP, worker, commands.
//!
//! The only crate that chooses adapters ([`wire`]) and the only one that reads the environment
//! ([`settings`]). Business rules live elsewhere: a route or a command reads its input, asks a flow and
//! shows the answer.

pub mod cli;
pub mod entropy;
pub mod http;
pub mod log;
pub mod settings;
pub mod start;
pub mod view;
pub mod wire;
pub mod worker;
