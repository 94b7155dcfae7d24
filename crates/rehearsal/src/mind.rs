//! The simulated caller: an agenda of goals, and an answer to whatever is asked.

use jiff::civil::{Date, DateTime};
use scheduling::Catalogue;

use crate::dice::Dice;
use crate::scenario::{Ask, Book, Caller, Cancel, Fallback, Goal, Reschedule, Style};
use crate::speech::{Language, fill, is_near};
use crate::view::View;

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
            "name" => self.name(),
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

    /// Puts a goal into words.
    fn open(&mut self, goal: &Goal) -> Act {
        self.opened = true;
        match goal {
            Goal::Book(book) => self.open_book(book),
            Goal::Reschedule(it) => self.open_move(it),
            Goal::Cancel(it) => self.open_cancel(it),
            Goal::Ask(ask) => self.ask(ask),
            Goal::Message(_) => self.say("message", &[]),
            Goal::Human(_) => self.say("human", &[]),
            Goal::Emergency(it) => Act::Say(it.words.clone()),
            Goal::Say(words) => Act::Say(words.clone()),
        }
    }

    fn open_book(&mut self, book: &Book) -> Act {
        let at = book.first.filter(|_| !self.changed).unwrap_or(book.at);
        self.wanted = Some(at);
        let when = self.moment(at);
        let called = self.called(book);
        if let Some(people) = book.people {
            let people = self.language.count(people);
            return self.say("book_people", &[("people", &people), ("when", &when)]);
        }
        let staff = match &book.staff {
            Some(name) => fill(self.language.phrase("with", &mut self.dice), &[("name", name)]),
            None => String::new(),
        };
        let values = [("service", called.as_str()), ("when", &when), ("staff", &staff)];
        if let Some(whom) = &book.whom {
            let [service, when, staff] = values;
            return self.say("book_whom", &[service, when, staff, ("whom", whom)]);
        }
        match self.style {
            Style::Elderly if self.dice.happens(0.5) => self.say("book_bare", &[]),
            Style::Terse | Style::Impatient if self.dice.happens(0.6) => {
                self.say("book_terse", &values)
            }
            _ => self.say("book", &values),
        }
    }

    /// What the caller calls a service: its name, or one of the business's other words for it.
    fn called(&mut self, book: &Book) -> String {
        if let Some(called) = &book.called {
            return called.clone();
        }
        let found = self.catalogue.services.iter().find(|it| it.name == book.service);
        let aliases = found.map(|it| it.aliases.as_slice()).unwrap_or_default();
        let own: Vec<&String> = aliases.iter().take(2).collect();
        let name = match self.dice.pick(&own) {
            Some(alias) if self.dice.happens(0.3) => (*alias).clone(),
            _ => book.service.clone(),
        };
        name.to_lowercase()
    }

    fn open_move(&mut self, goal: &Reschedule) -> Act {
        self.wanted = Some(goal.to);
        let (old, oldday) = self.old(goal.from);
        let when = self.moment(goal.to);
        if self.style == Style::Elderly && self.dice.happens(0.5) {
            return self.say("move_bare", &[]);
        }
        self.say("move", &[("old", &old), ("oldday", &oldday), ("when", &when)])
    }

    fn open_cancel(&mut self, goal: &Cancel) -> Act {
        let (old, oldday) = self.old(goal.at);
        if matches!(self.style, Style::Elderly | Style::Terse) && self.dice.happens(0.5) {
            return self.say("cancel_bare", &[]);
        }
        self.say("cancel", &[("old", &old), ("oldday", &oldday)])
    }

    /// An appointment's day, as said of it and before a noun.
    fn old(&mut self, at: DateTime) -> (String, String) {
        let day = self.language.day(at.date(), self.today, &mut self.dice);
        let near = is_near(at.date(), self.today);
        let noun = if near { self.language.weekday(at.date()).to_owned() } else { String::new() };
        (day, noun)
    }

    fn ask(&mut self, ask: &Ask) -> Act {
        match ask {
            Ask::Hours => self.say("hours_q", &[]),
            Ask::Location => self.say("location", &[]),
            Ask::Services => self.say("services", &[]),
            Ask::Robot => self.say("robot", &[]),
            Ask::Price(service) => {
                let service = service.to_lowercase();
                self.say("price", &[("service", &service)])
            }
            Ask::Words(words) => Act::Say(words.clone()),
        }
    }

    fn service(&mut self) -> Act {
        let Some(Goal::Book(book)) = self.goal() else { return self.restate() };
        let service = self.called(book);
        self.say("service", &[("service", &service)])
    }

    fn when(&mut self) -> Act {
        let Some(at) = self.wanted else { return self.restate() };
        let when = self.moment(at);
        self.say("when", &[("when", &when)])
    }

    fn people(&mut self) -> Act {
        let Some(Goal::Book(Book { people: Some(people), .. })) = self.goal() else {
            return self.restate();
        };
        let people = self.language.count(*people);
        self.say("people", &[("people", &people)])
    }

    fn restate(&mut self) -> Act {
        match self.goal() {
            Some(goal) => self.open(goal),
            None => self.bye(),
        }
    }

    /// Times are offered because the one that was asked for is not free, or not clear.
    fn offer(&mut self, view: &View) -> Act {
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
    fn is_free_elsewhere(&self) -> bool {
        !matches!(self.goal(), Some(Goal::Book(Book { otherwise: Fallback::Nothing, .. })))
    }

    fn pick_offer(&mut self, start: DateTime, is_one_day: bool) -> Act {
        if is_one_day {
            let time = self.language.time(start.time(), &mut self.dice);
            return self.say("pick", &[("time", &time)]);
        }
        let when = self.moment(start);
        self.say("pick_day", &[("when", &when)])
    }

    fn booked_name(&self) -> Option<&'a str> {
        match self.goal() {
            Some(Goal::Book(Book { under: Some(name), .. })) => Some(name),
            _ => self.caller.name.as_deref(),
        }
    }

    fn name(&mut self) -> Act {
        let name = self.booked_name().unwrap_or_default();
        self.say(if self.repeats > 0 { "name_again" } else { "name" }, &[("name", name)])
    }

    fn phone(&mut self) -> Act {
        match &self.caller.phone {
            Some(phone) => {
                let phone = self.language.digits(phone);
                self.say("phone", &[("phone", &phone)])
            }
            None => self.say("no_phone", &[]),
        }
    }

    fn message(&mut self) -> Act {
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

    fn confirm(&mut self, view: &View, said: &str) -> Act {
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
    fn correction(&mut self, view: &View, said: &str) -> Option<Act> {
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
        if said.to_lowercase().contains(&name.to_lowercase()) {
            return None;
        }
        Some(self.say("fix_name", &[("name", name)]))
    }

    fn confirm_cancel(&mut self, view: &View) -> Act {
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

    fn which(&mut self) -> Act {
        let at = match self.goal() {
            Some(Goal::Cancel(goal)) => goal.at,
            Some(Goal::Reschedule(goal)) => goal.from,
            _ => return self.say("no", &[]),
        };
        let (old, oldday) = self.old(at);
        self.say("which", &[("old", &old), ("oldday", &oldday)])
    }

    /// Whether this is the moment for a question in the middle.
    fn wants_aside(&self, view: &View) -> bool {
        let in_booking = matches!(view.asked.as_str(), "confirm" | "name" | "offer");
        let planned = matches!(self.goal(), Some(Goal::Book(Book { question: Some(_), .. })));
        in_booking && !self.asked_aside && (planned || self.style == Style::Interrupts)
    }

    fn aside(&mut self) -> Act {
        match self.goal() {
            Some(Goal::Book(Book { question: Some(words), .. })) => Act::Say(words.clone()),
            _ => self.say("hours_q", &[]),
        }
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
