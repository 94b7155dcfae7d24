//! What everybody who sends mail owes those who have it sent.
//!
//! Each promise is an ordinary function over a [`Fixture`].
//! [`mail_contract_tests!`](crate::mail_contract_tests) lists them once and makes them into tests of
//! one implementation:
//!
//! ```text
//! async fn fresh() -> frontdesk_crm::contract::Fixture { … }
//! frontdesk_crm::mail_contract_tests!(crate::fresh);
//! ```

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests: a panic is a finding, and the names are sentences"
)]

use std::collections::HashSet;
use std::sync::Arc;

use async_trait::async_trait;
use kernel::{GatewayErrorKind, IdSource, Language, SeededIds};

use crate::fake::{FakeMail, MailFailure};
use crate::mail::{Attachment, Letter, Line, Link, MailAddress, MediaType, OutboundMail};
use crate::ports::Mail;

/// A mail as its reader's program understands it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// What doubles share.
    pub message_id: String,
    /// The addresses it was delivered to.
    pub recipients: Vec<String>,
    /// The name beside the address.
    pub to_name: Option<String>,
    /// What it is about.
    pub subject: String,
    /// The words.
    pub text: String,
    /// The words with their layout.
    pub html: Option<String>,
    /// Name, media type without parameters, and content of each file.
    pub files: Vec<(String, String, Vec<u8>)>,
}

/// The other end.
#[async_trait]
pub trait Inbox: Send + Sync {
    /// What arrived, oldest first, doubles included if the implementation leaves them to the reader.
    async fn received(&self) -> Vec<Received>;
    /// Makes the next send fail.
    async fn fail_next(&self, failure: MailFailure);
}

/// An implementation and the other end of it.
#[derive(Clone)]
pub struct Fixture {
    /// Who sends.
    pub mail: Arc<dyn Mail>,
    /// What comes of it.
    pub inbox: Arc<dyn Inbox>,
}

impl Fixture {
    /// `mail`, and the other end of it.
    pub fn new(mail: impl Mail + 'static, inbox: impl Inbox + 'static) -> Self {
        Self { mail: Arc::new(mail), inbox: Arc::new(inbox) }
    }

    /// The mail in memory.
    pub fn fake() -> Self {
        let fake = Arc::new(FakeMail::new());
        Self { mail: fake.clone(), inbox: fake }
    }

    async fn received(&self) -> Vec<Received> {
        self.inbox.received().await
    }
}

#[async_trait]
impl Inbox for FakeMail {
    async fn received(&self) -> Vec<Received> {
        let file = |file: &Attachment| {
            (file.file_name(), file.content_type.essence().to_owned(), file.bytes.clone())
        };
        let read = |mail: OutboundMail| Received {
            message_id: mail.message_id("fake.example"),
            recipients: vec![mail.to.as_str().to_owned()],
            to_name: mail.to_name.map(|name| name.as_str().to_owned()),
            subject: mail.subject.as_str().to_owned(),
            files: mail.attachments.iter().map(file).collect(),
            html: mail.html.map(|html| html.as_str().to_owned()),
            text: mail.text,
        };
        self.sent().into_iter().map(read).collect()
    }

    async fn fail_next(&self, failure: MailFailure) {
        Self::fail_next(self, [failure]);
    }
}

/// A mail with everything that a mail can have; `seed` tells mails apart.
pub fn sample(seed: u64) -> OutboundMail {
    let ids: &dyn IdSource = &SeededIds::new(seed);
    let page = Link::parse("https://frontdesk.example/verify?t=abc&x=1").unwrap();
    let letter = Letter::new(Language::english())
        .paragraph("Hello Zoë,")
        .button("Confirm", &page)
        .small("You get this because you signed up.");
    OutboundMail {
        id: ids.next(),
        to: MailAddress::parse("zoe.marsh+desk@prairie.example").unwrap(),
        to_name: Some(Line::name("Zoë \"Z\" Marsh, Jr.")),
        subject: Line::new("¿Todo bien? Confirm your address ✓"),
        text: letter.text(),
        html: Some(letter.html("Confirm your address")),
        attachments: vec![Attachment {
            name: Line::new("Cita de Íñigo.ics"),
            content_type: MediaType::parse("text/calendar; method=REQUEST; charset=utf-8").unwrap(),
            bytes: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_vec(),
        }],
        sensitive: true,
    }
}

/// The words with one sort of line ending.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end_matches('\n').to_owned()
}

pub async fn what_is_handed_over_arrives(fixture: Fixture) {
    let mail = sample(1);
    fixture.mail.send(&mail).await.unwrap();
    let [got] = fixture.received().await.try_into().unwrap();
    assert!(got.message_id.starts_with(&mail.id.to_string()), "{}", got.message_id);
    assert_eq!(got.recipients, [mail.to.as_str()]);
    assert_eq!(got.to_name.as_deref(), mail.to_name.as_ref().map(Line::as_str));
    assert_eq!(got.subject, mail.subject.as_str());
    assert_eq!(lines(&got.text), lines(&mail.text));
    let html = mail.html.as_ref().map(|html| lines(html.as_str()));
    assert_eq!(got.html.as_deref().map(lines), html);
    let file = &mail.attachments[0];
    let expected = (file.file_name(), "text/calendar".to_owned(), file.bytes.clone());
    assert_eq!(got.files, [expected]);
}

pub async fn a_mail_of_text_alone_arrives(fixture: Fixture) {
    let mail = OutboundMail { html: None, attachments: Vec::new(), to_name: None, ..sample(1) };
    fixture.mail.send(&mail).await.unwrap();
    let [got] = fixture.received().await.try_into().unwrap();
    assert_eq!((got.to_name, got.html, got.files), (None, None, Vec::new()));
    assert_eq!(lines(&got.text), lines(&mail.text));
}

pub async fn every_attempt_has_the_same_message_id_and_every_mail_its_own(fixture: Fixture) {
    for seed in [1, 1, 2] {
        fixture.mail.send(&sample(seed)).await.unwrap();
    }
    let ids: HashSet<String> =
        fixture.received().await.into_iter().map(|mail| mail.message_id).collect();
    assert_eq!(ids.len(), 2);
}

pub async fn nothing_adds_a_header_or_a_recipient(fixture: Fixture) {
    let evil = "Ana\r\nBcc: x@evil.example\r\n\r\n<b>hi</b>\u{2028}\u{0}\"; a=\"b";
    let mut mail = sample(1);
    mail.to_name = Some(Line::new(evil));
    mail.subject = Line::new(evil);
    mail.attachments[0].name = Line::new(evil);
    fixture.mail.send(&mail).await.unwrap();
    let [got] = fixture.received().await.try_into().unwrap();
    assert_eq!(got.recipients, [mail.to.as_str()]);
    let flat = "Ana Bcc: x@evil.example <b>hi</b> \"; a=\"b";
    assert_eq!((got.to_name.as_deref(), got.subject.as_str()), (Some(flat), flat));
    assert_eq!(got.files[0].0, mail.attachments[0].file_name());
    assert_eq!(got.files.len(), 1);
    assert_eq!(lines(&got.text), lines(&mail.text));
}

pub async fn words_of_every_sort_arrive_as_they_are(fixture: Fixture) {
    let long = "0123456789 ".repeat(600);
    let solid = "é".repeat(3_000);
    for (seed, text) in [
        ".\n..\n.hidden\nend",
        "From me\n>From you\n\n--frontier\n--",
        "a=b =3D ?= =?utf-8?q?x?=",
        "نص עברית 見積もり 👩\u{200d}🦰 Ñandú",
        "blanks at the end   \nand a tab\t\nend",
        long.trim_end(),
        &solid,
    ]
    .into_iter()
    .enumerate()
    {
        let seed = u64::try_from(seed).unwrap() + 1;
        let mail = OutboundMail { text: text.to_owned(), attachments: Vec::new(), ..sample(seed) };
        fixture.mail.send(&mail).await.unwrap();
        let got = fixture.received().await.pop().unwrap();
        assert_eq!(lines(&got.text), text);
    }
}

pub async fn files_arrive_byte_by_byte(fixture: Fixture) {
    let mut mail = sample(1);
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    mail.attachments = (0..OutboundMail::ATTACHMENTS_MAX)
        .map(|place| Attachment {
            name: Line::new(&format!("{place}.pdf")),
            content_type: MediaType::parse("application/pdf").unwrap(),
            bytes: bytes.clone(),
        })
        .collect();
    fixture.mail.send(&mail).await.unwrap();
    let [got] = fixture.received().await.try_into().unwrap();
    assert_eq!(got.files.len(), OutboundMail::ATTACHMENTS_MAX);
    for (place, (name, kind, content)) in got.files.iter().enumerate() {
        assert_eq!((name.as_str(), kind.as_str()), (&*format!("{place}.pdf"), "application/pdf"));
        assert!(*content == bytes);
    }
}

pub async fn what_has_a_fault_is_refused(fixture: Fixture) {
    let faulty = [
        OutboundMail { subject: Line::new(""), ..sample(1) },
        OutboundMail { text: String::new(), ..sample(1) },
        OutboundMail { text: "x".repeat(OutboundMail::BYTES_MAX + 1), ..sample(1) },
    ];
    for mail in faulty {
        let error = fixture.mail.send(&mail).await.unwrap_err();
        assert_eq!(error.kind, GatewayErrorKind::Rejected);
    }
    assert_eq!(fixture.received().await, []);
}

pub async fn a_refusal_is_final_and_harms_nobody_else(fixture: Fixture) {
    fixture.inbox.fail_next(MailFailure::Refused).await;
    let error = fixture.mail.send(&sample(1)).await.unwrap_err();
    assert_eq!(error.kind, GatewayErrorKind::Rejected);
    fixture.mail.send(&sample(2)).await.unwrap();
    let [got] = fixture.received().await.try_into().unwrap();
    assert!(got.message_id.starts_with(&sample(2).id.to_string()));
}

pub async fn a_server_that_is_away_is_asked_again(fixture: Fixture) {
    fixture.inbox.fail_next(MailFailure::Away).await;
    let error = fixture.mail.send(&sample(1)).await.unwrap_err();
    assert!(matches!(error.kind, GatewayErrorKind::Unavailable { .. }), "{error:?}");
    assert_eq!(fixture.received().await, []);
    fixture.mail.send(&sample(1)).await.unwrap();
    assert_eq!(fixture.received().await.len(), 1);
}

pub async fn a_lost_answer_leaves_doubt_and_a_second_attempt_a_double_at_most(fixture: Fixture) {
    fixture.inbox.fail_next(MailFailure::AnswerLost).await;
    let error = fixture.mail.send(&sample(1)).await.unwrap_err();
    assert_eq!(error.kind, GatewayErrorKind::Unknown, "{error:?}");
    fixture.mail.send(&sample(1)).await.unwrap();
    let mut got = fixture.received().await;
    let first = got.remove(0);
    assert!(got.iter().all(|again| again.message_id == first.message_id), "{got:?}");
}

pub async fn an_error_shows_neither_people_nor_words(fixture: Fixture) {
    for failure in [MailFailure::Refused, MailFailure::Away, MailFailure::AnswerLost] {
        fixture.inbox.fail_next(failure).await;
        let error = fixture.mail.send(&sample(1)).await.unwrap_err();
        let shown = format!("{error:?} {error} {}", error.source);
        for hidden in ["zoe", "prairie", "Marsh", "Confirm", "t=abc"] {
            assert!(!shown.contains(hidden), "{shown}");
        }
    }
}

pub async fn many_at_once_all_arrive(fixture: Fixture) {
    let mut tasks = Vec::new();
    for seed in 1..=20 {
        let mail = fixture.mail.clone();
        tasks.push(tokio::spawn(async move { mail.send(&sample(seed)).await }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let ids: HashSet<String> =
        fixture.received().await.into_iter().map(|mail| mail.message_id).collect();
    assert_eq!(ids.len(), 20);
}

/// Makes every promise into a test of the implementation that `$fresh` sets up:
/// an `async fn() -> Fixture`.
#[macro_export]
macro_rules! mail_contract_tests {
    ($fresh:path) => {
        $crate::mail_contract_tests!(@each $fresh:
            what_is_handed_over_arrives
            a_mail_of_text_alone_arrives
            every_attempt_has_the_same_message_id_and_every_mail_its_own
            nothing_adds_a_header_or_a_recipient
            words_of_every_sort_arrive_as_they_are
            files_arrive_byte_by_byte
            what_has_a_fault_is_refused
            a_refusal_is_final_and_harms_nobody_else
            a_server_that_is_away_is_asked_again
            a_lost_answer_leaves_doubt_and_a_second_attempt_a_double_at_most
            an_error_shows_neither_people_nor_words
            many_at_once_all_arrive
        );
    };
    (@each $fresh:path: $($promise:ident)+) => {$(
        #[tokio::test]
        async fn $promise() {
            $crate::contract::$promise($fresh().await).await;
        }
    )+};
}
