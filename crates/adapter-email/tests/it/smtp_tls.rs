//! A connection that others cannot read.

use std::io::Write;
use std::sync::Arc;

use crm::Mail;
use crm::contract::sample;
use frontdesk_adapter_email::{Config, Security, Smtp};
use kernel::GatewayErrorKind::Misconfigured;
use tempfile::NamedTempFile;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::smtp_stand_in::{Server, clock};

/// A server with a certificate for `name`, and a file that vouches for it.
async fn server(security: Security, name: &str) -> (Server, NamedTempFile) {
    let made = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(made.cert.pem().as_bytes()).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    (Server::start_with(security, Some(acceptor)).await, file)
}

fn trusting(server: &Server, file: &NamedTempFile) -> Config {
    let path = file.path().to_str().unwrap().to_owned();
    Config { smtp_root_certificates: path, ..server.config() }
}

#[tokio::test]
async fn a_mail_goes_out_in_private() {
    for security in [Security::Starttls, Security::Tls] {
        let (server, file) = server(security, "127.0.0.1").await;
        let smtp = Smtp::new(&trusting(&server, &file), clock()).unwrap();
        for seed in [1, 2] {
            smtp.send(&sample(seed)).await.unwrap();
        }
        assert_eq!((server.delivered().len(), server.sessions()), (2, 1), "{security:?}");
        let commands = server.commands();
        let place = |verb: &str| commands.iter().position(|line| line.starts_with(verb));
        assert!(place("STARTTLS") < place("AUTH"), "{commands:?}");
    }
}

#[tokio::test]
async fn a_certificate_that_proves_nothing_gets_neither_password_nor_mail() {
    for security in [Security::Starttls, Security::Tls] {
        let (known, file) = server(security, "127.0.0.1").await;
        let (stranger, _) = server(security, "127.0.0.1").await;
        let (elsewhere, others) = server(security, "mail.example.com").await;
        for (server, config) in [
            (&known, known.config()),
            (&stranger, trusting(&stranger, &file)),
            (&elsewhere, trusting(&elsewhere, &others)),
        ] {
            let smtp = Smtp::new(&config, clock()).unwrap();
            let error = smtp.send(&sample(1)).await.unwrap_err();
            assert_eq!(error.kind, Misconfigured, "{security:?} {error:?}");
            assert!(!server.commands().iter().any(|line| line.starts_with("AUTH")));
        }
    }
}

#[tokio::test]
async fn a_file_without_certificates_is_a_fault() {
    let (server, _) = server(Security::Tls, "127.0.0.1").await;
    let empty = NamedTempFile::new().unwrap();
    let nowhere =
        Config { smtp_root_certificates: "no-such-file.pem".to_owned(), ..server.config() };
    for config in [trusting(&server, &empty), nowhere] {
        let error = Smtp::new(&config, clock()).unwrap_err();
        assert_eq!(error.kind, Misconfigured);
        assert!(error.source.to_string().starts_with("email.smtp_root_certificates: "));
    }
}
