//! Codes on paper, for when the app that shows the others is lost.

use kernel::AccountId;

use crate::account::SecondFactor;
use crate::secret::{SecretHash, SecretText};

/// How many codes somebody gets.
pub const RECOVERY_CODES: usize = 10;
/// How many random bytes a code is made of, of which it holds 60 bits.
pub const RECOVERY_BYTES: usize = 8;

const LETTERS: usize = 12;
const GROUP: usize = 4;
/// What a shown text may have at most, blanks and dashes included.
const SHOWN_BYTES_MAX: usize = 64;
/// The letters of Crockford's base 32, where none is taken for another.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// New codes: shown once, and kept as digests.
#[derive(Debug)]
pub struct RecoveryCodes {
    /// As they are shown: `xxxx-xxxx-xxxx`.
    pub shown: Vec<SecretText>,
    /// As they are kept.
    pub kept: Vec<SecretHash>,
}

impl RecoveryCodes {
    /// Codes for an account, out of random bytes.
    pub fn new(account: AccountId, random: [[u8; RECOVERY_BYTES]; RECOVERY_CODES]) -> Self {
        let codes: Vec<String> = random.iter().map(|bytes| letters(*bytes)).collect();
        Self {
            shown: codes.iter().map(|code| SecretText::shown(&grouped(code))).collect(),
            kept: codes.iter().map(|code| kept_form(account, code).hash()).collect(),
        }
    }
}

impl SecondFactor {
    /// Whether `shown` is one of the account's codes that are left, which it is not from then on.
    ///
    /// Capitals, blanks and dashes do not matter, nor does a letter that was taken for a digit.
    pub fn use_recovery(&mut self, account: AccountId, shown: &str) -> bool {
        let Some(code) = read(shown) else { return false };
        let code = kept_form(account, &code);
        let before = self.recovery.len();
        self.recovery.retain(|kept| !kept.is_of(&code));
        self.recovery.len() < before
    }
}

/// What the digest is made of. With the account in it, a digest is worth guessing for one account
/// alone: 60 bits are enough for that.
fn kept_form(account: AccountId, code: &str) -> SecretText {
    SecretText::shown(&["recovery:", &account.to_string(), ":", code].concat())
}

fn letters(random: [u8; RECOVERY_BYTES]) -> String {
    let bits = u64::from_be_bytes(random);
    let places = (0..LETTERS).filter_map(|place| u32::try_from(place * 5).ok());
    let values = places.filter_map(|place| usize::try_from((bits >> place) & 31).ok());
    values.filter_map(|value| ALPHABET.get(value).copied()).map(char::from).collect()
}

fn grouped(code: &str) -> String {
    let mut grouped = String::new();
    for (place, letter) in code.chars().enumerate() {
        if place > 0 && place % GROUP == 0 {
            grouped.push('-');
        }
        grouped.push(letter);
    }
    grouped
}

/// The letters of a code as we write them.
fn read(shown: &str) -> Option<String> {
    if shown.len() > SHOWN_BYTES_MAX {
        return None;
    }
    let letters =
        shown.chars().filter(|letter| !matches!(letter, '-' | '–') && !letter.is_whitespace());
    let letters = letters.map(|letter| match letter.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    });
    let code: String = letters.collect();
    let fits = code.len() == LETTERS && code.bytes().all(|byte| ALPHABET.contains(&byte));
    fits.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{IdSource, SeededIds};

    fn random() -> [[u8; RECOVERY_BYTES]; RECOVERY_CODES] {
        std::array::from_fn(|place| {
            let place = u64::try_from(place).unwrap();
            (place + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()
        })
    }

    fn factor() -> (AccountId, RecoveryCodes, SecondFactor) {
        let ids: &dyn IdSource = &SeededIds::new(3);
        let account = ids.next();
        let codes = RecoveryCodes::new(account, random());
        let recovery = codes.kept.clone();
        let factor =
            SecondFactor { secret: String::new(), confirmed: true, last_step: 0, recovery };
        (account, codes, factor)
    }

    #[test]
    fn each_code_is_good_once() {
        let (account, codes, mut factor) = factor();
        assert_eq!(codes.shown.len(), RECOVERY_CODES);
        for (used, code) in codes.shown.iter().enumerate() {
            assert!(factor.use_recovery(account, code.expose()), "{used}");
            assert!(!factor.use_recovery(account, code.expose()), "{used}");
            assert_eq!(factor.recovery.len(), RECOVERY_CODES - used - 1);
        }
    }

    #[test]
    fn a_code_has_three_groups_and_may_be_typed_otherwise() {
        let (account, codes, factor) = factor();
        let code = codes.shown[0].expose();
        assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4]);
        let typed = [
            code.to_uppercase(),
            code.replace('-', ""),
            code.replace('-', " – "),
            format!("  {code}\n"),
            code.replace('0', "O").replace('1', "l"),
        ];
        for typed in typed {
            assert!(factor.clone().use_recovery(account, &typed), "{typed}");
        }
        assert_eq!(read("oO0-iIl-1LaZ9").as_deref(), None, "thirteen letters");
        assert_eq!(read("oO00-iIlL-1aZ9").as_deref(), Some("000011111az9"));
    }

    #[test]
    fn what_is_no_code_of_this_account_is_refused() {
        let (account, codes, mut factor) = factor();
        let code = codes.shown[0].expose();
        let other: AccountId = AccountId::from_uuid(uuid::Uuid::from_u128(5));
        assert!(!factor.use_recovery(other, code), "somebody else's");
        let long = "0".repeat(1 << 16);
        for text in
            ["", "-", &code[1..], &format!("{code}0"), "uuuu-uuuu-uuuu", "0000-0000-0000", &long]
        {
            assert!(!factor.use_recovery(account, text), "{text}");
        }
        assert_eq!(factor.recovery.len(), RECOVERY_CODES);
        assert_eq!(format!("{:?}", codes.shown[0]), "[secret]");
    }
}
