//! Businesses join and change.

use std::sync::Arc;

use kernel::{Clock, IdSource};
use store::Database;

use crate::cards::Cards;
use crate::prices::Prices;

pub mod faults;
pub mod file;
pub mod import;
pub mod read;

/// Everything about businesses.
#[derive(Clone)]
pub struct Businesses {
    /// Where they are remembered.
    pub db: Arc<dyn Database>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// Businesses at hand.
    pub cards: Arc<Cards>,
    /// What can be ordered.
    pub prices: Arc<Prices>,
}
