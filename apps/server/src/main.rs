//! `frontdesk`: the HTTP server, the worker and the command line in one binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
