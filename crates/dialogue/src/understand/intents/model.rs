//! The linear model: rows of small weights, looked up by hash, added up, turned to probabilities.

use std::sync::LazyLock;

use super::act::Act;
use super::features::{self, Token};

/// How many acts there are.
pub const ACTS: usize = Act::ALL.len();

/// What a file of weights begins with: the format's name and version.
pub const MAGIC: &[u8; 8] = b"FDINTEN1";
/// Bytes before the rows: the magic, the fingerprint and checkpoint of the training (u64 each), the
/// scale and the temperature (f32 each), the number of rows (u32), and a weight (f32) for each act.
pub const HEADER: usize = 8 + 8 + 8 + 4 + 4 + 4 + 4 * ACTS;
/// Bytes of a row: the feature's hash (u32) and a weight (i8) for each act.
pub const ROW: usize = 4 + ACTS;

/// A trained model. All numbers in its file are little-endian.
pub struct Model {
    rows: &'static [u8],
    /// Where a feature's row is: open addressing by the upper bits of its hash.
    table: Vec<u16>,
    shift: u32,
    start: [f32; ACTS],
    scale: f32,
    temperature: f32,
}

/// No row.
const EMPTY: u16 = u16::MAX;

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at + N)?.try_into().ok()
}

impl Model {
    /// A model from the bytes that the trainer wrote, if they are such.
    pub fn read(bytes: &'static [u8]) -> Option<Self> {
        if bytes.get(..8)? != MAGIC {
            return None;
        }
        let count = usize::try_from(u32::from_le_bytes(number(bytes, 32)?)).ok()?;
        let rows = bytes.get(HEADER..)?;
        if rows.len() != count * ROW || count >= usize::from(EMPTY) {
            return None;
        }
        let mut start = [0.0; ACTS];
        for (place, weight) in start.iter_mut().enumerate() {
            *weight = f32::from_le_bytes(number(bytes, 36 + 4 * place)?);
        }
        let bits = (count * 2).next_power_of_two().trailing_zeros().max(4);
        let mut model = Self {
            rows,
            table: vec![EMPTY; 1 << bits],
            shift: 32 - bits,
            start,
            scale: f32::from_le_bytes(number(bytes, 24)?),
            temperature: f32::from_le_bytes(number(bytes, 28)?),
        };
        for (place, row) in rows.chunks_exact(ROW).enumerate() {
            let hash = u32::from_le_bytes(number(row, 0)?);
            let slot = model.slot(hash);
            *model.table.get_mut(slot)? = u16::try_from(place).ok()?;
        }
        Some(model)
    }

    /// The slot of a feature in the table, or the free one where it would be.
    fn slot(&self, hash: u32) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = usize::try_from(hash >> self.shift).unwrap_or_default();
        while let Some(place) = self.table.get(slot).filter(|place| **place != EMPTY) {
            if self.hash(*place) == Some(hash) {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn hash(&self, place: u16) -> Option<u32> {
        Some(u32::from_le_bytes(number(self.rows, usize::from(place) * ROW)?))
    }

    fn row(&self, hash: u32) -> Option<&[u8]> {
        let place = *self.table.get(self.slot(hash)).filter(|place| **place != EMPTY)?;
        let at = usize::from(place) * ROW + 4;
        self.rows.get(at..at + ACTS)
    }

    /// Whether a word was met in training.
    pub fn knows(&self, token: &Token) -> bool {
        self.row(token.word()).is_some()
    }

    /// How likely each act is, in the order of [`Act::ALL`]; they add up to 1.
    pub fn weigh(&self, tokens: &[Token]) -> [f32; ACTS] {
        let mut sums = [0.0_f32; ACTS];
        let mut size = 0.0_f32;
        let known = |token: &Token| self.knows(token);
        features::each(tokens, known, |feature, value| {
            size += value * value;
            if let Some(row) = self.row(feature) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += f32::from(weight.cast_signed()) * value;
                }
            }
        });
        let scale = self.scale / size.max(1.0).sqrt();
        for (sum, start) in sums.iter_mut().zip(self.start) {
            *sum = (*sum * scale + start) / self.temperature;
        }
        softmax(&mut sums);
        sums
    }
}

/// Turns sums to probabilities.
pub fn softmax(sums: &mut [f32; ACTS]) {
    let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut all = 0.0;
    for sum in sums.iter_mut() {
        *sum = exp(*sum - most);
        all += *sum;
    }
    for sum in sums.iter_mut() {
        *sum /= all;
    }
}

/// `e` to the power of a number that is not above zero, to about five digits. Made of additions and
/// multiplications alone, which are the same on every machine, while `f32::exp` is the platform's.
pub fn exp(power: f32) -> f32 {
    let x = power.clamp(-40.0, 0.0) / 64.0;
    let near = 1.0 + x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x * (1.0 / 24.0 + x / 120.0))));
    (0..6).fold(near, |value, _| value * value)
}

/// The English model.
pub static ENGLISH: LazyLock<Option<Model>> =
    LazyLock::new(|| Model::read(include_bytes!("../../../data/intents/en.bin")));
/// The Spanish model.
pub static SPANISH: LazyLock<Option<Model>> =
    LazyLock::new(|| Model::read(include_bytes!("../../../data/intents/es.bin")));
/// The French model.
pub static FRENCH: LazyLock<Option<Model>> =
    LazyLock::new(|| Model::read(include_bytes!("../../../data/intents/fr.bin")));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_can_be_read() {
        for model in [&ENGLISH, &SPANISH, &FRENCH] {
            let model = model.as_ref().unwrap();
            let sum: f32 = model.weigh(&features::tokens(&["hello"])).iter().sum();
            assert!((sum - 1.0).abs() < 1e-3, "{sum}");
        }
        for bad in [&b""[..], b"FDINTEN1", b"something else entirely, longer than a header"] {
            assert!(Model::read(bad).is_none());
        }
    }

    #[test]
    fn the_exponential_is_close() {
        for power in [0.0_f32, -0.1, -1.0, -3.5, -10.0] {
            let (ours, theirs) = (exp(power), power.exp());
            assert!((ours - theirs).abs() <= theirs * 1e-3, "{power}: {ours} {theirs}");
        }
    }
}
