//! What callers want, by a small linear model.

pub mod act;
pub mod features;
pub mod model;
