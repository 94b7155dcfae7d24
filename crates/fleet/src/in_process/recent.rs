//! A table that forgets what was not used for longest.

use std::collections::HashMap;
use std::hash::Hash;

/// A table of bounded weight. What was used among the newest half of it is always there; what was
/// used before the newest whole of it is gone. Every operation takes constant time.
pub(super) struct Recent<K, V> {
    young: HashMap<K, V>,
    young_weight: usize,
    old: HashMap<K, V>,
    half: usize,
}

impl<K: Hash + Eq + Clone, V: Weight> Recent<K, V> {
    /// A table that weighs at most `weight_max`.
    pub(super) fn new(weight_max: usize) -> Self {
        let (young, old) = (HashMap::new(), HashMap::new());
        Self { young, young_weight: 0, old, half: weight_max / 2 }
    }

    /// The value of `key`, which counts as used.
    pub(super) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        if !self.young.contains_key(key) {
            let (key, value) = self.old.remove_entry(key)?;
            self.insert(key, value);
        }
        self.young.get_mut(key)
    }

    /// Sets the value of `key`. One that weighs more than half the table is not kept.
    pub(super) fn insert(&mut self, key: K, value: V) {
        self.remove(&key);
        let weight = value.weight();
        if weight > self.half {
            return;
        }
        if self.young_weight + weight > self.half {
            self.old = std::mem::take(&mut self.young);
            self.young_weight = 0;
        }
        self.young_weight += weight;
        self.young.insert(key, value);
    }

    /// Takes out the value of `key`.
    pub(super) fn remove(&mut self, key: &K) -> Option<V> {
        if let Some(value) = self.young.remove(key) {
            self.young_weight -= value.weight();
            return Some(value);
        }
        self.old.remove(key)
    }

    /// Keeps only what `holds`.
    pub(super) fn retain(&mut self, holds: impl Fn(&V) -> bool) {
        self.young.retain(|_, value| holds(value));
        self.young_weight = self.young.values().map(Weight::weight).sum();
        self.old.retain(|_, value| holds(value));
    }

    /// How many values there are.
    pub(super) fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }
}

/// What a value takes of a table's room. MUST NOT change while the value is in the table.
pub(super) trait Weight {
    fn weight(&self) -> usize;
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Weight for u32 {
        fn weight(&self) -> usize {
            1
        }
    }

    impl Weight for String {
        fn weight(&self) -> usize {
            self.len()
        }
    }

    #[test]
    fn what_is_used_stays_and_what_is_not_goes() {
        let mut table: Recent<u32, u32> = Recent::new(100);
        table.insert(0, 7);
        for key in 1..10_000 {
            table.insert(key, 0);
            assert_eq!(table.get_mut(&0), Some(&mut 7));
            assert!(table.len() <= 100);
        }
        assert_eq!(table.get_mut(&1), None);
        assert_eq!(table.get_mut(&9_990), Some(&mut 0));
    }

    #[test]
    fn a_heavy_value_takes_the_room_of_many() {
        let mut table: Recent<u32, String> = Recent::new(100);
        for key in 0..1_000 {
            table.insert(key, "x".repeat(20));
            assert!(table.len() <= 5);
        }
        table.insert(2_000, "x".repeat(51));
        assert_eq!(table.get_mut(&2_000), None);
    }

    #[test]
    fn what_is_removed_or_replaced_gives_its_room_back() {
        let mut table: Recent<u32, String> = Recent::new(100);
        for _ in 0..1_000 {
            table.insert(1, "x".repeat(40));
            table.insert(2, "y".repeat(5));
            assert_eq!(table.remove(&2).as_deref(), Some("yyyyy"));
        }
        assert_eq!((table.len(), table.young_weight), (1, 40));
        table.retain(|_| false);
        assert_eq!((table.len(), table.young_weight), (0, 0));
    }
}
