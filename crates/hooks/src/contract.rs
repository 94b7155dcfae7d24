//! What every gateway must do: the same suite for the fake and for adapters.

use async_trait::async_trait;
use jiff::Timestamp;
use kernel::GatewayErrorKind;

use crate::fake::{Received, Reply};
use crate::ports::{Deliver, Delivered};
use crate::secret::{Secret, Secrets};
use crate::signature::{Headers, verify};
use crate::url::EndpointUrl;

/// Endpoints that a suite can direct.
#[async_trait]
pub trait Stage: Send + Sync {
    /// What is tried.
    fn gateway(&self) -> &dyn Deliver;
    /// An endpoint whose next request is answered so.
    async fn endpoint(&self, reply: Reply) -> EndpointUrl;
    /// What endpoints got so far, oldest first.
    async fn received(&self) -> Vec<Received>;
}

/// Runs the suite. Panics, with what is wrong, at the first fault.
pub async fn check(stage: &dyn Stage) {
    what_is_sent_arrives_and_verifies(stage).await;
    every_status_is_an_answer(stage).await;
    a_busy_endpoint_says_how_long_to_wait(stage).await;
    failures_say_whether_anything_was_sent(stage).await;
}

const BODY: &str =
    r#"{"type":"webhook.test","timestamp":"2026-11-21T09:30:00Z","data":{"a":"ü \n"}}"#;

/// A secret that is nobody's.
fn secret() -> Secret {
    Secret::parse("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
        .unwrap_or_else(|error| panic!("{error}"))
}

fn headers() -> Headers {
    Headers::sign(&Secrets::new(secret()), "event_1", BODY, Timestamp::UNIX_EPOCH)
}

async fn what_is_sent_arrives_and_verifies(stage: &dyn Stage) {
    let url = stage.endpoint(Reply::Status(204)).await;
    let answer = stage.gateway().deliver(&url, &headers(), BODY).await;
    assert_eq!(answer.ok(), Some(Delivered::new(204, None, "")));
    let received = stage.received().await;
    let [only] = received.as_slice() else { panic!("one request, not {}", received.len()) };
    assert_eq!((only.url.as_str(), only.body.as_str()), (url.as_str(), BODY));
    let genuine = verify(&secret(), &only.headers, only.body.as_bytes(), Timestamp::UNIX_EPOCH);
    assert_eq!(genuine, Ok(()));
}

async fn every_status_is_an_answer(stage: &dyn Stage) {
    for status in [200, 202, 299, 301, 302, 307, 308, 400, 401, 404, 410, 429, 500, 502, 503, 599] {
        let before = stage.received().await.len();
        let url = stage.endpoint(Reply::Status(status)).await;
        let answer = stage.gateway().deliver(&url, &headers(), BODY).await;
        assert_eq!(answer.ok().map(|answer| answer.status), Some(status));
        assert_eq!(stage.received().await.len(), before + 1, "{status} is asked once");
    }
}

async fn a_busy_endpoint_says_how_long_to_wait(stage: &dyn Stage) {
    for (status, expected) in [(429, Some(120)), (503, Some(120)), (500, None), (200, None)] {
        let url = stage.endpoint(Reply::RetryAfter(status, 120)).await;
        let answer = stage.gateway().deliver(&url, &headers(), BODY).await;
        assert_eq!(
            answer.ok().map(|answer| answer.retry_after_seconds),
            Some(expected),
            "{status}"
        );
    }
}

async fn failures_say_whether_anything_was_sent(stage: &dyn Stage) {
    let away = GatewayErrorKind::Unavailable { retry_after_seconds: None };
    for (reply, kind, sent) in [
        (Reply::Away, away, 0),
        (Reply::Refused, GatewayErrorKind::Rejected, 0),
        (Reply::AnswerLost, GatewayErrorKind::Unknown, 1),
    ] {
        let before = stage.received().await.len();
        let url = stage.endpoint(reply).await;
        let failure = stage.gateway().deliver(&url, &headers(), BODY).await.err();
        assert_eq!(failure.map(|failure| failure.kind), Some(kind), "{reply:?}");
        assert_eq!(stage.received().await.len(), before + sent, "{reply:?}");
    }
}
