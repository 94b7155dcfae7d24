//! Slots that were offered to a caller, as tokens that nobody else can make.
//!
//! Whoever decides what to say, rules or a language model, hands back a token and never a date. So
//! only what was really offered, in this call and not long ago, can be held and booked.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use kernel::{CallId, Id, ServiceId, StaffId, TenantId, clock::to_micros};
use ring::hmac;
use uuid::Uuid;

/// What a token begins with; another number means another layout.
const VERSION: u8 = 1;
/// Four ids and four instants.
const BODY_BYTES: usize = 1 + 4 * 16 + 4 * 8;
/// How much of the signature is kept: 128 bits are out of reach for as long as an offer stands.
const TAG_BYTES: usize = 16;
/// Put before what is signed, so that a signature made for anything else is none for an offer.
const PURPOSE: &[u8] = b"frontdesk slot offer";

/// A slot, offered to one caller for a while.
///
/// **Units**: instants are kept to the microsecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The business.
    pub tenant: TenantId,
    /// The call in which it was offered.
    pub call: CallId,
    /// What would be done.
    pub service: ServiceId,
    /// Who would do it.
    pub staff: StaffId,
    /// When it would start.
    pub starts_at: Timestamp,
    /// When it would end for the customer.
    pub ends_at: Timestamp,
    /// When the staff would be free again.
    pub busy_until: Timestamp,
    /// From when on the offer no longer stands.
    pub expires_at: Timestamp,
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// It does not have the form of a token.
    #[error("not a slot token")]
    Malformed,
    /// We did not sign it, or somebody changed it since.
    #[error("the slot token was not made here")]
    Forged,
    /// It was made for another call or another business.
    #[error("the slot was offered in another call")]
    OtherCall,
    /// It has run out.
    #[error("the offer has run out")]
    Expired,
}

/// The keys that offers are signed with: a present one, and the one before it while its offers stand.
#[derive(Clone)]
pub struct OfferKeys {
    current: hmac::Key,
    previous: Option<hmac::Key>,
}

impl OfferKeys {
    /// Signs and opens with one key: 32 random bytes.
    pub fn new(current: [u8; 32]) -> Self {
        Self { current: hmac::Key::new(hmac::HMAC_SHA256, &current), previous: None }
    }

    /// Also opens what was signed with an older key.
    #[must_use]
    pub fn with_previous(mut self, previous: [u8; 32]) -> Self {
        self.previous = Some(hmac::Key::new(hmac::HMAC_SHA256, &previous));
        self
    }

    /// The token of an offer: 151 characters that are safe in URLs.
    pub fn sign(&self, offer: &Offer) -> String {
        let mut bytes = Vec::with_capacity(BODY_BYTES + TAG_BYTES);
        bytes.push(VERSION);
        for id in [
            offer.tenant.as_uuid(),
            offer.call.as_uuid(),
            offer.service.as_uuid(),
            offer.staff.as_uuid(),
        ] {
            bytes.extend_from_slice(id.as_bytes());
        }
        for instant in [offer.starts_at, offer.ends_at, offer.busy_until, offer.expires_at] {
            bytes.extend_from_slice(&to_micros(instant).as_microsecond().to_be_bytes());
        }
        let tag = tag(&self.current, &bytes);
        bytes.extend_from_slice(&tag);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The offer that a token stands for, if it was made for this call and still stands.
    pub fn open(
        &self,
        token: &str,
        tenant: TenantId,
        call: CallId,
        now: Timestamp,
    ) -> Result<Offer, OfferError> {
        let bytes = decode(token).ok_or(OfferError::Malformed)?;
        let (body, tag) = bytes.split_at_checked(BODY_BYTES).ok_or(OfferError::Malformed)?;
        let keys = std::iter::once(&self.current).chain(&self.previous);
        if !keys.fold(false, |genuine, key| genuine | is_genuine(key, body, tag)) {
            return Err(OfferError::Forged);
        }
        let offer = read(body).ok_or(OfferError::Malformed)?;
        if offer.tenant != tenant || offer.call != call {
            return Err(OfferError::OtherCall);
        }
        if offer.expires_at <= now {
            return Err(OfferError::Expired);
        }
        Ok(offer)
    }
}

impl std::fmt::Debug for OfferKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfferKeys").finish_non_exhaustive()
    }
}

fn decode(token: &str) -> Option<[u8; BODY_BYTES + TAG_BYTES]> {
    let mut bytes = [0; BODY_BYTES + TAG_BYTES];
    let length = URL_SAFE_NO_PAD.decode_slice(token, &mut bytes).ok()?;
    (length == bytes.len()).then_some(bytes)
}

fn tag(key: &hmac::Key, body: &[u8]) -> [u8; TAG_BYTES] {
    let mut context = hmac::Context::with_key(key);
    context.update(PURPOSE);
    context.update(body);
    let whole = context.sign();
    let mut tag = [0; TAG_BYTES];
    for (kept, byte) in tag.iter_mut().zip(whole.as_ref()) {
        *kept = *byte;
    }
    tag
}

/// Whether the tag is ours. Both are signed once more and `ring` compares those: its comparison takes
/// the same time wherever they differ, and it offers none for a tag that was cut.
fn is_genuine(key: &hmac::Key, body: &[u8], given: &[u8]) -> bool {
    let expected = tag(key, body);
    hmac::verify(key, &expected, hmac::sign(key, given).as_ref()).is_ok()
}

/// Takes a signed body apart.
fn read(body: &[u8]) -> Option<Offer> {
    let (version, rest) = body.split_first()?;
    if *version != VERSION {
        return None;
    }
    let (ids, instants) = rest.split_at_checked(4 * 16)?;
    let mut ids = ids.as_chunks::<16>().0.iter().copied().map(Uuid::from_bytes);
    let mut instants = instants.as_chunks::<8>().0.iter();
    let mut instant = || {
        let bytes = instants.next()?;
        Timestamp::from_microsecond(i64::from_be_bytes(*bytes)).ok()
    };
    Some(Offer {
        tenant: Id::from_uuid(ids.next()?),
        call: Id::from_uuid(ids.next()?),
        service: Id::from_uuid(ids.next()?),
        staff: Id::from_uuid(ids.next()?),
        starts_at: instant()?,
        ends_at: instant()?,
        busy_until: instant()?,
        expires_at: instant()?,
    })
}
