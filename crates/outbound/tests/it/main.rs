//! What leaves this machine, and what does not.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail like tests")]

mod canary;
mod hostile;
mod rebinding;
mod redirects;
mod server;
mod transfer;
