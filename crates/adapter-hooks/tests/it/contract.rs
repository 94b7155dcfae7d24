//! The sender keeps the gateway's contract.

use async_trait::async_trait;
use frontdesk_adapter_hooks::WebhookSender;
use hooks::contract::{Stage, check};
use hooks::fake::{Received, Reply};
use hooks::{Deliver, EndpointUrl, PlainHttp};
use tokio::net::TcpListener;

use crate::server::{Log, endpoint, sender, url};

struct Loopback {
    sender: WebhookSender,
    log: Log,
}

#[async_trait]
impl Stage for Loopback {
    fn gateway(&self) -> &dyn Deliver {
        &self.sender
    }

    async fn endpoint(&self, reply: Reply) -> EndpointUrl {
        let answer = |status, headers: &str| {
            // A redirect leads back to the endpoint, where a second request would be seen.
            format!(
                "HTTP/1.1 {status} X\r\ncontent-length: 0\r\nlocation: /hooks?shop=1\r\n{headers}\r\n"
            )
        };
        match reply {
            Reply::Status(status) => endpoint(answer(status, "").into_bytes(), &self.log).await,
            Reply::RetryAfter(status, seconds) => {
                let header = format!("retry-after: {seconds}\r\n");
                endpoint(answer(status, &header).into_bytes(), &self.log).await
            }
            Reply::AnswerLost | Reply::Never => endpoint(b"HTTP/1.1 2".to_vec(), &self.log).await,
            Reply::Away => {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                url(listener.local_addr().unwrap().port())
            }
            Reply::Refused => {
                EndpointUrl::parse("https://10.0.0.1:8443/", PlainHttp::Never).unwrap()
            }
        }
    }

    async fn received(&self) -> Vec<Received> {
        self.log.lock().unwrap().clone()
    }
}

#[tokio::test]
async fn the_sender_keeps_the_contract() {
    check(&Loopback { sender: sender(), log: Log::default() }).await;
}
