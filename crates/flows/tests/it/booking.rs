use testkit::World;

/// Books a haircut for Thursday at three; the caller gives everything that is asked for.
pub(crate) async fn books_a_haircut(line: &mut testkit::Line<'_>) {
    line.says("I'd like a haircut on Thursday at 3 pm").await;
    line.says("Alex Reed").await;
    line.says("yes please").await;
}

#[tokio::test]
async fn a_call_becomes_an_appointment_and_two_texts() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    books_a_haircut(&mut line).await;
    assert!(
        matches!(line.last.effects.as_slice(), [flows::talk::Effect::AppointmentBooked(_)]),
        "{}",
        line.transcript
    );
    line.says("no, that's all, bye").await;
    line.hangs_up().await;
    world.run_jobs().await;

    let diary = world.diary().await;
    assert_eq!(diary.len(), 1, "{diary:?}");
    assert!(diary[0].starts_with("Thu 2026-03-05 15:00 Haircut"), "{diary:?}");
    assert!(diary[0].ends_with("Alex Reed"), "{diary:?}");
    let customer = world.texts_to("+15550100001");
    assert_eq!(customer.len(), 1, "{customer:?}");
    assert!(customer[0].contains("Haircut on Thu, Mar 5 at 3:00 PM"), "{customer:?}");
    let owner = world.texts_to("+18165550199");
    assert_eq!(owner.len(), 1, "{owner:?}");
    assert!(owner[0].starts_with("New booking: Alex Reed"), "{owner:?}");
}

#[tokio::test]
async fn nothing_is_booked_before_the_caller_says_yes() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    line.says("I'd like a haircut on Thursday at 3 pm").await;
    line.says("Alex Reed").await;
    assert!(world.diary().await.is_empty(), "{}", line.transcript);
    line.hangs_up().await;
    assert!(world.diary().await.is_empty());
}

#[tokio::test]
async fn what_a_caller_corrects_is_what_is_booked() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    line.says("I'd like a haircut on Thursday at 3 pm").await;
    line.says("Alex Reed").await;
    let read_back = line.says("no, Friday").await;
    assert!(read_back.contains("Friday"), "{}", line.transcript);
    let last = line.says("yes").await;
    assert!(last.contains("Friday"), "{}", line.transcript);
    let diary = world.diary().await;
    assert_eq!(diary.len(), 1, "{diary:?} {}", line.transcript);
    assert!(diary[0].starts_with("Fri 2026-03-06 15:00"), "{diary:?}");
}

#[tokio::test]
async fn a_question_in_the_middle_is_answered_and_the_booking_goes_on() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    line.says("can I book a haircut for Thursday at 3 pm").await;
    let answer = line.says("where can I park?").await;
    assert!(answer.contains("free parking behind the shop"), "{}", line.transcript);
    line.says("it's Alex Reed").await;
    line.says("yes").await;
    assert_eq!(world.diary().await.len(), 1, "{}", line.transcript);
}

#[tokio::test]
async fn a_returning_caller_is_known() {
    let world = World::salon().await;
    let mut first = world.rings_from("+15550100001").await;
    books_a_haircut(&mut first).await;
    let new_greeting = first.transcript.lines().next().unwrap_or_default().to_owned();
    first.hangs_up().await;
    let second = world.rings_from("+15550100001").await;
    assert!(second.said().contains("Alex"), "{}", second.said());
    assert_ne!(second.transcript.trim(), new_greeting);
    let other = world.rings_from("+15550100002").await;
    assert!(!other.said().contains("Alex"), "{}", other.said());
}

#[tokio::test]
async fn an_appointment_is_moved_in_one_step() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    books_a_haircut(&mut line).await;
    line.hangs_up().await;
    let mut line = world.rings_from("+15550100001").await;
    line.says("I need to move my appointment to Friday at 11 am").await;
    line.says("yes").await;
    if world.diary().await[0].starts_with("Thu") {
        line.says("yes").await;
    }
    let diary = world.diary().await;
    assert_eq!(diary.len(), 1, "{diary:?} {}", line.transcript);
    assert!(diary[0].starts_with("Fri 2026-03-06 11:00"), "{diary:?} {}", line.transcript);
    world.run_jobs().await;
    assert_eq!(world.texts_to("+15550100001").len(), 2);
}

#[tokio::test]
async fn an_appointment_is_cancelled_after_a_read_back() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    books_a_haircut(&mut line).await;
    line.hangs_up().await;
    let mut line = world.rings_from("+15550100001").await;
    let read_back = line.says("please cancel my appointment").await;
    assert_eq!(world.diary().await.len(), 1, "{read_back}");
    line.says("yes").await;
    assert!(world.diary().await.is_empty(), "{}", line.transcript);
}

#[tokio::test]
async fn another_callers_appointment_is_out_of_reach() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    books_a_haircut(&mut line).await;
    line.hangs_up().await;
    let mut stranger = world.rings_from("+15550100002").await;
    stranger.says("cancel my appointment").await;
    stranger.says("yes").await;
    stranger.says("yes").await;
    assert_eq!(world.diary().await.len(), 1, "{}", stranger.transcript);
    assert!(!stranger.transcript.contains("Alex"), "{}", stranger.transcript);
}

#[tokio::test]
async fn a_caller_who_hides_the_number_is_asked_for_one() {
    let world = World::salon().await;
    let mut line = world.rings_from("anonymous").await;
    line.says("I'd like a haircut on Thursday at 3 pm").await;
    line.says("Alex Reed").await;
    for _ in 0..3 {
        if line.said().to_lowercase().contains("number") {
            line.says("816 555 0177").await;
        } else {
            line.says("yes").await;
        }
    }
    assert_eq!(world.diary().await.len(), 1, "{}", line.transcript);
}

#[tokio::test]
async fn a_message_reaches_the_owner() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    line.says("can I leave a message for the owner").await;
    line.says("please tell him the blue umbrella is still at my place").await;
    for _ in 0..3 {
        if line.last.effects.is_empty() {
            let reply =
                if line.said().to_lowercase().contains("name") { "Alex Reed" } else { "yes" };
            line.says(reply).await;
        }
    }
    world.run_jobs().await;
    let owner = world.texts_to("+18165550199");
    assert!(owner.iter().any(|text| text.contains("blue umbrella")), "{}", line.transcript);
}

#[tokio::test]
async fn danger_of_life_is_answered_at_once_and_the_owner_alerted() {
    let world = World::plumber().await;
    world.at("2026-03-03T10:00");
    let mut line = world.rings_from("+15550100001").await;
    let reply = line.says("I smell gas in the kitchen").await;
    assert!(reply.contains("911"), "{reply}");
    world.run_jobs().await;
    let owner = world.texts_to("+18165550129");
    assert!(owner.iter().any(|text| text.starts_with("DANGER")), "{owner:?}");
}

#[tokio::test]
async fn a_cards_number_is_kept_nowhere() {
    let world = World::salon().await;
    world.at("2026-03-03T10:00");
    let mut line = world.rings_from("+15550100001").await;
    line.says("I want to leave a message").await;
    line.says("please charge my card 4111 1111 1111 1111 for the deposit").await;
    line.says("Alex Reed").await;
    line.says("yes").await;
    line.hangs_up().await;
    world.run_jobs().await;
    let owner = world.texts_to("+18165550199");
    assert!(owner.iter().any(|text| text.contains("[card number]")), "{owner:?}");
    let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
    let call = tx.calls().recent(1).await.unwrap().remove(0);
    let lines = tx.conversations().transcript(call.id).await.unwrap();
    let open = format!("{lines:?} {owner:?} {:?}", tx.messages().recent(9).await.unwrap());
    assert!(!open.contains("1111"), "{open}");
}
