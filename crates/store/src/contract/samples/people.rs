//! Samples of people, their keys, and what is recorded of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use identity::{
    Account, ApiKey, Area, EmailAddress, Grant, Invitation, KeyKind, Member, NewAuditEntry,
    Purpose, Role, SecondFactor, SecretHash, Session, SessionKind, Ticket,
};
use kernel::TenantId;

use super::{at, id};
use crate::tx::Database;

/// An address that no other call of this function returns.
pub fn email() -> EmailAddress {
    EmailAddress::parse(&format!("person{}@example.com", next())).unwrap()
}

/// A digest that no other call of this function returns.
pub fn digest() -> SecretHash {
    SecretHash::stored(format!("digest-{:036}", next()))
}

fn next() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Somebody with an address of their own and a password.
pub fn account() -> Account {
    Account {
        id: id(),
        email: email(),
        name: "Zoë Łódź".to_owned(),
        password: Some("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA".to_owned()),
        verified_at: Some(at(-500)),
        second_factor: None,
        is_platform: false,
        created_at: at(-500),
        updated_at: at(-500),
    }
}

/// A second factor, asked for or not yet.
pub fn second_factor(confirmed: bool) -> SecondFactor {
    SecondFactor {
        secret: "sealed, not plain".to_owned(),
        confirmed,
        last_step: i64::from(u32::MAX) * 2,
        recovery: vec![digest(), digest()],
    }
}

/// A ticket of `account` that is good for an hour from minute 0.
pub fn ticket(account: &Account) -> Ticket {
    Ticket {
        id: id(),
        purpose: Purpose::SetPassword,
        account: Some(account.id),
        created_at: at(0),
        expires_at: at(60),
        used_at: None,
    }
}

/// A session of `account` that began in `minute` and is good for a day.
pub fn session(account: &Account, minute: i64) -> Session {
    Session {
        id: id(),
        account: account.id,
        tenant: None,
        kind: SessionKind::Browser,
        hash: digest(),
        previous: None,
        rotated_at: at(minute),
        agent: "Firefox on Fedora".to_owned(),
        created_at: at(minute),
        expires_at: at(minute + 1_440),
        ended_at: None,
    }
}

/// `account`'s place in a business, which it came to in `minute`.
pub fn member(account: &Account, role: Role, minute: i64) -> Member {
    Member {
        account: account.id,
        role,
        name: account.name.clone(),
        email: account.email.clone(),
        since: at(minute),
    }
}

/// A request to join, made in `minute` and good for an hour.
pub fn invitation(minute: i64) -> Invitation {
    Invitation {
        id: id(),
        email: email(),
        role: Role::Operator,
        invited_by: "Ana".to_owned(),
        created_at: at(minute),
        expires_at: at(minute + 60),
        closed_at: None,
    }
}

/// A key of a program, made in `minute`.
pub fn key(minute: i64) -> ApiKey {
    ApiKey {
        id: id(),
        kind: KeyKind::Api,
        name: "till \"2\"".to_owned(),
        hint: "x4Qz".to_owned(),
        hash: digest(),
        grants: vec![Grant::read(Area::Calls), Grant::write(Area::Appointments)],
        origins: Vec::new(),
        created_at: at(minute),
        last_used_at: None,
        expires_at: None,
        revoked_at: None,
    }
}

/// Something that was done in `minute`.
pub fn done(minute: i64) -> NewAuditEntry {
    NewAuditEntry {
        at: at(minute),
        actor: "system".to_owned(),
        action: "flag.set".to_owned(),
        subject: format!("flag {minute}"),
        // Must come back byte by byte: a document would lose the spaces and the order.
        detail: format!("{{ \"was\":1.0,  \"is\": {minute}, \"a\": \"¿qué? 🚿\" }}"),
    }
}

/// Saves `account`, which must be new.
pub async fn register(db: &Arc<dyn Database>, account: &Account) {
    let mut tx = db.begin_platform().await.unwrap();
    assert!(tx.accounts().insert_if_new(account).await.unwrap());
    tx.commit().await.unwrap();
}

/// An account that is saved.
pub async fn registered(db: &Arc<dyn Database>) -> Account {
    let account = account();
    register(db, &account).await;
    account
}

/// Gives `account` a place in a business.
pub async fn join(db: &Arc<dyn Database>, tenant: TenantId, member: &Member) {
    let mut tx = db.begin(tenant).await.unwrap();
    tx.members().put(member).await.unwrap();
    tx.commit(crate::tx::Durability::Promised).await.unwrap();
}
