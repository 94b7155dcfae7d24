//! What must never stand in a log.

use crate::client::Connection;
use crate::programs::Program;
use crate::signer::{encode, sign};

const TOKEN: &str = "canary_auth_token_0123456789abcdef";

#[tokio::test]
async fn the_log_holds_no_numbers_words_or_tokens() {
    let program = Program::new(&[
        ("DATABASE_URL", "sqlite:frontdesk.db"),
        ("FRONTDESK__TWILIO__AUTH_TOKEN", TOKEN),
        ("FRONTDESK__LOG__LEVEL", "trace"),
        ("FRONTDESK__LOG__FORMAT", "json"),
    ]);
    std::fs::write(program.path().join("salon.toml"), testkit::SALON).unwrap();
    program.succeeds(&["migrate"]);
    program.succeeds(&["business", "import", "salon.toml"]);
    let serving = program.serve(&["serve"]);
    let mut line = Connection::open(serving.port).await;
    let base = format!("http://127.0.0.1:{}", serving.port);
    let turns = [
        ("/twilio/voice", "+18165550100", ""),
        ("/twilio/voice/turn?n=1", "+18165550100", "canaryword please"),
        ("/twilio/voice/turn?n=x", "+18165550100", "canaryword"),
        ("/twilio/voice", "canaryword", ""),
        ("/twilio/voice/status", "+18165550100", ""),
    ];
    for (path, to, words) in turns {
        let fields = [
            ("CallSid", "CA00000000000000000000000000000001"),
            ("From", "+15550177421"),
            ("To", to),
            ("CallStatus", "completed"),
            ("SpeechResult", words),
        ];
        for token in [TOKEN, "wrong"] {
            let signature = sign(token, &format!("{base}{path}"), &fields);
            let headers = [("X-Twilio-Signature", signature.as_str())];
            let body = encode(&fields);
            line.send(&format!("POST {path}"), &headers, body.as_bytes()).await.unwrap();
        }
    }
    drop(line);
    assert!(serving.stop());
    let log = program.log();
    assert!(log.contains("\"call\":\"call_") && log.contains("\"tenant\":\"ten_"), "{log}");
    for canary in ["canary", "5550177421", "5550177", "8165550100", "Corner Barbers"] {
        let found = log.lines().find(|line| line.contains(canary));
        assert!(found.is_none(), "{canary}: {found:?}");
    }
}
