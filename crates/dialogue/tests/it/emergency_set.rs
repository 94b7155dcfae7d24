//! The emergency set of `fixtures/emergency`, and how well it is told apart.
//!
//! Shared by the test that holds the figures and the example that prints them.

use frontdesk_dialogue::Vertical;
use frontdesk_dialogue::understand::Words;
use frontdesk_dialogue::understand::emergency::{Alarm, Ear};

/// One utterance of the set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub id: &'static str,
    pub language: &'static str,
    /// `dev` or `test`.
    pub split: &'static str,
    pub vertical: &'static str,
    /// What it is; nothing for what only sounds like danger.
    pub level: Option<Alarm>,
    pub text: &'static str,
}

/// The set.
pub(crate) fn rows() -> Vec<Row> {
    let files = [
        ("en", include_str!("../../../../fixtures/emergency/en.tsv")),
        ("es", include_str!("../../../../fixtures/emergency/es.tsv")),
        ("fr", include_str!("../../../../fixtures/emergency/fr.tsv")),
    ];
    let mut rows = Vec::new();
    for (language, file) in files {
        for line in file.lines().skip(1) {
            let fields: Vec<&'static str> = line.split('\t').collect();
            let [id, split, vertical, level, text] = fields.as_slice() else {
                panic!("five fields: {line}");
            };
            let level = match *level {
                "life_safety" => Some(Alarm::LifeSafety),
                "trade" => Some(Alarm::Trade),
                "maybe" => Some(Alarm::Maybe),
                "none" => None,
                other => panic!("no level: {other}"),
            };
            rows.push(Row { id, language, split, vertical, level, text });
        }
    }
    rows
}

/// What a row's business does, in the crate's words.
fn vertical(name: &str) -> Vertical {
    match name {
        "plumber" => Vertical::Plumber,
        "clinic" | "dentist" => Vertical::Clinic,
        "restaurant" => Vertical::Restaurant,
        "salon" => Vertical::Salon,
        "shop" => Vertical::Retail,
        "garage" | "general" => Vertical::General,
        other => panic!("no vertical: {other}"),
    }
}

/// What is heard in a row by a business that speaks the given languages.
pub(crate) fn heard(row: &Row, languages: &[&str]) -> Option<Alarm> {
    let ear = Ear { vertical: vertical(row.vertical), languages, phrases: &[] };
    ear.alarm(&Words::of(row.text))
}

/// How rows were taken: a line for each level (danger of life, trade, maybe, none), a column for what
/// was heard, in the same order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Confusion(pub [[u32; 4]; 4]);

impl Confusion {
    /// Counts rows that are listened to in their own language.
    pub(crate) fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut counts = Self::default();
        for row in rows {
            counts.0[place(row.level)][place(heard(row, &[row.language]))] += 1;
        }
        counts
    }

    /// How many emergencies, and how many utterances that are none.
    pub(crate) fn sizes(&self) -> (u32, u32) {
        let [life, trade, maybe, none] = self.0.map(|line| line.iter().sum::<u32>());
        (life + trade + maybe, none)
    }

    /// The share of emergencies that raise any alarm.
    pub(crate) fn recall(&self) -> f64 {
        let missed: u32 = self.0.iter().take(3).map(|line| line[3]).sum();
        let (all, _) = self.sizes();
        f64::from(all - missed) / f64::from(all)
    }

    /// The share of dangers of life that are taken for that.
    pub(crate) fn life(&self) -> f64 {
        f64::from(self.0[0][0]) / f64::from(self.0[0].iter().sum::<u32>())
    }

    /// The share of harmless utterances that raise any alarm.
    pub(crate) fn false_alarms(&self) -> f64 {
        let (_, all) = self.sizes();
        f64::from(all - self.0[3][3]) / f64::from(all)
    }
}

fn place(level: Option<Alarm>) -> usize {
    match level {
        Some(Alarm::LifeSafety) => 0,
        Some(Alarm::Trade) => 1,
        Some(Alarm::Maybe) => 2,
        None => 3,
    }
}
