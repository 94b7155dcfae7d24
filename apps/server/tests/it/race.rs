//! Many callers want one slot, on the databases that users have.

use adapter_diesel::Config;
use futures_util::future::join_all;
use testkit::{PLUMBER, World};

/// 64 callers want the only plumber at ten: one has it, the others are offered another time.
async fn sixty_four_race(url: &str) {
    let config = Config::new(url);
    adapter_diesel::migrate(&config).await.unwrap();
    let world = World::over(adapter_diesel::open(&config).await.unwrap(), PLUMBER).await;
    world.at("2026-03-03T08:05");
    let callers = join_all((0..64).map(|number| caller(&world, number))).await;
    let diary = world.diary().await;
    let at_ten = diary.iter().filter(|line| line.starts_with("Thu 2026-03-05 10:00")).count();
    assert_eq!(at_ten, 1, "{diary:?}");
    let won = callers.iter().filter(|(won, _)| *won).count();
    assert!(won >= 1, "{diary:?}");
    for (won, transcript) in &callers {
        let offered = transcript.contains("The nearest I have is")
            || transcript.contains("I still have")
            || transcript.contains("but I have");
        assert!(*won || offered, "{transcript}");
    }
}

async fn caller(world: &World, number: u32) -> (bool, String) {
    let mut line = world.rings_from(&format!("+1555010{number:04}")).await;
    line.says("I need a faucet repair on Thursday at 10 am").await;
    if line.said().contains("name") {
        line.says("Alex Reed").await;
        line.says("yes").await;
    }
    (!line.last.effects.is_empty(), line.transcript.clone())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_sixty_four_callers_wins_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    sixty_four_race(&format!("sqlite:{}", folder.path().join("race.db").display())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_sixty_four_callers_wins_on_postgresql() {
    let Some(database) = crate::postgres::create() else { return };
    sixty_four_race(&database.url).await;
}
