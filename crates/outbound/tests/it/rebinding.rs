//! Names that answer differently each time.

use std::sync::Arc;

use frontdesk_outbound::{Client, Failure, Lookup, Refusal};

use crate::canary::Canary;
use crate::server::{Names, Server, answer, get, settings};

#[tokio::test]
async fn a_name_that_turns_private_after_the_check_is_not_reached() {
    let canary = Canary::start();
    let config = settings(&[canary.port()]);
    let names = Names::default().with("turning.example", &[&["8.8.8.8"], &["127.0.0.1"], &["::1"]]);
    let names = Arc::new(names);
    let lookup: Arc<dyn Lookup> = names.clone();
    let client = Client::with_lookup(&config, "frontdesk-test/1", lookup).unwrap();
    // What a check at the time of registration sees.
    let first = names.lookup("turning.example").await.unwrap();
    for address in first {
        assert_eq!(client.guard().vet_address("turning.example", address), Ok(()));
    }
    let url = format!("http://turning.example:{}/", canary.port());
    for _ in 0..3 {
        let failure = client.send(&get(&url, 0)).await.unwrap_err();
        assert!(matches!(failure, Failure::Refused(Refusal::NotPublic)), "{failure:?}");
    }
    canary.assert_unseen();
}

#[tokio::test]
async fn a_name_is_looked_up_once_for_each_connection() {
    let server = Server::start(vec![answer("200 OK", "connection: close\r\n", "a"); 2]).await;
    let names = Arc::new(Names::default().with("friend.example", &[&["127.0.0.1"]]));
    let lookup: Arc<dyn Lookup> = names.clone();
    let config = settings(&[server.address.port()]);
    let client = Client::with_lookup(&config, "frontdesk-test/1", lookup).unwrap();
    let url = server.url("friend.example", "/");
    for count in 1..=2 {
        assert_eq!(client.send(&get(url.as_str(), 0)).await.unwrap().status, 200);
        assert_eq!(names.asked(), count);
    }
}
