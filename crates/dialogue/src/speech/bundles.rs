//! The messages of every language, read once.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::dialect::Tongue;
use super::message::Message;
use super::voice::Medium;
use crate::briefing::Style;

/// The files of a language, by name.
type Files = [(&'static str, &'static str); 5];

macro_rules! files {
    ($code:literal) => {
        [
            ("booking", include_str!(concat!("../../lang/", $code, "/booking.ftl"))),
            ("general", include_str!(concat!("../../lang/", $code, "/general.ftl"))),
            ("people", include_str!(concat!("../../lang/", $code, "/people.ftl"))),
            ("questions", include_str!(concat!("../../lang/", $code, "/questions.ftl"))),
            ("trouble", include_str!(concat!("../../lang/", $code, "/trouble.ftl"))),
        ]
    };
}

/// The files of a language.
pub(super) const fn files(tongue: Tongue) -> Files {
    match tongue {
        Tongue::English => files!("en"),
        Tongue::Spanish => files!("es"),
        Tongue::French => files!("fr"),
    }
}

/// One way to say a message: its value, or one of its attributes.
type Way = Option<Box<str>>;

/// A language, ready to speak.
pub(super) struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    ways: FxHashMap<Message, Ways>,
}

/// The ways to say one message.
#[derive(Default)]
struct Ways {
    /// What everybody says.
    shared: Vec<Way>,
    /// What one style says in place of it.
    friendly: Vec<Way>,
    professional: Vec<Way>,
    casual: Vec<Way>,
    /// What is written in place of it, in any style.
    text: Vec<Way>,
}

impl Ways {
    fn of(&self, style: Style, medium: Medium) -> &[Way] {
        let own = match (medium, style) {
            (Medium::Text, _) if !self.text.is_empty() => &self.text,
            (_, Style::Friendly) => &self.friendly,
            (_, Style::Professional) => &self.professional,
            (_, Style::Casual) => &self.casual,
        };
        if own.is_empty() { &self.shared } else { own }
    }

    fn add(&mut self, attribute: &str) {
        let kind = attribute.split('-').next().unwrap_or(attribute);
        let ways = match kind {
            "friendly" => &mut self.friendly,
            "professional" => &mut self.professional,
            "casual" => &mut self.casual,
            "text" => &mut self.text,
            _ => &mut self.shared,
        };
        ways.push(Some(attribute.into()));
    }
}

static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Tongue::English));
static SPANISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Tongue::Spanish));
static FRENCH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::read(Tongue::French));

/// The messages of a language.
pub(super) fn catalogue(tongue: Tongue) -> &'static Catalogue {
    match tongue {
        Tongue::English => &ENGLISH,
        Tongue::Spanish => &SPANISH,
        Tongue::French => &FRENCH,
    }
}

impl Catalogue {
    /// Reads the files of a language. What a file holds is the project's own and tested; a message
    /// that could not be read is left out.
    fn read(tongue: Tongue) -> Self {
        let language: LanguageIdentifier = tongue.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Marks of writing direction are for screens.
        bundle.set_use_isolating(false);
        for (_, text) in files(tongue) {
            let resource = match FluentResource::try_new(text.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            let _ = bundle.add_resource(resource);
        }
        let ways = Message::all().map(|message| (message, ways(&bundle, message))).collect();
        Self { bundle, ways }
    }

    /// The words of a message; `pick` chooses among the ways to say it.
    pub(super) fn say(
        &self,
        message: Message,
        args: Option<&FluentArgs<'_>>,
        (style, medium): (Style, Medium),
        pick: u64,
    ) -> Option<String> {
        let ways = self.ways.get(&message)?.of(style, medium);
        let count = u64::try_from(ways.len()).ok()?;
        let at = usize::try_from(pick.checked_rem(count)?).ok()?;
        let found = self.bundle.get_message(message.id())?;
        let pattern = match ways.get(at)? {
            None => found.value()?,
            Some(name) => found.get_attribute(name)?.value(),
        };
        let mut faults = Vec::new();
        let text = self.bundle.format_pattern(pattern, args, &mut faults);
        debug_assert!(faults.is_empty(), "{}: {faults:?}", message.id());
        Some(text.into_owned())
    }

    /// How many ways there are to say a message.
    #[cfg(test)]
    pub(super) fn count(&self, message: Message, style: Style, medium: Medium) -> usize {
        self.ways.get(&message).map_or(0, |ways| ways.of(style, medium).len())
    }
}

fn ways(bundle: &FluentBundle<FluentResource>, message: Message) -> Ways {
    let mut ways = Ways::default();
    let Some(found) = bundle.get_message(message.id()) else { return ways };
    if found.value().is_some() {
        ways.shared.push(None);
    }
    for attribute in found.attributes() {
        ways.add(attribute.id());
    }
    ways
}
