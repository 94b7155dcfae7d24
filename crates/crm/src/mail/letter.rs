//! The words of a mail, once for readers of text and once for readers of HTML.

use std::fmt;
use std::fmt::Write as _;

use super::link::Link;
use kernel::Language;

/// A mail's words with their layout.
///
/// Only a [`Letter`] makes one, and it escapes everything that it is given, so there is no way to put
/// markup into a mail by a name, a subject or a sentence.
#[derive(Clone, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// The document.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Its length only.
impl fmt::Debug for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes]", self.0.len())
    }
}

/// A letter: paragraphs, lists of facts and at most a few buttons, in the order in which they are added.
///
/// ```
/// use frontdesk_crm::mail::{Letter, Link};
///
/// let page = Link::parse("https://frontdesk.example/verify?t=1")?;
/// let letter = Letter::new(kernel::Language::english())
///     .paragraph("Hello <Dana>,")
///     .button("Confirm", &page);
/// assert_eq!(letter.text(), "Hello <Dana>,\n\nConfirm:\nhttps://frontdesk.example/verify?t=1\n");
/// assert!(letter.html("Hello").as_str().contains("<p>Hello &lt;Dana&gt;,</p>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    language: Language,
    blocks: Vec<Block>,
}

#[derive(Clone, PartialEq, Eq)]
enum Block {
    Paragraph(String),
    Facts(Vec<(String, String)>),
    Button(String, Link),
    Small(String),
}

impl Letter {
    /// An empty letter.
    pub const fn new(language: Language) -> Self {
        Self { language, blocks: Vec::new() }
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn paragraph(self, words: impl Into<String>) -> Self {
        self.with(Block::Paragraph(words.into()))
    }

    /// Adds facts with their names: "When: Tuesday".
    #[must_use]
    pub fn facts(self, facts: impl IntoIterator<Item = (String, String)>) -> Self {
        self.with(Block::Facts(facts.into_iter().collect()))
    }

    /// Adds a button that leads to a page; in text, the words and the address below them.
    #[must_use]
    pub fn button(self, words: impl Into<String>, to: &Link) -> Self {
        self.with(Block::Button(words.into(), to.clone()))
    }

    /// Adds a paragraph of lesser weight, such as why somebody gets this mail.
    #[must_use]
    pub fn small(self, words: impl Into<String>) -> Self {
        self.with(Block::Small(words.into()))
    }

    fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// The letter as plain text.
    pub fn text(&self) -> String {
        let blocks: Vec<String> = self.blocks.iter().map(Block::text).collect();
        format!("{}\n", blocks.join("\n\n"))
    }

    /// The letter as an HTML document with this title: one column, readable without pictures or
    /// styles, its language declared for those who have it read out.
    pub fn html(&self, title: &str) -> Html {
        let body: String = self.blocks.iter().map(Block::html).collect();
        Html(format!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{}</title>\n</head>\n<body style=\"{BODY}\">\n<div role=\"article\">\n\
             {body}</div>\n</body>\n</html>\n",
            escaped(self.language.tag()),
            escaped(title),
        ))
    }
}

/// Dark on white by far more than the 4.5 to 1 that readable text needs (WCAG 2.2, 1.4.3).
const BODY: &str = "margin:0 auto;max-width:36em;padding:1.5em;background:#ffffff;color:#1a1a1a;\
                    font-family:sans-serif;font-size:16px;line-height:1.5";
const BUTTON: &str = "display:inline-block;padding:0.75em 1.25em;border-radius:0.25em;\
                      background:#0b4f9e;color:#ffffff;text-decoration:none;font-weight:bold";
const SMALL: &str = "color:#555555;font-size:14px";

impl Block {
    fn text(&self) -> String {
        match self {
            Self::Paragraph(words) | Self::Small(words) => words.clone(),
            Self::Facts(facts) => {
                let lines: Vec<String> =
                    facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
                lines.join("\n")
            }
            Self::Button(words, link) => format!("{words}:\n{}", link.as_str()),
        }
    }

    fn html(&self) -> String {
        match self {
            Self::Paragraph(words) => format!("<p>{}</p>\n", escaped(words)),
            Self::Small(words) => format!("<p style=\"{SMALL}\">{}</p>\n", escaped(words)),
            Self::Facts(facts) => {
                let mut list = String::from("<ul>\n");
                for (name, value) in facts {
                    let (name, value) = (escaped(name), escaped(value));
                    let _ = writeln!(list, "<li><strong>{name}:</strong> {value}</li>");
                }
                list + "</ul>\n"
            }
            Self::Button(words, link) => format!(
                "<p><a href=\"{}\" style=\"{BUTTON}\">{}</a></p>\n",
                escaped(link.as_str()),
                escaped(words)
            ),
        }
    }
}

/// Safe as text and as the value of an attribute in quotes.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' => safe.push_str("<br>\n"),
            '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}' => {}
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_given_becomes_markup() {
        let link = Link::parse("https://a.example/?a=1&b=2").unwrap();
        let evil = "</p><script>alert('1')</script>\"&\u{0}\r";
        let letter = Letter::new(Language::english())
            .paragraph(evil)
            .facts([(evil.to_owned(), evil.to_owned())])
            .button(evil, &link)
            .small(evil);
        let html = letter.html(evil);
        assert!(!html.as_str().contains("<script") && !html.as_str().contains('\u{0}'));
        assert_eq!(html.as_str().matches("&lt;script&gt;").count(), 6);
        assert!(html.as_str().contains("href=\"https://a.example/?a=1&amp;b=2\""));
    }

    #[test]
    fn text_and_html_say_the_same() {
        let link = Link::parse("https://a.example/x").unwrap();
        let letter = Letter::new("es-MX".parse().unwrap())
            .paragraph("Hola")
            .facts([("Día".to_owned(), "martes".to_owned()), ("Hora".to_owned(), "9".to_owned())])
            .button("Confirmar", &link)
            .small("Adiós");
        let text = "Hola\n\nDía: martes\nHora: 9\n\nConfirmar:\nhttps://a.example/x\n\nAdiós\n";
        assert_eq!(letter.text(), text);
        let html = letter.html("Asunto");
        assert!(html.as_str().contains("<html lang=\"es-MX\">"));
        assert!(html.as_str().contains("<li><strong>Día:</strong> martes</li>"));
    }
}
