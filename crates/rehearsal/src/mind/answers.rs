//! Answers to what is asked.

use jiff::civil::DateTime;

use super::{Act, Mind};
use crate::scenario::{Book, Fallback, Goal, Style};
use crate::view::View;

impl<'a> Mind<'a> {
    pub(super) fn service(&mut self) -> Act {
        let Some(Goal::Book(book)) = self.goal() else { return self.restate() };
        let service = self.called(book);
        self.say("service", &[("service", &service)])
    }

    pub(super) fn when(&mut self) -> Act {
        let Some(at) = self.wanted else { return self.restate() };
        let when = self.moment(at);
        self.say("when", &[("when", &when)])
    }

    pub(super) fn people(&mut self) -> Act {
        let Some(Goal::Book(Book { people: Some(people), .. })) = self.goal() else {
            return self.restate();
        };
        let people = self.language.count(*people);
        self.say("people", &[("people", &people)])
    }

    pub(super) fn restate(&mut self) -> Act {
        match self.goal() {
            Some(goal) => self.open(goal),
            None => self.bye(),
        }
    }

    /// Times are offered because the one that was asked for is not free, or not clear.
    pub(super) fn offer(&mut self, view: &View) -> Act {
        let Some(wanted) = self.wanted else { return self.restate() };
        if let Some(slot) = view.offers.iter().find(|slot| slot.start == wanted) {
            let is_one_day = view.offers.iter().all(|it| it.start.date() == wanted.date());
            let start = slot.start;
            return self.pick_offer(start, is_one_day);
        }
        let otherwise = match self.goal() {
            Some(Goal::Book(book)) => book.otherwise.clone(),
            _ => Fallback::Nothing,
        };
        match otherwise {
            Fallback::AnyOffer => {
                let Some(start) = view.offers.first().map(|slot| slot.start) else {
                    return self.when();
                };
                self.wanted = Some(start);
                let is_one_day = view.offers.iter().all(|it| it.start.date() == start.date());
                self.pick_offer(start, is_one_day)
            }
            Fallback::At(at) if self.wanted != Some(at) => {
                self.wanted = Some(at);
                let when = self.moment(at);
                self.say("other", &[("when", &when)])
            }
            // The line may have garbled the time: once more before it is let go.
            Fallback::Nothing | Fallback::At(_)
                if self.repeats == 0 && !self.is_free_elsewhere() =>
            {
                self.gave_up = true;
                self.say("no_thanks", &[])
            }
            Fallback::Nothing | Fallback::At(_) => self.when(),
        }
    }

    /// Whether the caller has reason to believe that the time is free: no other was planned.
    pub(super) fn is_free_elsewhere(&self) -> bool {
        !matches!(self.goal(), Some(Goal::Book(Book { otherwise: Fallback::Nothing, .. })))
    }

    pub(super) fn pick_offer(&mut self, start: DateTime, is_one_day: bool) -> Act {
        if is_one_day {
            let time = self.language.time(start.time(), &mut self.dice);
            return self.say("pick", &[("time", &time)]);
        }
        let when = self.moment(start);
        self.say("pick_day", &[("when", &when)])
    }

    pub(super) fn booked_name(&self) -> Option<&'a str> {
        match self.goal() {
            Some(Goal::Book(Book { under: Some(name), .. })) => Some(name),
            _ => self.caller.name.as_deref(),
        }
    }

    pub(super) fn name(&mut self) -> Act {
        let name = self.booked_name().unwrap_or_default();
        self.say(if self.repeats > 0 { "name_again" } else { "name" }, &[("name", name)])
    }

    pub(super) fn phone(&mut self) -> Act {
        match &self.caller.phone {
            Some(phone) => {
                let phone = self.language.digits(phone);
                self.say("phone", &[("phone", &phone)])
            }
            None => self.say("no_phone", &[]),
        }
    }

    pub(super) fn message(&mut self) -> Act {
        match self.goal() {
            Some(Goal::Message(message)) => Act::Say(message.body.clone()),
            Some(Goal::Human(human)) => match &human.message {
                Some(body) => Act::Say(body.clone()),
                None => self.say("no_thanks", &[]),
            },
            _ => {
                self.gave_up = true;
                self.say("no_thanks", &[])
            }
        }
    }

    pub(super) fn confirm(&mut self, view: &View, said: &str) -> Act {
        if let Some(Goal::Book(book)) = self.goal()
            && book.first.is_some()
            && !self.changed
        {
            self.changed = true;
            self.wanted = Some(book.at);
            let when = self.moment(book.at);
            return self.say("change_mind", &[("when", &when)]);
        }
        if !matches!(self.goal(), Some(Goal::Book(_) | Goal::Reschedule(_))) {
            // Nobody asked for an appointment.
            return self.say("no", &[]);
        }
        self.correction(view, said).unwrap_or_else(|| self.say("yes", &[]))
    }

    /// What is wrong with what was read back, if anything is.
    pub(super) fn correction(&mut self, view: &View, said: &str) -> Option<Act> {
        let held = view.held.as_ref()?;
        if let Some(wanted) = self.wanted.filter(|wanted| *wanted != held.start) {
            let when = self.moment(wanted);
            return Some(self.say("fix_when", &[("when", &when)]));
        }
        let Some(Goal::Book(book)) = self.goal() else { return None };
        if held.service != book.service {
            let service = self.called(book);
            return Some(self.say("fix_service", &[("service", &service)]));
        }
        if let Some(staff) = book.staff.as_ref().filter(|staff| **staff != held.staff) {
            return Some(self.say("fix_staff", &[("name", staff)]));
        }
        let name = self.booked_name()?;
        let is_right = match &view.name {
            Some(heard) => heard.to_lowercase() == name.to_lowercase(),
            None => said.to_lowercase().contains(&name.to_lowercase()),
        };
        if is_right {
            return None;
        }
        Some(self.say("fix_name", &[("name", name)]))
    }

    pub(super) fn confirm_cancel(&mut self, view: &View) -> Act {
        let Some(Goal::Cancel(goal)) = self.goal() else { return self.say("no", &[]) };
        if goal.keeps {
            self.gave_up = true;
            return self.say("keep", &[]);
        }
        if view.chosen.is_some_and(|chosen| chosen != goal.at) {
            let (old, oldday) = self.old(goal.at);
            return self.say("which", &[("old", &old), ("oldday", &oldday)]);
        }
        self.say("yes", &[])
    }

    pub(super) fn which(&mut self) -> Act {
        let at = match self.goal() {
            Some(Goal::Cancel(goal)) => goal.at,
            Some(Goal::Reschedule(goal)) => goal.from,
            _ => return self.say("no", &[]),
        };
        let (old, oldday) = self.old(at);
        self.say("which", &[("old", &old), ("oldday", &oldday)])
    }

    /// Whether this is the moment for a question in the middle.
    pub(super) fn wants_aside(&self, view: &View) -> bool {
        let in_booking = matches!(view.asked.as_str(), "confirm" | "name" | "offer");
        let planned = matches!(self.goal(), Some(Goal::Book(Book { question: Some(_), .. })));
        in_booking && !self.asked_aside && (planned || self.style == Style::Interrupts)
    }

    pub(super) fn aside(&mut self) -> Act {
        match self.goal() {
            Some(Goal::Book(Book { question: Some(words), .. })) => Act::Say(words.clone()),
            _ => self.say("hours_q", &[]),
        }
    }
}
