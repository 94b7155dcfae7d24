//! An utterance as the grammar sees it: numbers, words with their meanings, and where they stood.

use std::ops::Range;

use super::lexicon::{Entry, Lexicon};
use super::number;
use super::words::Word;

/// A number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    /// How many digits it had; 0 for one that was said in words.
    pub(super) width: u8,
    pub(super) ordinal: bool,
}

/// Groups of digits with a mark between: `15:30`, `3/4/2026`, `2026-03-05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Groups {
    pub(super) values: [u32; 3],
    pub(super) widths: [u8; 3],
    pub(super) count: usize,
    pub(super) mark: u8,
}

/// One word, number or group of digits.
#[derive(Debug, Clone)]
pub(super) struct Token<'a> {
    /// Bytes in the text.
    pub(super) span: Range<usize>,
    pub(super) entry: &'a Entry,
    pub(super) number: Option<Number>,
    pub(super) groups: Option<Groups>,
    /// A comma, a full stop or the like stands before it.
    pub(super) pause: bool,
    /// It is not in the language's file.
    pub(super) unknown: bool,
}

impl Token<'_> {
    pub(super) fn is(&self, word: Word) -> bool {
        self.entry.is(word)
    }
}

/// A word in lower case without accents: where it stands in the folded text and in the text.
#[expect(clippy::struct_excessive_bools, reason = "independent remarks on one word")]
struct Raw {
    folded: Range<usize>,
    span: Range<usize>,
    digits: bool,
    pause: bool,
    dash: bool,
    /// A full stop touches its end.
    dot: bool,
}

/// Folded words of a text.
struct Folded {
    text: String,
    words: Vec<Raw>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded =
            Self { text: String::with_capacity(text.len() + 8), words: Vec::with_capacity(24) };
        let mut open: Option<Raw> = None;
        let (mut pause, mut dash) = (false, false);
        let mut rest = text.char_indices().peekable();
        while let Some((at, character)) = rest.next() {
            let next = rest.peek().map_or(' ', |(_, next)| *next);
            let end = at + character.len_utf8();
            if matches!(character, '\'' | '\u{2019}' | '\u{2bc}' | '`' | '"') && open.is_some() {
                continue;
            }
            if let Some(word) = open.as_mut().filter(|word| word.digits)
                && character == '.'
                && matches!(next, 'º' | 'ª' | '°')
            {
                word.span.end = end;
                continue;
            }
            let digit = character.is_ascii_digit();
            let goes_on = open.as_ref().is_some_and(|word| {
                word.digits && matches!(character, ':' | '/' | '.' | '-') && next.is_ascii_digit()
            });
            let fits = open.as_ref().is_none_or(|word| word.digits == digit);
            if goes_on || (character.is_alphanumeric() || character == '@') && fits {
                let start = folded.text.len();
                let word = open.get_or_insert_with(|| Raw {
                    folded: start..start,
                    span: at..at,
                    digits: digit,
                    pause: std::mem::take(&mut pause),
                    dash: std::mem::take(&mut dash),
                    dot: false,
                });
                fold(character, &mut folded.text);
                word.folded.end = folded.text.len();
                word.span.end = end;
                continue;
            }
            if let Some(word) = open.as_mut() {
                word.dot = character == '.';
            }
            folded.words.extend(open.take());
            if character.is_alphanumeric() {
                let start = folded.text.len();
                fold(character, &mut folded.text);
                open = Some(Raw {
                    folded: start..folded.text.len(),
                    span: at..end,
                    digits: digit,
                    pause: std::mem::take(&mut pause),
                    dash: std::mem::take(&mut dash),
                    dot: false,
                });
            } else {
                dash |= matches!(character, '-' | '\u{2013}' | '\u{2014}');
                pause |= matches!(character, ',' | '.' | ';' | '?' | '!' | '\n' | '(' | ')');
            }
        }
        folded.words.extend(open);
        folded
    }

    fn word(&self, at: usize) -> Option<&str> {
        self.words.get(at).and_then(|raw| self.text.get(raw.folded.clone()))
    }
}

/// Lower case without the accents of western languages.
fn fold(character: char, into: &mut String) {
    if character.is_ascii() {
        into.push(character.to_ascii_lowercase());
        return;
    }
    for lower in character.to_lowercase() {
        into.push(match lower {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ª' => 'a',
            'ç' => 'c',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ñ' => 'n',
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'º' => 'o',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            'ý' | 'ÿ' => 'y',
            other => other,
        });
    }
}

/// A phrase as the tables hold it.
pub(super) fn folded(phrase: &str) -> String {
    let folded = Folded::of(phrase);
    let words: Vec<&str> = (0..folded.words.len()).filter_map(|at| folded.word(at)).collect();
    words.join(" ")
}

/// Cuts a text into tokens.
pub(super) fn tokens<'a>(text: &str, lexicon: &'a Lexicon) -> Vec<Token<'a>> {
    let mut cutter = Cutter { folded: Folded::of(text), lexicon, tokens: Vec::new() };
    cutter.tokens.reserve(cutter.folded.words.len() + 4);
    let mut at = 0;
    while at < cutter.folded.words.len() {
        cutter.dash(at);
        let first = cutter.tokens.len();
        at += cutter.word(at).max(1);
        let pause = cutter.folded.words.get(at.saturating_sub(1)).is_some_and(|raw| raw.pause);
        if let Some(token) = cutter.tokens.get_mut(first) {
            token.pause |= pause;
        }
    }
    number::compose(cutter.tokens, lexicon)
}

struct Cutter<'a> {
    folded: Folded,
    lexicon: &'a Lexicon,
    tokens: Vec<Token<'a>>,
}

impl<'a> Cutter<'a> {
    fn raw(&self, at: usize) -> Option<&Raw> {
        self.folded.words.get(at)
    }

    fn push(&mut self, span: Range<usize>, entry: &'a Entry, number: Option<Number>) {
        let unknown = number.is_none() && std::ptr::eq(entry, Entry::NONE);
        self.tokens.push(Token { span, entry, number, groups: None, pause: false, unknown });
    }

    /// "9 - 11": a dash between numbers, or with blanks around, says "until".
    fn dash(&mut self, at: usize) {
        let Some(before) = at.checked_sub(1).and_then(|before| self.raw(before)) else { return };
        let Some(raw) = self.raw(at).filter(|raw| raw.dash) else { return };
        let here = before.span.end;
        let apart = raw.span.start > here + 1;
        let is_name = |at| {
            let entry = self.folded.word(at).and_then(|word| self.lexicon.look_up(word, |_| None));
            entry.is_some_and(|(entry, _)| entry.weekday.is_some() || entry.month.is_some())
        };
        let between = raw.digits || before.digits || apart || is_name(at - 1) && is_name(at);
        if between && let Some((entry, _)) = self.lexicon.look_up("-", |_| None) {
            self.push(here..here, entry, None);
        }
    }

    /// Takes the word at a place and what belongs to it; gives how many it took.
    fn word(&mut self, at: usize) -> usize {
        let Some(word) = self.folded.word(at) else { return 1 };
        let Some(raw) = self.raw(at) else { return 1 };
        let span = raw.span.clone();
        if raw.digits {
            return self.digits(at);
        }
        let long = self.elided(word, at).is_some_and(|(_, _, more)| more > 0);
        if let Some((entry, more)) =
            self.lexicon.look_up(word, |ahead| self.folded.word(at + 1 + ahead)).filter(|_| !long)
        {
            let last = self.raw(at + more);
            // "p.m." ends with its full stop.
            let dot = more == 1
                && (entry.is(Word::Am) || entry.is(Word::Pm))
                && raw.dot
                && last.is_some_and(|last| last.dot);
            let end = last.map_or(span.end, |last| last.span.end) + usize::from(dot);
            self.push(span.start..end, entry, None);
            return more + 1;
        }
        if let Some((head, tail, more)) = self.elided(word, at) {
            let end = self.raw(at + more).map_or(span.end, |last| last.span.end);
            // The apostrophe was dropped: the parts share the word's place.
            if let Some(head) = head {
                self.push(span.start..span.start, head, None);
            }
            self.push(span.start..end, tail, None);
            return more + 1;
        }
        self.push(span, Entry::NONE, None);
        1
    }

    /// The two parts of a word like "l'heure" and how many more words the second one takes.
    fn elided(&self, word: &str, at: usize) -> Option<(Option<&'a Entry>, &'a Entry, usize)> {
        let (head, tail) = word.split_at(self.lexicon.elision(word)?);
        let head = self.lexicon.look_up(head, |_| None).map(|(entry, _)| entry);
        let (tail, more) = self.lexicon.look_up(tail, |ahead| self.folded.word(at + 1 + ahead))?;
        Some((head, tail, more))
    }

    fn digits(&mut self, at: usize) -> usize {
        let (Some(raw), Some(word)) = (self.raw(at), self.folded.word(at)) else { return 1 };
        let (start, end) = (raw.span.start, raw.span.end);
        let follows = |raw: &Raw| raw.span.start == end;
        let suffix = self.raw(at + 1).is_some_and(|next| follows(next) && !next.digits)
            && self
                .folded
                .word(at + 1)
                .and_then(|word| self.lexicon.look_up(word, |_| None))
                .is_some_and(|(entry, _)| entry.is(Word::OrdinalSuffix));
        let mut found = Vec::with_capacity(3);
        read_digits(word, start, &mut found);
        let dash = self.lexicon.look_up("-", |_| None).map_or(Entry::NONE, |(entry, _)| entry);
        let last = found.len().saturating_sub(1);
        for (index, (span, groups)) in found.into_iter().enumerate() {
            if index > 0 {
                self.push(span.start..span.start, dash, None);
            }
            let ordinal = suffix && index == last;
            let number = (groups.count == 1).then(|| Number {
                value: groups.values.first().copied().unwrap_or_default(),
                width: groups.widths.first().copied().unwrap_or_default(),
                ordinal,
            });
            self.push(span, Entry::NONE, number);
            if let Some(token) = self.tokens.last_mut() {
                token.unknown = false;
                token.groups = (groups.count > 1).then_some(groups);
            }
        }
        if suffix && let Some(end) = self.raw(at + 1).map(|raw| raw.span.end) {
            if let Some(token) = self.tokens.last_mut() {
                token.span.end = end;
            }
            return 2;
        }
        1
    }
}

/// Reads `3/4`, `15:30`, `2026-03-05`, `9-11`, `3:30-4:30`. A dash parts, but in a whole date.
fn read_digits(word: &str, start: usize, found: &mut Vec<(Range<usize>, Groups)>) {
    if let Some(groups) = groups(word) {
        found.push((start..start + word.len(), groups));
        return;
    }
    let mut place = start;
    for piece in word.split('-') {
        let end = place + piece.len();
        match groups(piece) {
            Some(groups) => found.push((place..end, groups)),
            // Too many or too long: one number that fits nothing.
            None => found.push((
                place..end,
                Groups { values: [u32::MAX, 0, 0], widths: [99, 0, 0], count: 1, mark: 0 },
            )),
        }
        place = end + 1;
    }
}

fn groups(word: &str) -> Option<Groups> {
    let mut groups = Groups { values: [0; 3], widths: [0; 3], count: 1, mark: 0 };
    for byte in word.bytes() {
        let at = groups.count - 1;
        if byte.is_ascii_digit() {
            let value = groups.values.get_mut(at)?;
            *value = value.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
            *groups.widths.get_mut(at)? += 1;
        } else {
            if groups.mark != 0 && groups.mark != byte || groups.count == 3 {
                return None;
            }
            groups.mark = byte;
            groups.count += 1;
        }
    }
    (groups.mark != b'-' || groups.count == 3).then_some(groups)
}
