//! Who may come in: people with accounts, programs with keys, and what each of them may do.
//!
//! A person has one [`Account`] and is a [`Member`] of any number of businesses, in a [`Role`]
//! each. Being signed in is a [`Session`], which a browser shows as a cookie and an app as a pair of
//! tokens. A program of a business shows an [`ApiKey`]. Links in mails are [`Ticket`]s, good for one
//! thing, once. Whoever comes in becomes an [`Actor`], and [`access`] says what an actor may do.
//! Whatever was changed is an [`AuditEntry`] in the business's chain.
//!
#![doc = include_str!("../README.md")]

pub mod access;
pub mod account;
pub mod attempts;
pub mod audit;
pub mod csrf;
pub mod derive;
pub mod email;
pub mod jwt;
pub mod key;
pub mod link;
pub mod member;
pub mod password;
pub mod ports;
pub mod recovery;
pub mod seal;
pub mod secret;
pub mod session;
pub mod ticket;
pub mod totp;

pub use access::{Access, Actor, Area, Grant, Who};
pub use account::{Account, SecondFactor};
pub use attempts::{Attempt, Draw, Proof};
pub use audit::{AuditEntry, NewAuditEntry};
pub use csrf::Csrf;
pub use derive::{KeyUse, MacKeys, RootError, RootSecrets};
pub use email::{EmailAddress, EmailError};
pub use jwt::{AccessClaims, AccessTokens, PlatformClaims, PlatformTokens, TokenFault};
pub use key::{ApiKey, KeyKind};
pub use link::{InvitationKeys, TicketKeys};
pub use member::{Invitation, Member, Role};
pub use password::{Parameters, PasswordFault, Passwords, Verdict};
pub use ports::{
    AccountStore, AuditStore, InvitationStore, KeyStore, MemberStore, NewAccounts, SessionStore,
    SignIns, SignedIn, TicketStore,
};
pub use recovery::RecoveryCodes;
pub use seal::{SealFault, Sealed, SealedFor, Seals};
pub use secret::{SecretHash, SecretText};
pub use session::{Session, SessionKind, ShownSession};
pub use ticket::{Purpose, Ticket};
pub use totp::TotpSecret;
