//! Slots that were found, and which of them the caller takes.

use super::Turn;
use super::cues::{Cue, has};
use super::details::satisfies;
use super::frame::{Asked, Done};
use super::waitlist::DECLINED_MAX;
use crate::heard::Heard;
use crate::moves::{Expect, Move, Reply};
use crate::speech::{Joint, Message};
use crate::tools::{Offered, ToolCall};
use crate::understand::extract::when;
use crate::understand::{Clock, When, Words};

impl Turn<'_> {
    /// Slots came back: hold the one that was asked for, or offer some.
    pub(super) fn slots_found(
        &mut self,
        slots: &[Offered],
        outside: bool,
        closed: Option<&str>,
    ) -> Move {
        let Some(first) = slots.first() else { return self.nothing_free(closed) };
        let wish = self.state.frame.when;
        let hours = &self.briefing.business.hours;
        let exact = matches!(wish.time, Some(Clock::At(_)))
            && wish.day().is_some()
            && satisfies(first, &When { loose: false, time: wish.clock(hours), ..wish }, hours);
        let urgent = self.state.frame.done.contains(&Done::Emergency);
        if exact && !outside || urgent && wish.soonest {
            return Move::Use(ToolCall::Hold { token: first.token.clone() });
        }
        let named_time = matches!(wish.time, Some(Clock::At(_)));
        let opening = match (closed, outside, named_time) {
            (Some(name), ..) => {
                self.lead(&self.closed_on(name));
                Message::OfferClosed
            }
            (None, true, _) => Message::OfferNearest,
            (None, false, true) => Message::OfferNearTime,
            (None, false, false) if wish.soonest => Message::OfferSoonest,
            (None, false, false) => Message::OfferPlain,
        };
        self.offer(opening, slots)
    }

    /// That a day is closed, by the name of the holiday or of the weekday.
    fn closed_on(&self, name: &str) -> String {
        let voice = self.voice();
        // A weekday that is never open comes by its English name.
        let weekday = self.state.frame.when.day().map(jiff::civil::Date::weekday);
        match weekday.filter(|day| format!("{day:?}s") == name) {
            Some(day) => {
                voice.say(Message::HoursClosedWeekday, &[("day", voice.weekday(day).into())])
            }
            None => voice.say(Message::ClosedOn, &[("day", name.into())]),
        }
    }

    /// Puts slots before the caller.
    pub(super) fn offer(&mut self, opening: Message, slots: &[Offered]) -> Move {
        self.frame().offers = slots.to_vec();
        self.frame().held = None;
        self.frame().asked = Asked::Offer;
        let offers = self.say(opening, &[("offers", self.offers(slots).into())]);
        let (ask, expect) = self.ask_which(slots.len());
        Move::Say(Reply { expect, ..Reply::open(format!("{offers} {ask}")) })
    }

    pub(super) fn ask_which(&self, count: usize) -> (String, Expect) {
        if count == 1 {
            (self.words(Message::AskOne), Expect::YesNo)
        } else {
            let choices = Expect::Choice(u8::try_from(count).unwrap_or(9));
            (self.words(Message::AskWhich), choices)
        }
    }

    fn nothing_free(&mut self, closed: Option<&str>) -> Move {
        let had_day = self.state.frame.when.from.is_some();
        if let Some(name) = closed {
            self.lead(&self.closed_on(name));
        }
        self.frame().offers.clear();
        if had_day {
            self.frame().asked = Asked::When;
            self.frame().wanted = Some(self.state.frame.when);
            self.frame().when = When::default();
            return self.ask(Message::NothingFreeThen, Expect::Open);
        }
        if self.state.frame.service.is_some() {
            return self.offer_waitlist();
        }
        self.frame().asked = Asked::OfferMessage;
        self.ask(Message::NothingFree, Expect::YesNo)
    }

    /// Which of the offered slots the words choose.
    pub(super) fn chosen_offer(
        &mut self,
        words: &Words,
        heard: &Heard,
        answer: Option<bool>,
    ) -> Option<Move> {
        let offers = self.state.frame.offers.clone();
        if let Some(slot) = key_of(&heard.digits, offers.len()).and_then(|at| offers.get(at)) {
            return Some(hold(slot));
        }
        if declines(words) {
            return Some(self.another_time());
        }
        let names_day = words.words.iter().any(|word| when::names_a_day(word));
        if !names_day && let Some(slot) = by_place(words, &offers) {
            return Some(hold(slot));
        }
        let found = self.read_when(words, true);
        if found.problem.is_none() && !found.when.is_empty() && !found.when.soonest {
            let hours = &self.briefing.business.hours;
            let fitting: Vec<&Offered> =
                offers.iter().filter(|slot| satisfies(slot, &found.when, hours)).collect();
            return match fitting.as_slice() {
                [slot] => Some(hold(slot)),
                [first, ..]
                    if matches!(found.when.time, Some(Clock::At(_)))
                        || offers.len() > fitting.len() && fitting.len() == 1 =>
                {
                    Some(hold(first))
                }
                // "the morning ones", "Tuesday": fewer to choose from.
                [_, ..] if fitting.len() < offers.len() => {
                    let fewer: Vec<Offered> = fitting.into_iter().cloned().collect();
                    Some(self.offer(Message::OfferFewer, &fewer))
                }
                // Another time than those, or nothing new: search again.
                _ => None,
            };
        }
        let later = has(words, Cue::Later);
        if later || has(words, Cue::Earlier) {
            return Some(self.shifted(later));
        }
        match (answer, offers.as_slice()) {
            (Some(true), [only]) => Some(hold(only)),
            (_, [first, ..]) if has(words, Cue::Any) => Some(hold(first)),
            (Some(true), [_, ..]) if words.len() <= 4 => {
                let which: Vec<String> =
                    offers.iter().map(|slot| self.moment(&slot.start)).collect();
                let (_, expect) = self.ask_which(offers.len());
                let which = self.voice().list(&which, Joint::Or);
                let say = self.say(Message::WhichOne, &[("offers", which.into())]);
                Some(Move::Say(Reply { expect, ..Reply::open(say) }))
            }
            (Some(false), _) if words.len() <= 6 => Some(self.another_time()),
            _ => None,
        }
    }

    /// None of those.
    fn another_time(&mut self) -> Move {
        self.frame().offers.clear();
        let wanted = self.state.frame.when;
        self.frame().wanted.get_or_insert(wanted);
        self.frame().declined = self.state.frame.declined.saturating_add(1);
        self.frame().when = When::default();
        if self.state.frame.declined > DECLINED_MAX {
            return self.offer_waitlist();
        }
        self.frame().asked = Asked::When;
        self.ask(Message::AnotherTime, Expect::Open)
    }

    /// Something later, or earlier, than what was offered.
    fn shifted(&mut self, later: bool) -> Move {
        let offers = self.state.frame.offers.clone();
        let (Some(first), Some(last)) = (
            offers.iter().min_by_key(|slot| slot.start.timestamp()),
            offers.iter().max_by_key(|slot| slot.start.timestamp()),
        ) else {
            return self.another_time();
        };
        let edge = if later { last } else { first };
        let (day, time) = (edge.start.date(), edge.start.time());
        let next = time.saturating_add(jiff::SignedDuration::from_mins(1));
        self.frame().when = When {
            from: Some(day),
            until: Some(day),
            time: Some(if later { Clock::After(next) } else { Clock::Before(time) }),
            ..When::default()
        };
        self.frame().offers.clear();
        self.next_step()
    }
}

fn hold(slot: &Offered) -> Move {
    Move::Use(ToolCall::Hold { token: slot.token.clone() })
}

/// The place that a key stands for.
pub(super) fn key_of(digits: &str, count: usize) -> Option<usize> {
    let key: usize = digits.parse().ok()?;
    key.checked_sub(1).filter(|at| *at < count)
}

fn declines(words: &Words) -> bool {
    let names_day = || words.words.iter().any(|word| when::names_a_day(word));
    has(words, Cue::Declines) && !names_day()
}

fn by_place<'a>(words: &Words, offers: &'a [Offered]) -> Option<&'a Offered> {
    const PLACES: [Cue; 3] = [Cue::First, Cue::Second, Cue::Third];
    if words.len() > 9 {
        return None;
    }
    if has(words, Cue::Latest) {
        return offers.iter().max_by_key(|slot| slot.start.timestamp());
    }
    if has(words, Cue::Soonest) {
        return offers.iter().min_by_key(|slot| slot.start.timestamp());
    }
    let place = PLACES.iter().position(|place| has(words, *place))?;
    offers.get(place)
}
