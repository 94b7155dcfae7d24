//! Files that come with a mail.

use std::fmt;

use super::line::Line;

/// A file that comes with a mail. Shown by `Debug` without name and content.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// What it is called: `appointment.ics`.
    pub name: Line,
    /// What it is.
    pub content_type: MediaType,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Attachment {
    /// Its name without what could lead out of the folder that it is saved in.
    pub fn file_name(&self) -> String {
        let odd = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
        let name = self.name.as_str().replace(odd, "_");
        let name = name.trim_start_matches('.');
        if name.is_empty() { "file".to_owned() } else { name.to_owned() }
    }
}

impl fmt::Debug for Attachment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attachment")
            .field("content_type", &self.content_type)
            .field("size_bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

/// What a file is: `text/calendar; method=REQUEST; charset=utf-8`.
///
/// **Limits**: 120 characters: a type, a subtype and parameters whose values are tokens.
/// **Source**: RFC 2045 section 5.1, read 2026-11.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MediaType(String);

/// Why a text says nothing about what a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a media type such as text/calendar; method=REQUEST")]
pub struct MediaTypeError;

impl MediaType {
    /// Reads a media type, and writes it in one manner.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(text: &str) -> Result<Self, MediaTypeError> {
        if text.len() > 120 {
            return Err(MediaTypeError);
        }
        let mut parts = text.split(';');
        let essence = parts.next().unwrap_or_default().trim_matches(' ');
        let mut written = pair(essence, '/')?;
        for part in parts {
            written.push_str("; ");
            written.push_str(&pair(part.trim_matches(' '), '=')?);
        }
        Ok(Self(written))
    }

    /// The whole of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Type and subtype alone: `text/calendar`.
    pub fn essence(&self) -> &str {
        self.0.split(';').next().unwrap_or_default()
    }
}

fn pair(text: &str, between: char) -> Result<String, MediaTypeError> {
    let (first, second) = text.split_once(between).ok_or(MediaTypeError)?;
    if !is_token(first) || !is_token(second) {
        return Err(MediaTypeError);
    }
    Ok(format!("{}{between}{second}", first.to_ascii_lowercase()))
}

fn is_token(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
    !text.is_empty() && text.bytes().all(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_is_tokens_and_nothing_else() {
        for (text, written) in [
            ("text/calendar", "text/calendar"),
            (
                "Text/calendar;method=REQUEST ; charset=utf-8",
                "text/calendar; method=REQUEST; charset=utf-8",
            ),
            ("application/vnd.ms-excel", "application/vnd.ms-excel"),
        ] {
            assert_eq!(MediaType::parse(text).unwrap().as_str(), written);
        }
        assert_eq!(MediaType::parse("text/csv; charset=utf-8").unwrap().essence(), "text/csv");
        for text in [
            "",
            "text",
            "text/",
            "/plain",
            "text/plain\r\nX: y",
            "text/plain; name=\"a\"",
            "text/plain;",
            "text/plain; a",
            "téxt/plain",
            "a/b/c",
        ] {
            assert!(MediaType::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_file_is_saved_where_the_reader_wants() {
        for (name, expected) in [
            ("appointment.ics", "appointment.ics"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\x.bat", "C__x.bat"),
            ("a\"; filename=\"b.exe", "a_; filename=_b.exe"),
            ("..", "file"),
            ("", "file"),
            ("Cita de Íñigo.ics", "Cita de Íñigo.ics"),
        ] {
            let file = Attachment {
                name: Line::new(name),
                content_type: MediaType::parse("text/plain").unwrap(),
                bytes: Vec::new(),
            };
            assert_eq!(file.file_name(), expected);
        }
    }
}
