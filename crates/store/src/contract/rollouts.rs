//! How far the platform has brought each flag, and the platform's own record.

use identity::NewAuditEntry;
use identity::audit::Verifier;
use tenancy::flags::{Flag, Rollouts, Stage};
use tokio::task::JoinSet;

use super::Db;
use super::samples::{at, id};
use crate::retry::Attempts;

async fn list(db: &Db) -> Rollouts {
    db.begin_platform().await.unwrap().rollouts().list().await.unwrap()
}

async fn set(db: &Db, flag: Flag, stage: Option<Stage>) {
    let set = async || {
        let mut tx = db.begin_platform().await?;
        let mut rollouts = tx.rollouts().lock().await?;
        assert!(rollouts.set(flag, stage));
        tx.rollouts().put(flag, rollouts.history(flag).unwrap()).await?;
        tx.commit().await
    };
    let mut attempts = Attempts::new();
    loop {
        match set().await {
            Err(error) if attempts.again(&error).await => {}
            outcome => return outcome.unwrap(),
        }
    }
}

pub async fn a_rollout_is_kept_with_its_past(db: Db) {
    assert_eq!(list(&db).await, Rollouts::default());
    for stage in [Some(Stage::Staging), Some(Stage::Percent(25)), None, Some(Stage::On)] {
        set(&db, Flag::Llm, stage).await;
        assert_eq!(list(&db).await.get(Flag::Llm), stage);
    }
    let mut rollouts = list(&db).await;
    assert!(rollouts.roll_back(Flag::Llm) && rollouts.roll_back(Flag::Llm));
    assert_eq!(rollouts.get(Flag::Llm), Some(Stage::Percent(25)));
}

pub async fn a_rollout_leaves_the_others_alone(db: Db) {
    set(&db, Flag::Llm, Some(Stage::On)).await;
    set(&db, Flag::Rag, Some(Stage::Off)).await;
    set(&db, Flag::Llm, Some(Stage::Off)).await;
    let rollouts = list(&db).await;
    assert_eq!(rollouts.get(Flag::Llm), Some(Stage::Off));
    assert_eq!(rollouts.get(Flag::Rag), Some(Stage::Off));
    assert_eq!(rollouts.get(Flag::Baa), None);
}

pub async fn a_rollout_that_is_not_committed_does_not_count(db: Db) {
    let mut tx = db.begin_platform().await.unwrap();
    let mut rollouts = tx.rollouts().lock().await.unwrap();
    rollouts.set(Flag::Llm, Some(Stage::On));
    tx.rollouts().put(Flag::Llm, rollouts.history(Flag::Llm).unwrap()).await.unwrap();
    drop(tx);
    assert_eq!(list(&db).await, Rollouts::default());
}

/// Each of many takes a step from where it finds a flag.
pub async fn steps_of_a_rollout_at_once_all_count(db: Db) {
    let mut tasks = JoinSet::new();
    for percent in 1..=6 {
        let db = db.clone();
        tasks.spawn(async move { set(&db, Flag::Llm, Some(Stage::Percent(percent))).await });
    }
    tasks.join_all().await;
    let mut rollouts = list(&db).await;
    let mut steps = 0;
    while rollouts.roll_back(Flag::Llm) {
        steps += 1;
    }
    assert_eq!(steps, 6);
}

pub async fn the_platform_has_a_record_of_its_own(db: Db) {
    let entry = |action: &str| NewAuditEntry {
        at: at(0),
        actor: "platform:ada".to_owned(),
        action: action.to_owned(),
        subject: "allow_llm".to_owned(),
        detail: "{}".to_owned(),
    };
    for action in ["rollout.set", "rollout.cleared", "rollout.set"] {
        let mut tx = db.begin_platform().await.unwrap();
        tx.audit().append(&entry(action)).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut tx = db.begin_platform().await.unwrap();
    tx.audit().append(&entry("rollout.lost")).await.unwrap();
    drop(tx);
    let mut tx = db.begin(id()).await.unwrap();
    tx.audit().append(&entry("flag.set")).await.unwrap();
    tx.commit(crate::tx::Durability::Promised).await.unwrap();

    let mut tx = db.begin_platform().await.unwrap();
    let entries = tx.audit().after(0, 9).await.unwrap();
    assert_eq!(entries.iter().map(|it| it.seq).collect::<Vec<_>>(), [1, 2, 3]);
    let mut verifier = Verifier::default();
    for entry in &entries {
        verifier.take(entry).unwrap();
    }
    let newest = tx.audit().before(Some(3), 1).await.unwrap();
    assert_eq!(newest, entries[1..2]);
    drop(tx);
    let mut tx = db.begin_read(id()).await.unwrap();
    assert!(tx.audit().after(0, 9).await.unwrap().is_empty());
}
