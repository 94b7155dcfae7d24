//! The simulated caller: an agenda of goals, and an answer to whatever is asked.

use jiff::civil::{Date, DateTime};
use scheduling::Catalogue;

use crate::dice::Dice;
use crate::scenario::{Caller, Goal, Style};
use crate::speech::{Language, fill};
use crate::view::View;

mod answers;
mod opening;

/// How often a caller answers the same question before giving up.
const PATIENCE: u32 = 5;

/// What a caller does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Says something.
    Say(String),
    /// Hangs up.
    HangUp,
}

/// A caller on the line.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that a caller remembers")]
pub struct Mind<'a> {
    caller: &'a Caller,
    language: &'static Language,
    catalogue: &'a Catalogue,
    today: Date,
    style: Style,
    dice: Dice,
    /// The goal at hand.
    goal: usize,
    /// Whether it was put into words.
    opened: bool,
    /// Whether it is settled.
    settled: bool,
    changed: bool,
    asked_aside: bool,
    heard_again: bool,
    gave_up: bool,
    /// How often a message was offered in place of what is wanted.
    declined: u8,
    wanted: Option<DateTime>,
    last_asked: String,
    repeats: u32,
    done_before: usize,
}

impl<'a> Mind<'a> {
    /// A caller of this style at this moment.
    pub fn new(
        caller: &'a Caller,
        language: &'static Language,
        catalogue: &'a Catalogue,
        today: Date,
        (style, dice): (Style, Dice),
    ) -> Self {
        Self {
            caller,
            language,
            catalogue,
            today,
            style,
            dice,
            goal: 0,
            opened: false,
            settled: false,
            changed: false,
            asked_aside: false,
            heard_again: false,
            gave_up: false,
            declined: 0,
            wanted: None,
            last_asked: String::new(),
            repeats: 0,
            done_before: 0,
        }
    }

    /// The goal at hand, for the line: whether whoever is rung picks up.
    pub fn goal(&self) -> Option<&'a Goal> {
        self.caller.goals.get(self.goal)
    }

    /// The words that a bad line leaves alone.
    pub fn kept(&self) -> Vec<String> {
        let names = [self.caller.name.clone(), self.booked_name().map(str::to_owned)];
        let mut kept: Vec<String> = names.into_iter().flatten().collect();
        kept.extend(self.caller.phone.as_deref().map(|phone| self.language.digits(phone)));
        if let Some(Goal::Message(message)) = self.goal() {
            kept.push(message.body.clone());
        }
        kept
    }

    /// The next act, after what was understood of the receptionist's words.
    pub fn act(&mut self, view: &View, said: &str) -> Act {
        if view.asked == self.last_asked {
            self.repeats += 1;
        } else {
            self.repeats = 0;
            self.last_asked.clone_from(&view.asked);
        }
        if self.repeats > PATIENCE {
            return Act::HangUp;
        }
        if self.opened && view.done > self.done_before {
            self.settled = true;
        }
        self.done_before = view.done;
        if self.opened
            && self.style == Style::Elderly
            && !self.heard_again
            && self.dice.happens(0.2)
        {
            self.heard_again = true;
            return self.say("again", &[]);
        }
        if self.opened && self.wants_aside(view) {
            self.asked_aside = true;
            return self.aside();
        }
        let act = self.answer(view, said);
        match act {
            Act::Say(words) => Act::Say(self.in_style(words)),
            Act::HangUp => Act::HangUp,
        }
    }

    fn answer(&mut self, view: &View, said: &str) -> Act {
        let Some(goal) = self.goal() else { return self.bye() };
        if !self.opened {
            return self.open(goal);
        }
        match view.asked.as_str() {
            "service" => self.service(),
            "when" => self.when(),
            "offer" => self.offer(view),
            "party" => self.people(),
            "name" | "attendee" => self.name(),
            "phone" => self.phone(),
            "confirm" => self.confirm(view, said),
            "confirm_cancel" => self.confirm_cancel(view),
            "which_own" => self.which(),
            "change" => self.correction(view, said).unwrap_or_else(|| self.when()),
            "message" => self.message(),
            "confirm_message" => self.say("yes", &[]),
            "emergency" => {
                let real = matches!(goal, Goal::Emergency(it) if it.real);
                self.say(if real { "yes" } else { "no" }, &[])
            }
            "offer_message" => {
                // Nobody asks for what is not there a third time.
                self.declined += 1;
                self.gave_up |=
                    self.declined > 1 && matches!(goal, Goal::Cancel(_) | Goal::Reschedule(_));
                let wants = matches!(goal, Goal::Message(_))
                    || matches!(goal, Goal::Human(it) if it.message.is_some());
                self.say(if wants { "yes" } else { "no" }, &[])
            }
            _ => self.onwards(goal),
        }
    }

    /// Nothing in particular was asked.
    fn onwards(&mut self, goal: &Goal) -> Act {
        let settled = self.settled
            || self.gave_up
            || matches!(goal, Goal::Ask(_) | Goal::Say(_) | Goal::Emergency(_) | Goal::Human(_));
        if !settled {
            // It was not understood: once more, in other words.
            return match self.open(goal) {
                Act::Say(words) => self.say("rephrase", &[("words", &words)]),
                Act::HangUp => Act::HangUp,
            };
        }
        self.goal += 1;
        self.opened = false;
        self.settled = false;
        self.changed = false;
        self.wanted = None;
        match self.goal() {
            None => self.bye(),
            Some(next) => {
                let lead = self.language.phrase("next", &mut self.dice).to_owned();
                match self.open(next) {
                    Act::Say(words) => Act::Say(format!("{lead}{words}")),
                    Act::HangUp => Act::HangUp,
                }
            }
        }
    }

    fn bye(&mut self) -> Act {
        if self.last_asked == "hangup" {
            return Act::HangUp;
        }
        self.say("bye", &[])
    }

    fn moment(&mut self, at: DateTime) -> String {
        self.language.moment(at, self.today, &mut self.dice)
    }

    fn say(&mut self, sort: &str, values: &[(&str, &str)]) -> Act {
        // A phrase that needs a weekday cannot be said of a far day.
        for _ in 0..8 {
            let phrase = self.language.phrase(sort, &mut self.dice);
            let lacks = values.iter().any(|(name, value)| {
                value.is_empty() && *name != "staff" && phrase.contains(&["{", name, "}"].concat())
            });
            if !lacks {
                return Act::Say(fill(phrase, values));
            }
        }
        Act::Say(String::new())
    }

    /// The same words as this caller says them.
    fn in_style(&mut self, words: String) -> String {
        let filler = |dice: &mut Dice, language: &Language| {
            dice.pick(&language.fillers).cloned().unwrap_or_default()
        };
        match self.style {
            Style::Chatty if self.goal == 0 && self.last_asked == "open" && self.repeats == 0 => {
                let talk = self.dice.pick(&self.language.small_talk).cloned();
                format!("{} {words}", talk.unwrap_or_default())
            }
            Style::Interrupts if self.dice.happens(0.3) => {
                let start: Vec<&str> = words.split_whitespace().take(2).collect();
                format!("{}, {words}", start.join(" "))
            }
            Style::Elderly if self.dice.happens(0.5) => {
                let filler = filler(&mut self.dice, self.language);
                let end = self.dice.pick(&self.language.polite).cloned().unwrap_or_default();
                format!("{filler}, {words}, {end}")
            }
            _ => words,
        }
    }
}
