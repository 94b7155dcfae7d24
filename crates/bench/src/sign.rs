//! Webhooks as the carrier sends them: twenty parameters, signed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

/// The token that both servers are started with.
pub(crate) const TOKEN: &str = "bench_auth_token_0123456789abcdef";
/// The address that the carrier believes to call.
pub(crate) const PUBLIC_URL: &str = "https://bench.example.test";

/// Signs requests.
#[derive(Clone)]
pub(crate) struct Signer {
    key: hmac::Key,
}

impl Signer {
    pub(crate) fn new() -> Self {
        Self { key: hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, TOKEN.as_bytes()) }
    }

    /// A signed POST of a voice webhook.
    pub(crate) fn post(&self, path: &str, call: &Webhook<'_>) -> Vec<u8> {
        let fields = call.fields();
        let mut sorted: Vec<&(&str, &str)> = fields.iter().collect();
        sorted.sort_unstable();
        let mut context = hmac::Context::with_key(&self.key);
        context.update(PUBLIC_URL.as_bytes());
        context.update(path.as_bytes());
        for (name, value) in sorted {
            context.update(name.as_bytes());
            context.update(value.as_bytes());
        }
        let signature = STANDARD.encode(context.sign());
        let mut body = form_urlencoded::Serializer::new(String::with_capacity(700));
        for (name, value) in fields {
            body.append_pair(name, value);
        }
        let body = body.finish();
        format!(
            "POST {path} HTTP/1.1\r\nHost: bench.example.test\r\nX-Twilio-Signature: {signature}\r\n\
             Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes()
    }
}

/// What varies between two webhooks.
pub(crate) struct Webhook<'a> {
    pub(crate) call: &'a str,
    pub(crate) from: &'a str,
    pub(crate) to: &'a str,
    pub(crate) speech: Option<&'a str>,
}

impl<'a> Webhook<'a> {
    fn fields(&self) -> Vec<(&'a str, &'a str)> {
        let mut fields = vec![
            ("AccountSid", "AC00000000000000000000000000000001"),
            ("ApiVersion", "2010-04-01"),
            ("CallSid", self.call),
            ("CallStatus", "in-progress"),
            ("Called", self.to),
            ("CalledCity", ""),
            ("CalledCountry", "US"),
            ("CalledState", "MO"),
            ("Caller", self.from),
            ("CallerCity", "CHICAGO"),
            ("CallerCountry", "US"),
            ("CallerState", "IL"),
            ("CallerZip", "60605"),
            ("Direction", "inbound"),
            ("From", self.from),
            ("FromCountry", "US"),
            ("To", self.to),
            ("ToCountry", "US"),
        ];
        if let Some(speech) = self.speech {
            fields.push(("SpeechResult", speech));
            fields.push(("Confidence", "0.93"));
        }
        fields
    }
}
