//! All that an utterance says, by one call: what is wanted, what is named, yes or no, danger.

use jiff::{SignedDuration, Zoned};
use kernel::Language;
use serde::Serialize;

use super::emergency::{Alarm, Ear};
use super::extract::entity::{self, Entity, Kind, Value};
use super::extract::when::is_day_first;
use super::intents::act::Act;
use super::intents::{self, IN_SCOPE_FROM, Ranked};
use super::normalise::{WORDS_MAX, Words};
use super::yes_no::{self, Answer};
use super::{asked, when};
use crate::briefing::BusinessFacts;
use crate::state::Intent;

/// The most that the classifier's own word for an emergency counts for: it raises no alarm.
const HINT_MAX: f32 = 0.5;
/// The most confidence in words that mean nothing to anybody.
const NONSENSE_MAX: f32 = 0.2;
/// Below this likelihood another intent is not worth telling.
const TOLD_FROM: f32 = 0.01;

/// What an utterance is understood with.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The business that was called.
    pub business: &'a BusinessFacts,
    /// The present time on the business's wall clock.
    pub now: &'a Zoned,
    /// The language that is spoken; left out, the one of the business's that the words show, else
    /// its first.
    pub language: Option<&'a Language>,
    /// What the receptionist had just said: "no" and "at three" depend on it.
    pub previous: Option<&'a str>,
    /// What was asked for; left out, it is taken from `previous`.
    pub asked: Option<Kind>,
}

/// What an utterance says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Understanding {
    /// The utterance as it came.
    pub text: String,
    /// The language it was read in, as a BCP 47 tag.
    pub language: String,
    /// What is wanted.
    pub intent: Intent,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// What else may be wanted, likeliest first.
    pub alternatives: Vec<(Intent, f32)>,
    /// How likely it is meant for a receptionist at all, 0 to 1.
    pub in_scope: f32,
    /// Danger, if there is any.
    pub alarm: Option<Alarm>,
    /// Yes or no, if it answers so.
    #[serde(serialize_with = "yes_or_no")]
    pub answer: Option<bool>,
    /// What is named, in the order of the text, without overlaps.
    pub entities: Vec<Entity>,
    /// The things that are wanted, in the order of the text; one where it is one, none for silence.
    pub parts: Vec<Part>,
}

/// One of the things that an utterance wants.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// What is wanted.
    pub intent: Intent,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// The words for it.
    pub text: String,
    /// Where they begin, in characters.
    pub start: usize,
    /// Where they end, in characters, exclusive.
    pub end: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "serde's signature")]
fn yes_or_no<S: serde::Serializer>(answer: &Option<bool>, out: S) -> Result<S::Ok, S::Error> {
    answer.map(|yes| if yes { "yes" } else { "no" }).serialize(out)
}

/// Understands an utterance. At most [`WORDS_MAX`] words are looked at; any text will do.
pub fn understand(text: &str, context: &Context<'_>) -> Understanding {
    let words = Words::of(text);
    let language = language(&words, context);
    let previous = context.previous.filter(|said| !said.trim().is_empty());
    let asked = context.asked.or_else(|| previous.and_then(asked::asked));
    let entities = entities(text, &words, language, context, asked);
    let ranked = intents::intents(&words, context.business, language);
    let answer = answer(&words, language, previous, &ranked);
    let listening = Listening::new(context.business, language);
    let alarm = listening.alarm(&words);
    let mut parts = listening.parts(text, &words, &ranked);
    let (intent, confidence) = match alarm {
        Some(alarm) => (Intent::Emergency, sureness(alarm)),
        // A bare detail says what, and not what for.
        None if ranked.act == Act::Inform && ranked.best.intent == Intent::Unknown => {
            (Intent::Unknown, ranked.in_scope.min(1.0 - ranked.in_scope))
        }
        None => best(&words, language, &ranked, entities.is_empty()),
    };
    if let [part] = parts.as_mut_slice() {
        (part.intent, part.confidence) = (intent, rounded(confidence));
    }
    Understanding {
        text: text.to_owned(),
        language: language.tag().to_owned(),
        intent,
        confidence: rounded(confidence),
        alternatives: alternatives(&ranked, intent, alarm),
        in_scope: rounded(scope(&ranked, alarm, !entities.is_empty())),
        alarm,
        answer,
        entities,
        parts,
    }
}

/// In which language to read.
fn language<'a>(words: &Words, context: &Context<'a>) -> &'a Language {
    static ENGLISH: std::sync::LazyLock<Language> = std::sync::LazyLock::new(Language::english);
    let known = &context.business.languages;
    let shown = || {
        let spoken = intents::spoken(words)?;
        known.iter().find(|language| language.primary() == spoken)
    };
    context.language.or_else(shown).or_else(|| known.first()).unwrap_or(&ENGLISH)
}

/// Yes or no. Where nothing is known of a question, what hardly sounds like an answer is none:
/// "please call me" asks, and agrees to nothing.
fn answer(
    words: &Words,
    language: &Language,
    previous: Option<&str>,
    ranked: &Ranked,
) -> Option<bool> {
    let intents =
        std::iter::once(ranked.best.intent).chain(ranked.alternatives.iter().map(|it| it.0));
    if previous.is_none() && !intents.into_iter().any(|it| it == Intent::Confirm) {
        return None;
    }
    match yes_no::judge(words, previous, language) {
        Answer::Yes => Some(true),
        Answer::No => Some(false),
        Answer::Unsure => None,
    }
}

/// How likely it is meant for a receptionist. A bare detail wants nothing and is meant all the same.
fn scope(ranked: &Ranked, alarm: Option<Alarm>, has_entity: bool) -> f32 {
    let is_detail = ranked.act == Act::Inform && has_entity;
    let least = if is_detail { 1.0 - ranked.in_scope } else { 0.0 };
    ranked.in_scope.max(least).max(alarm.map_or(0.0, sureness))
}

/// The intent where there is no alarm.
fn best(words: &Words, language: &Language, ranked: &Ranked, no_entity: bool) -> (Intent, f32) {
    let known = intents::known(words, language);
    // A third is what a sentence of another language shares with one of ours by accident.
    let nonsense = known * 3.0 < 1.0 && no_entity || words.len() >= WORDS_MAX;
    let (intent, confidence) = (ranked.best.intent, ranked.best.confidence);
    if nonsense {
        return (Intent::Unknown, NONSENSE_MAX * known);
    }
    match intent {
        // It is foreign matter as surely as its words are known at all.
        Intent::Unknown => (intent, confidence * known),
        Intent::Emergency => (intent, confidence.min(HINT_MAX)),
        _ => (intent, confidence),
    }
}

/// How sure an alarm is.
const fn sureness(alarm: Alarm) -> f32 {
    match alarm {
        Alarm::LifeSafety => 0.98,
        Alarm::Trade => 0.93,
        Alarm::Maybe => 0.6,
    }
}

fn alternatives(ranked: &Ranked, intent: Intent, alarm: Option<Alarm>) -> Vec<(Intent, f32)> {
    // What an alarm leaves is shared among what else was heard.
    let share = alarm.map_or(1.0, |alarm| 1.0 - sureness(alarm));
    let first = (ranked.best.intent, ranked.best.confidence);
    let all = std::iter::once(first).chain(ranked.alternatives.iter().copied());
    let mut told: Vec<(Intent, f32)> = Vec::with_capacity(4);
    for (other, likely) in all {
        let likely = if other == Intent::Emergency { likely.min(HINT_MAX) } else { likely };
        let likely = rounded(likely * share);
        if other != intent && likely >= TOLD_FROM && !told.iter().any(|it| it.0 == other) {
            told.push((other, likely));
        }
    }
    told.sort_by(|one, other| other.1.total_cmp(&one.1));
    told
}

/// To three decimals: more says nothing.
fn rounded(likely: f32) -> f32 {
    (likely * 1_000.0).round() / 1_000.0
}

/// Ears for danger in the languages of the business and of the utterance.
struct Listening<'a> {
    business: &'a BusinessFacts,
    languages: Vec<&'a str>,
}

impl<'a> Listening<'a> {
    fn new(business: &'a BusinessFacts, language: &'a Language) -> Self {
        let own = business.languages.iter();
        Self { business, languages: own.chain([language]).map(Language::primary).collect() }
    }

    fn alarm(&self, words: &Words) -> Option<Alarm> {
        let phrases = &self.business.words().emergencies;
        let vertical = self.business.vertical;
        Ear { vertical, languages: &self.languages, phrases }.alarm(words)
    }

    fn parts(&self, text: &str, words: &Words, ranked: &Ranked) -> Vec<Part> {
        let single = ranked.parts.len() < 2;
        let part = |part: &intents::Part| {
            let (mut intent, mut confidence) = (part.intent, part.confidence);
            if !single {
                let mut own = words.behind(part.words.start);
                own.truncate(part.words.len());
                if let Some(alarm) = self.alarm(&own) {
                    (intent, confidence) = (Intent::Emergency, sureness(alarm));
                } else if intent == Intent::Emergency {
                    confidence = confidence.min(HINT_MAX);
                }
            }
            let first = words.spans.get(part.words.start)?;
            let last = words.spans.get(part.words.end.checked_sub(1)?)?;
            let said = text.get(first.start..last.end)?;
            let start = text.get(..first.start)?.chars().count();
            let (text, end) = (said.to_owned(), start + said.chars().count());
            Some(Part { intent, confidence: rounded(confidence), text, start, end })
        };
        ranked.parts.iter().filter_map(part).collect()
    }
}

/// Everything that is named, times included.
fn entities(
    text: &str,
    words: &Words,
    language: &Language,
    context: &Context<'_>,
    asked: Option<Kind>,
) -> Vec<Entity> {
    // What the words leave out is left out here too, so that the time taken has a limit.
    let end = words.spans.last().filter(|_| words.len() >= WORDS_MAX).map(|span| span.end);
    let text = end.and_then(|end| text.get(..end)).unwrap_or(text);
    let business = context.business;
    let named = entity::entities(text, words, &entity::Context { business, asked });
    // The clock's habits are those of where the business is.
    let home = business.languages.first();
    let reading = when::Context {
        now: context.now,
        language: language.primary(),
        region: home.and_then(Language::region),
        day_first: is_day_first(home),
        hours: Some(&business.hours),
        expected: asked == Some(Kind::Datetime),
    };
    let found = when::find(text, &reading);
    let times = found.iter().filter_map(|it| {
        let values: Vec<Value> = it.values.iter().map(value).collect();
        let is_read = !values.is_empty();
        is_read.then(|| Entity::at(Kind::Datetime, text, &it.span, values)).flatten()
    });
    merged(named, times.collect())
}

/// A reading of a time in the shape of an entity's value.
fn value(read: &when::Value) -> Value {
    let clock = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    Value::Moment {
        date: read.date.map(|date| date.to_string()),
        time: read.time.map(clock),
        from: read.from.map(|from| from.to_string()),
        to: read.to.map(|to| to.to_string()),
        duration: read.duration.map(|seconds| SignedDuration::from_secs(seconds).to_string()),
        grain: Some(read.grain.name().to_owned()),
    }
}

/// Both lists in one, each in the order of the text. Where two overlap, what is told by its form
/// stays, else the longer one, else what is no time.
fn merged(named: Vec<Entity>, times: Vec<Entity>) -> Vec<Entity> {
    let overlap = |one: &Entity, other: &Entity| one.start < other.end && other.start < one.end;
    let by_form =
        |it: &Entity| matches!(it.kind, Kind::Email | Kind::Phone | Kind::Money | Kind::Postcode);
    let length = |it: &Entity| it.end - it.start;
    let gives_way =
        |it: &Entity, time: &Entity| overlap(it, time) && !by_form(it) && length(it) < length(time);
    let mut all: Vec<Entity> =
        named.into_iter().filter(|it| !times.iter().any(|time| gives_way(it, time))).collect();
    let free: Vec<Entity> =
        times.into_iter().filter(|time| !all.iter().any(|it| overlap(it, time))).collect();
    all.extend(free);
    all.sort_by_key(|entity| entity.start);
    all
}

impl Understanding {
    /// Whether it is something that the business has to do with.
    pub fn is_in_scope(&self) -> bool {
        self.in_scope >= IN_SCOPE_FROM
    }
}

#[cfg(test)]
mod tests;
