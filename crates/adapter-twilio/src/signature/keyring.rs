//! The keys, and the three ways to use them.

use std::collections::HashMap;

use ring::{digest, hmac};
use secrecy::{ExposeSecret, SecretString};

use super::addresses::{WebSocketAddresses, escaped_variants, port_variants};
use super::message::{Message, Tag};
use super::{Header, SignatureError, SignedRequest, settings};
use crate::form::{Field, Form};

/// Every key that Twilio may have signed with.
///
/// Empty secrets are left out, so that a forgotten setting refuses everything.
///
/// ```
/// use frontdesk_adapter_twilio::{Form, Keyring, SignedRequest};
///
/// let keyring = Keyring::new(["test_auth_token_0123456789abcdef".into()]);
/// let form = Form::parse(b"MediaUrl=b&MediaUrl=a&MediaUrl=b&A=1&a=2&B=3")?;
/// let request = SignedRequest::new("https://app.example.test/cb")
///     .signature(b"MggDGfYA4P9R7G/7+YBXETjEZJA=")
///     .form(&form);
/// assert_eq!(keyring.verify_form(&request), Ok(()));
/// # Ok::<(), frontdesk_adapter_twilio::FormError>(())
/// ```
#[derive(Default)]
pub struct Keyring {
    /// The account's own tokens: the primary one, and during a rotation the secondary too.
    default: Vec<hmac::Key>,
    /// Tokens of sub-accounts, by `AccountSid`.
    accounts: HashMap<String, Vec<hmac::Key>>,
    shared: HashMap<String, SharedKey>,
}

/// A shared key is usable with either algorithm; the request says which.
struct SharedKey {
    sha1: [hmac::Key; 1],
    sha256: [hmac::Key; 1],
}

impl Keyring {
    /// A keyring with the auth tokens of the account: one, or two while they are being exchanged.
    pub fn new(auth_tokens: impl IntoIterator<Item = SecretString>) -> Self {
        Self { default: token_keys(auth_tokens), ..Self::default() }
    }

    /// Adds the auth tokens of a sub-account. Requests that name this `AccountSid` are checked with
    /// these and no others: whoever knows one account's token cannot speak for another.
    #[must_use]
    pub fn with_account(
        mut self,
        account_sid: impl Into<String>,
        auth_tokens: impl IntoIterator<Item = SecretString>,
    ) -> Self {
        self.accounts.insert(account_sid.into(), token_keys(auth_tokens));
        self
    }

    /// Adds a shared key by its id (`webhooks_sharedkey_…`).
    #[must_use]
    pub fn with_shared_key(mut self, id: impl Into<String>, secret: &SecretString) -> Self {
        let secret = secret.expose_secret().as_bytes();
        if !secret.is_empty() {
            let sha1 = [hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret)];
            let sha256 = [hmac::Key::new(hmac::HMAC_SHA256, secret)];
            self.shared.insert(id.into(), SharedKey { sha1, sha256 });
        }
        self
    }

    /// Checks a GET, or a POST of a form.
    pub fn verify_form(&self, request: &SignedRequest<'_>) -> Result<(), SignatureError> {
        let tag = request.tag()?;
        let fields = request.form.map_or_else(Default::default, Form::fields);
        let keys = self.keys(request, request.account(fields).as_deref())?;
        let mut message = Message::new(request.url, fields);
        if message.is_signed_by(keys, &tag) {
            return Ok(());
        }
        first_that_fits(&mut message, port_variants(request.url), keys, &tag)
            .or_else(|_| first_that_fits(&mut message, escaped_variants(request.url), keys, &tag))
    }

    /// Checks a POST of JSON: the address is signed, and it carries the body's SHA-256 as
    /// `bodySHA256`. A body without that digest is refused.
    pub fn verify_json(
        &self,
        request: &SignedRequest<'_>,
        body: &[u8],
    ) -> Result<(), SignatureError> {
        self.verify_form(&SignedRequest { form: None, ..*request })?;
        let query = request.url.split_once('?').map_or("", |(_, query)| query);
        let mut digests = form_urlencoded::parse(query.as_bytes())
            .filter_map(|(name, value)| (name == "bodySHA256").then_some(value));
        let (Some(signed), None) = (digests.next(), digests.next()) else {
            return Err(SignatureError::BodyDigest);
        };
        let mut hexadecimal = String::with_capacity(64);
        for byte in digest::digest(&digest::SHA256, body).as_ref() {
            for half in [byte >> 4, byte & 15] {
                hexadecimal.extend(char::from_digit(u32::from(half), 16));
            }
        }
        // The digest is no secret: who knows the body knows it. It needs no constant time.
        if *signed == *hexadecimal { Ok(()) } else { Err(SignatureError::BodyDigest) }
    }

    /// Checks the upgrade to a websocket. `request` may have its `https` or its `wss` address.
    ///
    /// Twilio signs the `wss` address without its query and appends the query's fields as if they
    /// were a form's; the form with the query left in place is accepted too, as is a slash more or
    /// less at the end of the path.
    ///
    /// Source: the Python package `twilio-agent-connect` 2.5.0, `signature_validation.py`, read 2026-11.
    pub fn verify_websocket(&self, request: &SignedRequest<'_>) -> Result<(), SignatureError> {
        let tag = request.tag()?;
        let query = request.url.split_once('?').map_or("", |(_, query)| query);
        let fields = Form::parse(query.as_bytes()).map_err(|_| SignatureError::Mismatch)?;
        let keys = self.keys(request, fields.get("AccountSid"))?;
        let addresses = WebSocketAddresses::of(request.url);
        first_that_fits(&mut Message::new("", fields.fields()), addresses.bare, keys, &tag)
            .or_else(|_| first_that_fits(&mut Message::new("", &[]), addresses.full, keys, &tag))
    }

    /// The keys that may have signed, at least one.
    fn keys(
        &self,
        request: &SignedRequest<'_>,
        account: Option<&str>,
    ) -> Result<&[hmac::Key], SignatureError> {
        let settings = settings::read(&request.settings)?;
        let keys = match settings.shared_key {
            Some(id) => {
                let key = self.shared.get(id).ok_or(SignatureError::NoKey)?;
                if settings.algorithm == hmac::HMAC_SHA256 { &key.sha256 } else { &key.sha1 }
            }
            None => account
                .and_then(|sid| self.accounts.get(sid))
                .map_or(self.default.as_slice(), Vec::as_slice),
        };
        if keys.is_empty() { Err(SignatureError::NoKey) } else { Ok(keys) }
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keyring")
            .field("auth_tokens", &self.default.len())
            .field("accounts", &self.accounts.len())
            .field("shared_keys", &self.shared.len())
            .finish()
    }
}

impl<'a> SignedRequest<'a> {
    fn tag(&self) -> Result<Tag, SignatureError> {
        match self.signature {
            Header::Absent | Header::Once(b"") => Err(SignatureError::Missing),
            Header::Once(value) => Tag::read(value),
            Header::Repeated => Err(SignatureError::Mismatch),
        }
    }

    /// The account that the request says it is about: a POST says it in its body, a GET in its query.
    fn account(&self, fields: &'a [Field<'a>]) -> Option<std::borrow::Cow<'a, str>> {
        if self.form.is_some() {
            let field = fields.iter().find(|(name, _)| name == "AccountSid");
            return field.map(|(_, value)| std::borrow::Cow::Borrowed(&**value));
        }
        let (_, query) = self.url.split_once('?')?;
        form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "AccountSid")
            .map(|(_, value)| value)
    }
}

fn token_keys(tokens: impl IntoIterator<Item = SecretString>) -> Vec<hmac::Key> {
    let key = |token: SecretString| {
        let token = token.expose_secret().as_bytes();
        let algorithm = hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY;
        (!token.is_empty()).then(|| hmac::Key::new(algorithm, token))
    };
    tokens.into_iter().filter_map(key).collect()
}

fn first_that_fits(
    message: &mut Message,
    urls: Vec<String>,
    keys: &[hmac::Key],
    tag: &Tag,
) -> Result<(), SignatureError> {
    for url in urls {
        message.readdress(&url);
        if message.is_signed_by(keys, tag) {
            return Ok(());
        }
    }
    Err(SignatureError::Mismatch)
}
