//! The caller's own appointments: checked, moved, cancelled.

use super::Turn;
use super::cues::{Cue, has};
use super::frame::{Asked, Done, OwnHint, Task};
use super::offers::key_of;
use crate::moves::{Expect, Move, Reply};
use crate::speech::{Joint, Message};
use crate::state::Intent;
use crate::tools::{OwnAppointment, ToolCall};
use crate::understand::extract::service;
use crate::understand::{Clock, When, Words};

impl Turn<'_> {
    pub(super) fn start_move(&mut self, words: &Words) -> Move {
        if !self.briefing.can_book {
            return self.request_instead(None);
        }
        self.drop_booking();
        self.frame().task = Task::Move;
        self.frame().staff = None;
        self.frame().when = self.new_time(words);
        let mut hint = self.hint(&before_new_time(words));
        hint.day = hint.day.or_else(|| self.old_day(words));
        self.frame().own_hint = hint;
        Move::Use(ToolCall::FindAppointments)
    }

    pub(super) fn start_cancel(&mut self, words: &Words) -> Move {
        if !self.briefing.can_book {
            return self.request_instead(None);
        }
        self.drop_booking();
        self.frame().task = Task::Cancel;
        self.frame().own_hint = self.hint(words);
        Move::Use(ToolCall::FindAppointments)
    }

    pub(super) fn start_check(&mut self, words: &Words) -> Move {
        self.drop_booking();
        self.frame().task = Task::Check;
        self.frame().own_hint = self.hint(words);
        Move::Use(ToolCall::FindAppointments)
    }

    /// The caller's appointments came back.
    pub(super) fn own_found(&mut self, own: &[OwnAppointment]) -> Move {
        self.frame().own = own.to_vec();
        let task = self.state.frame.task;
        let Some(first) = own.first() else {
            self.drop_booking();
            self.frame().asked = Asked::OfferMessage;
            let known = self.briefing.caller.number.is_some();
            let sorry = if known { Message::NoOwn } else { Message::NoOwnNumber };
            return self.ask(sorry, Expect::YesNo);
        };
        if task == Task::Check {
            self.frame().task = Task::None;
            let meant = self.meant(own);
            let own = if meant.is_empty() { own.iter().collect() } else { meant };
            let all: Vec<String> = own.into_iter().take(3).map(|own| self.own_words(own)).collect();
            self.remember_answer(Intent::CheckAppointment);
            return self.anything_else(&self.you_have(&all));
        }
        let meant = self.meant(own);
        match (meant.as_slice(), own.len()) {
            ([one], _) => self.own_chosen((*one).clone()),
            ([], 1) => self.own_chosen(first.clone()),
            _ => {
                // Several on that day, say: only these are asked about.
                let own: Vec<OwnAppointment> = if meant.is_empty() {
                    own.to_vec()
                } else {
                    meant.into_iter().cloned().collect()
                };
                self.frame().own.clone_from(&own);
                self.frame().asked = Asked::WhichOwn;
                let all: Vec<String> = own.iter().take(4).map(|own| self.own_words(own)).collect();
                let say = format!("{} {}", self.you_have(&all), self.words(Message::OwnWhich));
                let count = u8::try_from(all.len()).unwrap_or(4);
                Move::Say(Reply { expect: Expect::Choice(count), ..Reply::open(say) })
            }
        }
    }

    /// Which of their appointments the words choose.
    pub(super) fn which_own(&mut self, words: &Words, digits: &str) -> Option<Move> {
        let own = self.state.frame.own.clone();
        if let Some(own) = key_of(digits, own.len()).and_then(|at| own.get(at)) {
            return Some(self.own_chosen(own.clone()));
        }
        let wish = self.read_when(words, true).when;
        let hours = &self.briefing.business.hours;
        let by_time = own.iter().find(|own| {
            let slot = wish.from.is_none_or(|from| from == own.start.date());
            let time = match wish.clock(hours) {
                Some(Clock::At(time)) => time == own.start.time(),
                _ => true,
            };
            !wish.is_empty() && slot && time
        });
        let named = service::find(words, &self.briefing.business);
        let by_service = named.and_then(|found| own.iter().find(|own| own.service == found.id));
        let by_place = if has(words, Cue::First) {
            own.first()
        } else if has(words, Cue::Second) {
            own.get(1)
        } else if has(words, Cue::Last) {
            own.last()
        } else {
            None
        };
        by_time.or(by_service).or(by_place).cloned().map(|own| self.own_chosen(own))
    }

    fn own_chosen(&mut self, own: OwnAppointment) -> Move {
        let words = self.own_words(&own);
        if !own.changeable {
            let cancelling = self.state.frame.task == Task::Cancel;
            let late = if cancelling { Message::OwnTooLateCancel } else { Message::OwnTooLateMove };
            self.drop_booking();
            self.frame().asked = Asked::OfferMessage;
            let hours = self.briefing.business.cancel_hours;
            let late = self.say(late, &[("hours", hours.into())]);
            let offer = self.words(Message::OfferMessageTeam);
            let say = format!("{} {late} {offer}", self.you_have(&[words]));
            return Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) });
        }
        self.frame().service = Some(own.service);
        let named = self.briefing.business.staff.iter().any(|staff| staff.id == own.staff);
        if self.state.frame.task == Task::Move && self.state.frame.staff.is_none() && named {
            self.frame().staff = Some(own.staff);
        }
        self.frame().chosen = Some(own);
        if self.state.frame.task == Task::Cancel {
            self.frame().asked = Asked::ConfirmCancel;
            let say = format!("{} {}", self.you_have(&[words]), self.words(Message::AskCancel));
            return Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) });
        }
        if !self.state.frame.when.is_searchable() {
            self.frame().asked = Asked::When;
            let say = format!("{} {}", self.you_have(&[words]), self.words(Message::AskMove));
            return Move::Say(Reply::open(say));
        }
        self.next_step()
    }

    pub(super) fn confirmed_cancel(&mut self) -> Move {
        let Some(own) = self.state.frame.chosen.clone() else { return self.missed() };
        self.belongs_to(Intent::Cancel);
        self.state.read_back = Some(own.id.to_string());
        Move::Use(ToolCall::Cancel { appointment: own.id })
    }

    /// `Haircut on Tuesday, March 3rd at 3 PM`.
    pub(super) fn own_words(&self, own: &OwnAppointment) -> String {
        self.slot_in(&self.voice(), &own.service_name, own.staff, &own.start)
    }

    /// `You have Haircut on Tuesday, March 3rd at 3 PM.`
    fn you_have(&self, all: &[String]) -> String {
        let all = self.voice().list(all, Joint::And);
        self.say(Message::OwnHave, &[("list", all.into())])
    }

    /// What the words say of an appointment that is there already.
    fn hint(&self, words: &Words) -> OwnHint {
        let wish = self.read_when(words, false).when;
        // "my Thursday one" is no hour.
        let one = words.has("one") && !words.has_any(&["at one", "one oclock", "one pm"]);
        let time = match wish.clock(&self.briefing.business.hours) {
            Some(Clock::At(time)) if !(one && time.hour() % 12 == 1) => Some(time),
            _ => None,
        };
        let service = service::find(words, &self.briefing.business);
        OwnHint {
            day: wish.from,
            time,
            service: service.filter(|found| found.score >= 0.8).map(|found| found.id),
            next: has(words, Cue::Next),
            same: has(words, Cue::Same),
        }
    }

    /// Those of the caller's appointments that fit what was said of it; none where nothing was said
    /// or nothing fits.
    fn meant<'a>(&self, own: &'a [OwnAppointment]) -> Vec<&'a OwnAppointment> {
        let hint = self.state.frame.own_hint;
        if hint.day.is_none() && hint.time.is_none() && hint.service.is_none() {
            if hint.next {
                return own.iter().take(1).collect();
            }
            let last = self.state.frame.own_last.filter(|_| hint.same);
            return own.iter().filter(|own| Some(own.id) == last).collect();
        }
        own.iter()
            .filter(|own| {
                hint.day.is_none_or(|day| own.start.date() == day)
                    && hint.time.is_none_or(|time| own.start.time() == time)
                    && hint.service.is_none_or(|service| own.service == service)
            })
            .collect()
    }

    /// The time that an appointment is to be moved to: what stands behind the last "to", where there
    /// is one ("move my Tuesday appointment to Friday").
    fn new_time(&self, words: &Words) -> When {
        let found = self.read_when(words, false);
        let Some(place) = words.words.iter().rposition(|word| word == "to" || word == "for") else {
            let whole = found.days.len() > 1;
            return if whole { found.when } else { When::default() };
        };
        let behind = words.behind(place + 1);
        let wish = self.read_when(&behind, true);
        if wish.problem.is_some() { When::default() } else { wish.when }
    }

    /// The day of the appointment that is meant: what stands before the new time.
    fn old_day(&self, words: &Words) -> Option<jiff::civil::Date> {
        let found = self.read_when(words, false);
        let wanted = self.state.frame.when.from;
        found.days.first().map(|day| day.from).filter(|day| Some(*day) != wanted)
    }

    /// It was moved or cancelled.
    pub(super) fn settled_own(&mut self, done: Done, say: &str) -> Move {
        self.frame().done.push(done);
        self.drop_booking();
        self.anything_else(say)
    }
}

/// What stands before the new time: "move my Tuesday one *to Friday*".
fn before_new_time(words: &Words) -> Words {
    let to = |word: &String| matches!(word.as_str(), "to" | "a" | "al" | "à" | "au");
    match words.words.iter().rposition(to) {
        Some(place) => words.up_to(place),
        None => words.clone(),
    }
}
