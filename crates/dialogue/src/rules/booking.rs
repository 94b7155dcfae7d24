//! Making an appointment: what, when, which slot, whose name, read back, yes.

use super::Turn;
use super::frame::{Asked, Task};
use super::phrases::{list, price};
use crate::heard::Heard;
use crate::moves::{Expect, Move, Reply};
use crate::state::Intent;
use crate::tools::{Offered, SlotQuery, ToolCall, Urgency};
use crate::understand::{TimeOfDay, Words, names, services, when};

/// Words for the first, second and third of what was offered.
const PLACES: [&[&str]; 3] = [
    &["first one", "the first", "first option", "earliest", "earlier one"],
    &["second one", "the second", "second option", "middle one"],
    &["third one", "the third", "third option"],
];

/// How many slots are offered at once.
const OFFERS: u8 = 3;

impl Turn<'_> {
    pub(super) fn start_booking(&mut self) -> Move {
        self.frame().task = Task::Book;
        self.next_step()
    }

    /// Starts or goes on with a booking if the words hold any part of one.
    pub(super) fn book_or_change(&mut self, words: &Words) -> Option<Move> {
        let wants = matches!(
            self.state.understood.as_ref().map(|it| it.intent),
            Some(Intent::Book | Intent::Availability)
        );
        let changed = match self.take_details(words) {
            Ok(changed) => changed,
            Err(decided) => return Some(decided),
        };
        let booking = matches!(self.frame().task, Task::Book | Task::Move);
        if !changed && (!wants || booking) {
            return None;
        }
        if self.frame().task != Task::Move {
            self.frame().task = Task::Book;
            self.belongs_to(Intent::Book);
        }
        Some(self.next_step())
    }

    /// Takes from the words whatever belongs to a booking; `true` if that changes anything.
    fn take_details(&mut self, words: &Words) -> Result<bool, Move> {
        let business = self.briefing.business.clone();
        let mut changed = false;
        if let Some(service) = services::service(words, &business) {
            changed |= self.frame().service != Some(service) || self.frame().task == Task::None;
            self.frame().service = Some(service);
        }
        if let Some(staff) = services::staff(words, &business) {
            changed |= self.frame().staff != Some(staff);
            self.frame().staff = Some(staff);
        } else if words.has_any(&[
            "anybody",
            "anyone",
            "dont mind who",
            "whoever",
            "no preference",
            "doesnt matter who",
        ]) {
            changed |= self.frame().staff.take().is_some();
        }
        if let Some(party) = names::party(words) {
            changed |= self.frame().party != Some(party);
            self.frame().party = Some(party);
        }
        if let Some(name) = names::introduced(words)
            && self.frame().name.as_ref() != Some(&name)
        {
            self.frame().name = Some(name);
            changed |= self.frame().held.is_some();
        }
        let Ok(when) = when::read(words, self.briefing) else {
            self.frame().asked = Asked::When;
            return Err(Move::Say(Reply::open("There's no such day. Which day would you like?")));
        };
        if !when.is_empty() {
            let before = self.frame().when;
            let now = before.corrected_by(when);
            if now != before || self.frame().held.is_none() {
                self.frame().when = now;
                self.frame().held = None;
                self.frame().offers.clear();
                changed = true;
            }
        }
        if changed {
            let frame = self.frame();
            let fits = frame.held.as_ref().is_none_or(|held| {
                Some(held.service) == frame.service
                    && frame.staff.is_none_or(|staff| staff == held.staff)
            });
            if !fits {
                frame.held = None;
                frame.offers.clear();
            }
        }
        Ok(changed)
    }

    /// What is still missing is asked; what is known is looked up.
    pub(super) fn next_step(&mut self) -> Move {
        let business = self.briefing.business.clone();
        if self.frame().service.is_none() {
            match business.services.as_slice() {
                [] => return self.start_message(),
                [only] => self.frame().service = Some(only.id),
                _ => {
                    self.frame().asked = Asked::Service;
                    let say = format!("{} {}", self.sure(), self.ask_service());
                    return Move::Say(Reply { hints: self.hints(), ..Reply::open(say) });
                }
            }
        }
        if self.frame().held.is_some() {
            return self.read_back();
        }
        let when = self.frame().when;
        if when.is_empty() {
            self.frame().asked = Asked::When;
            let service = self.frame().service.map(|id| self.service_name(id)).unwrap_or_default();
            let say = format!("{} {service}: which day and time would suit you?", self.sure());
            return Move::Say(Reply::open(say));
        }
        self.search()
    }

    fn search(&mut self) -> Move {
        let frame = &self.state.frame;
        let Some(service) = frame.service else { return self.next_step() };
        let query =
            SlotQuery { service, staff: frame.staff, window: frame.when.window(), limit: OFFERS };
        Move::Use(ToolCall::FindSlots(query))
    }

    pub(super) fn ask_service(&self) -> String {
        let names: Vec<String> = self
            .briefing
            .business
            .services
            .iter()
            .take(4)
            .map(|service| service.name.clone())
            .collect();
        format!("What would you like to book: {}?", list(&names, "or"))
    }

    /// Slots came back: hold the one that was asked for, or offer some.
    pub(super) fn slots_found(
        &mut self,
        slots: &[Offered],
        outside: bool,
        closed: Option<&str>,
    ) -> Move {
        let Some(first) = slots.first() else {
            self.frame().asked = Asked::OfferMessage;
            let why =
                closed.map(|name| format!("We're closed then ({name}). ")).unwrap_or_default();
            let say = format!(
                "{why}I'm afraid I have nothing free. Shall I take a message, so that somebody calls you back?"
            );
            return Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) });
        };
        let exact = match self.frame().when.time {
            Some(TimeOfDay::At(time)) => {
                first.start.time() == time && self.frame().when.days.is_some()
            }
            _ => false,
        };
        let urgent = self.frame().urgency == Some(Urgency::Emergency);
        if !outside
            && (exact || urgent || self.frame().when.soonest && self.frame().when.days.is_none())
        {
            return Move::Use(ToolCall::Hold { token: first.token.clone() });
        }
        self.frame().offers = slots.to_vec();
        self.frame().asked = Asked::Offer;
        let offers = self.offers(slots);
        let named_time = matches!(self.frame().when.time, Some(TimeOfDay::At(_)));
        let say = match (closed, outside, named_time) {
            (Some(name), _, _) => format!(
                "We're closed then: {name}. The nearest I have is {offers}. Would that work?"
            ),
            (None, true, _) => format!(
                "I'm afraid that's not free. The nearest I have is {offers}. Would any of those work?"
            ),
            (None, false, true) => {
                format!("That time isn't free, but I have {offers}. Which would you like?")
            }
            (None, false, false) => format!("I have {offers}. Which suits you best?"),
        };
        let count = u8::try_from(slots.len()).unwrap_or(1);
        Move::Say(Reply { say, expect: Expect::Choice(count), hints: Vec::new() })
    }

    /// Which of the offered slots the words choose.
    pub(super) fn chosen_offer(
        &mut self,
        words: &Words,
        heard: &Heard,
        answer: Option<bool>,
    ) -> Option<Move> {
        let offers = self.frame().offers.clone();
        let hold = |slot: &Offered| Some(Move::Use(ToolCall::Hold { token: slot.token.clone() }));
        if let Some(slot) =
            heard.digits.parse::<usize>().ok().and_then(|key| offers.get(key.checked_sub(1)?))
        {
            return hold(slot);
        }
        for (place, phrases) in PLACES.iter().enumerate() {
            if words.has_any(phrases)
                && let Some(slot) = offers.get(place)
            {
                return hold(slot);
            }
        }
        if words.has_any(&["last one", "the last", "latest", "later one"]) {
            return offers.last().and_then(hold);
        }
        let when = when::read(words, self.briefing).unwrap_or_default();
        let fitting: Vec<&Offered> = offers
            .iter()
            .filter(|slot| {
                when.days.is_none_or(|days| {
                    days.from <= slot.start.date() && slot.start.date() <= days.until
                })
            })
            .filter(|slot| match when.time {
                Some(TimeOfDay::At(time)) => {
                    slot.start.time() == time
                        || time.hour() < 12
                            && slot.start.time()
                                == time.saturating_add(jiff::SignedDuration::from_hours(12))
                }
                Some(TimeOfDay::After(time)) => slot.start.time() >= time,
                Some(TimeOfDay::Before(time)) => slot.start.time() < time,
                Some(TimeOfDay::Between(from, to)) => {
                    slot.start.time() >= from && slot.start.time() < to
                }
                None => true,
            })
            .collect();
        if !when.is_empty() {
            return match fitting.as_slice() {
                [slot, ..] => hold(slot),
                // Another time than those: search again.
                [] => None,
            };
        }
        match (answer, offers.as_slice()) {
            (Some(true), [only]) => hold(only),
            (Some(true), [first, ..]) if words.has_any(&["any", "either", "whichever"]) => {
                hold(first)
            }
            (Some(true), _) => {
                let again = self.pending_question();
                let say = format!("Sure, which one? {}", again.say);
                Some(Move::Say(Reply { say, ..again }))
            }
            (Some(false), _) if words.len() <= 4 => {
                self.frame().offers.clear();
                self.frame().when = crate::understand::When::default();
                self.frame().asked = Asked::When;
                Some(Move::Say(Reply::open("No problem. Which other day or time would suit you?")))
            }
            _ => None,
        }
    }

    /// The slot is kept: ask what is missing, then read everything back.
    pub(super) fn held(&mut self, slot: &Offered) -> Move {
        self.frame().offers.clear();
        self.frame().held = Some(slot.clone());
        self.read_back()
    }

    /// Asks for name and number where they are missing, then reads back and asks for a yes.
    pub(super) fn read_back(&mut self) -> Move {
        let Some(slot) = self.frame().held.clone() else { return self.next_step() };
        if self.frame().task == Task::Move {
            self.frame().asked = Asked::Confirm;
            let say =
                format!("I can move your appointment to {}. Shall I do that?", self.slot(&slot));
            return Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) });
        }
        let Some(name) = self.known_name() else {
            self.frame().asked = Asked::Name;
            let say = format!(
                "{} is free. What name shall I put it under?",
                capital(&self.moment(&slot.start))
            );
            return Move::Say(Reply { expect: Expect::Dictation, ..Reply::open(say) });
        };
        if self.briefing.caller.number.is_none() && self.frame().phone.is_none() {
            self.frame().asked = Asked::Phone;
            let say = "And which number can we reach you at?";
            return Move::Say(Reply { expect: Expect::Dictation, ..Reply::open(say) });
        }
        self.frame().asked = Asked::Confirm;
        let service =
            self.briefing.business.services.iter().find(|service| service.id == slot.service);
        let cost = service
            .and_then(|service| service.price)
            .map(|amount| format!(", {}", price(amount)))
            .unwrap_or_default();
        let party =
            self.frame().party.map(|party| format!(" for {party} people")).unwrap_or_default();
        let phone = self
            .frame()
            .phone
            .as_ref()
            .map(|phone| {
                format!(", and we reach you at the number ending in {}", spaced(phone.last_four()))
            })
            .unwrap_or_default();
        let say = format!(
            "So that's {}{party}, under the name {name}{cost}{phone}. Is that right?",
            self.slot(&slot)
        );
        Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) })
    }

    /// The caller has heard it and said yes.
    pub(super) fn confirmed(&mut self) -> Move {
        let Some(slot) = self.frame().held.clone() else { return self.next_step() };
        self.state.read_back = Some(slot.token.clone());
        if let (Task::Move, Some(own)) = (self.frame().task, self.frame().chosen.clone()) {
            self.belongs_to(Intent::Reschedule);
            return Move::Use(ToolCall::Move { appointment: own.id, token: slot.token });
        }
        self.belongs_to(Intent::Book);
        let name = self.known_name().unwrap_or_default();
        let notes = self.frame().party.map(|party| format!("party of {party}"));
        let phone = self.frame().phone.clone();
        Move::Use(ToolCall::Book { token: slot.token, name, phone, notes })
    }

    pub(super) fn drop_booking(&mut self) {
        let frame = self.frame();
        frame.task = Task::None;
        frame.held = None;
        frame.chosen = None;
        frame.offers.clear();
        frame.when = crate::understand::When::default();
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// Digits one by one.
fn spaced(digits: &str) -> String {
    let digits: Vec<String> = digits.chars().map(String::from).collect();
    digits.join(" ")
}
