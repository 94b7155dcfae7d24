//! A sorted map that is cheap to copy.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A sorted map whose copies share what they have in common.
///
/// A copy costs nothing. The first change after it copies one page and the list of pages, however
/// large the map is: a transaction that adds a call does not pay for all calls before it.
#[derive(Debug)]
pub(super) struct Pages<K, V> {
    /// By the lowest key that belongs to the page, the first page excepted: it takes lower ones too.
    pages: Arc<BTreeMap<K, Arc<BTreeMap<K, V>>>>,
}

/// How many entries a page holds before it is cut in two.
const PAGE_MAX: usize = 128;

impl<K, V> Default for Pages<K, V> {
    fn default() -> Self {
        Self { pages: Arc::default() }
    }
}

impl<K, V> Clone for Pages<K, V> {
    fn clone(&self) -> Self {
        Self { pages: Arc::clone(&self.pages) }
    }
}

impl<K: Ord + Clone, V: Clone> Pages<K, V> {
    /// The value under `key`.
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        self.page_of(key).and_then(|(_, page)| page.get(key))
    }

    /// Whether there is a value under `key`.
    pub(super) fn contains(&self, key: &K) -> bool {
        self.get(key).is_some()
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.pages.values().map(|page| page.len()).sum()
    }

    /// Puts `value` under `key`, in place of what was there.
    pub(super) fn insert(&mut self, key: K, value: V) {
        let bound = self.page_of(&key).map_or_else(|| key.clone(), |(bound, _)| bound.clone());
        let pages = Arc::make_mut(&mut self.pages);
        let page = Arc::make_mut(pages.entry(bound).or_default());
        page.insert(key, value);
        if page.len() <= PAGE_MAX {
            return;
        }
        let Some(middle) = page.keys().nth(PAGE_MAX / 2).cloned() else { return };
        let upper = page.split_off(&middle);
        pages.insert(middle, Arc::new(upper));
    }

    /// Takes away what is under `key`.
    pub(super) fn remove(&mut self, key: &K) -> Option<V> {
        let bound = self.page_of(key).filter(|(_, page)| page.contains_key(key))?.0.clone();
        let pages = Arc::make_mut(&mut self.pages);
        let page = Arc::make_mut(pages.get_mut(&bound)?);
        let value = page.remove(key);
        if page.is_empty() {
            pages.remove(&bound);
        }
        value
    }

    /// All entries in order.
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.pages.values().flat_map(|page| page.iter())
    }

    /// All values in the order of their keys.
    pub(super) fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    fn page_of(&self, key: &K) -> Option<(&K, &Arc<BTreeMap<K, V>>)> {
        self.pages.range(..=key).next_back().or_else(|| self.pages.first_key_value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A multiplier that visits every residue: keys come in no order, each exactly once.
    fn scattered(count: u32) -> impl Iterator<Item = u32> {
        (0..count).map(move |index| index.wrapping_mul(7_919) % count)
    }

    #[test]
    fn it_holds_what_a_plain_map_holds() {
        let mut pages = Pages::default();
        let mut plain = BTreeMap::new();
        for key in scattered(10_007) {
            pages.insert(key, key + 1);
            plain.insert(key, key + 1);
        }
        for key in scattered(10_007).filter(|key| key % 3 == 0) {
            assert_eq!(pages.remove(&key), plain.remove(&key));
        }
        assert_eq!(pages.remove(&3), None);
        for key in scattered(10_007).filter(|key| key % 5 == 0) {
            pages.insert(key, 0);
            plain.insert(key, 0);
        }
        assert_eq!(pages.len(), plain.len());
        assert!(pages.iter().eq(plain.iter()));
        assert!(pages.iter().rev().eq(plain.iter().rev()));
        for key in 0..10_007 {
            assert_eq!(pages.get(&key), plain.get(&key), "{key}");
        }
    }

    #[test]
    fn a_copy_does_not_see_later_changes() {
        let mut pages = Pages::default();
        for key in 0..1_000 {
            pages.insert(key, 'a');
        }
        let before = pages.clone();
        pages.insert(500, 'b');
        pages.remove(&501);
        pages.insert(2_000, 'c');
        assert_eq!((before.get(&500), before.get(&501)), (Some(&'a'), Some(&'a')));
        assert_eq!((before.len(), pages.len()), (1_000, 1_000));
    }

    #[test]
    fn an_emptied_map_can_be_filled_again() {
        let mut pages = Pages::default();
        pages.insert(1, ());
        pages.remove(&1);
        assert_eq!(pages.iter().next(), None);
        pages.insert(0, ());
        assert!(pages.contains(&0));
    }
}
