//! A person is being rung: who calls, and a key to take the call.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use adapter_twilio::Form;
use flows::Card;
use kernel::{Language, PhoneNumber};

use super::{TwilioRoutes, Waiting, document, empty_document, turn_no};

/// How long a card may take to load: the person is listening already.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// What is asked of the callee's leg.
struct Screen {
    turn_no: u32,
    /// The number that the callee sees, which is the business's own.
    business: Option<PhoneNumber>,
    pressed: bool,
}

impl TwilioRoutes {
    pub(super) async fn screen(
        self: Arc<Self>,
        request: HttpRequest,
        payload: Payload,
    ) -> HttpResponse {
        let read = |form: &Form<'_>| {
            Ok(Screen {
                turn_no: turn_no(&request)?,
                business: form.get("From").and_then(|from| PhoneNumber::parse(from).ok()),
                pressed: form.get("Digits").is_some_and(|keys| !keys.is_empty()),
            })
        };
        let screen = match self.receive(&request, payload, Waiting::Caller, read).await {
            Ok(screen) => screen,
            Err(refusal) => return refusal,
        };
        if screen.pressed {
            return empty_document();
        }
        let card = self.card(screen.business.as_ref()).await;
        let language = card
            .as_ref()
            .and_then(|card| card.facts.languages.first().cloned())
            .unwrap_or_else(Language::english);
        let words = words(&language, card.as_ref().map(|card| card.tenant.name.as_str()));
        document(self.renderer.screen_prompt(&language, None, screen.turn_no, &words))
    }

    /// The business's card, if it is at hand or soon will be.
    async fn card(&self, number: Option<&PhoneNumber>) -> Option<Arc<Card>> {
        let number = number?;
        let cards = &self.voice.cards;
        if let Some(card) = cards.remembered(number) {
            return Some(card);
        }
        tokio::time::timeout(PATIENCE, cards.by_number(number)).await.ok()?.ok()?
    }
}

fn words(language: &Language, name: Option<&str>) -> String {
    match (language.primary(), name) {
        ("es", Some(name)) => {
            format!("Una llamada para {name}. Pulse cualquier tecla para atenderla.")
        }
        ("es", None) => "Tiene una llamada. Pulse cualquier tecla para atenderla.".to_owned(),
        ("fr", Some(name)) => {
            format!("Un appel pour {name}. Appuyez sur une touche pour le prendre.")
        }
        ("fr", None) => "Vous avez un appel. Appuyez sur une touche pour le prendre.".to_owned(),
        (_, Some(name)) => format!("A call for {name}. Press any key to take it."),
        (_, None) => "You have a call. Press any key to take it.".to_owned(),
    }
}
