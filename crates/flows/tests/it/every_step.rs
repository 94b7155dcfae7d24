//! For each turn of a booking, the n-th store call fails, for every n and in every way: the caller
//! always hears something, and what was promised is there once.

use dialogue::Heard;
use store::memory::Fault;
use testkit::World;

const WORDS: [&str; 3] = ["a haircut on Thursday at 3 pm please", "Alex Reed", "yes please"];

/// More store calls than any turn makes.
const CALLS_MAX: u64 = 40;

#[tokio::test]
async fn whichever_store_call_fails_nothing_is_lost_or_doubled() {
    for fault in [Fault::Unavailable, Fault::Conflict, Fault::AnswerLost] {
        for failing_turn in 0..=3 {
            for nth in 1..CALLS_MAX {
                book_with_a_fault(failing_turn, nth, fault).await;
            }
        }
    }
}

async fn book_with_a_fault(failing_turn: u32, nth: u64, fault: Fault) {
    let what = format!("turn {failing_turn}, call {nth}, {fault:?}");
    let world = World::salon().await;
    let memory = world.memory.clone().unwrap();
    if failing_turn == 0 {
        memory.fail_at(nth, fault);
    }
    let line = world.rings_from("+15550100001").await;
    assert!(!line.said().is_empty(), "{what}");
    memory.heal();
    for (number, words) in (1..).zip(WORDS) {
        let request = line.request(number, Heard::words(words));
        if number == failing_turn {
            memory.fail_at(nth, fault);
        }
        let answer = world.flows.voice.take_turn(&request).await;
        assert!(!answer.plan.spoken().is_empty(), "{what}");
        memory.heal();
        // The carrier sends it again, as it does when it did not get the answer.
        world.flows.voice.take_turn(&request).await;
    }
    line.hangs_up().await;
    world.run_jobs().await;
    let diary = world.diary().await;
    assert_eq!(diary.len(), 1, "{what}: {diary:?}");
    let texts = world.texts_to("+15550100001");
    assert_eq!(texts.len(), 1, "{what}: {texts:?}");
}

/// The same for the worker: whichever of its store calls fails, each text goes out once.
#[tokio::test]
async fn whichever_store_call_of_the_worker_fails_each_text_goes_out_once() {
    for fault in [Fault::Unavailable, Fault::Conflict, Fault::AnswerLost] {
        for nth in 1..CALLS_MAX {
            let world = World::salon().await;
            let mut line = world.rings_from("+15550100001").await;
            crate::booking::books_a_haircut(&mut line).await;
            let memory = world.memory.clone().unwrap();
            memory.fail_at(nth, fault);
            let _ = world.flows.jobs.run_due().await;
            memory.heal();
            for _ in 0..4 {
                world.clock.advance(jiff::SignedDuration::from_hours(1));
                world.run_jobs().await;
            }
            let texts = world.texted();
            assert_eq!(texts.len(), 2, "call {nth}, {fault:?}: {texts:?}");
        }
    }
}
