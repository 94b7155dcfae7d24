//! What every verb has: the server, the console, and how to show things.

use serde_json::value::RawValue;

use crate::api::{Answer, Api, list};
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::show::Show;
use crate::show::table::{Sheet, Table};

/// How many items a page has. **Source**: the most that the API gives.
pub(crate) const PAGE: usize = 100;
/// How many pages a list may have before somebody is going round in circles.
const PAGES_MAX: usize = 10_000;

/// One command at work.
pub struct Session {
    /// The server.
    pub api: Api,
    /// Where to write and read.
    pub console: Console,
    /// How to show things.
    pub show: Show,
    /// Whether nobody is to be asked.
    pub yes: bool,
}

/// A list as far as it was read.
pub(crate) struct Items {
    /// What was read.
    pub(crate) items: Vec<Box<RawValue>>,
    /// Whether there is more of it.
    pub(crate) more: bool,
}

impl Session {
    /// Reads a list: all of it for `whole` and for JSON, otherwise its first page.
    pub(crate) async fn list(
        &mut self,
        path: &str,
        query: &[(&'static str, String)],
        whole: bool,
    ) -> Outcome<Items> {
        let mut items = Vec::new();
        let mut cursor: Option<String> = None;
        for _ in 0..PAGES_MAX {
            let mut query = query.to_vec();
            query.extend(cursor.clone().map(|cursor| ("cursor", cursor)));
            let page = self.api.page(path, &query).await?;
            items.extend(page.items);
            let again = page.next.is_some() && page.next == cursor;
            match page.next {
                None => return Ok(Items { items, more: false }),
                Some(_) if !whole && !self.show.json => return Ok(Items { items, more: true }),
                Some(_) if again => break,
                next => cursor = next,
            }
            self.console.progress("Reading", items.len(), None);
        }
        Err(Failure::refused("the server's list has no end"))
    }

    /// Whether JSON was asked for; then it is printed.
    pub(crate) fn put_json(&mut self, answer: &Answer) -> bool {
        if self.show.json {
            self.console.clear_progress();
            self.console.put(&[answer.json(), "\n"].concat());
        }
        self.show.json
    }

    /// Whether JSON was asked for; then the list is printed.
    pub(crate) fn put_json_list(&mut self, items: &[Box<RawValue>]) -> bool {
        if self.show.json {
            self.console.clear_progress();
            self.console.put(&[&list(items), "\n"].concat());
        }
        self.show.json
    }

    /// Prints a table.
    pub(crate) fn put_table(&mut self, table: &Table) {
        self.console.clear_progress();
        self.console.put(&table.render(self.show.columns, self.show.colours));
    }

    /// Prints one thing.
    pub(crate) fn put_sheet(&mut self, sheet: &Sheet) {
        self.console.put(&sheet.render(self.show.colours));
    }

    /// Prints a sentence.
    pub(crate) fn say(&mut self, sentence: &str) {
        self.console.put(&[&crate::show::text::plain(sentence), "\n"].concat());
    }

    /// Prints the server's answer to a change, or the sentence for people.
    pub(crate) fn done(&mut self, answer: &Answer, sentence: &str) {
        if !self.put_json(answer) {
            self.say(sentence);
        }
    }

    /// Has somebody type one of `words` before something dangerous is done. The first one is asked
    /// for.
    pub(crate) fn confirm(&mut self, danger: &str, words: &[&str]) -> Outcome {
        if self.yes {
            return Ok(());
        }
        if !self.console.has_typist {
            return Err(Failure::usage(format!(
                "{danger} Give --yes to do it without being asked."
            )));
        }
        let word = words.first().copied().unwrap_or("yes");
        let typed = self.console.ask(&format!("{danger} Type {word} to go on: "))?;
        let typed = typed.unwrap_or_default();
        if words.contains(&typed.trim()) {
            return Ok(());
        }
        Err(Failure::refused("that is something else: nothing was done"))
    }
}
