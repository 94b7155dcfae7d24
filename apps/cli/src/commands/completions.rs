//! `completions`.

use clap::CommandFactory;
use clap_complete::{generate, shells};

use crate::arguments::{Arguments, Shell};
use crate::console::Console;

const NAME: &str = "frontdeskctl";

/// Prints the script that teaches a shell every verb and option.
pub(super) fn run(shell: Shell, console: &mut Console) {
    let mut command = Arguments::command();
    let mut script = Vec::new();
    match shell {
        Shell::Bash => generate(shells::Bash, &mut command, NAME, &mut script),
        Shell::Zsh => generate(shells::Zsh, &mut command, NAME, &mut script),
        Shell::Fish => generate(shells::Fish, &mut command, NAME, &mut script),
    }
    console.put(&String::from_utf8_lossy(&script));
}
