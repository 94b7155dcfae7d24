//! The carrier's REST side: remembers every text it was asked to send, and can be asked which.

use std::sync::{Arc, Mutex, PoisonError};

use kernel::PhoneNumber;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone)]
struct Text {
    sid: String,
    to: String,
    from: String,
    body: String,
    /// As Twilio writes it: `Sat, 21 Nov 2026 12:00:00 +0000`.
    at: String,
}

/// A stand-in that answers `POST` and `GET …/Messages.json`.
pub(super) struct Carrier {
    port: u16,
    sent: Arc<Mutex<Vec<Text>>>,
}

impl Carrier {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let sent: Arc<Mutex<Vec<Text>>> = Arc::default();
        let ledger = sent.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let ledger = ledger.clone();
                tokio::spawn(async move {
                    let _ = serve(socket, &ledger).await;
                });
            }
        });
        Self { port, sent }
    }

    pub(super) const fn port(&self) -> u16 {
        self.port
    }

    /// How many texts this number got.
    pub(super) fn sent_to(&self, phone: &PhoneNumber) -> usize {
        self.words_to(phone).len()
    }

    /// What this number was texted, in alphabetical order.
    pub(super) fn words_to(&self, phone: &PhoneNumber) -> Vec<String> {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs = sent.iter().filter(|text| text.to == phone.as_str());
        let mut words: Vec<String> = theirs.map(|text| text.body.clone()).collect();
        words.sort_unstable();
        words
    }
}

async fn serve(mut socket: TcpStream, ledger: &Mutex<Vec<Text>>) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    loop {
        let (head, body) = loop {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = header(head, "content-length").parse().unwrap_or(0);
                if body.len() >= length {
                    break (head.to_owned(), body.get(..length).unwrap_or_default().to_owned());
                }
            }
            let mut chunk = [0; 4_096];
            let read = socket.read(&mut chunk).await?;
            if read == 0 {
                return Ok(());
            }
            bytes.extend_from_slice(&chunk[..read]);
        };
        bytes.clear();
        let answer = answer(&head, &body, ledger);
        let status = if head.starts_with("POST") { "201 Created" } else { "200 OK" };
        let response = format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{answer}",
            answer.len()
        );
        socket.write_all(response.as_bytes()).await?;
    }
}

fn answer(head: &str, body: &str, ledger: &Mutex<Vec<Text>>) -> String {
    let mut sent = ledger.lock().unwrap_or_else(PoisonError::into_inner);
    if head.starts_with("POST") {
        let fields = fields(body);
        let text = Text {
            sid: format!("SM{:032x}", sent.len() + 1),
            to: field(&fields, "To"),
            from: field(&fields, "From"),
            body: field(&fields, "Body"),
            at: now(),
        };
        sent.push(text.clone());
        return json(&text).to_string();
    }
    let target = head.split_whitespace().nth(1).unwrap_or_default();
    let query = fields(target.split_once('?').map_or("", |(_, query)| query));
    // Newest first, as the carrier lists them.
    let matching: Vec<_> = sent
        .iter()
        .rev()
        .filter(|text| {
            let fits = |name: &str, value: &str| {
                let wanted = field(&query, name);
                wanted.is_empty() || wanted == value
            };
            fits("To", &text.to) && fits("From", &text.from)
        })
        .map(json)
        .collect();
    serde_json::json!({
        "messages": matching, "page": 0, "page_size": 50, "start": 0, "end": 0,
        "first_page_uri": target, "next_page_uri": null, "previous_page_uri": null, "uri": target,
    })
    .to_string()
}

fn json(text: &Text) -> serde_json::Value {
    let Text { sid, to, from, body, at } = text;
    serde_json::json!({
        "sid": sid, "account_sid": "AC00000000000000000000000000000001", "status": "sent",
        "to": to, "from": from, "body": body, "num_segments": "1", "num_media": "0",
        "direction": "outbound-api", "price": null, "price_unit": "USD",
        "error_code": null, "error_message": null, "messaging_service_sid": null,
        "date_created": at, "date_updated": at, "date_sent": at,
        "api_version": "2010-04-01", "uri": "", "subresource_uris": {},
    })
}

#[expect(clippy::disallowed_methods, reason = "the server under test lives by the real clock")]
fn now() -> String {
    jiff::Timestamp::now().strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

fn header(head: &str, name: &str) -> String {
    let line = head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    });
    line.unwrap_or_default()
}

fn fields(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn field(fields: &[(String, String)], name: &str) -> String {
    let found = fields.iter().find(|(key, _)| key == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let hex: String = rest.by_ref().take(2).map(char::from).collect();
                bytes.push(u8::from_str_radix(&hex, 16).unwrap_or(b'?'));
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
