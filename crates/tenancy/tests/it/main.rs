//! Flags from outside: who decides, who is reached, how to go back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

mod layers;
mod rollouts;
mod stored;
