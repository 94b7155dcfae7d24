//! A Twilio on this machine.

use frontdesk_adapter_twilio::Twilio;
use serde_json::{Value, json};
use telephony::ProviderRef;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockBuilder, MockServer};

use crate::config::for_api;

/// The account's part of every path.
pub(crate) const ACCOUNT: &str = "/2010-04-01/Accounts/AC00000000000000000000000000000001";

/// A stand-in and a client of it.
pub(crate) async fn start() -> (MockServer, Twilio) {
    let server = MockServer::start().await;
    let client = Twilio::new(&for_api(&server.uri())).unwrap();
    (server, client)
}

/// A request with the right credentials to `tail` under the account.
pub(crate) fn asked(verb: &str, tail: &str) -> MockBuilder {
    // The account and `synthetic-token`, in base 64.
    let basic = "Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTpzeW50aGV0aWMtdG9rZW4=";
    Mock::given(method(verb))
        .and(path(format!("{ACCOUNT}/{tail}")))
        .and(header("authorization", basic))
}

/// An id.
pub(crate) fn sid(text: &str) -> ProviderRef {
    ProviderRef::parse(text).unwrap()
}

/// A message as Twilio answers with it.
pub(crate) fn message(sid: &str, body: &str, created: &str) -> Value {
    json!({
        "sid": sid, "status": "queued", "to": "+15005550110", "from": "+15005550006",
        "body": body, "num_segments": "1", "num_media": "0", "direction": "outbound-api",
        "error_code": null, "error_message": null, "price": null, "price_unit": "USD",
        "date_created": created, "date_sent": null, "date_updated": created,
        "messaging_service_sid": null, "uri": format!("{ACCOUNT}/Messages/{sid}.json"),
    })
}

/// An error body.
pub(crate) fn error(code: u32, message: &str, status: u16) -> Value {
    let more_info = format!("https://www.twilio.com/docs/errors/{code}");
    json!({ "code": code, "message": message, "more_info": more_info, "status": status })
}

/// The form that the only request so far has sent.
pub(crate) async fn sent_form(server: &MockServer) -> Vec<(String, String)> {
    let requests = server.received_requests().await.unwrap();
    let request = requests.last().unwrap();
    let content_type = request.headers.get("content-type").unwrap();
    assert_eq!(content_type, "application/x-www-form-urlencoded");
    form_urlencoded::parse(&request.body).into_owned().collect()
}

/// Pairs as [`sent_form`] returns them.
pub(crate) fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
