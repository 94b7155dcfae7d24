//! The ways in which Twilio may have written the address that it signed.
//!
//! The address as received comes first. Twilio's back ends do not agree on whether a port belongs to
//! it, and some sign an escaped form of special characters; the official libraries therefore try
//! several, and so do we, in their order.

use std::fmt::Write;

/// The parts of an address, none of them changed.
struct Parts<'a> {
    scheme: &'a str,
    user: &'a str,
    host: &'a str,
    port: Option<&'a str>,
    rest: &'a str,
}

impl<'a> Parts<'a> {
    fn of(url: &'a str) -> Option<Self> {
        let (scheme, after) = url.split_once("://")?;
        let end = after.find(['/', '?']).unwrap_or(after.len());
        let (authority, rest) = after.split_at(end);
        let (user, place) = match authority.rfind('@') {
            Some(at) => authority.split_at(at + 1),
            None => ("", authority),
        };
        // In an IPv6 address only a colon after the closing bracket begins a port.
        let bracket = place.rfind(']').map_or(0, |at| at + 1);
        let (host, port) = match place.get(bracket..).and_then(|tail| tail.find(':')) {
            Some(colon) => {
                let (host, port) = place.split_at(bracket + colon);
                (host, Some(port))
            }
            None => (place, None),
        };
        Some(Self { scheme, user, host, port, rest })
    }

    fn with_port(&self, port: &str) -> String {
        [self.scheme, "://", self.user, self.host, port, self.rest].concat()
    }
}

/// `url` with and without a port, itself left out.
pub(super) fn port_variants(url: &str) -> Vec<String> {
    let Some(parts) = Parts::of(url) else { return Vec::new() };
    if parts.port.is_some() {
        return vec![parts.with_port("")];
    }
    match parts.scheme {
        "https" => vec![parts.with_port(":443")],
        // The libraries know web addresses only and give a secure websocket port 80.
        "wss" => vec![parts.with_port(":443"), parts.with_port(":80")],
        _ => vec![parts.with_port(":80")],
    }
}

/// `url` as a browser would write it, and with its query escaped anew, each with and without a port.
///
/// Empty where that could name another path than the one asked for: nobody shall replay a signed
/// request at a place that merely normalises to it.
pub(super) fn escaped_variants(url: &str) -> Vec<String> {
    let path = url.split('?').next().unwrap_or(url);
    let path_moves = ["/.", "%2e", "%2E", "\\", "@"].iter().any(|part| path.contains(part));
    if path_moves || url.bytes().any(|byte| byte.is_ascii_control()) {
        return Vec::new();
    }
    let Ok(normal) = url::Url::parse(url) else { return Vec::new() };
    let normal = String::from(normal);
    let mut variants = vec![normal.clone()];
    variants.extend(port_variants(&normal));
    let requeried: Vec<String> = variants.iter().filter_map(|variant| requery(variant)).collect();
    variants.extend(requeried);
    variants.retain(|variant| variant != url);
    variants
}

/// The query decoded and escaped again as Node's `querystring` does, doubles brought together.
fn requery(url: &str) -> Option<String> {
    let (before, query) = url.split_once('?').filter(|(_, query)| !query.is_empty())?;
    let mut grouped: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match grouped.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value.into_owned()),
            None => grouped.push((name.into_owned(), vec![value.into_owned()])),
        }
    }
    let mut escaped = String::with_capacity(url.len() + 16);
    escaped.push_str(before);
    let mut separator = '?';
    for (name, values) in &grouped {
        for value in values {
            escaped.push(separator);
            escape(name, &mut escaped);
            escaped.push('=');
            escape(value, &mut escaped);
            separator = '&';
        }
    }
    Some(escaped)
}

fn escape(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            into.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(into, "%{byte:02X}");
        }
    }
}

/// The addresses under which a websocket may have been signed, with their query as fields or left in
/// place, with and without a slash at the end of the path, with and without a port.
pub(super) struct WebSocketAddresses {
    /// Without a query: its fields are signed like a form's.
    pub(super) bare: Vec<String>,
    /// With the query left where it is.
    pub(super) full: Vec<String>,
}

impl WebSocketAddresses {
    pub(super) fn of(url: &str) -> Self {
        let url = match url.split_once("://") {
            Some(("https", rest)) => format!("wss://{rest}"),
            Some(("http", rest)) => format!("ws://{rest}"),
            _ => url.to_owned(),
        };
        let (path, query) = match url.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (url.as_str(), None),
        };
        let other = path.strip_suffix('/').map_or_else(|| format!("{path}/"), str::to_owned);
        let mut bare = Vec::with_capacity(6);
        let mut full = Vec::new();
        for path in [path, &other] {
            bare.push(path.to_owned());
            bare.extend(port_variants(path));
            if let Some(query) = query {
                let whole = format!("{path}?{query}");
                full.extend(port_variants(&whole));
                full.push(whole);
            }
        }
        Self { bare, full }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_added_and_stripped() {
        let cases: &[(&str, &[&str])] = &[
            ("https://a.test/x?y=:1", &["https://a.test:443/x?y=:1"]),
            ("http://a.test/x", &["http://a.test:80/x"]),
            ("https://a.test:8443/x", &["https://a.test/x"]),
            ("https://a.test", &["https://a.test:443"]),
            ("https://a.test?x=1", &["https://a.test:443?x=1"]),
            ("https://u:p@a.test/x", &["https://u:p@a.test:443/x"]),
            ("https://u:p@a.test:81/x", &["https://u:p@a.test/x"]),
            ("https://[::1]/x", &["https://[::1]:443/x"]),
            ("https://[::1]:444/x", &["https://[::1]/x"]),
            ("wss://a.test/x", &["wss://a.test:443/x", "wss://a.test:80/x"]),
            ("nonsense", &[]),
        ];
        for (url, expected) in cases {
            assert_eq!(port_variants(url), *expected, "{url}");
        }
    }

    #[test]
    fn special_characters_are_escaped_as_a_browser_and_as_node_do_it() {
        let variants = escaped_variants("https://a.test/x?n=O'Brien&m=a+b");
        assert_eq!(
            variants,
            [
                "https://a.test/x?n=O%27Brien&m=a+b",
                "https://a.test:443/x?n=O%27Brien&m=a+b",
                "https://a.test/x?n=O'Brien&m=a%20b",
                "https://a.test:443/x?n=O'Brien&m=a%20b",
            ]
        );
    }

    #[test]
    fn a_path_that_would_move_is_never_normalised() {
        for url in ["https://a.test/x/../y", "https://a.test/x\\y", "https://a.test/%2e%2E/y"] {
            assert!(escaped_variants(url).is_empty(), "{url}");
        }
    }
}
