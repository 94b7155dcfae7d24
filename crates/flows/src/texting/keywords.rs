//! Words that mean one thing to every carrier, when they are all that a text says.
//!
//! Source: Twilio help, "Support for opt-out keywords"; CTIA, "Messaging Principles and Best
//! Practices"; both read 2026-11. Twilio answers STOP and START itself and passes them on; what it
//! answered is not answered twice.

use dialogue::{Conversation, ToolResult};
use kernel::StoreResult;
use store::Tx;
use telephony::{Handled, InboundText};

use super::Texting;
use crate::appointments::Party;
use crate::cards::Card;
use crate::notices::Notice;
use crate::talk::Effect;
use crate::voice::Answered;
use crate::voice::line::LineState;
use crate::voice::plans::Plans;

/// What a text says that is one word alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    /// No more texts.
    Stop,
    /// The same; with an appointment to come it is called off, too.
    Cancel,
    /// Texts again.
    Start,
    /// Texts again, from somebody who gets none; else an answer like any other.
    Yes,
    /// Who is this, and how does it stop?
    Help,
}

impl Keyword {
    /// The keyword of a text, if it is nothing else.
    pub(super) fn of(text: &InboundText) -> Option<Self> {
        let word = text.body.trim().trim_end_matches(['.', '!']).to_ascii_uppercase();
        let known = match word.as_str() {
            "STOP" | "STOPALL" | "UNSUBSCRIBE" | "END" | "QUIT" | "REVOKE" | "OPTOUT" => {
                Some(Self::Stop)
            }
            "CANCEL" => Some(Self::Cancel),
            "START" | "UNSTOP" => Some(Self::Start),
            "YES" => Some(Self::Yes),
            "HELP" | "INFO" => Some(Self::Help),
            _ => None,
        };
        // An account may have words of its own, which only the carrier knows.
        known.or_else(|| {
            Some(match text.handled? {
                Handled::Stop => Self::Stop,
                Handled::Start => Self::Start,
                Handled::Help => Self::Help,
            })
        })
    }
}

/// A conversation and whose it is.
pub(super) struct Thread<'a> {
    pub(super) card: &'a Card,
    pub(super) conversation: &'a Conversation,
    pub(super) line: &'a mut LineState,
}

impl Texting {
    /// Does what a keyword asks. `None` where it is no keyword in this conversation, but an answer.
    pub(super) async fn obey(
        &self,
        tx: &mut dyn Tx,
        thread: &Thread<'_>,
        keyword: Keyword,
        handled: Option<Handled>,
    ) -> StoreResult<Option<Answered>> {
        let messages = &self.voice.desk.messages;
        let customer = thread.conversation.customer;
        let plans = Plans::in_call(thread.card, &thread.line.dialogue);
        match keyword {
            Keyword::Stop => {
                messages.opt_out(tx, customer, true).await?;
                Ok(Some(silent(plans, vec![Effect::ContactStopped])))
            }
            Keyword::Cancel => {
                let mut effects = self.call_off(tx, thread).await?;
                messages.opt_out(tx, customer, true).await?;
                effects.push(Effect::ContactStopped);
                Ok(Some(silent(plans, effects)))
            }
            Keyword::Start => {
                messages.opt_out(tx, customer, false).await?;
                Ok(Some(silent(plans, Vec::new())))
            }
            Keyword::Yes => {
                let Some(customer) = customer else { return Ok(None) };
                let record = tx.customers().find(customer).await?;
                let coming =
                    tx.appointments().upcoming_of(customer, self.voice.clock.now()).await?;
                if coming.is_empty() && record.is_some_and(|record| record.opted_out) {
                    messages.opt_out(tx, Some(customer), false).await?;
                    return Ok(Some(silent(plans, Vec::new())));
                }
                Ok(None)
            }
            Keyword::Help if handled == Some(Handled::Help) => Ok(Some(silent(plans, Vec::new()))),
            Keyword::Help => Ok(Some(Answered::plain(plans.written(Notice::HelpByText)))),
        }
    }

    /// Calls the next appointment off, within the business's rules, and tells the owner: the customer
    /// hears nothing more from us.
    async fn call_off(&self, tx: &mut dyn Tx, thread: &Thread<'_>) -> StoreResult<Vec<Effect>> {
        let Some(customer) = thread.conversation.customer else { return Ok(Vec::new()) };
        let coming = tx.appointments().upcoming_of(customer, self.voice.clock.now()).await?;
        let Some(next) = coming.first() else { return Ok(Vec::new()) };
        let party = Party {
            card: thread.card,
            call: thread.conversation.call,
            customer: Some(customer),
            number: thread.line.dialogue.caller.number.as_ref(),
        };
        let done = self.voice.desk.cancel(tx, &party, next.id).await?;
        if let ToolResult::Cancelled { appointment } = done {
            return Ok(vec![Effect::AppointmentCancelled(appointment.id)]);
        }
        // Too late by the rules: the owner decides, and has to know.
        self.voice.desk.tell_owner(tx, &party, "Wants to cancel, too late", next).await?;
        Ok(Vec::new())
    }
}

/// Nothing said: the carrier has answered.
fn silent(plans: Plans<'_>, effects: Vec<Effect>) -> Answered {
    Answered { effects, ..Answered::plain(plans.silence()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::PhoneNumber;
    use telephony::ProviderRef;

    fn text(body: &str) -> InboundText {
        InboundText {
            provider_id: ProviderRef::parse("SM1").unwrap(),
            from: PhoneNumber::parse("+15550100001").unwrap(),
            to: PhoneNumber::parse("+18165550100").unwrap(),
            body: body.to_owned(),
            media: 0,
            handled: None,
        }
    }

    #[test]
    fn a_keyword_stands_alone() {
        assert_eq!(Keyword::of(&text(" stop. ")), Some(Keyword::Stop));
        assert_eq!(Keyword::of(&text("Cancel")), Some(Keyword::Cancel));
        assert_eq!(Keyword::of(&text("cancel my appointment")), None);
        assert_eq!(Keyword::of(&text("please stop")), None);
        assert_eq!(Keyword::of(&text("")), None);
    }

    #[test]
    fn what_the_carrier_took_for_a_keyword_is_one() {
        let own = InboundText { handled: Some(Handled::Stop), ..text("BASTA") };
        assert_eq!(Keyword::of(&own), Some(Keyword::Stop));
        let both = InboundText { handled: Some(Handled::Stop), ..text("CANCEL") };
        assert_eq!(Keyword::of(&both), Some(Keyword::Cancel));
    }
}
