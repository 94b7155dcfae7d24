//! Reads signed requests as JSON lines and compares our verdicts with the expected ones.
//!
//! `scripts/cross-check-signatures.sh` feeds it with what Twilio's own library says.

use std::io::BufRead;
use std::process::ExitCode;

use frontdesk_adapter_twilio::{Form, Keyring, SignedRequest};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vector {
    /// The key of the request: an auth token, or the secret of the shared key `k1`.
    key: String,
    url: String,
    /// A form's body, or JSON when `json` is set.
    body: String,
    #[serde(default)]
    json: bool,
    signature: String,
    #[serde(default)]
    settings: String,
    /// What Twilio's library says.
    valid: bool,
}

impl Vector {
    fn verdict(&self) -> bool {
        let keyring = Keyring::new([self.key.as_str().into()])
            .with_shared_key("k1", &self.key.as_str().into());
        let request = SignedRequest::new(&self.url)
            .signature(self.signature.as_bytes())
            .settings(self.settings.as_bytes());
        if self.json {
            return keyring.verify_json(&request, self.body.as_bytes()).is_ok();
        }
        Form::parse(self.body.as_bytes())
            .is_ok_and(|form| keyring.verify_form(&request.form(&form)).is_ok())
    }
}

#[expect(clippy::print_stderr, clippy::print_stdout, reason = "an example is a program")]
fn main() -> ExitCode {
    let (mut count, mut valid, mut wrong) = (0_u32, 0_u32, 0_u32);
    for line in std::io::stdin().lock().lines() {
        let vector = line.map_err(|error| error.to_string()).and_then(|line| {
            serde_json::from_str::<Vector>(&line).map_err(|error| error.to_string())
        });
        let vector = match vector {
            Ok(vector) => vector,
            Err(error) => {
                eprintln!("line {}: {error}", count + 1);
                return ExitCode::from(2);
            }
        };
        count += 1;
        valid += u32::from(vector.valid);
        if vector.verdict() != vector.valid {
            wrong += 1;
            println!("expected {}: {} {}", vector.valid, vector.url, vector.body);
        }
    }
    println!("{count} requests, {valid} of them valid, {wrong} disagreements");
    if wrong == 0 && count > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
