//! Making an appointment: what, when, which slot, whose name, read back, yes.

use super::Turn;
use super::frame::{Asked, Task};
use super::phrases::capital;
use crate::heard::Heard;
use crate::moves::{Expect, Move, Reply};
use crate::speech::{Joint, Message};
use crate::state::Intent;
use crate::tools::{SlotQuery, ToolCall};
use crate::understand::extract::party;
use crate::understand::{When, Words};

/// How many slots are offered at once.
const OFFERS: u8 = 3;
/// How many services are named in a question.
const NAMED: usize = 4;

impl Turn<'_> {
    pub(super) fn start_booking(&mut self) -> Move {
        self.frame().task = Task::Book;
        self.belongs_to(Intent::Book);
        self.next_step()
    }

    /// Starts or goes on with a booking if the words hold any part of one.
    pub(super) fn book_or_change(&mut self, words: &Words, heard: &Heard) -> Option<Move> {
        let wants = matches!(
            self.state.understood.as_ref().map(|it| it.intent),
            Some(Intent::Book | Intent::Availability)
        );
        let booking = matches!(self.state.frame.task, Task::Book | Task::Move);
        let changed = match self.take_details(words) {
            Ok(changed) => changed,
            Err(decided) => return Some(decided),
        };
        if !changed && (booking || !wants) {
            return None;
        }
        if let Some(check) = self.check_service(heard) {
            return Some(check);
        }
        if self.state.frame.task != Task::Move {
            self.frame().task = Task::Book;
            self.belongs_to(Intent::Book);
        }
        Some(self.next_step())
    }

    /// What is still missing is asked; what is known is looked up.
    pub(super) fn next_step(&mut self) -> Move {
        if !self.briefing.can_book {
            return self.request_instead(None);
        }
        if self.state.frame.task == Task::Move && self.state.frame.chosen.is_none() {
            // What is to be moved comes before where to: without it this would be a new booking.
            let own = self.state.frame.own.clone();
            if own.is_empty() {
                return Move::Use(ToolCall::FindAppointments);
            }
            return self.own_found(&own);
        }
        if self.state.frame.held.is_some() {
            return self.read_back();
        }
        if self.state.frame.task != Task::Move
            && let Some(question) = self.what_for()
        {
            return question;
        }
        self.settle_staff();
        let when = self.state.frame.when;
        if !when.is_searchable() {
            self.frame().asked = Asked::When;
            let say = self.ask_when();
            return Move::Say(Reply::open(say));
        }
        self.search()
    }

    /// Asks for the service, or for the size of the party where tables are what is booked.
    fn what_for(&mut self) -> Option<Move> {
        let business = self.briefing.business.clone();
        let tables = party::tables(&business);
        if let (Some(count), Some((most, _))) = (self.state.frame.party, tables.last())
            && count > *most
        {
            self.frame().party = None;
            self.lead(&self.say(Message::TooManyPeople, &[("count", count.into())]));
            self.frame().call_back = true;
            return Some(self.start_message());
        }
        if self.state.frame.service.is_some() {
            return None;
        }
        match business.services.as_slice() {
            [] => {
                self.lead(&self.words(Message::CannotBook));
                return Some(self.start_message());
            }
            [only] => {
                self.frame().service = Some(only.id);
                return None;
            }
            _ => {}
        }
        if !tables.is_empty() && self.state.frame.party.is_none() {
            self.frame().asked = Asked::Party;
            let say = format!("{} {}", self.words(Message::Sure), self.words(Message::AskParty));
            return Some(Move::Say(Reply::open(say)));
        }
        self.frame().asked = Asked::Service;
        let say = format!("{} {}", self.words(Message::Sure), self.ask_service());
        Some(Move::Say(Reply { hints: self.hints(), ..Reply::open(say) }))
    }

    /// Somebody who does not do what is wanted is not asked for any more.
    fn settle_staff(&mut self) {
        let (Some(staff), Some(service)) = (self.state.frame.staff, self.state.frame.service)
        else {
            return;
        };
        let known = self.briefing.business.staff.iter().find(|it| it.id == staff);
        let Some(known) = known.filter(|it| !it.services.contains(&service)) else { return };
        let service = self.service_name(service).to_lowercase();
        let lead = self.say(
            Message::StaffDoesNot,
            &[("staff", known.name.as_str().into()), ("service", service.into())],
        );
        self.frame().staff = None;
        self.lead(&lead);
    }

    fn ask_when(&self) -> String {
        let what = match self.state.frame.task {
            Task::Move => Some(self.words(Message::YourAppointment)),
            _ => self.state.frame.service.map(|id| self.service_name(id).to_lowercase()),
        };
        if self.state.frame.when.time.is_some() {
            return self.words(Message::AskDay);
        }
        let ask = match what {
            Some(what) => self.say(Message::AskWhenFor, &[("what", what.into())]),
            None => self.words(Message::AskWhen),
        };
        // One word of assent is enough.
        if self.state.frame.lead.is_empty() {
            format!("{} {ask}", self.words(Message::Sure))
        } else {
            ask
        }
    }

    /// Looks for slots that fit the wish.
    pub(super) fn search(&mut self) -> Move {
        let hours = &self.briefing.business.hours;
        let frame = &self.state.frame;
        let Some(service) = frame.service else {
            self.frame().asked = Asked::Service;
            let say = self.ask_service();
            return Move::Say(Reply::open(say));
        };
        let window = frame.when.window(hours);
        Move::Use(ToolCall::FindSlots(SlotQuery {
            service,
            staff: frame.staff,
            window,
            limit: OFFERS,
        }))
    }

    pub(super) fn ask_service(&self) -> String {
        let services = &self.briefing.business.services;
        let names: Vec<String> =
            services.iter().take(NAMED).map(|service| service.name.to_lowercase()).collect();
        let what = self.voice().list(&names, Joint::Or);
        let what = [("services", what.into())];
        if services.len() > NAMED {
            return self.say(Message::AskServiceMore, &[("services", names.join(", ").into())]);
        }
        self.say(Message::AskService, &what)
    }

    /// Asks for name and number where they are missing, then reads back and asks for a yes.
    pub(super) fn read_back(&mut self) -> Move {
        let Some(slot) = self.state.frame.held.clone() else { return self.next_step() };
        if self.state.frame.task == Task::Move {
            self.frame().asked = Asked::Confirm;
            let new = self.slot(&slot);
            let say = match &self.state.frame.chosen {
                Some(own) => self.say(
                    Message::ReadBackMove,
                    &[("old", self.moment(&own.start).into()), ("slot", new.into())],
                ),
                None => self.say(Message::ReadBackMoveNew, &[("slot", new.into())]),
            };
            return Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) });
        }
        let Some(name) = self.known_name() else {
            self.frame().asked = Asked::Name;
            let moment = capital(&self.moment(&slot.start));
            let free = self.say(Message::IsFree, &[("moment", moment.into())]);
            let say = format!("{free} {}", self.words(Message::AskName));
            return Move::Say(Reply { expect: Expect::Dictation, ..Reply::open(say) });
        };
        if let Some(question) = self.who_comes() {
            return question;
        }
        let phone = self.briefing.caller.number.is_some() || self.state.frame.phone.is_some();
        if !phone && !self.state.frame.no_phone {
            self.frame().asked = Asked::Phone;
            return self.ask(Message::AskPhone, Expect::Dictation);
        }
        self.frame().asked = Asked::Confirm;
        let say = self.everything(&slot, &name);
        Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) })
    }

    /// What will be booked, from the slot that is held.
    fn everything(&self, slot: &crate::tools::Offered, name: &str) -> String {
        let services = &self.briefing.business.services;
        let amount = services.iter().find(|it| it.id == slot.service).and_then(|it| it.price);
        let voice = self.voice();
        let cost = match amount {
            Some(amount) if amount.minor > 0 => {
                self.say(Message::ReadBackCost, &[("price", voice.price(amount).into())])
            }
            Some(_) => self.words(Message::ReadBackFree),
            None => String::new(),
        };
        let party = self.state.frame.party.map_or_else(String::new, |count| {
            self.say(Message::ReadBackParty, &[("count", count.into())])
        });
        let phone = self.state.frame.phone.as_ref().map_or_else(String::new, |phone| {
            self.say(Message::ReadBackPhone, &[("phone", voice.phone(phone).into())])
        });
        let attendee = self.attendee_words().map_or_else(String::new, |attendee| {
            self.say(Message::ReadBackAttendee, &[("attendee", attendee.into())])
        });
        let all = self.say(
            Message::ReadBack,
            &[
                ("slot", self.slot(slot).into()),
                ("party", party.into()),
                ("attendee", attendee.into()),
                ("name", name.into()),
                ("cost", cost.into()),
                ("phone", phone.into()),
            ],
        );
        format!("{all} {}", self.words(Message::AskRight))
    }

    /// The caller has heard it and said yes.
    pub(super) fn confirmed(&mut self) -> Move {
        let Some(slot) = self.state.frame.held.clone() else { return self.next_step() };
        self.state.read_back = Some(slot.token.clone());
        if let (Task::Move, Some(own)) = (self.state.frame.task, self.state.frame.chosen.clone()) {
            self.belongs_to(Intent::Reschedule);
            return Move::Use(ToolCall::Move { appointment: own.id, token: slot.token });
        }
        self.belongs_to(Intent::Book);
        let name = self.known_name().unwrap_or_default();
        let party = self.state.frame.party;
        let party =
            party.map(|count| self.notes().say(Message::NoteParty, &[("count", count.into())]));
        let notes: Vec<String> = party.into_iter().chain(self.attendee_note()).collect();
        let notes = (!notes.is_empty()).then(|| notes.join("; "));
        let phone = self.state.frame.phone.clone();
        Move::Use(ToolCall::Book { token: slot.token, name, phone, notes })
    }

    pub(super) fn drop_booking(&mut self) {
        let frame = self.frame();
        frame.task = Task::None;
        frame.held = None;
        frame.chosen = None;
        frame.party = None;
        frame.offers.clear();
        frame.attendee = None;
        frame.wanted = None;
        frame.declined = 0;
        frame.when = When::default();
    }
}
