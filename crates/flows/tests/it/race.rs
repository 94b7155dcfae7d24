use testkit::{PLUMBER, World};

/// 64 callers want the only plumber at the same time on the same day.
pub(crate) async fn race(world: &World, callers: u32) {
    world.at("2026-03-03T08:05");
    let calls = (0..callers).map(async |number| {
        let mut line = world.rings_from(&format!("+1555010{number:04}")).await;
        line.says("I need a faucet repair on Thursday at 10 am").await;
        line.says(&format!("Caller {}", name(number))).await;
        line.says("yes").await;
        (line.last.effects.clone(), line.said(), line.transcript.clone())
    });
    let ends = futures_util::future::join_all(calls).await;
    let diary = world.diary().await;
    let at_ten = diary.iter().filter(|line| line.starts_with("Thu 2026-03-05 10:00")).count();
    assert_eq!(at_ten, 1, "{diary:?}");
    for (_, said, transcript) in &ends {
        assert!(!said.is_empty() && !said.contains("went wrong"), "{transcript}");
    }
    overlaps(world).await;
}

fn name(number: u32) -> &'static str {
    const NAMES: [&str; 8] =
        ["Ash", "Blake", "Casey", "Drew", "Emery", "Frankie", "Gray", "Harper"];
    NAMES[usize::try_from(number).unwrap() % NAMES.len()]
}

async fn overlaps(world: &World) {
    let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
    let now = world.now();
    let until = now + jiff::SignedDuration::from_hours(24 * 60);
    let busy = tx.appointments().busy(now, until, now).await.unwrap();
    for pair in busy.windows(2) {
        let apart = pair[0].staff != pair[1].staff || pair[0].busy_until <= pair[1].starts_at;
        assert!(apart, "{pair:?}");
    }
}

#[tokio::test]
async fn sixty_four_callers_race_for_one_slot_and_one_wins() {
    let world = World::with(PLUMBER).await;
    race(&world, 64).await;
}
