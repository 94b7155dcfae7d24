//! One connection, and the steps of a mail on it.

use std::time::Duration;

use kernel::{GatewayError, GatewayErrorKind, GatewayResult};
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Severity;
use secrecy::{ExposeSecret, SecretString};

use super::PROVIDER;
use crate::config::Security;
use crate::failure::{AWAY, NoAnswer, Refusal, without_people};

/// How to open a connection.
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    /// What is trusted, where there is TLS.
    pub(super) tls: Option<TlsParameters>,
    pub(super) hello: ClientId,
    pub(super) user: Option<(String, SecretString)>,
    pub(super) connect_timeout: Duration,
    pub(super) request_timeout: Duration,
}

/// A mail in its envelope.
pub(super) struct Letter {
    pub(super) from: Address,
    pub(super) to: Address,
    pub(super) message: Vec<u8>,
}

/// Where a mail stands: what a failure means depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Connect,
    SignIn,
    Sender,
    Recipient,
    Data,
    Words,
}

impl Stage {
    const fn name(self) -> &'static str {
        match self {
            Self::Connect => "EHLO",
            Self::SignIn => "AUTH",
            Self::Sender => "MAIL",
            Self::Recipient => "RCPT",
            Self::Data => "DATA",
            Self::Words => "the message",
        }
    }

    /// What it means that the server says no for good.
    const fn refused(self, code: u16) -> GatewayErrorKind {
        match (self, code) {
            // 530: sign in first; 552: too large. Both come at any step.
            (_, 530) | (Self::Connect | Self::SignIn, _) => GatewayErrorKind::Misconfigured,
            (_, 552) | (Self::Recipient | Self::Data | Self::Words, _) => {
                GatewayErrorKind::Rejected
            }
            (Self::Sender, _) => GatewayErrorKind::Misconfigured,
        }
    }

    /// What it means that there was no answer.
    const fn unanswered(self) -> GatewayErrorKind {
        match self {
            Self::Words => GatewayErrorKind::Unknown,
            Self::Connect | Self::SignIn | Self::Sender | Self::Recipient | Self::Data => AWAY,
        }
    }
}

/// An open connection, signed in.
pub(super) struct Session {
    connection: AsyncSmtpConnection,
    connect_timeout: Duration,
    request_timeout: Duration,
    usable: bool,
}

impl Session {
    /// Connects, makes the connection private, signs in.
    pub(super) async fn open(server: &Server) -> GatewayResult<Self> {
        let mut stage = Stage::Connect;
        let opening = Self::opened(server, &mut stage);
        let opened = tokio::time::timeout(server.connect_timeout, opening).await;
        let connection = match opened {
            Ok(Ok(connection)) => connection,
            Ok(Err(error)) => return Err(failed(stage, &error, None)),
            Err(_) => return Err(too_late(stage)),
        };
        Ok(Self {
            connection,
            connect_timeout: server.connect_timeout,
            request_timeout: server.request_timeout,
            usable: true,
        })
    }

    async fn opened(server: &Server, stage: &mut Stage) -> Result<AsyncSmtpConnection, Error> {
        let wrapper = match server.security {
            Security::Tls => server.tls.clone(),
            Security::Starttls | Security::None => None,
        };
        let address = (server.host.as_str(), server.port);
        let limit = Some(server.connect_timeout);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, limit, &server.hello, wrapper, None)
                .await?;
        if let (Security::Starttls, Some(tls)) = (server.security, &server.tls) {
            connection.starttls(tls.clone(), &server.hello).await?;
        }
        if let Some((user, password)) = &server.user {
            *stage = Stage::SignIn;
            let password = password.expose_secret().to_owned();
            let credentials = Credentials::new(user.clone(), password);
            connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?;
        }
        Ok(connection)
    }

    /// Hands over one mail.
    pub(super) async fn deliver(&mut self, letter: Letter) -> GatewayResult<()> {
        self.usable = false;
        let mut stage = Stage::Sender;
        let recipient = letter.to.clone();
        let limit = self.request_timeout;
        let outcome = tokio::time::timeout(limit, self.steps(letter, &mut stage)).await;
        match outcome {
            Ok(Ok(())) => {
                self.usable = true;
                Ok(())
            }
            Ok(Err(error)) => {
                if error.status().is_some() {
                    self.start_over().await;
                }
                Err(failed(stage, &error, Some(&recipient)))
            }
            Err(_) => Err(too_late(stage)),
        }
    }

    async fn steps(&mut self, letter: Letter, stage: &mut Stage) -> Result<(), Error> {
        self.connection.command(Mail::new(Some(letter.from), Vec::new())).await?;
        *stage = Stage::Recipient;
        self.connection.command(Rcpt::new(letter.to, Vec::new())).await?;
        *stage = Stage::Data;
        self.connection.command(Data).await?;
        *stage = Stage::Words;
        self.connection.message(&letter.message).await?;
        Ok(())
    }

    /// Makes a server forget a mail that it has refused.
    async fn start_over(&mut self) {
        let limit = self.connect_timeout;
        let forgotten = tokio::time::timeout(limit, self.connection.command(Rset)).await;
        self.usable = matches!(forgotten, Ok(Ok(_)));
    }

    /// Whether the server still answers.
    pub(super) async fn is_alive(&mut self) -> bool {
        let limit = self.connect_timeout;
        let alive = tokio::time::timeout(limit, self.connection.test_connected()).await;
        matches!(alive, Ok(true))
    }

    /// Whether another mail may go over it.
    pub(super) const fn is_usable(&self) -> bool {
        self.usable
    }
}

fn too_late(stage: Stage) -> GatewayError {
    let source = NoAnswer { stage: stage.name(), why: "no answer in time".to_owned() };
    GatewayError { provider: PROVIDER, kind: stage.unanswered(), source: Box::new(source) }
}

fn failed(stage: Stage, error: &Error, recipient: Option<&Address>) -> GatewayError {
    let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let private = recipient.map_or_else(Vec::new, |to| vec![to.user(), to.domain()]);
    let why = without_people(&source, &private);
    let Some(code) = error.status() else {
        let kind = match stage {
            // What a certificate or a server lacks today it will lack tomorrow.
            Stage::Connect | Stage::SignIn if is_not_private(error) || error.is_client() => {
                GatewayErrorKind::Misconfigured
            }
            _ => stage.unanswered(),
        };
        let source = NoAnswer { stage: stage.name(), why };
        return GatewayError { provider: PROVIDER, kind, source: Box::new(source) };
    };
    let status = u16::from(code);
    let kind = if code.severity == Severity::PermanentNegativeCompletion {
        stage.refused(status)
    } else {
        AWAY
    };
    let source = Refusal { status, message: why, stage: stage.name() };
    GatewayError { provider: PROVIDER, kind, source: Box::new(source) }
}

/// Whether TLS failed: by a certificate that proves nothing, or a server that does not speak it.
fn is_not_private(error: &Error) -> bool {
    if error.is_tls() {
        return true;
    }
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        // What went wrong inside a stream is no `source` of it.
        let wrapped = inner.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if wrapped.is_some_and(<dyn std::error::Error + Send + Sync>::is::<rustls::Error>) {
            return true;
        }
        cause = inner.source();
    }
    false
}
