//! The fake keeps the gateway's contract.

use async_trait::async_trait;
use frontdesk_hooks::contract::{Stage, check};
use frontdesk_hooks::fake::{FakeDeliver, Received, Reply};
use frontdesk_hooks::{Deliver, EndpointUrl, PlainHttp};

struct Fake(FakeDeliver);

#[async_trait]
impl Stage for Fake {
    fn gateway(&self) -> &dyn Deliver {
        &self.0
    }

    async fn endpoint(&self, reply: Reply) -> EndpointUrl {
        self.0.answer_next([reply]);
        EndpointUrl::parse("https://a.example/hook", PlainHttp::Never).unwrap()
    }

    async fn received(&self) -> Vec<Received> {
        self.0.received()
    }
}

#[tokio::test]
async fn the_fake_keeps_the_contract() {
    check(&Fake(FakeDeliver::new())).await;
}
