//! A writer of XML that cannot write anything else.

use std::fmt::{Display, Write};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// A document `<Response>…</Response>` in the making.
pub(super) struct Document {
    text: String,
}

impl Document {
    /// An empty document; `size_bytes` is a guess at how long it will be.
    pub(super) fn new(size_bytes: usize) -> Self {
        let mut text = String::with_capacity(HEAD.len() + 24 + size_bytes);
        text.push_str(HEAD);
        text.push_str("<Response>");
        Self { text }
    }

    /// Begins an element: `<name`. Attributes may follow, then [`Self::body`] or [`Self::close_empty`].
    pub(super) fn open(&mut self, name: &'static str) -> &mut Self {
        self.text.push('<');
        self.text.push_str(name);
        self
    }

    /// An attribute with any text.
    pub(super) fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.attribute_with(name, |text| escape_attribute(value, text))
    }

    /// An attribute with a number.
    pub(super) fn number(&mut self, name: &'static str, value: impl Display) -> &mut Self {
        // Writing to a string does not fail.
        self.attribute_with(name, |text| {
            let _ = write!(text, "{value}");
        })
    }

    /// An attribute with an address: `base`, which is escaped already, then `path`, which needs no
    /// escaping, then the turn's number if there is one.
    pub(super) fn address(
        &mut self,
        name: &'static str,
        base: &str,
        path: &'static str,
        turn_no: Option<u32>,
    ) -> &mut Self {
        self.attribute_with(name, |text| push_address(text, base, path, turn_no))
    }

    /// An attribute with an address as above that names a message.
    pub(super) fn address_of(
        &mut self,
        name: &'static str,
        base: &str,
        path: &'static str,
        message: impl Display,
    ) -> &mut Self {
        self.attribute_with(name, |text| {
            push_address(text, base, path, None);
            // Writing to a string does not fail.
            let _ = write!(text, "?m={message}");
        })
    }

    /// The same address as an element's text.
    pub(super) fn address_text(&mut self, base: &str, path: &'static str, turn_no: u32) {
        push_address(&mut self.text, base, path, Some(turn_no));
    }

    /// Ends the start tag; content follows.
    pub(super) fn body(&mut self) -> &mut Self {
        self.text.push('>');
        self
    }

    /// Ends an element without content.
    pub(super) fn close_empty(&mut self) {
        self.text.push_str("/>");
    }

    /// Any text between tags.
    pub(super) fn text(&mut self, content: &str) -> &mut Self {
        escape_text(content, &mut self.text);
        self
    }

    /// Ends the element `name`.
    pub(super) fn close(&mut self, name: &'static str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// The finished document.
    pub(super) fn finish(mut self) -> String {
        self.close("Response");
        self.text
    }

    fn attribute_with(&mut self, name: &'static str, value: impl FnOnce(&mut String)) -> &mut Self {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        value(&mut self.text);
        self.text.push('"');
        self
    }
}

fn push_address(text: &mut String, base: &str, path: &str, turn_no: Option<u32>) {
    text.push_str(base);
    text.push_str(path);
    if let Some(turn_no) = turn_no {
        // Writing to a string does not fail.
        let _ = write!(text, "?n={turn_no}");
    }
}

/// Escapes text for a place between tags.
pub(super) fn escape_text(content: &str, into: &mut String) {
    escape(content, into, false);
}

/// Escapes text for an attribute, where a parser would turn line ends and tabs into blanks.
pub(super) fn escape_attribute(content: &str, into: &mut String) {
    escape(content, into, true);
}

/// Copies runs that need no change in one piece. `&str` holds no surrogates, so of the characters that
/// XML 1.0 forbids only C0 controls, U+FFFE and U+FFFF can occur.
///
/// Source: XML 1.0, fifth edition, production 2 (`Char`) and section 2.11 (line ends).
fn escape(content: &str, into: &mut String, attribute: bool) {
    let mut copied = 0;
    for (at, byte) in content.bytes().enumerate() {
        let replacement = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&apos;",
            b'\r' => "&#13;",
            b'\n' if attribute => "&#10;",
            b'\t' if attribute => "&#9;",
            b'\n' | b'\t' => continue,
            0..=0x1f => "",
            // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
            0xef if matches!(content.get(at..at + 3), Some("\u{fffe}" | "\u{ffff}")) => {
                into.push_str(content.get(copied..at).unwrap_or_default());
                copied = at + 3;
                continue;
            }
            _ => continue,
        };
        into.push_str(content.get(copied..at).unwrap_or_default());
        into.push_str(replacement);
        copied = at + 1;
    }
    into.push_str(content.get(copied..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_five_and_the_forbidden_are_dealt_with() {
        let mut text = String::new();
        escape_text("a<b>&\"c'\r\n\t\0\u{b}é\u{ffff}ﬀ\u{fffe}", &mut text);
        assert_eq!(text, "a&lt;b&gt;&amp;&quot;c&apos;&#13;\n\té\u{fb00}");
        let mut attribute = String::new();
        escape_attribute("\r\n\t\"", &mut attribute);
        assert_eq!(attribute, "&#13;&#10;&#9;&quot;");
    }
}
