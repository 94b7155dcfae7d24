//! A reader's program, from somebody else.

use crm::contract::Received;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

/// A mail as a reader sees it.
pub(crate) fn read(recipients: Vec<String>, bytes: &[u8]) -> Received {
    let message = MessageParser::default().parse(bytes).unwrap();
    let to = message.to().and_then(|to| to.first()).unwrap();
    Received {
        message_id: message.message_id().unwrap().to_owned(),
        recipients,
        to_name: to.name.as_ref().map(ToString::to_string),
        subject: message.subject().unwrap().to_owned(),
        text: words(&message, false).unwrap(),
        html: words(&message, true),
        files: message.attachments().map(file).collect(),
    }
}

fn words(message: &Message<'_>, html: bool) -> Option<String> {
    message.parts.iter().find_map(|part| match &part.body {
        _ if part.attachment_name().is_some() => None,
        PartType::Text(text) if !html => Some(text.to_string()),
        PartType::Html(text) if html => Some(text.to_string()),
        _ => None,
    })
}

fn file(part: &mail_parser::MessagePart<'_>) -> (String, String, Vec<u8>) {
    let kind = part.content_type().unwrap();
    let essence = format!("{}/{}", kind.ctype(), kind.subtype().unwrap());
    (part.attachment_name().unwrap().to_owned(), essence, part.contents().to_vec())
}
