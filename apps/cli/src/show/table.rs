//! Tables for people.

use super::text::{columns, fit, plain};

/// What stands between two columns.
const GAP: &str = "  ";
/// How narrow a column is made at most.
const NARROWEST: usize = 6;
/// How narrow a column is made before others are left out for it.
const COMFORTABLE: usize = 24;
/// What stands where there is nothing.
const NOTHING: &str = "-";

/// What a cell means, which is shown as a colour where there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing in particular.
    #[default]
    Plain,
    /// As it should be.
    Good,
    /// Not as it should be.
    Bad,
    /// On its way.
    Pending,
    /// Beside the point.
    Faint,
}

impl Tone {
    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Good => "\x1b[32m",
            Self::Bad => "\x1b[31m",
            Self::Pending => "\x1b[33m",
            Self::Faint => "\x1b[2m",
        }
    }
}

/// One text of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// A text that stands out.
    pub fn toned(text: &str, tone: Tone) -> Self {
        Self { text: plain(text), tone }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() {
            return Self { text: NOTHING.to_owned(), tone: Tone::Faint };
        }
        Self::toned(text, Tone::Plain)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        Self::from(text.unwrap_or_default())
    }
}

/// How a column is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    title: &'static str,
    to_the_right: bool,
    whole: bool,
    spare: bool,
}

/// A column of text, which gives way where the terminal is narrow.
pub const fn text(title: &'static str) -> Column {
    Column { title, to_the_right: false, whole: false, spare: false }
}

/// A column of numbers, aligned at their ends and never cut.
pub const fn number(title: &'static str) -> Column {
    Column { title, to_the_right: true, whole: true, spare: false }
}

/// A column that is never cut: ids, words to be typed again.
pub const fn whole(title: &'static str) -> Column {
    Column { title, to_the_right: false, whole: true, spare: false }
}

impl Column {
    /// The same, left out where the terminal is too narrow for it.
    #[must_use]
    pub const fn spare(self) -> Self {
        Self { spare: true, ..self }
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self { columns: columns.into_iter().collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Its lines: a heading, a rule, and the rows. Without `columns_max` it is as wide as it needs.
    pub fn render(&self, columns_max: Option<usize>, colours: bool) -> String {
        match columns_max.and_then(|columns_max| self.without_spare(columns_max)) {
            Some(narrower) => narrower.lay_out(columns_max, colours),
            None => self.lay_out(columns_max, colours),
        }
    }

    /// The table without as many of its spare columns as it takes to fit, the last ones first; `None`
    /// if it fits as it is.
    fn without_spare(&self, columns_max: usize) -> Option<Self> {
        let mut left: Option<Self> = None;
        loop {
            let table = left.as_ref().unwrap_or(self);
            let widths = table.widths(None).into_iter().zip(&table.columns);
            let least = widths.map(
                |(width, column)| {
                    if column.whole { width } else { width.min(COMFORTABLE) }
                },
            );
            let gaps = columns(GAP).saturating_mul(table.columns.len().saturating_sub(1));
            let spare = table.columns.iter().rposition(|column| column.spare);
            match spare {
                Some(place) if least.sum::<usize>().saturating_add(gaps) > columns_max => {
                    left = Some(table.without(place));
                }
                _ => return left,
            }
        }
    }

    fn without(&self, place: usize) -> Self {
        let mut table = self.clone();
        table.columns.remove(place);
        for row in table.rows.iter_mut().filter(|row| row.len() > place) {
            row.remove(place);
        }
        table
    }

    fn lay_out(&self, columns_max: Option<usize>, colours: bool) -> String {
        let widths = self.widths(columns_max);
        let heading: Vec<Cell> =
            self.columns.iter().map(|column| Cell::toned(column.title, Tone::Faint)).collect();
        let rule = widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join(GAP);
        let mut lines = vec![self.line(&heading, &widths, colours), rule];
        lines.extend(self.rows.iter().map(|row| self.line(row, &widths, colours)));
        lines.iter().map(|line| [line, "\n"].concat()).collect()
    }

    fn line(&self, cells: &[Cell], widths: &[usize], colours: bool) -> String {
        let mut line = String::new();
        let places = self.columns.iter().zip(widths).zip(cells);
        let last = self.columns.len().saturating_sub(1);
        for (place, ((column, width), cell)) in places.enumerate() {
            let shown = fit(&cell.text, *width);
            let space = " ".repeat(width.saturating_sub(columns(&shown)));
            let code = if colours { cell.tone.code() } else { "" };
            let end = if code.is_empty() { "" } else { "\x1b[0m" };
            let (before, after) = match (column.to_the_right, place == last) {
                (true, _) => (space.as_str(), ""),
                (false, false) => ("", space.as_str()),
                (false, true) => ("", ""),
            };
            line.push_str(&[before, code, &shown, end, after].concat());
            if place != last {
                line.push_str(GAP);
            }
        }
        line
    }

    /// How wide each column is: as its widest text, and narrower where the whole would not fit.
    fn widths(&self, columns_max: Option<usize>) -> Vec<usize> {
        let widest = |place: usize, column: &Column| {
            let cells = self.rows.iter().filter_map(|row| row.get(place));
            let texts = cells.map(|cell| columns(&cell.text));
            texts.chain([columns(column.title)]).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> =
            self.columns.iter().enumerate().map(|(place, column)| widest(place, column)).collect();
        let Some(columns_max) = columns_max else { return widths };
        let gaps = columns(GAP).saturating_mul(widths.len().saturating_sub(1));
        let room = columns_max.saturating_sub(gaps);
        while widths.iter().sum::<usize>() > room {
            // The widest column that may be cut gives way, a column of the terminal at a time.
            let cuttable = widths.iter_mut().zip(&self.columns);
            let cuttable = cuttable.filter(|(width, column)| !column.whole && **width > NARROWEST);
            let Some((width, _)) = cuttable.max_by_key(|(width, _)| **width) else { break };
            *width = width.saturating_sub(1);
        }
        widths
    }
}

/// One thing, with a line for each of its fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet(Vec<(&'static str, Cell)>);

impl Sheet {
    /// Adds a field.
    #[must_use]
    pub fn with(mut self, name: &'static str, cell: impl Into<Cell>) -> Self {
        self.0.push((name, cell.into()));
        self
    }

    /// Its lines, the values below each other. A value is never cut: here one looks closely.
    pub fn render(&self, colours: bool) -> String {
        let width = self.0.iter().map(|(name, _)| columns(name)).max().unwrap_or(0);
        let line = |(name, cell): &(&str, Cell)| {
            let space = " ".repeat(width.saturating_sub(columns(name)));
            let (faint, code) =
                if colours { (Tone::Faint.code(), cell.tone.code()) } else { ("", "") };
            let (end, stop) = (reset(faint), reset(code));
            format!("{faint}{name}{end}{space}{GAP}{code}{}{stop}\n", cell.text)
        };
        self.0.iter().map(line).collect()
    }
}

const fn reset(code: &str) -> &'static str {
    if code.is_empty() { "" } else { "\x1b[0m" }
}
