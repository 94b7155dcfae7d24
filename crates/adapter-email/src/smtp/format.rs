//! A mail as it travels: headers, parts, encodings.
//!
//! Sources: RFC 5322 (headers), RFC 2045 to 2047 and 2231 (parts, encodings), RFC 3834
//! (`Auto-Submitted`), read 2026-11.

use std::sync::Arc;
use std::time::SystemTime;

use crm::OutboundMail;
use crm::mail::{Attachment, Line, MailAddress};
use kernel::{Clock, GatewayError, GatewayErrorKind, GatewayResult};
use lettre::message::header::{ContentDisposition, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, message::header::ContentTransferEncoding};

use super::PROVIDER;
use crate::config::Config;
use crate::failure::not_sent;

/// Writes mails of one sender.
pub(super) struct Format {
    from: Mailbox,
    domain: String,
    clock: Arc<dyn Clock>,
}

impl Format {
    pub(super) fn new(config: &Config, clock: Arc<dyn Clock>) -> GatewayResult<Self> {
        let wrong = |error| not_sent(PROVIDER, GatewayErrorKind::Misconfigured, error);
        let address = MailAddress::parse(&config.from)
            .map_err(|error| not_sent(PROVIDER, GatewayErrorKind::Misconfigured, error))?;
        let name = Line::new(&config.from_name);
        let name = (!name.is_empty()).then(|| name.as_str().to_owned());
        let email: Address = address.as_str().parse().map_err(wrong)?;
        let from = Mailbox::new(name, email);
        Ok(Self { from, domain: address.domain().to_owned(), clock })
    }

    /// The address that failures are reported to.
    pub(super) fn sender(&self) -> Address {
        self.from.email.clone()
    }

    /// The address that it goes to.
    #[expect(clippy::unused_self, reason = "reads like its neighbours")]
    pub(super) fn recipient(&self, mail: &OutboundMail) -> GatewayResult<Address> {
        mail.to.as_str().parse().map_err(rejected)
    }

    /// The mail, the same on every attempt but for its date.
    pub(super) fn message(&self, mail: &OutboundMail) -> GatewayResult<Message> {
        let to = Mailbox::new(
            mail.to_name.as_ref().filter(|name| !name.is_empty()).map(|name| name.as_str().into()),
            self.recipient(mail)?,
        );
        let builder = Message::builder()
            .message_id(Some(format!("<{}>", mail.message_id(&self.domain))))
            .date(SystemTime::from(self.clock.now()))
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject.as_str())
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        finished(builder, mail).map_err(rejected)
    }
}

fn rejected(error: impl std::error::Error + Send + Sync + 'static) -> GatewayError {
    not_sent(PROVIDER, GatewayErrorKind::Rejected, error)
}

/// Words, then HTML, then files, in as few parts as there need be.
fn finished(builder: MessageBuilder, mail: &OutboundMail) -> Result<Message, lettre::error::Error> {
    let text = SinglePart::plain(mail.text.clone());
    let html = mail.html.as_ref().map(|html| SinglePart::html(html.as_str().to_owned()));
    // From the id, so that a second attempt is the same to the byte; nobody knows it beforehand.
    let boundary = |part: &str| format!("{part}-{}", mail.id);
    let words = |html| {
        MultiPart::alternative()
            .boundary(boundary("words"))
            .singlepart(text.clone())
            .singlepart(html)
    };
    if mail.attachments.is_empty() {
        return match html {
            None => builder.singlepart(text),
            Some(html) => builder.multipart(words(html)),
        };
    }
    let mixed = MultiPart::mixed().boundary(boundary("files"));
    let mixed = match html {
        None => mixed.singlepart(text),
        Some(html) => mixed.multipart(words(html)),
    };
    builder.multipart(mail.attachments.iter().map(file).fold(mixed, MultiPart::singlepart))
}

fn file(attachment: &Attachment) -> SinglePart {
    // What a file is was read before; octets are what everything is at least.
    let kind = ContentType::parse(attachment.content_type.as_str());
    let octets = || ContentType::parse("application/octet-stream");
    let part = SinglePart::builder();
    let part = match kind.or_else(|_| octets()) {
        Ok(kind) => part.header(kind),
        Err(_) => part,
    };
    part.header(ContentDisposition::attachment(&attachment.file_name()))
        .header(ContentTransferEncoding::Base64)
        .body(attachment.bytes.clone())
}
