//! A business's own names and questions, cut into words once and not in every turn.

use std::sync::OnceLock;

use kernel::ServiceId;

use super::extract::party;
use super::normalise::Words;
use crate::briefing::BusinessFacts;

/// What a business calls things, as words. Made at its first use and kept with the facts.
#[derive(Debug, Default)]
pub struct Lexicon(OnceLock<Entries>);

/// The words of a business's names.
#[derive(Debug, Default)]
pub struct Entries {
    /// For each service, in the business's order, its name and other words for it.
    pub services: Vec<Vec<Words>>,
    /// How many people its tables are for, smallest first; empty where it has none.
    pub tables: Vec<(u8, ServiceId)>,
    /// For each of its staff, in the business's order, their name.
    pub staff: Vec<Words>,
    /// For each of its questions, in order, the question.
    pub faqs: Vec<Words>,
    /// Its own words for an emergency.
    pub emergencies: Vec<Words>,
    /// What is never to be said.
    pub secrets: Vec<Words>,
}

impl Lexicon {
    /// The words of `business`, to which this lexicon belongs.
    pub fn of<'a>(&'a self, business: &BusinessFacts) -> &'a Entries {
        self.0.get_or_init(|| Entries::of(business))
    }
}

/// A copy of a business may be changed before it is used: it starts afresh.
impl Clone for Lexicon {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Entries {
    fn of(business: &BusinessFacts) -> Self {
        let all = |texts: &[String]| texts.iter().map(|text| Words::of(text)).collect();
        let service = |service: &crate::ServiceFact| {
            std::iter::once(&service.name).chain(&service.aliases).map(|it| Words::of(it)).collect()
        };
        Self {
            tables: party::read_tables(business),
            services: business.services.iter().map(service).collect(),
            staff: business.staff.iter().map(|staff| Words::of(&staff.name)).collect(),
            faqs: business.faqs.iter().map(|fact| Words::of(&fact.question)).collect(),
            emergencies: all(&business.emergency_phrases),
            secrets: all(&business.never_say),
        }
    }
}

impl BusinessFacts {
    /// Its own names as words.
    pub fn words(&self) -> &Entries {
        self.lexicon.of(self)
    }
}
