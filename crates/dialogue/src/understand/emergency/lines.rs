//! Reads `lang/*/danger.txt`: sections of patterns, and classes of words.
//!
//! A line is `@class = word|word`, a `[section]`, a pattern, or a comment after `#`.
//! A pattern is steps parted by blanks: `word|word` and `@class` stand for one word, `word~` for every
//! word that begins so, `?` before a step (or each of its words) makes it optional, `*` is up to three words and `**` up to
//! seven. `{a b}` wants all its steps near each other, in any order. A leading `!` says that a
//! negation before the pattern changes nothing, a leading `=` that no other sign is looked for in the
//! words it takes up.

use std::collections::HashMap;

/// What a matched pattern says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Danger of life.
    Life,
    /// A sign that means danger of life beside a sign of another group.
    Sign(u8),
    /// An emergency for those whose trade it is.
    Trade(Group),
    /// Perhaps one.
    Maybe(Group),
    /// Sounds like danger and is none: its words are left out.
    Mask,
    /// Changes what the words around it mean.
    Context(Context),
}

/// Whose business it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// Everybody's.
    Any,
    /// Pipes, heat, current, roofs.
    Home,
    /// Teeth and bodies.
    Health,
    /// Hair and skin.
    Beauty,
    /// What was eaten.
    Food,
    /// Cars.
    Road,
    /// Locks, animals and the rest.
    Other,
}

/// What words around a sign make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context {
    /// Denies what follows within so many words.
    Not(usize),
    /// It was long ago.
    Past,
    /// It is over.
    Over,
    /// It has not happened: what follows is supposed.
    If,
    /// What follows is a service that is asked about.
    Ask,
    /// It is talk about danger: news, training, insurance.
    Topic,
    /// It is why an appointment changes.
    Plan,
    /// It is happening.
    Now,
    /// "Never like this": a denial before it is none.
    AsNever,
}

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// One of these words.
    Word { choices: Vec<&'static str>, is_optional: bool },
    /// Up to so many words of any kind.
    Gap(usize),
}

/// A pattern as it is written.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub kind: Kind,
    pub steps: Vec<Step>,
    pub in_any_order: bool,
    pub is_immune: bool,
    pub takes_up: bool,
}

/// A language's file.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub patterns: Vec<Line>,
    /// Words that begin a statement: a denial or question before them does not reach past them.
    pub openers: Vec<&'static str>,
    /// Verbs of a statement: "the kitchen is flooding" is none of what is asked about.
    pub verbs: Vec<&'static str>,
    /// Words that turn the talk: nothing reaches past them.
    pub turns: Vec<&'static str>,
    /// Lines that mean nothing; a test holds that there are none.
    pub faults: Vec<String>,
}

type Classes = HashMap<&'static str, Vec<&'static str>>;

/// Reads a file.
pub(super) fn read(text: &'static str) -> Lines {
    let mut lines = Lines::default();
    let mut classes = Classes::new();
    let mut section = None;
    for raw in text.lines() {
        let line = raw.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let read = if let Some((name, words)) = class(line) {
            words_of(words, &classes).map(|words| drop(classes.insert(name, words)))
        } else if let Some(name) = line.strip_prefix('[') {
            section = kind(name.trim_end_matches(']'));
            section.map(drop)
        } else {
            section
                .and_then(|kind| pattern(line, kind, &classes))
                .map(|line| lines.patterns.push(line))
        };
        if read.is_none() {
            lines.faults.push(raw.to_owned());
        }
    }
    lines.openers = classes.remove("opener").unwrap_or_default();
    lines.verbs = classes.remove("verb").unwrap_or_default();
    lines.turns = classes.remove("turn").unwrap_or_default();
    lines
}

fn class(line: &'static str) -> Option<(&'static str, &'static str)> {
    let (name, words) = line.strip_prefix('@')?.split_once(" = ")?;
    (!name.contains(' ')).then_some((name, words))
}

/// The words of `a|b|@class`.
fn words_of(text: &'static str, classes: &Classes) -> Option<Vec<&'static str>> {
    let mut all = Vec::new();
    for word in text.split('|').map(|word| word.trim().trim_start_matches('?')) {
        match word.strip_prefix('@') {
            Some(name) => all.extend(classes.get(name)?),
            None if word.is_empty() || word.contains(' ') => return None,
            None => all.push(word),
        }
    }
    all.sort_unstable();
    all.dedup();
    Some(all)
}

fn kind(section: &'static str) -> Option<Kind> {
    let (name, rest) = section.split_once(' ').unwrap_or((section, ""));
    Some(match name {
        "as" if rest == "never" => Kind::Context(Context::AsNever),
        "life" => Kind::Life,
        "sign" => Kind::Sign(match rest {
            "quiet" => 0,
            "hazard" => 1,
            "ill" => 2,
            _ => return None,
        }),
        "trade" => Kind::Trade(group(rest)?),
        "maybe" => Kind::Maybe(group(rest)?),
        "mask" => Kind::Mask,
        "not" => Kind::Context(Context::Not(rest.parse().ok()?)),
        "past" => Kind::Context(Context::Past),
        "over" => Kind::Context(Context::Over),
        "if" => Kind::Context(Context::If),
        "ask" => Kind::Context(Context::Ask),
        "topic" => Kind::Context(Context::Topic),
        "plan" => Kind::Context(Context::Plan),
        "now" => Kind::Context(Context::Now),
        _ => return None,
    })
}

fn group(name: &str) -> Option<Group> {
    Some(match name {
        "any" => Group::Any,
        "home" => Group::Home,
        "health" => Group::Health,
        "beauty" => Group::Beauty,
        "food" => Group::Food,
        "road" => Group::Road,
        "other" => Group::Other,
        _ => return None,
    })
}

fn pattern(line: &'static str, kind: Kind, classes: &Classes) -> Option<Line> {
    let (is_immune, line) = flag(line, "! ");
    let (takes_up, line) = flag(line, "= ");
    let inner = line.strip_prefix('{').and_then(|line| line.strip_suffix('}'));
    let steps = inner.unwrap_or(line).split_whitespace().map(|step| read_step(step, classes));
    let steps = steps.collect::<Option<Vec<Step>>>()?;
    // A pattern is looked up by its first word, so that must be one; a gap at the end says nothing.
    let is_word = |step: Option<&Step>| matches!(step, Some(Step::Word { is_optional: false, .. }));
    if !is_word(steps.first()) || matches!(steps.last(), Some(Step::Gap(_))) {
        return None;
    }
    Some(Line { kind, steps, in_any_order: inner.is_some(), is_immune, takes_up })
}

fn flag(line: &'static str, mark: &str) -> (bool, &'static str) {
    line.strip_prefix(mark).map_or((false, line), |rest| (true, rest))
}

fn read_step(step: &'static str, classes: &Classes) -> Option<Step> {
    match step {
        "*" => return Some(Step::Gap(3)),
        "**" => return Some(Step::Gap(7)),
        _ => {}
    }
    let is_optional = step.starts_with('?');
    Some(Step::Word { choices: words_of(step, classes)?, is_optional })
}
