//! `frontdesk check-config`. Faults have ended the program before it comes here.

use super::say;
use crate::settings::Settings;

pub(super) fn run(settings: &Settings) {
    for row in &settings.rows {
        say(&row.to_string());
    }
}
