//! Being signed in.

use std::collections::BTreeSet;
use std::time::Duration;

use identity::{Account, Role, Session, SessionKind, SignedIn};
use kernel::{SessionId, StoreError, TenantId};
use tokio::task::JoinSet;

use super::samples::{
    account, at, customer, digest, id, join, member, register, registered, second_factor, session,
};
use super::{Db, as_platform, write};

/// A session of somebody new.
async fn signed_in(db: &Db) -> Session {
    let session = session(&registered(db).await, 0);
    insert(db, &session).await;
    session
}

async fn insert(db: &Db, session: &Session) {
    as_platform(db, async |tx| tx.sessions().insert(session).await.unwrap()).await;
}

async fn find(db: &Db, id: SessionId) -> Option<SignedIn> {
    as_platform(db, async |tx| tx.sign_ins().find(id).await.unwrap()).await
}

async fn turn_to(db: &Db, id: SessionId, tenant: Option<TenantId>) -> bool {
    as_platform(db, async |tx| tx.sessions().turn_to(id, tenant).await.unwrap()).await
}

async fn end(db: &Db, id: SessionId, minute: i64) -> bool {
    in_platform_tx!(db, tx => tx.sessions().end(id, at(minute)).await.unwrap())
}

pub async fn a_session_is_found_with_who_it_is(db: Db) {
    for (kind, is_platform, factor) in [
        (SessionKind::Browser, false, None),
        (SessionKind::App, true, Some(true)),
        (SessionKind::Browser, false, Some(false)),
    ] {
        let ada = Account { is_platform, second_factor: factor.map(second_factor), ..account() };
        register(&db, &ada).await;
        let session = Session {
            kind,
            previous: factor.map(|_| digest()),
            rotated_at: at(3),
            ..session(&ada, 0)
        };
        assert_eq!(find(&db, session.id).await, None);
        insert(&db, &session).await;
        let expected = SignedIn {
            session: session.clone(),
            is_platform,
            has_second_factor: factor == Some(true),
            role: None,
        };
        assert_eq!(find(&db, session.id).await, Some(expected));
    }
}

pub async fn a_session_needs_its_account_and_an_id_of_its_own(db: Db) {
    let known = signed_in(&db).await;
    for wrong in [session(&account(), 0), known.clone()] {
        let mut tx = db.begin_platform().await.unwrap();
        let error = tx.sessions().insert(&wrong).await.unwrap_err();
        assert!(matches!(error, StoreError::Constraint { .. }), "{error:?}");
        let next = tx.sign_ins().find(known.id).await;
        assert!(matches!(next, Err(StoreError::Poisoned)), "{next:?}");
    }
    assert_eq!(find(&db, known.id).await.map(|it| it.session), Some(known));
}

pub async fn a_session_has_the_role_of_its_business(db: Db) {
    let (ada, eve) = (registered(&db).await, registered(&db).await);
    let (first, second, stranger) = (id(), id(), id());
    join(&db, first, &member(&ada, Role::Staff, 0)).await;
    join(&db, second, &member(&ada, Role::Owner, 0)).await;
    join(&db, first, &member(&eve, Role::Manager, 0)).await;
    join(&db, stranger, &member(&eve, Role::Owner, 0)).await;
    let session = Session { tenant: Some(first), ..session(&ada, 0) };
    insert(&db, &session).await;
    let role = async || find(&db, session.id).await.unwrap().role;
    assert_eq!(role().await, Some(Role::Staff));

    let turns = [
        (Some(second), Some(Role::Owner)),
        (None, None),
        (Some(stranger), None),
        (Some(id()), None),
        (Some(first), Some(Role::Staff)),
    ];
    for (tenant, expected) in turns {
        assert!(turn_to(&db, session.id, tenant).await);
        let found = find(&db, session.id).await.unwrap();
        assert_eq!((found.session.tenant, found.role), (tenant, expected));
    }
    // Every request asks anew: what somebody was a moment ago counts for nothing.
    join(&db, first, &member(&ada, Role::Operator, 0)).await;
    assert_eq!(role().await, Some(Role::Operator));
    write(&db, first, async |tx| assert!(tx.members().remove(ada.id).await.unwrap())).await;
    assert_eq!(role().await, None);
    assert!(turn_to(&db, session.id, Some(second)).await);
    assert_eq!(role().await, Some(Role::Owner));
}

pub async fn who_it_is_waits_for_nobody(db: Db) {
    let session = signed_in(&db).await;
    let mut business = db.begin(id()).await.unwrap();
    business.customers().insert_if_new(&customer()).await.unwrap();
    let found = tokio::time::timeout(Duration::from_secs(5), find(&db, session.id)).await;
    assert_eq!(found.unwrap().map(|it| it.session).as_ref(), Some(&session));
    business.rollback().await.unwrap();

    let mut writer = db.begin_platform().await.unwrap();
    assert!(writer.sessions().end(session.id, at(1)).await.unwrap());
    let found = tokio::time::timeout(Duration::from_secs(5), find(&db, session.id)).await;
    assert_eq!(found.unwrap().map(|it| it.session).as_ref(), Some(&session));
    writer.commit().await.unwrap();
    // Found all the same, so that a stolen token of an old session is told from a made-up one.
    let ended = find(&db, session.id).await.map(|it| it.session);
    assert_eq!(ended, Some(Session { ended_at: Some(at(1)), ..session }));
}

pub async fn a_question_may_be_followed_by_a_change(db: Db) {
    let session = signed_in(&db).await;
    let mut tx = db.begin_platform().await.unwrap();
    assert!(tx.sign_ins().find(session.id).await.unwrap().is_some());
    assert!(tx.sessions().end(session.id, at(1)).await.unwrap());
    let seen = tx.sign_ins().find(session.id).await.unwrap();
    assert_eq!(seen.unwrap().session.ended_at, Some(at(1)), "its own work is seen");
    tx.commit().await.unwrap();
    assert_eq!(find(&db, session.id).await.unwrap().session.ended_at, Some(at(1)));
}

pub async fn one_of_many_exchanges_a_token(db: Db) {
    let session = signed_in(&db).await;
    let mut racers = JoinSet::new();
    for _ in 0..16 {
        let (db, id, shown, fresh) = (db.clone(), session.id, session.hash.clone(), digest());
        racers.spawn(async move {
            let mut tx = db.begin_platform().await.unwrap();
            let won = tx.sessions().rotate(id, &shown, &fresh, at(9)).await.unwrap();
            tx.commit().await.unwrap();
            won.then_some(fresh)
        });
    }
    let won: Vec<_> = racers.join_all().await.into_iter().flatten().collect();
    assert_eq!(won.len(), 1);
    let expected = Session {
        hash: won[0].clone(),
        previous: Some(session.hash.clone()),
        rotated_at: at(9),
        ..session.clone()
    };
    assert_eq!(find(&db, session.id).await.map(|it| it.session), Some(expected));
}

pub async fn only_the_present_token_of_an_open_session_is_exchanged(db: Db) {
    let session = signed_in(&db).await;
    let (second, third) = (digest(), digest());
    let rotate = async |id, shown, fresh, minute| {
        as_platform(&db, async |tx| {
            tx.sessions().rotate(id, shown, fresh, at(minute)).await.unwrap()
        })
        .await
    };
    assert!(rotate(session.id, &session.hash, &second, 1).await);
    let before = find(&db, session.id).await;
    assert!(!rotate(session.id, &session.hash, &third, 2).await, "it was the one before");
    assert!(!rotate(session.id, &third, &third, 2).await, "it never was one");
    assert!(!rotate(id(), &second, &third, 2).await, "it is another session's");
    assert_eq!(find(&db, session.id).await, before);
    assert!(rotate(session.id, &second, &third, 3).await);
    assert!(end(&db, session.id, 4).await);
    let ended = find(&db, session.id).await;
    assert!(!rotate(session.id, &third, &second, 5).await, "it has ended");
    assert_eq!(find(&db, session.id).await, ended);
}

pub async fn a_session_ends_once(db: Db) {
    let (session, other) = (signed_in(&db).await, signed_in(&db).await);
    let mut racers = JoinSet::new();
    for minute in 0..8 {
        let (db, id) = (db.clone(), session.id);
        racers.spawn(async move { end(&db, id, minute).await.then_some(at(minute)) });
    }
    let ended: Vec<_> = racers.join_all().await.into_iter().flatten().collect();
    assert_eq!(ended.len(), 1);
    assert!(!end(&db, session.id, 99).await);
    assert!(!end(&db, id(), 99).await);
    assert!(!turn_to(&db, session.id, Some(id())).await);
    assert!(!turn_to(&db, id(), None).await);
    let found = find(&db, session.id).await.unwrap().session;
    assert_eq!((found.ended_at, found.tenant), (Some(ended[0]), None));
    assert_eq!(find(&db, other.id).await.unwrap().session, other);
}

pub async fn all_sessions_but_one_end_together(db: Db) {
    let (ada, ben) = (registered(&db).await, registered(&db).await);
    let own = [session(&ada, 0), session(&ada, 1), session(&ada, 2), session(&ada, 3)];
    let others = session(&ben, 0);
    for session in own.iter().chain([&others]) {
        insert(&db, session).await;
    }
    assert!(end(&db, own[0].id, 5).await);
    let end_all = async |account: &Account, except, minute| {
        let ended = as_platform(&db, async |tx| {
            tx.sessions().end_all(account.id, except, at(minute)).await.unwrap()
        });
        ended.await.into_iter().collect::<BTreeSet<_>>()
    };
    assert_eq!(end_all(&ada, Some(own[2].id), 6).await, BTreeSet::from([own[1].id, own[3].id]));
    let ends = async |session: &Session| find(&db, session.id).await.unwrap().session.ended_at;
    assert_eq!(ends(&own[0]).await, Some(at(5)), "it keeps its own end");
    assert_eq!(ends(&own[1]).await, Some(at(6)));
    assert_eq!(ends(&own[2]).await, None);
    assert_eq!(ends(&others).await, None);
    assert_eq!(end_all(&ada, Some(others.id), 7).await, BTreeSet::from([own[2].id]));
    assert_eq!(end_all(&ada, None, 8).await, BTreeSet::new());
    assert_eq!(end_all(&account(), None, 8).await, BTreeSet::new());
}

pub async fn good_sessions_are_listed_newest_first(db: Db) {
    let (ada, ben) = (registered(&db).await, registered(&db).await);
    let mut tx = db.begin_platform().await.unwrap();
    let mut own = Vec::new();
    for minute in 0..105 {
        let session = session(&ada, minute);
        tx.sessions().insert(&session).await.unwrap();
        own.insert(0, session);
    }
    let over = Session { expires_at: at(200), ..session(&ada, 300) };
    tx.sessions().insert(&over).await.unwrap();
    tx.sessions().insert(&session(&ben, 300)).await.unwrap();
    assert!(tx.sessions().end(own[1].id, at(150)).await.unwrap());
    tx.commit().await.unwrap();
    own.remove(1);
    own.truncate(100);
    let list = async |account: &Account, minute| {
        as_platform(&db, async |tx| tx.sessions().list(account.id, at(minute)).await.unwrap()).await
    };
    assert_eq!(list(&ada, 200).await, own);
    assert_eq!(list(&ada, 1_440).await.len(), 100);
    assert_eq!(list(&ada, 1_540).await.len(), 3, "the moment when it runs out is over");
    assert_eq!(list(&ben, 200).await.len(), 1);
    assert_eq!(list(&account(), 200).await, []);
}

/// A password that is reset and the sessions that it ends are one thing.
pub async fn what_the_platform_does_is_done_together(db: Db) {
    let ada = registered(&db).await;
    let first = session(&ada, 0);
    insert(&db, &first).await;
    let changed = Account { password: None, ..ada.clone() };
    let mut tx = db.begin_platform().await.unwrap();
    assert!(tx.accounts().update(&changed).await.unwrap());
    assert_eq!(tx.sessions().end_all(ada.id, None, at(1)).await.unwrap(), [first.id]);
    tx.sessions().insert(&first).await.unwrap_err();
    drop(tx);
    assert_eq!(find(&db, first.id).await.map(|it| it.session), Some(first));
    let found = as_platform(&db, async |tx| tx.accounts().find(ada.id).await.unwrap()).await;
    assert_eq!(found, Some(ada));
}
