//! The header that names key and algorithm.

use ring::hmac;

use super::{Header, SignatureError};

/// How a request says that it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Settings<'a> {
    pub(super) algorithm: hmac::Algorithm,
    /// The id of a shared key; `None` means the account's auth token.
    pub(super) shared_key: Option<&'a str>,
}

/// Reads `key=<id>,algorithm=<name>`. Without an algorithm, and without the header, the auth token
/// has signed with HMAC-SHA1.
pub(super) fn read<'a>(header: &Header<'a>) -> Result<Settings<'a>, SignatureError> {
    let text = match header {
        Header::Absent => "",
        Header::Once(value) => {
            std::str::from_utf8(value).map_err(|_| SignatureError::UnknownAlgorithm)?
        }
        Header::Repeated => return Err(SignatureError::Mismatch),
    };
    let algorithm = setting(text, "algorithm");
    let algorithm = match algorithm {
        None => {
            let algorithm = hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY;
            return Ok(Settings { algorithm, shared_key: None });
        }
        Some(name) if name.eq_ignore_ascii_case("HMAC_SHA1") => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        Some(name) if name.eq_ignore_ascii_case("HMAC_SHA256") => hmac::HMAC_SHA256,
        Some(_) => return Err(SignatureError::UnknownAlgorithm),
    };
    let shared_key = setting(text, "key");
    if shared_key.is_none() && algorithm == hmac::HMAC_SHA256 {
        return Err(SignatureError::NoKey);
    }
    Ok(Settings { algorithm, shared_key })
}

/// The first value of `name` that is not empty.
fn setting<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.split(',')
        .filter_map(|part| part.split_once('='))
        .find(|(found, value)| found.trim() == name && !value.trim().is_empty())
        .map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_as_the_official_library_reads_them() {
        let sha1 = hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY;
        let plain = Ok(Settings { algorithm: sha1, shared_key: None });
        let shared = |algorithm| Ok(Settings { algorithm, shared_key: Some("k1") });
        let cases: &[(&[u8], Result<Settings<'_>, SignatureError>)] = &[
            (b"", plain),
            (b"key=k1", plain),
            (b"key=k1,algorithm=", plain),
            (b"algorithm=HMAC_SHA1", plain),
            (b"key=k1,algorithm=HMAC_SHA256", shared(hmac::HMAC_SHA256)),
            (b" algorithm = hmac_sha256 , key = k1 ", shared(hmac::HMAC_SHA256)),
            (b"key=k1,algorithm=HMAC_SHA1", shared(sha1)),
            (b"algorithm=HMAC_SHA256", Err(SignatureError::NoKey)),
            (b"key=k1,algorithm=HMAC_SHA512", Err(SignatureError::UnknownAlgorithm)),
            (b"key=k1,algorithm=none", Err(SignatureError::UnknownAlgorithm)),
            (b"\xff", Err(SignatureError::UnknownAlgorithm)),
        ];
        for (header, expected) in cases {
            let shown = String::from_utf8_lossy(header);
            assert_eq!(read(&Header::Once(header)), *expected, "{shown}");
        }
        assert_eq!(read(&Header::Absent), plain);
        assert_eq!(read(&Header::Repeated), Err(SignatureError::Mismatch));
    }
}
