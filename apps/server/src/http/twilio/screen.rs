//! A person is being rung: who calls, and a key to take the call.

use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use adapter_twilio::Form;
use flows::Card;
use kernel::{Language, PhoneNumber};
use telephony::ProviderRef;

use super::{TwilioRoutes, Waiting, document, empty_document, turn_no};
use crate::log::Chain;

/// How long card and brief may take to load: the person is listening already.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// What is asked of the callee's leg.
struct Screen {
    turn_no: u32,
    /// The number that the callee sees, which is the business's own.
    business: Option<PhoneNumber>,
    /// The caller's leg.
    call: Option<ProviderRef>,
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
                call: form.get("ParentCallSid").and_then(ProviderRef::parse),
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
        let brief = self.brief(&screen).await;
        let name = card.as_ref().map(|card| card.tenant.name.as_str());
        let words = words(&language, name, brief.as_deref());
        document(self.renderer.screen_prompt(&language, None, screen.turn_no, &words))
    }

    /// Who is on the line and what they want, if it is at hand soon.
    async fn brief(&self, screen: &Screen) -> Option<String> {
        let (business, call) = (screen.business.as_ref()?, screen.call.as_ref()?);
        let brief = tokio::time::timeout(PATIENCE, self.voice.brief(business, call)).await;
        match brief {
            Ok(Ok(brief)) => brief,
            Ok(Err(error)) => {
                tracing::warn!(error = %Chain(&error), "No brief for the person who is rung");
                None
            }
            Err(_) => None,
        }
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

/// For whom the call is, who calls and how to take it.
fn words(language: &Language, name: Option<&str>, brief: Option<&str>) -> String {
    let (call, key) = match language.primary() {
        "es" => ("Una llamada", "Pulse cualquier tecla para atenderla."),
        "fr" => ("Un appel", "Appuyez sur une touche pour le prendre."),
        _ => ("A call", "Press any key to take it."),
    };
    let name = match (language.primary(), name) {
        ("es", Some(name)) => format!(" para {name}"),
        ("fr", Some(name)) => format!(" pour {name}"),
        (_, Some(name)) => format!(" for {name}"),
        (_, None) => String::new(),
    };
    let brief = brief.map(|brief| format!(" {brief}")).unwrap_or_default();
    format!("{call}{name}.{brief} {key}")
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn who_is_rung_hears_for_whom_who_calls_and_what_to_press() {
        let english = kernel::Language::english();
        let brief = Some("Sam calls. They want a haircut.");
        let whole = words(&english, Some("Main Street Barbers"), brief);
        let expected = "A call for Main Street Barbers. Sam calls. They want a haircut. \
                        Press any key to take it.";
        assert_eq!(whole, expected);
        let french = "fr-FR".parse().unwrap();
        let bare = words(&french, None, None);
        assert_eq!(bare, "Un appel. Appuyez sur une touche pour le prendre.");
    }
}
