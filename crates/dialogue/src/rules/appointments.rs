//! The caller's own appointments: checked, moved, cancelled.

use super::Turn;
use super::frame::{Asked, Task};
use super::phrases::list;
use crate::moves::{Expect, Move, Reply};
use crate::state::Intent;
use crate::tools::{OwnAppointment, ToolCall};
use crate::understand::{Words, when};

impl Turn<'_> {
    pub(super) fn start_move(&mut self, words: &Words) -> Move {
        self.drop_booking();
        self.frame().task = Task::Move;
        self.frame().when = new_time(words, self);
        Move::Use(ToolCall::FindAppointments)
    }

    pub(super) fn start_cancel(&mut self, words: &Words) -> Move {
        self.drop_booking();
        self.frame().task = Task::Cancel;
        self.frame().when = when::read(words, self.briefing).unwrap_or_default();
        Move::Use(ToolCall::FindAppointments)
    }

    pub(super) fn start_check(&mut self) -> Move {
        self.frame().task = Task::Check;
        Move::Use(ToolCall::FindAppointments)
    }

    /// The caller's appointments came back.
    pub(super) fn own_found(&mut self, own: &[OwnAppointment]) -> Move {
        self.frame().own = own.to_vec();
        let task = self.frame().task;
        let Some(first) = own.first() else {
            self.frame().task = Task::None;
            self.frame().asked = Asked::OfferMessage;
            let say = "I can't find an upcoming appointment for your number. Shall I take a message for the team?";
            return Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) });
        };
        if task == Task::Check {
            self.frame().task = Task::None;
            let all: Vec<String> = own.iter().take(3).map(|own| self.own_words(own)).collect();
            return self.anything_else(&format!("You have {}.", list(&all, "and")));
        }
        // For a cancellation a day picks among them.
        let day = self.frame().when.days.filter(|_| task == Task::Cancel);
        let picked = day.and_then(|days| own.iter().find(|own| own.start.date() == days.from));
        match (picked, own.len()) {
            (Some(own), _) => self.own_chosen(own.clone()),
            (None, 1) => self.own_chosen(first.clone()),
            _ => {
                self.frame().asked = Asked::WhichOwn;
                let all: Vec<String> = own.iter().take(4).map(|own| self.own_words(own)).collect();
                let say = format!("You have {}. Which one do you mean?", list(&all, "and"));
                Move::Say(Reply {
                    expect: Expect::Choice(u8::try_from(own.len()).unwrap_or(9)),
                    ..Reply::open(say)
                })
            }
        }
    }

    /// Which of their appointments the words choose.
    pub(super) fn which_own(&mut self, words: &Words, digits: &str) -> Option<Move> {
        let own = self.frame().own.clone();
        if let Some(own) = digits.parse::<usize>().ok().and_then(|key| own.get(key.checked_sub(1)?))
        {
            return Some(self.own_chosen(own.clone()));
        }
        let when = when::read(words, self.briefing).unwrap_or_default();
        let by_day =
            when.days.and_then(|days| own.iter().find(|own| own.start.date() == days.from));
        let by_service = own.iter().find(|own| {
            Words::of(&own.service_name).words.iter().any(|word| words.words.contains(word))
        });
        let by_place = if words.has_any(&["first one", "the first"]) {
            own.first()
        } else if words.has_any(&["second one", "the second"]) {
            own.get(1)
        } else {
            None
        };
        by_day.or(by_service).or(by_place).cloned().map(|own| self.own_chosen(own))
    }

    fn own_chosen(&mut self, own: OwnAppointment) -> Move {
        let words = self.own_words(&own);
        if !own.changeable {
            self.frame().task = Task::None;
            self.frame().asked = Asked::OfferMessage;
            let hours = self.briefing.business.cancel_hours;
            let say = format!(
                "You have {words}. That's less than {hours} hours away, so I can't change it myself. Shall I take a message for the team?"
            );
            return Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) });
        }
        self.frame().service = Some(own.service);
        self.frame().chosen = Some(own);
        if self.frame().task == Task::Cancel {
            self.frame().asked = Asked::ConfirmCancel;
            let say = format!("You have {words}. Shall I cancel it?");
            return Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) });
        }
        if self.frame().when.is_empty() {
            self.frame().asked = Asked::When;
            return Move::Say(Reply::open(format!(
                "You have {words}. When would you like to come instead?"
            )));
        }
        self.next_step()
    }

    pub(super) fn confirmed_cancel(&mut self) -> Move {
        let Some(own) = self.frame().chosen.clone() else { return self.missed() };
        self.belongs_to(Intent::Cancel);
        self.state.read_back = Some(own.id.to_string());
        Move::Use(ToolCall::Cancel { appointment: own.id })
    }

    /// `Haircut on Tuesday, March 3rd at 3 PM`.
    pub(super) fn own_words(&self, own: &OwnAppointment) -> String {
        format!("{} on {}", own.service_name, self.moment(&own.start))
    }
}

/// The time that an appointment is to be moved to: what stands behind the last "to", where there is one
/// ("move my Tuesday appointment to Friday").
fn new_time(words: &Words, turn: &Turn<'_>) -> crate::understand::When {
    let to = words.words.iter().rposition(|word| word == "to");
    let read = |words: &Words| when::read(words, turn.briefing).unwrap_or_default();
    if let Some(place) = to {
        let behind = Words {
            words: words.words.get(place + 1..).unwrap_or_default().to_vec(),
            written: words.written.get(place + 1..).unwrap_or_default().to_vec(),
        };
        // The bare number behind "to" is a time: "to 3".
        let mut at = behind;
        at.words.insert(0, "at".to_owned());
        at.written.insert(0, "at".to_owned());
        let when = read(&at);
        if !when.is_empty() {
            return when;
        }
        return crate::understand::When::default();
    }
    crate::understand::When::default()
}
