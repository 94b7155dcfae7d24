//! Goals put into words.

use jiff::civil::DateTime;

use super::{Act, Mind};
use crate::scenario::{Ask, Book, Cancel, Goal, Reschedule, Style};
use crate::speech::{fill, is_near};

impl Mind<'_> {
    /// Puts a goal into words.
    pub(super) fn open(&mut self, goal: &Goal) -> Act {
        self.opened = true;
        match goal {
            Goal::Book(book) => self.open_book(book),
            Goal::Reschedule(it) => self.open_move(it),
            Goal::Cancel(it) => self.open_cancel(it),
            Goal::Ask(ask) => self.ask(ask),
            Goal::Message(_) => self.say("message", &[]),
            Goal::Human(_) => self.say("human", &[]),
            Goal::Emergency(it) => Act::Say(it.words.clone()),
            Goal::Say(words) => Act::Say(words.clone()),
        }
    }

    pub(super) fn open_book(&mut self, book: &Book) -> Act {
        let at = book.first.filter(|_| !self.changed).unwrap_or(book.at);
        self.wanted = Some(at);
        let when = self.moment(at);
        let called = self.called(book);
        if let Some(people) = book.people {
            let people = self.language.count(people);
            return self.say("book_people", &[("people", &people), ("when", &when)]);
        }
        let staff = match &book.staff {
            Some(name) => fill(self.language.phrase("with", &mut self.dice), &[("name", name)]),
            None => String::new(),
        };
        let values = [("service", called.as_str()), ("when", &when), ("staff", &staff)];
        if let Some(whom) = &book.whom {
            let [service, when, staff] = values;
            return self.say("book_whom", &[service, when, staff, ("whom", whom)]);
        }
        match self.style {
            Style::Elderly if self.dice.happens(0.5) => self.say("book_bare", &[]),
            Style::Terse | Style::Impatient if self.dice.happens(0.6) => {
                self.say("book_terse", &values)
            }
            _ => self.say("book", &values),
        }
    }

    /// What the caller calls a service: its name, or one of the business's other words for it.
    pub(super) fn called(&mut self, book: &Book) -> String {
        if let Some(called) = &book.called {
            return called.clone();
        }
        let found = self.catalogue.services.iter().find(|it| it.name == book.service);
        let aliases = found.map(|it| it.aliases.as_slice()).unwrap_or_default();
        let own: Vec<&String> = aliases.iter().take(2).collect();
        let name = match self.dice.pick(&own) {
            Some(alias) if self.dice.happens(0.3) => (*alias).clone(),
            _ => book.service.clone(),
        };
        name.to_lowercase()
    }

    pub(super) fn open_move(&mut self, goal: &Reschedule) -> Act {
        self.wanted = Some(goal.to);
        let (old, oldday) = self.old(goal.from);
        let when = self.moment(goal.to);
        if self.style == Style::Elderly && self.dice.happens(0.5) {
            return self.say("move_bare", &[]);
        }
        self.say("move", &[("old", &old), ("oldday", &oldday), ("when", &when)])
    }

    pub(super) fn open_cancel(&mut self, goal: &Cancel) -> Act {
        let (old, oldday) = self.old(goal.at);
        if matches!(self.style, Style::Elderly | Style::Terse) && self.dice.happens(0.5) {
            return self.say("cancel_bare", &[]);
        }
        self.say("cancel", &[("old", &old), ("oldday", &oldday)])
    }

    /// An appointment's day, as said of it and before a noun.
    pub(super) fn old(&mut self, at: DateTime) -> (String, String) {
        let day = self.language.day(at.date(), self.today, &mut self.dice);
        let near = is_near(at.date(), self.today);
        let noun = if near { self.language.weekday(at.date()).to_owned() } else { String::new() };
        (day, noun)
    }

    pub(super) fn ask(&mut self, ask: &Ask) -> Act {
        match ask {
            Ask::Hours => self.say("hours_q", &[]),
            Ask::Location => self.say("location", &[]),
            Ask::Services => self.say("services", &[]),
            Ask::Robot => self.say("robot", &[]),
            Ask::Price(service) => {
                let service = service.to_lowercase();
                self.say("price", &[("service", &service)])
            }
            Ask::Words(words) => Act::Say(words.clone()),
        }
    }
}
