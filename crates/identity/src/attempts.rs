//! How often somebody may try to come in, such that guessing is hopeless and nobody can shut others
//! out.
//!
//! Every attempt draws a token from some buckets *before* anything of it is looked at, and is
//! looked at only if all of them have one; so guesses that come at once are counted like those that
//! come one after the other, and a right guess costs the same as a wrong one. The caller draws in
//! the order given, stops at the first bucket that is empty, and answers 429 with that bucket's
//! wait.
//!
//! Whoever hammers on an account empties three kinds of bucket: that of where they come from, that
//! of the account as seen from there, and that of the account for all strangers together. The last
//! one is what makes many machines no better than one. Its other side is that an owner on a new
//! device finds it empty too, and there are three ways around it that no stranger can take:
//!
//! - A device on which they were signed in lately ([`Proof::Device`]) draws from a bucket of its
//!   own.
//! - A right code of their app or from paper, shown with the password ([`Proof::SecondFactor`]),
//!   draws from a bucket that only those reach who have one. Codes shown ahead of the password are
//!   themselves counted: [`Attempt::early_code`].
//! - A mail to their address, whose link lets them in.
//!
//! NIST would have an account closed after a hundred failures in a row. Here it stays open, at five
//! looks a minute, because whoever can close an account by guessing will.
//!
//! Waits grow because an account as seen from one place has buckets for a minute, an hour and a day,
//! and every attempt draws from all of them, the slowest first: who goes on regardless waits 12
//! seconds, then minutes, then half an hour.
//!
//! **Source**: NIST SP 800-63B section 5.2.2 (limits on failed attempts), OWASP "Slow Down Online
//! Guessing Attacks with Device Cookies" (known devices apart from strangers), read 2026-11.

#[cfg(test)]
mod siege;

use std::net::{IpAddr, Ipv6Addr};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use kernel::{AccountId, SessionId};
use ring::digest;

use crate::email::EmailAddress;
use crate::secret::SecretText;
use crate::session::Session;

/// How long after its last use a session shows that a device is known. **Units**: hours.
pub const DEVICE_HOURS: i64 = 90 * 24;

/// How fast a bucket empties and fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many tokens it holds when it is full.
    pub tokens: u32,
    /// In which time an empty one is full again, token by token.
    pub per: SignedDuration,
}

impl Rate {
    const fn per_minute(tokens: u32) -> Self {
        Self { tokens, per: SignedDuration::from_mins(1) }
    }

    const fn per_hour(tokens: u32) -> Self {
        Self { tokens, per: SignedDuration::from_hours(1) }
    }

    const fn per_day(tokens: u32) -> Self {
        Self { tokens, per: SignedDuration::from_hours(24) }
    }
}

/// For where somebody comes from, whatever they try.
const PLACE: &[Rate] = &[Rate::per_hour(100), Rate::per_minute(20)];
/// For one account, as seen from one place, one device, or by who has a right code.
const CLOSE: &[Rate] = &[Rate::per_day(50), Rate::per_hour(20), Rate::per_minute(5)];
/// For one account and all strangers together. No hour and no day: that would shut its owner out.
const STRANGERS: &[Rate] = &[Rate::per_minute(5)];
/// For codes that are shown ahead of the password. A code that is guessed opens nothing but the way
/// to the password, which is counted again.
const EARLY: &[Rate] = &[Rate { tokens: 30, per: SignedDuration::from_mins(30) }];
/// For mails that somebody asks us to send to one address.
const MAILS: &[Rate] = &[Rate::per_day(10), Rate { tokens: 3, per: SignedDuration::from_mins(15) }];

/// One token from one bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// The bucket's name: no address of anybody's mail is in it.
    pub key: String,
    /// How fast it empties and fills.
    pub rate: Rate,
}

/// What tells somebody from a stranger before their password is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Nothing.
    None,
    /// They were signed in on this device lately.
    Device(SessionId),
    /// They showed a right code of the account's second factor.
    SecondFactor,
}

impl Proof {
    /// What the session proves that a browser or app shows with an attempt.
    ///
    /// It need not be open: signing in again after signing out is what it is for. Whoever ends a
    /// session leaves what it showed with the browser, under another name.
    pub fn of_device(
        session: &Session,
        secret: &SecretText,
        account: AccountId,
        now: Timestamp,
    ) -> Self {
        let last = session.rotated_at.max(session.created_at);
        let lately = now.duration_since(last) <= SignedDuration::from_hours(DEVICE_HOURS);
        if session.hash.is_of(secret) && session.account == account && lately {
            Self::Device(session.id)
        } else {
            Self::None
        }
    }
}

/// Somebody who tries to come in.
#[derive(Debug, Clone)]
pub struct Attempt {
    account: String,
    place: String,
    proof: Proof,
}

impl Attempt {
    /// With this address, from there; whether there is such an account makes no difference.
    pub fn new(email: &EmailAddress, ip: IpAddr, proof: Proof) -> Self {
        Self { account: digest_of(email), place: place(ip), proof }
    }

    /// What is to be drawn before the password is looked at.
    pub fn password(&self) -> Vec<Draw> {
        let Self { account, place, .. } = self;
        match self.proof {
            Proof::None => draws(&[
                (format!("sign-in:ip:{place}"), PLACE),
                (format!("sign-in:account-ip:{account}:{place}"), CLOSE),
                (format!("sign-in:account:{account}"), STRANGERS),
            ]),
            Proof::Device(session) => {
                draws(&[(format!("sign-in:device:{account}:{session}"), CLOSE)])
            }
            Proof::SecondFactor => draws(&[(format!("sign-in:factor:{account}"), CLOSE)]),
        }
    }

    /// What is to be drawn before a code is looked at that was shown with a password, where
    /// [`password`](Self::password) was refused. If the code is right, the password is an attempt
    /// with [`Proof::SecondFactor`].
    pub fn early_code(&self) -> Vec<Draw> {
        let Self { account, place, .. } = self;
        draws(&[
            (format!("sign-in:early-ip:{place}"), PLACE),
            (format!("sign-in:early-account-ip:{account}:{place}"), CLOSE),
            (format!("sign-in:early:{account}"), EARLY),
        ])
    }

    /// What is to be drawn before an app's code is looked at, after the password was right.
    pub fn code(&self) -> Vec<Draw> {
        let account = &self.account;
        let key = match self.proof {
            Proof::Device(session) => format!("sign-in:code:{account}:{session}"),
            Proof::None | Proof::SecondFactor => format!("sign-in:code:{account}"),
        };
        draws(&[(key, CLOSE)])
    }

    /// What is to be drawn before a recovery code is looked at. It has 60 bits, so that there is
    /// nothing to protect but our time.
    pub fn recovery(&self) -> Vec<Draw> {
        let Self { account, place, .. } = self;
        draws(&[(format!("sign-in:recovery:{account}:{place}"), CLOSE)])
    }

    /// What is to be drawn before somebody is sent a mail who may not have asked for it: at
    /// registration, for a forgotten password, for an address to be verified.
    pub fn mail(&self) -> Vec<Draw> {
        let Self { account, place, .. } = self;
        draws(&[
            (format!("sign-in:mail-ip:{place}"), PLACE),
            (format!("sign-in:mail:{account}"), MAILS),
        ])
    }
}

fn draws(buckets: &[(String, &[Rate])]) -> Vec<Draw> {
    let draw = |key: &String, rate: &Rate| {
        // The rate is part of the name, so that a changed one begins with a full bucket.
        let key = format!("{key}:{}/{}", rate.tokens, rate.per.as_secs());
        Draw { key, rate: *rate }
    };
    buckets.iter().flat_map(|(key, rates)| rates.iter().map(move |rate| draw(key, rate))).collect()
}

/// An account by its address, so that there is one bucket whether or not there is an account, and
/// no address in a bucket's name.
fn digest_of(email: &EmailAddress) -> String {
    let digest = digest::digest(&digest::SHA256, email.as_str().as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(digest).chars().take(22).collect()
}

/// Where somebody comes from: an address of version 4, or the network of 64 bits that a household
/// or a rented machine has of version 6.
fn place(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
    }
}
