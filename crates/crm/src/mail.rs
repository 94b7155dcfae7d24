//! Mail that goes out.
//!
//! What comes from people (names, subjects, the words of a letter) passes through types that make it
//! harmless: a [`Line`] has no line break that could start another header, an [`Html`] can only be made
//! by a [`Letter`], which escapes everything, and a [`Link`] leads nowhere but to a web page.

mod address;
mod attachment;
mod letter;
mod line;
mod link;

use std::fmt;

pub use address::{MailAddress, MailAddressError};
pub use attachment::{Attachment, MediaType, MediaTypeError};
use kernel::JobId;
pub use letter::{Html, Letter};
pub use line::Line;
pub use link::{Link, LinkError};

/// A mail to one person. Shown by `Debug` without names, addresses or words.
#[derive(Clone, PartialEq, Eq)]
pub struct OutboundMail {
    /// The job that sends it: the same on every attempt. It becomes the `Message-ID`, by which servers
    /// and readers tell a double.
    pub id: JobId,
    /// Who gets it.
    pub to: MailAddress,
    /// What they are called, if known.
    pub to_name: Option<Line>,
    /// What it is about. **Limits**: not empty.
    pub subject: Line,
    /// The words for readers that show no HTML. **Limits**: not empty.
    pub text: String,
    /// The same words with their layout.
    pub html: Option<Html>,
    /// Files that come with it. **Limits**: [`OutboundMail::ATTACHMENTS_MAX`].
    pub attachments: Vec<Attachment>,
    /// Whether it holds a link or a code that lets somebody in. Nobody may keep its words, and nobody
    /// may lead its links through a tracker.
    pub sensitive: bool,
}

/// Why a mail cannot be sent by anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum MailFault {
    #[error("a mail needs a subject")]
    NoSubject,
    #[error("a mail needs words")]
    NoText,
    #[error("a mail has too many attachments")]
    TooManyAttachments,
    #[error("a mail is too large")]
    TooLarge,
}

impl OutboundMail {
    /// How many files may come with a mail.
    pub const ATTACHMENTS_MAX: usize = 10;
    /// How large words and files may be together, before they are encoded. **Units**: bytes.
    pub const BYTES_MAX: usize = 10 * 1024 * 1024;

    /// What makes it impossible to send, if anything does. Every implementation of
    /// [`Mail`](crate::Mail) asks this first.
    pub fn fault(&self) -> Option<MailFault> {
        if self.subject.is_empty() {
            Some(MailFault::NoSubject)
        } else if self.text.trim().is_empty() {
            Some(MailFault::NoText)
        } else if self.attachments.len() > Self::ATTACHMENTS_MAX {
            Some(MailFault::TooManyAttachments)
        } else if self.size_bytes() > Self::BYTES_MAX {
            Some(MailFault::TooLarge)
        } else {
            None
        }
    }

    /// How large words and files are together, before they are encoded. **Units**: bytes.
    pub fn size_bytes(&self) -> usize {
        let html = self.html.as_ref().map_or(0, |html| html.as_str().len());
        let files: usize = self.attachments.iter().map(|file| file.bytes.len()).sum();
        self.text.len() + html + files
    }

    /// The `Message-ID`, without its angle brackets, as a sender of `domain` writes it: the same on
    /// every attempt.
    pub fn message_id(&self, domain: &str) -> String {
        format!("{}@{domain}", self.id)
    }
}

impl fmt::Debug for OutboundMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutboundMail")
            .field("id", &self.id)
            .field("size_bytes", &self.size_bytes())
            .field("html", &self.html.is_some())
            .field("attachments", &self.attachments.len())
            .field("sensitive", &self.sensitive)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use kernel::{IdSource, SeededIds};

    use super::*;

    fn mail() -> OutboundMail {
        let ids: &dyn IdSource = &SeededIds::new(1);
        OutboundMail {
            id: ids.next(),
            to: MailAddress::parse("dana@prairie.example").unwrap(),
            to_name: Some(Line::new("Dana Reyes")),
            subject: Line::new("Hello"),
            text: "Private words".to_owned(),
            html: None,
            attachments: Vec::new(),
            sensitive: true,
        }
    }

    #[test]
    fn debug_shows_neither_people_nor_words() {
        let file = Attachment {
            name: Line::new("secret.ics"),
            content_type: MediaType::parse("text/calendar").unwrap(),
            bytes: b"BEGIN".to_vec(),
        };
        let shown = format!("{:?}", OutboundMail { attachments: vec![file], ..mail() });
        for hidden in ["dana", "Dana", "Reyes", "Hello", "Private", "secret", "BEGIN"] {
            assert!(!shown.contains(hidden), "{shown}");
        }
        assert!(shown.contains("job_") && shown.contains("size_bytes: 18"), "{shown}");
    }

    #[test]
    fn what_cannot_be_sent_is_known_before() {
        assert_eq!(mail().fault(), None);
        let none = OutboundMail { subject: Line::new("\r\n"), ..mail() };
        assert_eq!(none.fault(), Some(MailFault::NoSubject));
        assert_eq!(OutboundMail { text: " \n".into(), ..mail() }.fault(), Some(MailFault::NoText));
        let file = |size| Attachment {
            name: Line::new("a.ics"),
            content_type: MediaType::parse("text/calendar").unwrap(),
            bytes: vec![0; size],
        };
        let many = OutboundMail { attachments: vec![file(1); 11], ..mail() };
        assert_eq!(many.fault(), Some(MailFault::TooManyAttachments));
        let large = OutboundMail { attachments: vec![file(OutboundMail::BYTES_MAX); 1], ..mail() };
        assert_eq!(large.fault(), Some(MailFault::TooLarge));
    }

    #[test]
    fn the_message_id_is_the_jobs() {
        let mail = mail();
        assert_eq!(mail.message_id("x.example"), mail.clone().message_id("x.example"));
        assert!(mail.message_id("x.example").ends_with("@x.example"));
    }
}
