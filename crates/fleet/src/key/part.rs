//! What stands in a key behind the business.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use kernel::ApiKeyId;
use ring::digest;
use serde::{Deserialize, Serialize};

/// The longest word that a key holds as it is, in bytes. Of a longer one it holds a digest.
pub const WORD_BYTES_MAX: usize = 96;

/// The last part of a key.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Rest {
    Nothing,
    Id([u8; 16]),
    Address(IpAddr),
    Word(Box<str>),
    /// Half a SHA-256: nobody finds a second text for one that is in use.
    Digest([u8; 16]),
}

/// What a builder makes a rest out of.
pub(super) trait Part<'a>: Sized {
    fn into_rest(self) -> Rest;
    fn sampled(sample: &'a Sample) -> Self;
}

/// One input of every kind, for tests that go through all builders.
#[derive(Debug, Clone)]
pub struct Sample {
    /// For whatever takes a word.
    pub word: String,
    /// For whatever takes an address.
    pub address: IpAddr,
    /// For whatever takes the id of an API key.
    pub api_key: ApiKeyId,
}

/// The name under which somebody signs in.
#[derive(Debug, Clone, Copy)]
pub struct Login<'a>(&'a str);

impl<'a> From<&'a str> for Login<'a> {
    fn from(name: &'a str) -> Self {
        Self(name)
    }
}

impl<'a> Part<'a> for ApiKeyId {
    fn into_rest(self) -> Rest {
        Rest::Id(*self.as_uuid().as_bytes())
    }

    fn sampled(sample: &'a Sample) -> Self {
        sample.api_key
    }
}

impl<'a> Part<'a> for IpAddr {
    fn into_rest(self) -> Rest {
        Rest::Address(match self.to_canonical() {
            IpAddr::V6(address) => {
                let network = address.to_bits() & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from_bits(network))
            }
            four @ IpAddr::V4(_) => four,
        })
    }

    fn sampled(sample: &'a Sample) -> Self {
        sample.address
    }
}

impl<'a> Part<'a> for &'a str {
    fn into_rest(self) -> Rest {
        if self.len() > WORD_BYTES_MAX {
            return Rest::Digest(digest_of(self.as_bytes()));
        }
        Rest::Word(self.into())
    }

    fn sampled(sample: &'a Sample) -> Self {
        &sample.word
    }
}

impl<'a> Part<'a> for Login<'a> {
    fn into_rest(self) -> Rest {
        Rest::Digest(digest_of(self.0.trim().to_lowercase().as_bytes()))
    }

    fn sampled(sample: &'a Sample) -> Self {
        Self(&sample.word)
    }
}

fn digest_of(bytes: &[u8]) -> [u8; 16] {
    let digest = digest::digest(&digest::SHA256, bytes);
    digest.as_ref().first_chunk().copied().unwrap_or_default()
}

impl fmt::Display for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Id(bytes) => hexadecimal(bytes, f),
            // A colon is what separates parts.
            Self::Address(IpAddr::V4(address)) => write!(f, "{address}"),
            Self::Address(IpAddr::V6(address)) => hexadecimal(&address.octets(), f),
            Self::Word(word) => escaped(word, f),
            // No word begins like this: it would be escaped.
            Self::Digest(bytes) => {
                f.write_str("~")?;
                hexadecimal(bytes, f)
            }
        }
    }
}

fn hexadecimal(bytes: &[u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{:032x}", u128::from_be_bytes(*bytes))
}

fn escaped(word: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    if word.bytes().all(is_plain) {
        return f.write_str(word);
    }
    for byte in word.bytes() {
        if is_plain(byte) {
            write!(f, "{}", char::from(byte))?;
        } else {
            write!(f, "%{byte:02x}")?;
        }
    }
    Ok(())
}
