//! The line speaks and listens in the language that the call has come to.

use telephony::Step;
use testkit::World;

/// The salon, with Spanish beside English.
fn bilingual() -> String {
    let one = "languages = [\"en-US\"]";
    assert!(testkit::SALON.contains(one), "the salon speaks English alone");
    testkit::SALON.replace(one, "languages = [\"en-US\", \"es-US\"]")
}

#[tokio::test]
async fn the_line_follows_the_caller_to_their_language() {
    let world = World::with(&bilingual()).await;
    world.at("2026-03-03T10:00");
    let mut line = world.rings_from("+15550100001").await;
    assert_eq!(line.plan().language.tag(), "en-US");
    line.says("hola, ¿hablan español? quiero una cita para mañana").await;
    assert_eq!(line.plan().language.tag(), "es-US", "{}", line.transcript);
    line.is_silent().await;
    assert_eq!(line.plan().language.tag(), "es-US", "{}", line.transcript);
}

#[tokio::test]
async fn whoever_is_passed_on_is_spoken_to_in_their_language_throughout() {
    let world = World::with(&bilingual()).await;
    world.at("2026-03-03T10:00");
    let mut line = world.rings_from("+15550100001").await;
    line.says("quiero hablar con una persona por favor").await;
    let plan = line.plan();
    assert!(matches!(plan.steps.as_slice(), [Step::Dial(_)]), "{plan:?} {}", line.transcript);
    assert_eq!(plan.language.tag(), "es-US");
    line.is_picked_up(false).await;
    assert_eq!(line.plan().language.tag(), "es-US", "{}", line.transcript);
    assert!(line.said().contains("favor"), "{}", line.transcript);
}

#[tokio::test]
async fn a_language_that_is_not_spoken_here_is_declined_in_that_language() {
    let world = World::with(&bilingual()).await;
    world.at("2026-03-03T10:00");
    let mut line = world.rings_from("+15550100001").await;
    line.says("bonjour, je voudrais un rendez-vous demain s'il vous plaît").await;
    assert_eq!(line.plan().language.primary(), "fr", "{}", line.transcript);
    line.says("yes please").await;
    assert_eq!(line.plan().language.tag(), "en-US", "{}", line.transcript);
}
