//! Proof that a request comes from Twilio.
//!
//! Twilio signs the URL it asked for and every form field; anybody else can write the rest. A request
//! is believed after [`Keyring::verify_form`], [`Keyring::verify_json`] or
//! [`Keyring::verify_websocket`], and not before.
//!
//! Source: `twilio` 9.13.0 (Python) `request_validator.py`, `twilio` 6.2.0 (Node)
//! `webhooks/webhooks.js`, read 2026-11.

mod addresses;
mod keyring;
mod message;
mod settings;

pub use keyring::Keyring;

use crate::form::Form;

/// Why a request is not believed. Says nothing that would help a forger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// There is no signature.
    #[error("the request carries no signature")]
    Missing,
    /// The signature fits neither the request nor any of our keys, or there are several.
    #[error("the signature does not fit the request")]
    Mismatch,
    /// The request names an algorithm that we do not know.
    #[error("the signature's algorithm is not known")]
    UnknownAlgorithm,
    /// There is no key for this account, or no shared key of this name.
    #[error("there is no key to check the signature with")]
    NoKey,
    /// A JSON body whose digest is not the signed one, or that came without any.
    #[error("the body's digest does not fit the body")]
    BodyDigest,
}

/// What is looked at to check a signature.
///
/// Header values are given as bytes, each as it came: a header that occurs twice is refused, whoever
/// wrote it, for a proxy and a server may disagree on which of two counts.
#[derive(Clone, Copy)]
pub struct SignedRequest<'a> {
    url: &'a str,
    signature: Header<'a>,
    settings: Header<'a>,
    form: Option<&'a Form<'a>>,
}

#[derive(Clone, Copy)]
enum Header<'a> {
    Absent,
    Once(&'a [u8]),
    Repeated,
}

impl<'a> Header<'a> {
    const fn add(&mut self, value: &'a [u8]) {
        *self = match self {
            Self::Absent => Self::Once(value),
            Self::Once(_) | Self::Repeated => Self::Repeated,
        };
    }
}

impl<'a> SignedRequest<'a> {
    /// The header that carries the signature.
    pub const SIGNATURE_HEADER: &'static str = "X-Twilio-Signature";

    /// The header that names the key and the algorithm when a shared key was used.
    pub const SETTINGS_HEADER: &'static str = "X-Twilio-Webhooks-Signature-Settings";

    /// A request to `url`: scheme, host, path and query as Twilio sees them, built from the configured
    /// public address and the request line, never from `Host`. A fragment is left out of account.
    pub fn new(url: &'a str) -> Self {
        let url = url.split('#').next().unwrap_or(url);
        Self { url, signature: Header::Absent, settings: Header::Absent, form: None }
    }

    /// Adds a value of [`Self::SIGNATURE_HEADER`]; call it once for each that was sent.
    #[must_use]
    pub const fn signature(mut self, value: &'a [u8]) -> Self {
        self.signature.add(value);
        self
    }

    /// Adds a value of [`Self::SETTINGS_HEADER`]; call it once for each that was sent.
    #[must_use]
    pub const fn settings(mut self, value: &'a [u8]) -> Self {
        self.settings.add(value);
        self
    }

    /// The fields of the body of a form POST. A GET has none: its fields are part of the URL.
    #[must_use]
    pub const fn form(mut self, form: &'a Form<'a>) -> Self {
        self.form = Some(form);
        self
    }
}
