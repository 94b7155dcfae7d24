//! Where randomness that must not be guessed comes from: passed in, like time and ids.

use std::sync::atomic::{AtomicU64, Ordering};

/// Unpredictable bytes: for secrets, salts and nonces. The one true source is the server's.
pub trait Entropy: Send + Sync {
    /// Thirty-two bytes that were never returned before.
    fn bytes(&self) -> [u8; 32];
}

/// Bytes that follow from a seed, so that a test can be repeated. Anybody can foretell them.
#[derive(Debug)]
pub struct SeededEntropy {
    state: AtomicU64,
}

impl SeededEntropy {
    /// The series `seed`.
    pub const fn new(seed: u64) -> Self {
        Self { state: AtomicU64::new(seed) }
    }

    /// `SplitMix64`. **Source**: Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
    /// 2014.
    fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut value = self.state.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }
}

impl Entropy for SeededEntropy {
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for chunk in bytes.chunks_exact_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes());
        }
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_repeats_and_does_not_come_back() {
        let (one, two) = (SeededEntropy::new(7), SeededEntropy::new(7));
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..1_000 {
            let bytes = one.bytes();
            assert_eq!(bytes, two.bytes());
            assert!(seen.insert(bytes));
        }
        assert_ne!(SeededEntropy::new(8).bytes(), SeededEntropy::new(7).bytes());
    }
}
