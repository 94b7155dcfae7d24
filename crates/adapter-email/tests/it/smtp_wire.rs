//! What travels to a mail server.

use crm::contract::sample;
use crm::mail::Line;
use crm::{Mail, OutboundMail};

use crate::smtp_stand_in::{Server, sender};

/// The mail as it travels, its line endings shown.
async fn wire(mail: &OutboundMail) -> String {
    let server = Server::start().await;
    sender(&server).send(mail).await.unwrap();
    let wire = String::from_utf8(server.delivered()[0].wire.clone()).unwrap();
    assert!(wire.is_ascii(), "{wire}");
    for line in wire.split("\r\n") {
        assert!(line.len() <= 998 && !line.contains(['\r', '\n']), "{line:?}");
    }
    wire.replace("\r\n", "\n")
}

#[tokio::test]
async fn a_mail_with_everything() {
    insta::assert_snapshot!(wire(&sample(1)).await);
}

#[tokio::test]
async fn a_mail_of_plain_words() {
    let text = "Hello,\n.a line with a dot before it\n.\nFrom me, with a dot alone above.\n";
    let mail = OutboundMail {
        to_name: None,
        subject: Line::new("Plain"),
        text: text.to_owned(),
        html: None,
        attachments: Vec::new(),
        ..sample(1)
    };
    insta::assert_snapshot!(wire(&mail).await);
}

#[tokio::test]
async fn headers_cannot_be_smuggled_in() {
    let evil = "Ana\r\nBcc: x@evil.example\r\nContent-Type: text/html\r\n\r\n<b>hi</b>";
    let mut mail = sample(1);
    mail.to_name = Some(Line::new(evil));
    mail.subject = Line::new(evil);
    mail.attachments[0].name = Line::new(evil);
    let wire = wire(&mail).await;
    let (head, _) = wire.split_once("\n\n").unwrap();
    assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    let types = head.lines().filter(|line| line.starts_with("Content-Type:"));
    assert_eq!(types.count(), 1, "{head}");
}

#[tokio::test]
async fn long_names_and_subjects_are_folded() {
    let long = "Ünïcödé words without an end ".repeat(20);
    let mail = OutboundMail {
        to_name: Some(Line::name(&long)),
        subject: Line::new(&long),
        html: None,
        attachments: Vec::new(),
        ..sample(1)
    };
    let wire = wire(&mail).await;
    let (head, _) = wire.split_once("\n\n").unwrap();
    assert!(head.lines().all(|line| line.len() <= 78), "{head}");
}

#[tokio::test]
async fn the_session_says_as_little_as_it_has_to() {
    let server = Server::start().await;
    sender(&server).send(&sample(1)).await.unwrap();
    // The password, in base 64, is sent once.
    assert_eq!(
        server.commands(),
        [
            "EHLO frontdesk.example",
            "AUTH PLAIN AGRlc2sAaHVzaA==",
            "MAIL FROM:<desk@frontdesk.example>",
            "RCPT TO:<zoe.marsh+desk@prairie.example>",
            "DATA",
        ]
    );
    assert_eq!(server.delivered()[0].from, "MAIL FROM:<desk@frontdesk.example>");
}

#[tokio::test]
async fn a_second_attempt_is_the_same_to_the_byte() {
    assert_eq!(wire(&sample(1)).await, wire(&sample(1)).await);
}
