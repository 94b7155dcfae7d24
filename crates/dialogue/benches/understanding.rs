//! How long it takes to understand an utterance: all parts together, and each alone.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use frontdesk_dialogue::understand::extract::{self, entities};
use frontdesk_dialogue::understand::{Words, emergency, intents, when, yes_no};
use frontdesk_dialogue::{
    Briefing, BusinessFacts, CallerFacts, DayHours, Event, Fact, Heard, Lexicon, Policy,
    RulePolicy, ServiceFact, StaffFact, State, Style, Vertical,
};
use jiff::Zoned;
use jiff::civil::Weekday;
use kernel::{IdSource, Language, SeededIds};
use tokio::runtime::Builder;

/// Ten words, as they come most.
const SHORT: &str = "could I get a haircut tomorrow at half past three";
/// Said twenty-four times over, as many words as are looked at.
const LONG: &str = "could I get a haircut tomorrow at half past three, ";

/// A barber on a Tuesday morning.
fn briefing() -> Option<Briefing> {
    let ids: &dyn IdSource = &SeededIds::new(7);
    let service = |name: &str, alias: &str| ServiceFact {
        id: ids.next(),
        name: name.to_owned(),
        aliases: vec![alias.to_owned()],
        minutes: 30,
        price: None,
    };
    let fact = |question: &str, answer: &str| Fact {
        question: question.to_owned(),
        answer: answer.to_owned(),
    };
    let services =
        vec![service("Haircut", "trim"), service("Beard trim", "beard"), service("Shave", "")];
    let all: Vec<_> = services.iter().map(|service| service.id).collect();
    let staff =
        |name: &str| StaffFact { id: ids.next(), name: name.to_owned(), services: all.clone() };
    let span = ("09:00".parse().ok()?, "17:00".parse().ok()?);
    let mut weekdays = Weekday::Monday.cycle_forward();
    let business = BusinessFacts {
        name: "Corner Barbers".to_owned(),
        vertical: Vertical::Salon,
        agent_name: "Robin".to_owned(),
        greeting: None,
        style: Style::Friendly,
        languages: vec!["en-US".parse().ok()?],
        address: None,
        staff: vec![staff("Sam"), staff("Maria")],
        services,
        hours: weekdays
            .by_ref()
            .take(7)
            .map(|weekday| DayHours { weekday, spans: vec![span] })
            .collect(),
        closed: Vec::new(),
        faqs: vec![
            fact("Do you take walk-ins?", "Until four o'clock."),
            fact("Where can I park?", "Behind the shop."),
        ],
        emergency_phrases: Vec::new(),
        never_say: Vec::new(),
        recording: false,
        cancel_hours: 24,
        horizon_days: 60,
        emergency_number: "911",
        lexicon: Lexicon::default(),
    };
    Some(Briefing {
        now: "2026-03-03T10:00:00-06:00[America/Chicago]".parse::<Zoned>().ok()?,
        business: Arc::new(business),
        caller: CallerFacts::default(),
        open_now: true,
        can_transfer: false,
        can_book: true,
    })
}

fn times(text: &str, briefing: &Briefing) -> usize {
    let context = when::Context {
        now: &briefing.now,
        language: "en",
        region: Some("US"),
        day_first: false,
        hours: Some(&briefing.business.hours),
        expected: false,
    };
    when::find(text, &context).len()
}

/// All that there is to understand in an utterance.
fn understand(text: &str, briefing: &Briefing, language: &Language) -> usize {
    let words = Words::of(text);
    let business = &*briefing.business;
    let ranked = intents::intents(&words, business, language);
    let context = extract::Context { business, asked: None };
    black_box(yes_no::judge(&words, None, language));
    black_box(emergency::alarm(&words, business));
    ranked.parts.len() + times(text, briefing) + entities(text, &words, &context).len()
}

fn understanding(criterion: &mut Criterion) {
    let Some(briefing) = briefing() else { return };
    let Some(language) = briefing.business.languages.first().cloned() else { return };
    let long = LONG.repeat(24);
    for (name, text) in [("10 words", SHORT), ("240 words", long.as_str())] {
        let mut group = criterion.benchmark_group(name);
        let business = &*briefing.business;
        let words = Words::of(text);
        let context = extract::Context { business, asked: None };
        group.bench_function("all", |it| {
            it.iter(|| understand(black_box(text), &briefing, &language));
        });
        group.bench_function("words", |it| it.iter(|| Words::of(black_box(text))));
        group.bench_function("intents", |it| {
            it.iter(|| intents::intents(black_box(&words), business, &language));
        });
        group.bench_function("yes or no", |it| {
            it.iter(|| yes_no::judge(black_box(&words), None, &language));
        });
        group.bench_function("times", |it| it.iter(|| times(black_box(text), &briefing)));
        group.bench_function("entities", |it| {
            it.iter(|| entities(black_box(text), &words, &context));
        });
        group.bench_function("emergency", |it| {
            it.iter(|| emergency::alarm(black_box(&words), business));
        });
        group.finish();
    }
}

/// Whole turns of the rules, from a fresh conversation.
fn turns(criterion: &mut Criterion) {
    let (Some(briefing), Ok(runtime)) = (briefing(), Builder::new_current_thread().build()) else {
        return;
    };
    let mut group = criterion.benchmark_group("turn");
    for (name, text) in
        [("hours", "what are your hours"), ("haircut", "I'd like a haircut tomorrow at 3")]
    {
        let heard = Heard::words(text);
        group.bench_function(name, |it| {
            it.iter_batched(
                State::default,
                |mut state| {
                    let event = Event::Heard(black_box(&heard));
                    runtime.block_on(RulePolicy::new().next(&briefing, &mut state, event))
                },
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

criterion_group!(benches, understanding, turns);
criterion_main!(benches);
