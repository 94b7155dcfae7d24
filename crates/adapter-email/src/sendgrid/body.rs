//! A mail as SendGrid wants it.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use crm::OutboundMail;
use crm::mail::{Attachment, Line, MailAddress};
use serde::Serialize;

/// The body of `POST /v3/mail/send`.
#[derive(Serialize)]
pub(super) struct Body<'a> {
    personalizations: [Personalization<'a>; 1],
    from: Person<'a>,
    subject: &'a str,
    content: Vec<Content<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<File<'a>>,
    headers: BTreeMap<&'static str, String>,
    tracking_settings: Tracking,
}

#[derive(Serialize)]
struct Personalization<'a> {
    to: [Person<'a>; 1],
    /// What SendGrid's reports about this mail will carry.
    custom_args: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct Person<'a> {
    email: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct Content<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
struct File<'a> {
    content: String,
    filename: String,
    #[serde(rename = "type")]
    kind: &'a str,
    disposition: &'static str,
}

/// Nobody's links are led through a tracker, and no picture tells when a mail was opened.
#[derive(Serialize, Default)]
struct Tracking {
    #[serde(rename = "click_tracking")]
    clicks: Clicks,
    #[serde(rename = "open_tracking")]
    opening: Switch,
    #[serde(rename = "subscription_tracking")]
    subscription: Switch,
}

#[derive(Serialize, Default)]
struct Clicks {
    enable: bool,
    enable_text: bool,
}

#[derive(Serialize, Default)]
struct Switch {
    enable: bool,
}

impl<'a> Body<'a> {
    /// The mail, the same to the byte on every attempt.
    pub(super) fn new(mail: &'a OutboundMail, from: &'a MailAddress, from_name: &'a str) -> Self {
        let text = Content { kind: "text/plain", value: &mail.text };
        let html = mail.html.as_ref();
        let html = html.map(|html| Content { kind: "text/html", value: html.as_str() });
        let message_id = format!("<{}>", mail.message_id(from.domain()));
        let headers = [("Auto-Submitted", "auto-generated".to_owned()), ("Message-ID", message_id)];
        let to_name = mail.to_name.as_ref().map(Line::as_str).filter(|name| !name.is_empty());
        Self {
            personalizations: [Personalization {
                to: [Person { email: mail.to.as_str(), name: to_name }],
                custom_args: [("mail", mail.id.to_string())].into(),
            }],
            from: Person {
                email: from.as_str(),
                name: Some(from_name).filter(|name| !name.is_empty()),
            },
            subject: mail.subject.as_str(),
            content: std::iter::once(text).chain(html).collect(),
            attachments: mail.attachments.iter().map(File::new).collect(),
            headers: headers.into(),
            tracking_settings: Tracking::default(),
        }
    }
}

impl<'a> File<'a> {
    fn new(attachment: &'a Attachment) -> Self {
        Self {
            content: STANDARD.encode(&attachment.bytes),
            filename: attachment.file_name(),
            kind: attachment.content_type.as_str(),
            disposition: "attachment",
        }
    }
}
