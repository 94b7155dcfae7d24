//! Writes one document of every kind that is emitted into a folder, for a checker to look at.
//!
//! `cargo run -p frontdesk-adapter-twilio --example twiml_samples -- /tmp/twiml`

use std::path::PathBuf;
use std::process::ExitCode;

#[expect(clippy::expect_used, reason = "shared with the integration tests")]
#[path = "../tests/it/samples.rs"]
mod samples;

#[expect(clippy::print_stderr, reason = "an example is a program")]
fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: twiml_samples FOLDER");
        return ExitCode::from(2);
    };
    for (name, document) in samples::all() {
        let path = folder.join(format!("{name}.xml"));
        let written =
            std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, document));
        if let Err(error) = written {
            eprintln!("cannot write {}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
