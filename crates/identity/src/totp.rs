//! Codes that an app shows: the second factor.
//!
//! **Source**: RFC 6238 with the values that every app knows (SHA-1, 30 seconds, 6 digits), RFC
//! 4226 section 5.3, and the form of `otpauth:` addresses that those apps read, read 2026-11.

use std::fmt;

use jiff::Timestamp;
use ring::hmac;
use secrecy::{ExposeSecret, SecretString};
use subtle::{ConditionallySelectable, ConstantTimeEq};

use crate::email::EmailAddress;

/// How many random bytes the shared secret has: as many as the digest (RFC 4226 section 4, R6).
pub const TOTP_BYTES: usize = 20;

/// How long a code is shown. **Units**: seconds.
const STEP_SECONDS: i64 = 30;
/// One step back for who types slowly, one ahead for whose clock is fast.
const WINDOW: [i64; 3] = [-1, 0, 1];
const DIGITS: usize = 6;
const MODULUS: u32 = 1_000_000;
const ISSUER: &str = "Frontdesk";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What the app and we both know.
#[derive(Clone)]
pub struct TotpSecret([u8; TOTP_BYTES]);

impl TotpSecret {
    /// A secret out of random bytes.
    pub const fn new(random: [u8; TOTP_BYTES]) -> Self {
        Self(random)
    }

    /// A secret in base 32, as [`base32`](Self::base32) wrote it.
    pub fn parse(text: &str) -> Option<Self> {
        let bits = TOTP_BYTES.checked_mul(8)?;
        if text.len().checked_mul(5)? != bits {
            return None;
        }
        let (mut bytes, mut held, mut count) = (Vec::with_capacity(TOTP_BYTES), 0_u16, 0_u8);
        for letter in text.bytes() {
            let value = BASE32.iter().position(|known| *known == letter)?;
            held = (held << 5) | u16::try_from(value).ok()?;
            count += 5;
            if count >= 8 {
                count -= 8;
                bytes.push(u8::try_from(held >> count).ok()?);
                held &= (1 << count) - 1;
            }
        }
        bytes.try_into().ok().map(Self)
    }

    /// In base 32, to be typed into an app, or sealed and kept.
    pub fn base32(&self) -> SecretString {
        let (mut text, mut held, mut count) = (String::new(), 0_u16, 0_u8);
        for byte in self.0 {
            held = (held << 8) | u16::from(byte);
            count += 8;
            while count >= 5 {
                count -= 5;
                let letter = BASE32.get(usize::from((held >> count) & 31));
                text.extend(letter.copied().map(char::from));
            }
            held &= (1 << count) - 1;
        }
        text.into()
    }

    /// As an address that an app reads from a square of dots.
    pub fn uri(&self, email: &EmailAddress) -> SecretString {
        let (secret, label) = (self.base32(), escaped(email.as_str()));
        let secret = secret.expose_secret();
        let query = format!("secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits=6&period=30");
        format!("otpauth://totp/{ISSUER}:{label}?{query}").into()
    }

    /// The step of the code that was shown at `now`, if it is right and no code of this step or a
    /// later one was used before. Keep the step: it is the next `last_step`.
    ///
    /// Which of the codes in question was right, or how much of one, takes no time of its own.
    pub fn check(&self, shown: &str, now: Timestamp, last_step: i64) -> Option<i64> {
        let shown: Vec<u8> = shown.bytes().filter(|byte| *byte != b' ').collect();
        if shown.len() != DIGITS {
            return None;
        }
        let present = now.as_second().div_euclid(STEP_SECONDS);
        let mut found = i64::MIN;
        for offset in WINDOW {
            let step = present.saturating_add(offset);
            let right = self.code(step).as_bytes().ct_eq(&shown);
            found = i64::conditional_select(&found, &step, right);
        }
        (found > last_step).then_some(found)
    }

    /// What an app shows at `now`.
    pub fn shown_at(&self, now: Timestamp) -> String {
        self.code(now.as_second().div_euclid(STEP_SECONDS))
    }

    /// The code of a step.
    fn code(&self, step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let offset = tag.as_ref().last().map_or(0, |last| usize::from(last & 15));
        let bytes = tag.as_ref().iter().skip(offset).take(4);
        let value = bytes.fold(0_u32, |value, byte| (value << 8) | u32::from(*byte));
        format!("{:06}", (value & 0x7fff_ffff) % MODULUS)
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[secret]")
    }
}

/// With everything escaped that may mean something in an address.
fn escaped(text: &str) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    };
    text.bytes().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The secret of RFC 6238 appendix B.
    fn published() -> TotpSecret {
        TotpSecret::new(*b"12345678901234567890")
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_that_the_standard_publishes() {
        // RFC 6238 appendix B has eight digits; ours are the last six.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(published().code(second / 30), code, "{second}");
            assert_eq!(published().check(code, at(second), 0), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_code_is_good_for_a_step_before_and_after() {
        let (secret, step) = (published(), 40_000_000);
        let code = secret.code(step);
        for second in [-30, -1, 0, 29, 30, 59] {
            assert_eq!(secret.check(&code, at(step * 30 + second), 0), Some(step), "{second}");
        }
        for second in [-31, 60, 86_400] {
            assert_eq!(secret.check(&code, at(step * 30 + second), 0), None, "{second}");
        }
    }

    #[test]
    fn no_code_is_good_twice() {
        let (secret, step) = (published(), 40_000_000);
        let now = at(step * 30);
        let used = secret.check(&secret.code(step), now, 0).unwrap();
        assert_eq!(secret.check(&secret.code(step), now, used), None, "again");
        assert_eq!(secret.check(&secret.code(step - 1), now, used), None, "an older one");
        assert_eq!(secret.check(&secret.code(step + 1), now, used), Some(step + 1), "the next one");
    }

    #[test]
    fn what_is_no_code_is_refused() {
        let secret = published();
        assert!(secret.check("287 082", at(59), 0).is_some(), "as apps write it");
        let long = "2".repeat(1 << 16);
        for text in ["", "287082 0", "28708", "2870822", "28708x", "２８７０８２", "-87082", &long]
        {
            assert_eq!(secret.check(text, at(59), 0), None, "{text}");
        }
        assert_eq!(secret.check("000000", Timestamp::MIN, 0), None);
    }

    #[test]
    fn an_app_can_read_the_address() {
        let email = EmailAddress::parse("dana+front?desk@prairie.example").unwrap();
        assert_eq!(
            published().uri(&email).expose_secret(),
            "otpauth://totp/Frontdesk:dana%2Bfront%3Fdesk%40prairie.example\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Frontdesk&algorithm=SHA1&digits=6\
             &period=30"
        );
        assert_eq!(format!("{:?} {:?}", published(), published().0.len()), "[secret] 20");
    }

    #[test]
    fn what_is_no_secret_is_refused() {
        let text = published().base32();
        let text = text.expose_secret();
        for text in
            ["", &text[1..], &format!("{text}A"), &text.to_lowercase(), &text.replace('G', "1")]
        {
            assert!(TotpSecret::parse(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_secret_survives_its_text_form(bytes: [u8; TOTP_BYTES]) {
            let text = TotpSecret::new(bytes).base32();
            prop_assert_eq!(TotpSecret::parse(text.expose_secret()).unwrap().0, bytes);
        }
    }
}
