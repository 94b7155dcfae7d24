//! `frontdeskctl`: the operator's hand, over a running server's HTTP API.

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
