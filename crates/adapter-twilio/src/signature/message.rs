//! The bytes that are signed: an address, then the fields.

use super::SignatureError;
use crate::form::Field;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

/// The string to sign. The fields stay while addresses are tried one after the other.
pub(super) struct Message {
    bytes: Vec<u8>,
    url_length: usize,
}

impl Message {
    /// Appends, after `url`, each distinct pair of a field's name and value, in the order of names and
    /// then values. The order is by bytes, which for UTF-8 is the order by code points.
    pub(super) fn new(url: &str, fields: &[Field<'_>]) -> Self {
        let size: usize = fields.iter().map(|(name, value)| name.len() + value.len()).sum();
        let mut sorted: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut bytes = Vec::with_capacity(url.len() + size + 8);
        bytes.extend_from_slice(url.as_bytes());
        for (name, value) in sorted {
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(value.as_bytes());
        }
        Self { bytes, url_length: url.len() }
    }

    /// Puts another address before the same fields.
    pub(super) fn readdress(&mut self, url: &str) {
        self.bytes.splice(..self.url_length, url.bytes());
        self.url_length = url.len();
    }

    /// Whether one of `keys` has made `tag` of this. Each comparison takes the same time for any tag.
    pub(super) fn is_signed_by(&self, keys: &[hmac::Key], tag: &Tag) -> bool {
        keys.iter().any(|key| hmac::verify(key, &self.bytes, tag.bytes()).is_ok())
    }
}

/// A decoded signature.
pub(super) struct Tag {
    bytes: [u8; Self::BYTES_MAX],
    length: usize,
}

impl Tag {
    /// SHA-256's length; SHA-1's is 20. One more group is left for the decoder's estimate.
    const BYTES_MAX: usize = 33;

    /// Reads canonical, padded base 64. Anything else cannot fit.
    pub(super) fn read(header: &[u8]) -> Result<Self, SignatureError> {
        let mut bytes = [0; Self::BYTES_MAX];
        let length =
            STANDARD.decode_slice(header, &mut bytes).map_err(|_| SignatureError::Mismatch)?;
        Ok(Self { bytes, length })
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}
