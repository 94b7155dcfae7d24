//! A mail server on this machine, which fails when told to.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use crm::MailFailure;
use crm::contract::{Fixture, Inbox, Received};
use frontdesk_adapter_email::{Config, Kind, Security, Smtp};
use kernel::ManualClock;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::reader;

/// A connection, private or not.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

type Lines = BufReader<Box<dyn Stream>>;

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Greeting,
    Ehlo,
    Auth,
    Mail,
    Rcpt,
    Data,
    Words,
    Noop,
}

/// What happens there.
#[derive(Debug, Clone)]
pub(crate) enum Fault {
    /// Another answer than usual.
    Says(&'static str),
    /// No answer, and the line is cut.
    Drops,
    /// No answer at all.
    Hangs,
}

/// A mail that was handed over.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    /// As it came, with its dots doubled.
    pub(crate) wire: Vec<u8>,
}

impl Delivery {
    /// The mail itself.
    pub(crate) fn message(&self) -> Vec<u8> {
        let mut message = Vec::new();
        for line in self.wire.split_inclusive(|byte| *byte == b'\n') {
            message.extend_from_slice(line.strip_prefix(b".").unwrap_or(line));
        }
        message
    }
}

#[derive(Default)]
struct State {
    faults: VecDeque<(Step, Fault)>,
    delivered: Vec<Delivery>,
    commands: Vec<String>,
    sessions: usize,
}

/// The server.
#[derive(Clone)]
pub(crate) struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    security: Security,
    tls: Option<TlsAcceptor>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::start_with(Security::None, None).await
    }

    /// A server that can be spoken to in private.
    pub(crate) async fn start_with(security: Security, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = Self { address, state: Arc::default(), security, tls };
        let shared = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = shared.clone();
                server.with(|state| state.sessions += 1);
                tokio::spawn(async move { server.serve(stream).await });
            }
        });
        server
    }

    /// Makes the next session that gets to `step` go wrong there.
    pub(crate) fn fail(&self, step: Step, fault: Fault) {
        self.with(|state| state.faults.push_back((step, fault)));
    }

    pub(crate) fn delivered(&self) -> Vec<Delivery> {
        self.with(|state| state.delivered.clone())
    }

    pub(crate) fn commands(&self) -> Vec<String> {
        self.with(|state| state.commands.clone())
    }

    pub(crate) fn sessions(&self) -> usize {
        self.with(|state| state.sessions)
    }

    /// Settings that point here.
    pub(crate) fn config(&self) -> Config {
        Config {
            kind: Kind::Smtp,
            from: "desk@frontdesk.example".to_owned(),
            smtp_host: self.address.ip().to_string(),
            smtp_port: self.address.port(),
            smtp_security: self.security,
            smtp_user: "desk".to_owned(),
            smtp_password: Some("hush".into()),
            connect_timeout_ms: 5_000,
            request_timeout_ms: 20_000,
            ..Config::default()
        }
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap())
    }

    fn fault(&self, step: Step) -> Option<Fault> {
        self.with(|state| {
            let due = state.faults.front().is_some_and(|(at, _)| *at == step);
            if due { state.faults.pop_front().map(|(_, fault)| fault) } else { None }
        })
    }

    /// Answers, unless told otherwise. None where the session is over.
    async fn answer(&self, to: &mut Box<dyn Stream>, step: Step, usual: &str) -> Option<bool> {
        let (said, fine) = match self.fault(step) {
            None => (usual, true),
            Some(Fault::Says(other)) => (other, false),
            Some(Fault::Drops) => return None,
            Some(Fault::Hangs) => std::future::pending().await,
        };
        to.write_all(format!("{said}\r\n").as_bytes()).await.ok()?;
        Some(fine)
    }

    async fn serve(&self, stream: impl Stream + 'static) -> Option<()> {
        let mut stream: Box<dyn Stream> = Box::new(stream);
        if self.security == Security::Tls {
            stream = Box::new(self.tls.as_ref()?.accept(stream).await.ok()?);
        }
        let mut lines: Lines = BufReader::new(stream);
        let mut private = self.security != Security::Starttls;
        self.answer(lines.get_mut(), Step::Greeting, "220 stand-in ESMTP").await?;
        let mut open = Delivery { from: String::new(), to: Vec::new(), wire: Vec::new() };
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line).await.ok()? == 0 {
                return None;
            }
            let line = line.trim_end().to_owned();
            self.with(|state| state.commands.push(line.clone()));
            let stream = lines.get_mut();
            let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => {
                    let offer = if private {
                        "250-stand-in\r\n250-SIZE 20000000\r\n250 AUTH PLAIN LOGIN"
                    } else {
                        "250-stand-in\r\n250 STARTTLS"
                    };
                    self.answer(stream, Step::Ehlo, offer).await?;
                }
                "STARTTLS" => {
                    stream.write_all(b"220 2.0.0 go ahead\r\n").await.ok()?;
                    let stream = self.tls.as_ref()?.accept(lines.into_inner()).await.ok()?;
                    lines = BufReader::new(Box::new(stream));
                    private = true;
                }
                "AUTH" => {
                    self.answer(stream, Step::Auth, "235 2.7.0 welcome").await?;
                }
                "MAIL" => {
                    if self.answer(stream, Step::Mail, "250 2.1.0 fine").await? {
                        open.from = line;
                    }
                }
                "RCPT" => {
                    if self.answer(stream, Step::Rcpt, "250 2.1.5 fine").await? {
                        open.to.push(address(&line));
                    }
                }
                "DATA" => {
                    if self.answer(stream, Step::Data, "354 go ahead").await? {
                        self.take(&mut lines, &mut open).await?;
                    }
                }
                "RSET" => {
                    open.to.clear();
                    stream.write_all(b"250 2.0.0 forgotten\r\n").await.ok()?;
                }
                "NOOP" => {
                    self.answer(stream, Step::Noop, "250 2.0.0 here").await?;
                }
                "QUIT" => {
                    stream.write_all(b"221 2.0.0 bye\r\n").await.ok()?;
                    return None;
                }
                _ => stream.write_all(b"500 5.5.1 what?\r\n").await.ok()?,
            }
        }
    }

    async fn take(&self, lines: &mut Lines, open: &mut Delivery) -> Option<()> {
        let mut line = Vec::new();
        loop {
            line.clear();
            if lines.read_until(b'\n', &mut line).await.ok()? == 0 {
                return None;
            }
            if line == b".\r\n" {
                break;
            }
            open.wire.extend_from_slice(&line);
        }
        let fresh = Delivery { from: String::new(), to: Vec::new(), wire: Vec::new() };
        let delivery = std::mem::replace(open, fresh);
        // An answer that is lost is one that was given.
        let refused =
            self.with(|state| matches!(state.faults.front(), Some((Step::Words, Fault::Says(_)))));
        if !refused {
            self.with(|state| state.delivered.push(delivery));
        }
        self.answer(lines.get_mut(), Step::Words, "250 2.0.0 queued").await.map(|_| ())
    }
}

fn address(line: &str) -> String {
    line.split(['<', '>']).nth(1).unwrap().to_owned()
}

/// A clock that shows one moment.
pub(crate) fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::new("2026-03-02T15:04:05Z".parse().unwrap()))
}

/// A sender to this server.
pub(crate) fn sender(server: &Server) -> Smtp {
    Smtp::new(&server.config(), clock()).unwrap()
}

#[async_trait]
impl Inbox for Server {
    async fn received(&self) -> Vec<Received> {
        let read = |mail: Delivery| reader::read(mail.to.clone(), &mail.message());
        self.delivered().into_iter().map(read).collect()
    }

    async fn fail_next(&self, failure: MailFailure) {
        match failure {
            MailFailure::Away => {
                self.fail(Step::Rcpt, Fault::Says("451 4.7.1 zoe.marsh+desk: come again"));
            }
            MailFailure::Refused => {
                let says = "550 5.1.1 <Zoe.Marsh+desk@prairie.example>: nobody at prairie.example";
                self.fail(Step::Rcpt, Fault::Says(says));
            }
            MailFailure::AnswerLost => self.fail(Step::Words, Fault::Drops),
        }
    }
}

/// A sender and its server.
pub(crate) async fn fixture() -> Fixture {
    let server = Server::start().await;
    Fixture::new(sender(&server), server)
}
