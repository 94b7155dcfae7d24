//! Messages: what callers leave, what we text.

use std::sync::Arc;

use kernel::{Clock, IdSource};
use store::Database;
use telephony::Texts;

use crate::hooks::Announcer;

pub mod delivery;
pub mod leave;
pub mod opt_out;
pub mod queue_text;
pub mod send_text;

/// Everything about messages.
#[derive(Clone)]
pub struct Messages {
    /// Where they are remembered.
    pub db: Arc<dyn Database>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// Where texts go out.
    pub texts: Arc<dyn Texts>,
    /// Tells the business's own servers.
    pub announcer: Announcer,
}
