//! What goes wrong with a mail server, and what can be done about it.

use std::sync::Arc;

use crm::Mail;
use crm::contract::sample;
use frontdesk_adapter_email::{Config, Security, Smtp};
use kernel::GatewayErrorKind::{Misconfigured, Rejected, Unknown};
use kernel::{GatewayError, GatewayErrorKind};
use tokio::net::TcpListener;

use crate::smtp_stand_in::{Fault, Server, Step, clock, sender};

const AWAY: GatewayErrorKind = GatewayErrorKind::Unavailable { retry_after_seconds: None };

/// The error of a mail whose session goes wrong like this.
async fn error(step: Step, fault: Fault) -> GatewayError {
    let server = Server::start().await;
    let config = match fault {
        Fault::Hangs => {
            Config { connect_timeout_ms: 200, request_timeout_ms: 200, ..server.config() }
        }
        Fault::Says(_) | Fault::Drops => server.config(),
    };
    let smtp = Smtp::new(&config, clock()).unwrap();
    server.fail(step, fault);
    let error = smtp.send(&sample(1)).await.unwrap_err();
    assert_eq!(error.provider, "smtp");
    // Nothing that went wrong once stands in the way of the next mail.
    Smtp::new(&server.config(), clock()).unwrap().send(&sample(2)).await.unwrap();
    smtp.send(&sample(3)).await.unwrap();
    error
}

#[tokio::test]
async fn what_a_refusal_means_depends_on_the_step() {
    for (step, says, expected) in [
        (Step::Greeting, "421 4.3.2 too busy", AWAY),
        (Step::Greeting, "554 5.7.1 not from your address", Misconfigured),
        (Step::Ehlo, "421 4.3.2 shutting down", AWAY),
        (Step::Auth, "535 5.7.8 wrong password", Misconfigured),
        (Step::Auth, "454 4.7.0 try later", AWAY),
        (Step::Mail, "530 5.7.0 sign in first", Misconfigured),
        (Step::Mail, "550 5.7.1 not your address", Misconfigured),
        (Step::Mail, "552 5.3.4 too large", Rejected),
        (Step::Mail, "452 4.3.1 disk full", AWAY),
        (Step::Rcpt, "550 5.1.1 nobody here", Rejected),
        (Step::Rcpt, "553 5.1.3 odd address", Rejected),
        (Step::Rcpt, "530 5.7.0 sign in first", Misconfigured),
        (Step::Rcpt, "450 4.2.0 greylisted", AWAY),
        (Step::Data, "554 5.5.1 no recipients", Rejected),
        (Step::Data, "451 4.3.0 try later", AWAY),
        (Step::Words, "554 5.7.1 looks like spam", Rejected),
        (Step::Words, "452 4.3.1 disk full", AWAY),
    ] {
        let error = error(step, Fault::Says(says)).await;
        assert_eq!(error.kind, expected, "{step:?} {says}");
        let shown = error.source.to_string();
        assert!(shown.starts_with(&says[..3]) && shown.contains(&says[4..]), "{shown}");
    }
}

#[tokio::test]
async fn silence_leaves_doubt_only_after_the_words_were_sent() {
    for (step, expected) in [
        (Step::Greeting, AWAY),
        (Step::Ehlo, AWAY),
        (Step::Auth, AWAY),
        (Step::Mail, AWAY),
        (Step::Rcpt, AWAY),
        (Step::Data, AWAY),
        (Step::Words, Unknown),
    ] {
        assert_eq!(error(step, Fault::Drops).await.kind, expected, "{step:?} drops");
        assert_eq!(error(step, Fault::Hangs).await.kind, expected, "{step:?} hangs");
        assert_eq!(error(step, Fault::Says("what?")).await.kind, expected, "{step:?} odd");
    }
}

#[tokio::test]
async fn nobody_there_means_another_time() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let config = Config { smtp_port: port, ..Server::start().await.config() };
    let error = Smtp::new(&config, clock()).unwrap().send(&sample(1)).await.unwrap_err();
    assert_eq!(error.kind, AWAY);
}

#[tokio::test]
async fn a_server_without_tls_gets_neither_password_nor_mail() {
    let server = Server::start().await;
    let config = Config { smtp_security: Security::Starttls, ..server.config() };
    let error = Smtp::new(&config, clock()).unwrap().send(&sample(1)).await.unwrap_err();
    assert_eq!(error.kind, Misconfigured, "{error:?}");
    assert!(!server.commands().iter().any(|line| line.starts_with("AUTH")));
    assert!(server.delivered().is_empty());
}

#[tokio::test]
async fn a_server_that_does_not_speak_tls_is_no_server() {
    let server = Server::start().await;
    let config =
        Config { smtp_security: Security::Tls, connect_timeout_ms: 500, ..server.config() };
    let error = Smtp::new(&config, clock()).unwrap().send(&sample(1)).await.unwrap_err();
    assert_eq!(error.kind, Misconfigured, "{error:?}");
    assert!(server.delivered().is_empty());
}

#[tokio::test]
async fn mails_share_a_connection_that_is_asked_before_it_is_used() {
    let server = Server::start().await;
    let smtp = sender(&server);
    smtp.check().await.unwrap();
    for seed in 1..=5 {
        smtp.clone().send(&sample(seed)).await.unwrap();
    }
    assert_eq!((server.sessions(), server.delivered().len()), (1, 5));
    server.fail(Step::Noop, Fault::Drops);
    smtp.send(&sample(6)).await.unwrap();
    server.fail(Step::Noop, Fault::Says("421 4.4.2 too long idle"));
    smtp.send(&sample(7)).await.unwrap();
    assert_eq!((server.sessions(), server.delivered().len()), (3, 7));
}

#[tokio::test]
async fn no_more_connections_are_opened_than_there_may_be() {
    let server = Server::start().await;
    let config = Config { smtp_connections: 2, ..server.config() };
    let smtp = Arc::new(Smtp::new(&config, clock()).unwrap());
    let send = |seed| {
        let smtp = smtp.clone();
        tokio::spawn(async move { smtp.send(&sample(seed)).await })
    };
    let tasks: Vec<_> = (1..=20).map(send).collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(server.delivered().len(), 20);
    assert!(server.sessions() <= 2, "{}", server.sessions());
}

#[tokio::test]
async fn wrong_settings_make_no_sender_and_debug_shows_no_password() {
    let server = Server::start().await;
    let smtp = sender(&server);
    assert!(!format!("{smtp:?} {:?}", server.config()).contains("hush"));
    let config = Config { from: "desk".to_owned(), ..server.config() };
    let error = Smtp::new(&config, clock()).unwrap_err();
    assert_eq!(error.kind, Misconfigured);
    assert!(error.source.to_string().starts_with("email.from: "));
}
