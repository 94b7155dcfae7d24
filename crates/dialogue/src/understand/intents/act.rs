//! What the model tells apart: finer than intents, so that "no" and "who are you" have a place.

use crate::state::Intent;

/// What an utterance does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it; the doubtful ones are explained")]
pub enum Act {
    Book,
    Reschedule,
    Cancel,
    Check,
    Availability,
    Hours,
    Location,
    Price,
    Services,
    /// What the receptionist can do or be asked.
    Capabilities,
    Faq,
    Stock,
    /// Where an order is.
    Order,
    Waitlist,
    Message,
    Human,
    Emergency,
    Callback,
    Language,
    Repeat,
    /// "Please check what I said": wants it read back.
    Verify,
    Goodbye,
    /// "Stop", "forget it": drops whatever was going on.
    Stop,
    Greeting,
    Thanks,
    Robot,
    /// What the receptionist is called, or whom it works for.
    Name,
    StopContact,
    Spam,
    Confirm,
    Yes,
    No,
    Unsure,
    Billing,
    /// Something went wrong that a person must see to.
    Complaint,
    /// What day or time it is now.
    Time,
    /// A bare detail, such as a name, a day or a number: means what was asked for.
    Inform,
    Unknown,
}

impl Act {
    /// All of them, in the order of the model's columns.
    pub const ALL: [Self; 38] = [
        Self::Book,
        Self::Reschedule,
        Self::Cancel,
        Self::Check,
        Self::Availability,
        Self::Hours,
        Self::Location,
        Self::Price,
        Self::Services,
        Self::Capabilities,
        Self::Faq,
        Self::Stock,
        Self::Order,
        Self::Waitlist,
        Self::Message,
        Self::Human,
        Self::Emergency,
        Self::Callback,
        Self::Language,
        Self::Repeat,
        Self::Verify,
        Self::Goodbye,
        Self::Stop,
        Self::Greeting,
        Self::Thanks,
        Self::Robot,
        Self::Name,
        Self::StopContact,
        Self::Spam,
        Self::Confirm,
        Self::Yes,
        Self::No,
        Self::Unsure,
        Self::Billing,
        Self::Complaint,
        Self::Time,
        Self::Inform,
        Self::Unknown,
    ];

    /// Its name in the examples.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Capabilities => "capabilities",
            Self::Order => "order",
            Self::Verify => "verify",
            Self::Stop => "stop",
            Self::Robot => "robot",
            Self::Name => "name",
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
            Self::Billing => "billing",
            Self::Complaint => "complaint",
            Self::Time => "time",
            Self::Inform => "inform",
            Self::Confirm => "confirm",
            other => other.intent().name(),
        }
    }

    /// The intent it counts as. An answer to a question counts as `confirm`, whichever way it goes:
    /// which way is for [`yes_no`](crate::understand::yes_no) to say.
    pub const fn intent(self) -> Intent {
        match self {
            Self::Book => Intent::Book,
            Self::Reschedule => Intent::Reschedule,
            Self::Cancel => Intent::Cancel,
            Self::Check => Intent::CheckAppointment,
            Self::Availability => Intent::Availability,
            Self::Hours => Intent::Hours,
            Self::Location => Intent::Location,
            Self::Price => Intent::Price,
            Self::Services | Self::Capabilities => Intent::Services,
            Self::Faq | Self::Order | Self::Billing | Self::Time => Intent::Faq,
            Self::Stock => Intent::Stock,
            Self::Waitlist => Intent::Waitlist,
            Self::Message => Intent::Message,
            Self::Human | Self::Complaint => Intent::Human,
            Self::Emergency => Intent::Emergency,
            Self::Callback => Intent::Callback,
            Self::Language => Intent::Language,
            Self::Repeat | Self::Verify => Intent::Repeat,
            Self::Goodbye | Self::Stop => Intent::Goodbye,
            Self::Greeting => Intent::Greeting,
            Self::Thanks => Intent::Thanks,
            Self::Robot | Self::Name => Intent::RobotQuestion,
            Self::StopContact => Intent::StopContact,
            Self::Spam => Intent::Spam,
            Self::Confirm | Self::Yes | Self::No | Self::Unsure => Intent::Confirm,
            Self::Inform | Self::Unknown => Intent::Unknown,
        }
    }

    /// Whether it answers a question, or gives a detail, rather than asking for something.
    pub const fn is_reply(self) -> bool {
        matches!(self, Self::Yes | Self::No | Self::Unsure | Self::Inform)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct() {
        let mut names: Vec<_> = Act::ALL.iter().map(|act| act.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Act::ALL.len());
    }
}
