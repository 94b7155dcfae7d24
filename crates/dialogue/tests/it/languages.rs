//! Calls in Spanish and French, calls that change their language, and conversations in writing.

use frontdesk_dialogue::rules::summarise;
use frontdesk_dialogue::{BusinessFacts, Expect, Medium, Move, Reply};

use crate::call::Call;
use crate::testing::{barber, restaurant};

fn speaking(languages: &[&str], services: [&str; 2]) -> BusinessFacts {
    let mut business = barber();
    for (service, name) in business.services.iter_mut().zip(services) {
        name.clone_into(&mut service.name);
        service.aliases.clear();
    }
    business.services.truncate(2);
    business.languages = languages.iter().map(|tag| tag.parse().unwrap()).collect();
    business
}

fn madrid() -> BusinessFacts {
    BusinessFacts {
        name: "Peluquería Sol".to_owned(),
        agent_name: "Alba".to_owned(),
        ..speaking(&["es-ES"], ["Corte de pelo", "Afeitado"])
    }
}

fn lyon() -> BusinessFacts {
    BusinessFacts {
        name: "Salon Lumière".to_owned(),
        agent_name: "Camille".to_owned(),
        ..speaking(&["fr-FR"], ["Coupe", "Rasage"])
    }
}

async fn booked(business: BusinessFacts, words: [&str; 3]) -> Call {
    let mut call = Call::to(business).await;
    call.says_all(&words).await;
    call.keys("1").await;
    call.keys("2").await;
    call
}

#[tokio::test]
async fn a_booking_in_spanish() {
    let call = booked(madrid(), ["Corte de pelo", "5/3 15:30", "Ana Gil"]).await;
    insta::assert_snapshot!(call.transcript);
    assert_eq!(
        summarise(&call.state).text,
        "Reservó Corte de pelo con Sam el jueves 5 de marzo a las tres y media de la tarde."
    );
}

#[tokio::test]
async fn a_booking_in_french() {
    let call = booked(lyon(), ["Coupe", "5/3 15:30", "Zoé Morel"]).await;
    insta::assert_snapshot!(call.transcript);
}

#[tokio::test]
async fn silence_and_nonsense_in_spanish_and_french() {
    let mut all = String::new();
    for business in [madrid(), lyon()] {
        let mut call = Call::to(business).await;
        call.says_all(&["zxcv", "qwrt plof"]).await;
        call.keys("2").await;
        for _ in 0..3 {
            call.is_silent().await;
        }
        all.push_str(&call.transcript);
        all.push('\n');
    }
    insta::assert_snapshot!(all);
}

#[tokio::test]
async fn the_call_follows_the_caller() {
    let business = speaking(&["en-US", "es-US"], ["Haircut", "Shave"]);
    let mut call = Call::to(business).await;
    let reply = call.says("hola, quisiera una cita por favor").await;
    assert_eq!(call.state.language.as_ref().unwrap().tag(), "es-US");
    assert!(reply.contains('¿'), "{reply}");
    // A name is not a language.
    call.says("haircut 3/5 3 pm").await;
    call.says("John Smith").await;
    assert_eq!(call.state.language.as_ref().unwrap().tag(), "es-US", "{}", call.transcript);
    // And back, in the middle of the booking.
    let reply = call.says("sorry, could you speak English please").await;
    assert!(reply.contains("Haircut") && reply.contains("March 5th"), "{}", call.transcript);
    call.says("yes").await;
    assert_eq!(
        summarise(&call.state).text,
        "Booked Haircut with Sam on Thursday, March 5th at 3 PM. Asked about other languages."
    );
}

#[tokio::test]
async fn a_language_that_is_asked_for_is_spoken_or_declined() {
    let both = || speaking(&["en-US", "es-US"], ["Haircut", "Shave"]);
    for (business, words, expected) in [
        (both(), "do you speak Spanish?", "hablamos en español"),
        (both(), "¿habla español?", "hablamos en español"),
        (both(), "do you speak French?", "I speak English and Spanish"),
        (both(), "do you speak English?", "speaking English already"),
        (barber(), "do you speak Spanish?", "I only speak English"),
        (barber(), "hola, ¿puedo hablar con usted en español?", "no podemos atenderle en español"),
        (barber(), "bonjour, je voudrais un rendez-vous", "ne peut vous répondre en français"),
        (madrid(), "good morning, I would like to make an appointment", "in English"),
        (restaurant(), "hola, quisiera una mesa por favor", "¿"),
    ] {
        let mut call = Call::to(business).await;
        let reply = call.says(words).await;
        assert!(reply.contains(expected), "{words}: {reply}");
    }
}

#[tokio::test]
async fn what_help_suggests_is_understood() {
    for (business, lines) in [
        (madrid(), ["Corte de pelo 5/3", "la segunda", "Ana Gil", "la hora", "10:00"]),
        (lyon(), ["Coupe 5/3", "la deuxième", "Zoé Morel", "l'heure", "10:00"]),
    ] {
        let mut call = Call::to(business).await;
        for (turn, line) in lines.iter().enumerate() {
            if turn == 3 {
                call.keys("2").await;
            }
            call.says(line).await;
        }
        let reply = call.state.frame.said.clone();
        assert!(reply.contains("diez") || reply.contains("dix heures"), "{}", call.transcript);
        call.keys("2").await;
        call.says(if lines[1] == "la segunda" { "olvídelo" } else { "laissez tomber" }).await;
        assert!(call.state.frame.held.is_none(), "{}", call.transcript);
    }
}

#[tokio::test]
async fn a_language_may_be_keyed_at_the_greeting() {
    let business = speaking(&["en-US", "fr-CA", "es-US"], ["Haircut", "Shave"]);
    let mut call = Call::to(business).await;
    assert!(call.transcript.contains("Para español, marque 9. Pour le français, tapez 8."));
    let reply = call.keys("8").await;
    assert!(reply.contains("parlons français"), "{reply}");
    assert_eq!(call.state.language.as_ref().unwrap().tag(), "fr-CA");
    // In a call to a business of one language, 9 is no choice.
    let mut call = Call::to(barber()).await;
    call.keys("9").await;
    assert_eq!(call.state.language, None);
}

#[tokio::test]
async fn who_speaks_another_language_may_leave_a_message() {
    let mut call = Call::to(barber()).await;
    call.says("hola, ¿puedo hablar con usted en español?").await;
    assert!(matches!(call.last, Some(Move::Say(Reply { expect: Expect::YesNo, .. }))));
    let reply = call.keys("1").await;
    assert!(reply.contains("pass on") || reply.contains("message"), "{reply}");
}

#[tokio::test]
async fn what_is_written_is_short_and_says_nothing_of_keys() {
    let mut all = String::new();
    for business in [barber(), madrid(), lyon()] {
        let mut call = Call::new(business);
        call.state.medium = Medium::Text;
        call.starts().await;
        let service = call.briefing.business.services[0].name.clone();
        let day = if call.briefing.business.languages[0].primary() == "en" { "3/5" } else { "5/3" };
        call.says_all(&["zxcv", "qwrt plof", &format!("{service} {day} 15:30"), "Ana Gil"]).await;
        call.keys("1").await;
        assert!(!call.transcript.contains("press"), "{}", call.transcript);
        all.push_str(&call.transcript);
        all.push('\n');
    }
    insta::assert_snapshot!(all);
}
