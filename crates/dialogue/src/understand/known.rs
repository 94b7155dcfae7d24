//! Given and family names that many people bear, from public lists, with how many do.

use std::collections::HashMap;
use std::sync::LazyLock;

const LISTS: [&str; 3] = [
    include_str!("../../lang/en/names.tsv"),
    include_str!("../../lang/es/names.tsv"),
    include_str!("../../lang/fr/names.tsv"),
];

/// How common a name is: 6 times the binary logarithm of its bearers in a million, 0 where it is
/// not known as such a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weight {
    /// As a given name.
    pub given: u8,
    /// As a family name.
    pub family: u8,
}

/// Names by themselves and by their sound.
struct Names {
    weights: HashMap<&'static str, Weight>,
    sounds: HashMap<String, Vec<&'static str>>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut weights: HashMap<&'static str, Weight> = HashMap::with_capacity(12_000);
    for line in LISTS.iter().flat_map(|list| list.lines()).filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let Some(name) = cells.next() else { continue };
        let mut number = || cells.next().and_then(|cell| cell.parse().ok()).unwrap_or_default();
        let read = Weight { given: number(), family: number() };
        let kept = weights.entry(name).or_default();
        kept.given = kept.given.max(read.given);
        kept.family = kept.family.max(read.family);
    }
    let mut sounds: HashMap<String, Vec<&'static str>> = HashMap::with_capacity(8_000);
    for name in weights.keys() {
        sounds.entry(super::sound::key(name)).or_default().push(name);
    }
    // A hash map's order differs from run to run; what is heard must not.
    for names in sounds.values_mut() {
        names.sort_unstable();
    }
    Names { weights, sounds }
});

/// How common a name is, in lower case without apostrophes.
pub fn weight(name: &str) -> Weight {
    NAMES.weights.get(name).copied().unwrap_or_default()
}

/// The names that sound like this one.
pub fn sounding_like(name: &str) -> &'static [&'static str] {
    NAMES.sounds.get(&super::sound::key(name)).map_or(&[], Vec::as_slice)
}
