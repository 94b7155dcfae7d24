//! Multinomial logistic regression, trained by `AdaGrad` in a fixed order.
//!
//! The same bytes come out on every machine: examples are taken in an order made by a fixed seed,
//! all sums are added one after another, and only additions, multiplications, divisions and square
//! roots are used, which IEEE 754 defines to the last bit.

#![expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "counts here are small, and weights are cut to eight bits on purpose"
)]

use std::collections::BTreeMap;

use frontdesk_dialogue::understand::Words;
use frontdesk_dialogue::understand::intents::act::Act;
use frontdesk_dialogue::understand::intents::features::{self, Token};
use frontdesk_dialogue::understand::intents::model::{ACTS, MAGIC, softmax};
use rustc_hash::FxHashMap;

use super::expand::{Numbers, expand, hash};

const EPOCHS: usize = 14;
/// From which round on the weights are averaged: the last steps alone leave them to chance.
const AVERAGED_FROM: usize = 5;
/// How often it is trained, each time in another order; all of that is averaged.
const RUNS: u64 = 3;
const RATE: f32 = 0.45;
/// How fast weights that are not needed shrink.
const DECAY: f32 = 1e-5;
/// What the right act is trained towards; the others share the rest.
const TARGET: f32 = 0.96;
/// Every so many words one is treated as unknown, so that unknown words are learnt from too.
const DROPPED: usize = 9;
/// Words in fewer examples than this stay unknown.
const SEEN_MIN: u32 = 2;
/// After how many steps the checkpoint is taken that the quick test compares.
pub(crate) const CHECKPOINT: usize = 300;

struct Item {
    act: usize,
    tokens: Vec<Token>,
    weight: f32,
    held_out: bool,
}

pub(crate) struct Trained {
    pub(crate) bytes: Vec<u8>,
    pub(crate) examples: usize,
    pub(crate) rows: usize,
    pub(crate) temperature: f32,
    pub(crate) held_out_right: f32,
}

#[derive(Clone)]
struct Net {
    places: FxHashMap<u32, usize>,
    weights: Vec<[f32; ACTS]>,
    squares: Vec<[f32; ACTS]>,
    start: [f32; ACTS],
    start_squares: [f32; ACTS],
}

fn items(file: &str) -> Vec<Item> {
    let place = |label: &str| {
        Act::ALL
            .iter()
            .position(|act| act.name() == label)
            .unwrap_or_else(|| panic!("no act {label}"))
    };
    let mut counts = [0_usize; ACTS];
    let mut items: Vec<Item> = expand(file)
        .into_iter()
        .map(|example| {
            let act = place(&example.label);
            counts[act] += 1;
            let words = Words::of(&example.text);
            // Whole templates held out would say how new ways of saying fare, and make the model
            // too modest: callers mostly say what was thought of in other words.
            // By the text, so that a new template does not choose others.
            let held_out = hash(&example.text).is_multiple_of(5);
            Item { act, tokens: features::tokens(&words.words), weight: 1.0, held_out }
        })
        .collect();
    let filled = counts.iter().filter(|count| **count > 0).count();
    let mean = items.len() as f32 / filled.max(1) as f32;
    for item in &mut items {
        item.weight = (mean / counts[item.act] as f32).sqrt().clamp(0.5, 2.0);
    }
    items
}

fn vocabulary(items: &[Item]) -> FxHashMap<u32, u32> {
    let mut words = FxHashMap::default();
    for token in items.iter().flat_map(|item| &item.tokens) {
        *words.entry(token.word()).or_insert(0_u32) += 1;
    }
    words.retain(|_, count| *count >= SEEN_MIN);
    words
}

impl Net {
    fn new(items: &[Item], words: &FxHashMap<u32, u32>) -> Self {
        let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
        for item in items {
            let known = |token: &Token| words.contains_key(&token.word());
            features::each(&item.tokens, known, |feature, _| {
                *seen.entry(feature).or_insert(0) += 1;
            });
        }
        // What unknown words leave behind is met only when words are dropped.
        let places: FxHashMap<u32, usize> = seen
            .into_iter()
            .filter(|(_, count)| *count >= SEEN_MIN)
            .enumerate()
            .map(|(place, (feature, _))| (feature, place))
            .collect();
        let count = places.len();
        Self {
            places,
            weights: vec![[0.0; ACTS]; count],
            squares: vec![[1e-6; ACTS]; count],
            start: [0.0; ACTS],
            start_squares: [1e-6; ACTS],
        }
    }

    fn gather(&self, tokens: &[Token], known: impl Fn(&Token) -> bool) -> Vec<(usize, f32)> {
        let (mut found, mut size) = (Vec::new(), 0.0_f32);
        features::each(tokens, known, |feature, value| {
            size += value * value;
            if let Some(place) = self.places.get(&feature) {
                found.push((*place, value));
            }
        });
        let scale = 1.0 / size.max(1.0).sqrt();
        for (_, value) in &mut found {
            *value *= scale;
        }
        found
    }

    fn sums(&self, found: &[(usize, f32)]) -> [f32; ACTS] {
        let mut sums = self.start;
        for (place, value) in found {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[*place]) {
                *sum += weight * value;
            }
        }
        sums
    }

    fn step(&mut self, item: &Item, found: &[(usize, f32)]) {
        let mut errors = self.sums(found);
        softmax(&mut errors);
        for (act, error) in errors.iter_mut().enumerate() {
            let target = if act == item.act { TARGET } else { (1.0 - TARGET) / (ACTS - 1) as f32 };
            *error = (*error - target) * item.weight;
        }
        for (place, value) in found {
            let (weights, squares) = (&mut self.weights[*place], &mut self.squares[*place]);
            for ((weight, square), error) in weights.iter_mut().zip(squares).zip(errors) {
                let slope = error * value + DECAY * *weight;
                *square += slope * slope;
                *weight -= RATE * slope / square.sqrt();
            }
        }
        let starts = self.start.iter_mut().zip(&mut self.start_squares);
        for ((start, square), error) in starts.zip(errors) {
            let slope = error * 0.1;
            *square += slope * slope;
            *start -= RATE * 0.2 * slope / square.sqrt();
        }
    }

    /// Adds the weights of another one to these.
    fn add(&mut self, other: &Self) {
        for (sums, weights) in self.weights.iter_mut().zip(&other.weights) {
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
        self.start.iter_mut().zip(other.start).for_each(|(sum, weight)| *sum += weight);
    }

    fn divide(&mut self, count: f32) {
        self.weights.iter_mut().flatten().chain(&mut self.start).for_each(|sum| *sum /= count);
    }

    fn checkpoint(&self) -> u64 {
        let bits = self.weights.iter().flatten().chain(&self.start).map(|weight| weight.to_bits());
        bits.fold(0xcbf2_9ce4_8422_2325, |hash, bits| {
            (hash ^ u64::from(bits)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}

/// Trains on what `part` lets through, for `steps` at most; says what the weights were after
/// [`CHECKPOINT`] steps.
fn train(
    items: &[Item],
    part: impl Fn(&Item) -> bool,
    steps: usize,
) -> (Net, FxHashMap<u32, u32>, u64) {
    let words = vocabulary(items);
    let untrained = Net::new(items, &words);
    let mut average = untrained.clone();
    let (mut checkpoint, mut added) = (0, 0);
    for run in 0..RUNS {
        let mut net = untrained.clone();
        let mut order: Vec<&Item> = items.iter().filter(|item| part(item)).collect();
        let mut numbers = Numbers(20_260_101 + run);
        let mut done = 0;
        for epoch in 0..EPOCHS {
            for place in (1..order.len()).rev() {
                order.swap(place, numbers.below(place + 1));
            }
            for item in &order {
                let keep = epoch == 0;
                let mask = numbers.next();
                let dropped = |token: &Token| {
                    !keep && Numbers(mask ^ u64::from(token.word())).below(DROPPED) == 0
                };
                let known = |token: &Token| words.contains_key(&token.word()) && !dropped(token);
                let found = net.gather(&item.tokens, known);
                net.step(item, &found);
                done += 1;
                if done == CHECKPOINT && run == 0 {
                    checkpoint = net.checkpoint();
                }
                if done >= steps {
                    return (net, words, checkpoint);
                }
            }
            if epoch >= AVERAGED_FROM {
                average.add(&net);
                added += 1;
            }
        }
    }
    average.divide(added as f32);
    (average, words, checkpoint)
}

/// The temperature at which what was held out is likeliest, and how much of it is right.
fn calibrate(items: &[Item], net: &Net, words: &FxHashMap<u32, u32>) -> (f32, f32) {
    let held: Vec<(usize, [f32; ACTS])> = items
        .iter()
        .filter(|item| item.held_out)
        .map(|item| {
            let known = |token: &Token| words.contains_key(&token.word());
            (item.act, net.sums(&net.gather(&item.tokens, known)))
        })
        .collect();
    let (mut best, mut least) = (1.0, f32::INFINITY);
    for step in 0..60 {
        let temperature = 0.3 + 0.05 * step as f32;
        let mut loss = 0.0_f32;
        for (act, sums) in &held {
            let mut chances = sums.map(|sum| sum / temperature);
            softmax(&mut chances);
            // The square of what is missing: like the likelihood, but without a logarithm.
            for (other, chance) in chances.iter().enumerate() {
                let wanted = if other == *act { 1.0 } else { 0.0 };
                loss += (chance - wanted) * (chance - wanted);
            }
        }
        if loss < least {
            (best, least) = (temperature, loss);
        }
    }
    let right = held.iter().filter(|(act, sums)| {
        let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        sums[*act] >= most
    });
    (best, right.count() as f32 / held.len().max(1) as f32)
}

/// The fingerprint of what a model is trained from.
pub(crate) fn fingerprint(file: &str) -> u64 {
    hash(file)
}

/// What the weights are after [`CHECKPOINT`] steps.
pub(crate) fn checkpoint(file: &str) -> u64 {
    train(&items(file), |_| true, CHECKPOINT).2
}

/// Trains a model and writes it down, with at most `rows_max` features.
pub(crate) fn learn(file: &str, rows_max: usize) -> Trained {
    let items = items(file);
    let (net, words, _) = train(&items, |item| !item.held_out, usize::MAX);
    let (temperature, held_out_right) = calibrate(&items, &net, &words);
    let (net, words, checkpoint) = train(&items, |_| true, usize::MAX);
    let norm = |weights: &[f32; ACTS]| weights.iter().map(|weight| weight * weight).sum::<f32>();
    let mut kept: Vec<(f32, u32, usize)> = net
        .places
        .iter()
        .map(|(feature, place)| {
            // Words stay, whatever they weigh: they tell the known from the unknown.
            let norm = norm(&net.weights[*place]);
            (if words.contains_key(feature) { norm + 1e6 } else { norm }, *feature, *place)
        })
        .collect();
    kept.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    kept.truncate(rows_max);
    kept.sort_by_key(|(_, feature, _)| *feature);
    let largest = kept
        .iter()
        .flat_map(|(_, _, place)| &net.weights[*place])
        .fold(0.0_f32, |most, weight| most.max(weight.abs()));
    let scale = largest / 127.0;
    let mut bytes = Vec::new();
    bytes.extend(MAGIC);
    bytes.extend(fingerprint(file).to_le_bytes());
    bytes.extend(checkpoint.to_le_bytes());
    bytes.extend(scale.to_le_bytes());
    bytes.extend(temperature.to_le_bytes());
    bytes.extend((kept.len() as u32).to_le_bytes());
    net.start.iter().for_each(|weight| bytes.extend(weight.to_le_bytes()));
    for (_, feature, place) in &kept {
        bytes.extend(feature.to_le_bytes());
        let small = net.weights[*place].map(|weight| (weight / scale).round() as i8);
        bytes.extend(small.map(i8::cast_unsigned));
    }
    Trained { bytes, examples: items.len(), rows: kept.len(), temperature, held_out_right }
}
