//! What tools answered, in words: rendered from the answer, never from what the caller said.

use super::Turn;
use super::frame::{Asked, Done, Task};
use super::phrases::list;
use crate::heard::Heard;
use crate::moves::{Expect, HandOffReason, Move, Reply};
use crate::state::Intent;
use crate::tools::{BookRefusal, Offered, ToolResult, Urgency};
use crate::understand::{When, Words, names};

impl Turn<'_> {
    pub(super) fn tool_answered(&mut self, result: &ToolResult) -> Move {
        let decided = match result {
            ToolResult::Slots { slots, outside_window, closed } => {
                self.slots_found(slots, *outside_window, closed.as_deref())
            }
            ToolResult::Held(held) => self.held(&held.slot),
            ToolResult::Booked { slot, texted, .. } => self.booked(slot, *texted),
            ToolResult::Appointments(own) => self.own_found(own),
            ToolResult::Moved { slot, .. } => {
                let what = self.slot(slot);
                self.frame().done.push(Done::Moved(what.clone()));
                self.drop_booking();
                self.anything_else(&format!("Done. Your appointment is now {what}."))
            }
            ToolResult::Cancelled { appointment } => {
                let what = self.own_words(appointment);
                self.frame().done.push(Done::Cancelled(what.clone()));
                self.drop_booking();
                self.anything_else(&format!("All right, {what} is cancelled."))
            }
            ToolResult::MessageTaken => self.message_taken(),
            ToolResult::Refused { why, alternatives } => self.refused(*why, alternatives),
            ToolResult::Failed => self.failed(),
        };
        self.fill_slots();
        decided
    }

    fn booked(&mut self, slot: &Offered, texted: bool) -> Move {
        let what = self.slot(slot);
        self.frame().done.push(Done::Booked(what.clone()));
        self.drop_booking();
        let text = if texted { " I've texted you the details." } else { "" };
        let good = self.vary(&["You're all set:", "You're booked:", "That's booked:"]);
        self.anything_else(&format!("{good} {what}.{text}"))
    }

    fn message_taken(&mut self) -> Move {
        let urgency = self.frame().urgency.take();
        self.frame().message = None;
        match urgency {
            Some(Urgency::LifeSafety) => {
                self.frame().done.push(Done::Emergency);
                self.frame().task = Task::None;
                self.frame().asked = Asked::Open;
                let number = self.briefing.business.emergency_number;
                let spelled: Vec<String> = number.chars().map(String::from).collect();
                let say = format!(
                    "If anybody may be in danger, please get to safety, hang up now and call {number}. That's {}. I have alerted the owner, but I can't send help myself.",
                    spelled.join(" ")
                );
                Move::Say(Reply::open(say))
            }
            Some(Urgency::Emergency) => {
                self.frame().done.push(Done::Emergency);
                if self.briefing.can_transfer {
                    let say = "I've alerted the owner. Please stay on the line, I'll try to put you through right away.";
                    return Move::HandOff { say: say.to_owned(), reason: HandOffReason::Emergency };
                }
                self.frame().task = Task::Book;
                self.frame().urgency = Some(Urgency::Emergency);
                self.frame().when = When { soonest: true, ..When::default() };
                if self.frame().service.is_none() {
                    self.frame().service =
                        self.briefing.business.services.first().map(|service| service.id);
                }
                if self.frame().service.is_none() {
                    return self.anything_else(
                        "I've alerted the owner, who will call you back as soon as possible.",
                    );
                }
                self.next_step()
            }
            Some(Urgency::Normal) | None => {
                self.frame().done.push(Done::Message);
                self.frame().task = Task::None;
                self.anything_else("Thank you, I've passed that on.")
            }
        }
    }

    fn refused(&mut self, why: BookRefusal, alternatives: &[Offered]) -> Move {
        self.frame().held = None;
        match why {
            BookRefusal::Taken | BookRefusal::Expired if !alternatives.is_empty() => {
                self.frame().offers = alternatives.to_vec();
                self.frame().asked = Asked::Offer;
                let offers = self.offers(alternatives);
                let sorry = if why == BookRefusal::Taken {
                    "I'm sorry, somebody has just taken that one."
                } else {
                    "I'm sorry, that took a little too long."
                };
                let say = format!("{sorry} I still have {offers}. Which would you like?");
                let count = u8::try_from(alternatives.len()).unwrap_or(1);
                Move::Say(Reply { expect: Expect::Choice(count), ..Reply::open(say) })
            }
            BookRefusal::Taken | BookRefusal::Expired => {
                self.frame().asked = Asked::When;
                self.frame().when = When::default();
                Move::Say(Reply::open(
                    "I'm sorry, that one is no longer free. Which other day would suit you?",
                ))
            }
            BookRefusal::NotConfirmed => self.next_step(),
            BookRefusal::NotYours | BookRefusal::TooLate | BookRefusal::TooMany => {
                self.drop_booking();
                self.frame().asked = Asked::OfferMessage;
                let reason = match why {
                    BookRefusal::TooMany => {
                        "There are several appointments under your number already."
                    }
                    BookRefusal::TooLate => "It's too late for me to change that one.",
                    _ => "I can't find that appointment any more.",
                };
                let say = format!("{reason} Shall I take a message for the team?");
                Move::Say(Reply { expect: Expect::YesNo, ..Reply::open(say) })
            }
        }
    }

    /// A tool could not be run. In danger of life the caller hears whom to call all the same.
    fn failed(&mut self) -> Move {
        if self.frame().urgency.take() == Some(Urgency::LifeSafety) {
            let number = self.briefing.business.emergency_number;
            return Move::Say(Reply::open(format!(
                "If anybody may be in danger, please hang up now and call {number}."
            )));
        }
        if self.briefing.can_transfer {
            return self.human(HandOffReason::NotUnderstood);
        }
        Move::Voicemail { say: "I'm sorry, I can't do that right now. Please leave a message after the tone, and somebody will call you back.".to_owned() }
    }

    /// What the words answer, if something was asked.
    pub(super) fn answered_question(
        &mut self,
        words: &Words,
        heard: &Heard,
        answer: Option<bool>,
        intent: Intent,
    ) -> Option<Move> {
        let asked = self.frame().asked;
        let dictates = matches!(asked, Asked::Message | Asked::Name | Asked::Phone);
        if intent == Intent::Goodbye && !dictates {
            return Some(self.farewell());
        }
        if dictates && words.has_any(&["never mind", "nevermind", "forget it"]) {
            self.drop_booking();
            return Some(self.anything_else("No problem."));
        }
        match asked {
            Asked::Confirm => match answer {
                // "Yes, but at four" is no yes to what was read back.
                Some(true) => {
                    let changed = if words.len() > 2 { self.book_or_change(words) } else { None };
                    Some(changed.unwrap_or_else(|| self.confirmed()))
                }
                Some(false) => Some(self.not_that(words)),
                None => None,
            },
            Asked::ConfirmCancel => match answer {
                Some(true) => Some(self.confirmed_cancel()),
                Some(false) => {
                    self.drop_booking();
                    Some(self.anything_else("All right, I'll leave it as it is."))
                }
                None => None,
            },
            Asked::Offer => self.chosen_offer(words, heard, answer),
            Asked::WhichOwn => self.which_own(words, &heard.digits),
            Asked::Name if is_an_answer(intent) => {
                let name = names::answered(words)?;
                self.frame().name = Some(name);
                let message = self.frame().task == Task::Message;
                self.belongs_to(if message { Intent::Message } else { Intent::Book });
                Some(if message { self.pass_on() } else { self.read_back() })
            }
            Asked::Phone => {
                let country = country_code(&self.briefing.business);
                let phone = names::phone(words, &heard.digits, country);
                match phone {
                    Some(phone) => {
                        self.frame().phone = Some(phone);
                        let message = self.frame().task == Task::Message;
                        Some(if message { self.pass_on() } else { self.read_back() })
                    }
                    None if is_an_answer(intent) => {
                        let say = "I need a number with its area code. You can also type it on your keypad.";
                        Some(Move::Say(Reply { expect: Expect::Dictation, ..Reply::open(say) }))
                    }
                    None => None,
                }
            }
            Asked::Message if !heard.utterance.trim().is_empty() => {
                Some(self.take_message(heard.utterance.clone()))
            }
            Asked::OfferMessage => match answer {
                Some(true) => Some(self.start_message()),
                Some(false) => Some(self.anything_else("All right.")),
                None => None,
            },
            Asked::AnythingElse
                if answer == Some(false) && words.len() <= 8 && !matches!(intent, Intent::Book) =>
            {
                Some(self.farewell())
            }
            _ => None,
        }
    }

    /// "No" to what was read back: what else they said is the correction, or is asked for.
    fn not_that(&mut self, words: &Words) -> Move {
        if words.len() > 2 || words.words.iter().any(|word| word.ends_with("day")) {
            if let Some(decided) = self.book_or_change(words) {
                return decided;
            }
            if let Some(name) = words.find("its").and_then(|_| names::answered(words)) {
                self.frame().name = Some(name);
                return self.read_back();
            }
        }
        if words.has_any(&["cancel", "never mind", "nevermind", "forget it"]) {
            self.drop_booking();
            return self.anything_else("No problem, I won't book it.");
        }
        self.frame().asked = Asked::When;
        let what =
            list(&["the day".to_owned(), "the time".to_owned(), "the service".to_owned()], "or");
        Move::Say(Reply::open(format!("No problem. What shall I change: {what}?")))
    }
}

/// Whether words with this intent can be the answer to a question for a name or number.
const fn is_an_answer(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::Unknown | Intent::Greeting | Intent::Thanks | Intent::Book | Intent::Confirm
    )
}

/// The country's code of numbers that are dictated without one.
fn country_code(business: &crate::briefing::BusinessFacts) -> &'static str {
    match business.languages.first().and_then(|language| language.region()) {
        Some("GB") => "+44",
        Some("ES") => "+34",
        Some("FR") => "+33",
        Some("DE") => "+49",
        Some("AU") => "+61",
        Some("IE") => "+353",
        _ => "+1",
    }
}
