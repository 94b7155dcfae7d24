//! The operator's hand: looks at the businesses of a deployment and changes them, over the HTTP API of
//! a running server and never past it.
//!
//! [`arguments`] is what can be typed, [`commands`] what is done about it, [`api`] how the server is
//! asked, and [`show`] how answers are laid out. Whatever a run finds around it, the environment, the
//! clock, the terminal, comes in through [`Surroundings`], so that a test can put its own there.
//!
#![doc = include_str!("../README.md")]

pub mod api;
pub mod arguments;
pub mod commands;
pub mod console;
pub mod failure;
pub mod profile;
pub mod show;
pub mod surroundings;
pub mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use crate::arguments::Arguments;
pub use crate::console::Console;
pub use crate::failure::{Failure, Kind, Outcome};
pub use crate::surroundings::{Pace, Surroundings};
use crate::terminal::{Echo, Keyboard};

/// What a shell expects of a program that was stopped by Ctrl-C.
const STOPPED: i32 = 130;

/// Runs the command that the process was given.
pub fn main() -> ExitCode {
    let keyboard = Arc::new(Keyboard::default());
    let surroundings = Surroundings::of_process(Arc::<Keyboard>::clone(&keyboard));
    // The second thread hears Ctrl-C while the first one waits for somebody to type.
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            terminal::last_words(&format!("frontdeskctl: cannot start: {error}"));
            return ExitCode::FAILURE;
        }
    };
    runtime.spawn(stop_on_request(keyboard));
    let code = runtime.block_on(run(surroundings::arguments(), surroundings));
    runtime.shutdown_background();
    ExitCode::from(code)
}

/// Runs the command in `arguments`, the program's name first, and gives its exit code.
pub async fn run(
    arguments: impl IntoIterator<Item = OsString>,
    mut surroundings: Surroundings,
) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return surroundings.console.explain(&error),
    };
    commands::run(arguments, surroundings).await
}

async fn stop_on_request(keyboard: Arc<Keyboard>) {
    if tokio::signal::ctrl_c().await.is_ok() {
        keyboard.show_typing();
        terminal::last_words("frontdeskctl: stopped; what was asked for last may have been done");
        std::process::exit(STOPPED);
    }
}
