//! What Twilio asks: verify, read, act, answer.
//!
//! Whoever is on the line hears words, whatever is broken: voice webhooks are always answered with 200
//! and TwiML, unless nobody can say that Twilio sent them. So are texts that can be read. Reports are
//! answered with 204, or with 503 when they were not kept, so that Twilio sends them again.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{self, Payload, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Resource};
use adapter_twilio::{Form, Renderer, WebhookError, twiml, webhook};
use dialogue::Heard;
use flows::voice::TurnRequest;
use flows::{Texting, Voice};
use kernel::StoreResult;
use telephony::CallPlan;

use super::body::{self, WEBHOOK_BYTES_MAX};
use super::problem::Problem;
use super::signed::{Gate, Refused};
use crate::log::Chain;

mod screen;
mod texts;

/// The turn that a failed document counts as: far above any that a call reaches by talking, so that
/// what follows it is never taken for a turn that was answered before.
const FALLBACK_TURN: u32 = 1_000_000;
/// The highest turn number that is believed.
const TURN_MAX: u32 = 1_000_000_000;
/// How long a report may take to be kept; Twilio waits for 15 seconds.
const REPORT_PATIENCE: Duration = Duration::from_secs(10);

/// The routes under `/twilio`.
pub struct TwilioRoutes {
    /// Calls.
    pub voice: Voice,
    /// Conversations by text.
    pub texting: Texting,
    /// Who is let in.
    pub gate: Gate,
    /// From plans to TwiML.
    pub renderer: Renderer,
}

/// Why a verified form is of no use.
enum Unusable {
    /// A field is missing or not valid.
    Webhook(WebhookError),
    /// The address carries no turn number.
    TurnNumber,
}

impl From<WebhookError> for Unusable {
    fn from(error: WebhookError) -> Self {
        Self::Webhook(error)
    }
}

/// What waits for the answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Caller,
    Texter,
    Report,
}

impl TwilioRoutes {
    /// Mounts all of them.
    pub fn mount(self, config: &mut ServiceConfig) {
        let this = Arc::new(self);
        config
            .service(this.route("/twilio/voice", Self::answer))
            .service(this.route("/twilio/voice/turn", Self::turn))
            .service(this.route("/twilio/voice/status", Self::status))
            .service(this.route("/twilio/voice/dial", Self::dial))
            .service(this.route("/twilio/voice/screen", Self::screen))
            .service(this.route("/twilio/voice/voicemail", Self::voicemail))
            .service(this.route("/twilio/voice/fallback", Self::fallback))
            .service(this.route("/twilio/recordings", Self::recording))
            .service(this.route("/twilio/sms", Self::text))
            .service(this.route("/twilio/sms/status", Self::text_status));
    }

    /// Twilio asks by POST unless a number is set to GET.
    fn route<F, Fut>(self: &Arc<Self>, path: &str, handle: F) -> Resource
    where
        F: Fn(Arc<Self>, HttpRequest, Payload) -> Fut + Clone + 'static,
        Fut: Future<Output = HttpResponse> + 'static,
    {
        let this = Arc::clone(self);
        let handler = move |request: HttpRequest, payload: Payload| {
            handle(Arc::clone(&this), request, payload)
        };
        web::resource(path)
            .route(web::post().to(handler.clone()))
            .route(web::get().to(handler))
            .default_service(web::to(super::method_not_allowed))
    }

    async fn answer(self: Arc<Self>, request: HttpRequest, payload: Payload) -> HttpResponse {
        let read = |form: &Form<'_>| Ok(webhook::inbound_call(form)?);
        match self.receive(&request, payload, Waiting::Caller, read).await {
            Ok(call) => self.speak(&self.voice.answer_call(&call).await.plan),
            Err(refusal) => refusal,
        }
    }

    async fn turn(self: Arc<Self>, request: HttpRequest, payload: Payload) -> HttpResponse {
        let read = |form: &Form<'_>| Ok(webhook::turn(form, turn_no(&request)?)?);
        let input = match self.receive(&request, payload, Waiting::Caller, read).await {
            Ok(input) => input,
            Err(refusal) => return refusal,
        };
        let turn = TurnRequest {
            provider_id: input.provider_id,
            from: input.from,
            to: input.to,
            turn_no: input.turn_no,
            heard: Heard {
                utterance: input.speech.unwrap_or_default(),
                confidence: input.confidence,
                digits: input.digits.unwrap_or_default(),
            },
        };
        self.speak(&self.voice.take_turn(&turn).await.plan)
    }

    async fn dial(self: Arc<Self>, request: HttpRequest, payload: Payload) -> HttpResponse {
        let read = |form: &Form<'_>| Ok(webhook::dial_result(form, turn_no(&request)?)?);
        match self.receive(&request, payload, Waiting::Caller, read).await {
            Ok(result) => self.speak(&self.voice.dial_result(&result).await.plan),
            Err(refusal) => refusal,
        }
    }

    async fn voicemail(self: Arc<Self>, request: HttpRequest, payload: Payload) -> HttpResponse {
        let read = |form: &Form<'_>| Ok(webhook::voicemail(form)?);
        match self.receive(&request, payload, Waiting::Caller, read).await {
            Ok(voicemail) => self.speak(&self.voice.voicemail(&voicemail).await),
            Err(refusal) => refusal,
        }
    }

    /// Twilio could not use our last answer: the best that can be done without asking anybody.
    async fn fallback(self: Arc<Self>, request: HttpRequest, payload: Payload) -> HttpResponse {
        let read = |form: &Form<'_>| Ok(webhook::inbound_call(form)?);
        match self.receive(&request, payload, Waiting::Caller, read).await {
            Ok(call) => {
                tracing::error!("Twilio asks for the fallback");
                self.speak(&self.voice.without_database(&call.to, FALLBACK_TURN))
            }
            Err(refusal) => refusal,
        }
    }

    async fn status(self: Arc<Self>, request: HttpRequest, payload: Payload) -> HttpResponse {
        let read = |form: &Form<'_>| Ok(webhook::status(form)?);
        match self.receive(&request, payload, Waiting::Report, read).await {
            Ok(update) => kept(self.voice.call_status(&update)).await,
            Err(refusal) => refusal,
        }
    }

    async fn recording(self: Arc<Self>, request: HttpRequest, payload: Payload) -> HttpResponse {
        let read = |form: &Form<'_>| Ok(webhook::recording(form)?);
        match self.receive(&request, payload, Waiting::Report, read).await {
            Ok(recording) => kept(self.voice.recording(&recording)).await,
            Err(refusal) => refusal,
        }
    }

    /// What a verified request says, or the answer to one that cannot be used.
    async fn receive<T>(
        &self,
        request: &HttpRequest,
        payload: Payload,
        waiting: Waiting,
        read: impl FnOnce(&Form<'_>) -> Result<T, Unusable>,
    ) -> Result<T, HttpResponse> {
        // To its end, before anything can be refused: a connection carries many calls.
        let body = body::read(payload, WEBHOOK_BYTES_MAX).await.map_err(|error| {
            tracing::warn!("A webhook is too large or not complete");
            Problem::from(error).response()
        })?;
        let form = match self.gate.open(request, &body) {
            Ok(form) => form,
            Err(Refused::Signature(error)) => {
                tracing::warn!(reason = %error, "Refused a webhook");
                return Err(HttpResponse::Forbidden().finish());
            }
            Err(Refused::Form(error)) => {
                tracing::warn!(reason = %error, "A webhook cannot be read");
                return Err(self.unusable(waiting, &Problem::unreadable(error.to_string())));
            }
        };
        read(&form).map_err(|unusable| {
            let problem = match unusable {
                Unusable::Webhook(error) => {
                    tracing::warn!(reason = %error, "A webhook is not valid");
                    let (WebhookError::Missing { field } | WebhookError::Invalid { field, .. }) =
                        &error;
                    Problem::invalid(*field, error.to_string())
                }
                Unusable::TurnNumber => {
                    tracing::warn!("A webhook's address has no turn number");
                    Problem::invalid("n", "expected the turn's number in the address")
                }
            };
            self.unusable(waiting, &problem)
        })
    }

    fn unusable(&self, waiting: Waiting, problem: &Problem) -> HttpResponse {
        match waiting {
            Waiting::Caller => self.speak(&Voice::apology()),
            // Nobody knows whom to write to, so that Twilio has to hear of it.
            Waiting::Texter | Waiting::Report => problem.response(),
        }
    }

    fn speak(&self, plan: &CallPlan) -> HttpResponse {
        document(self.renderer.render(plan))
    }
}

/// An answer that a carrier can play.
fn document(twiml: impl Into<String>) -> HttpResponse {
    HttpResponse::Ok().insert_header((CONTENT_TYPE, "text/xml; charset=utf-8")).body(twiml.into())
}

/// A document that connects a callee's leg.
fn empty_document() -> HttpResponse {
    document(twiml::EMPTY)
}

/// 204 once a report is kept, 503 when it should be sent again.
async fn kept(work: impl Future<Output = StoreResult<()>>) -> HttpResponse {
    match tokio::time::timeout(REPORT_PATIENCE, work).await {
        Ok(Ok(())) => HttpResponse::NoContent().finish(),
        Ok(Err(error)) => {
            tracing::error!(error = %Chain(&error), "A report was not kept");
            Problem::unavailable().response()
        }
        Err(_) => {
            tracing::error!("A report was not kept in time");
            Problem::unavailable().response()
        }
    }
}

/// The turn's number, which is part of the signed address.
fn turn_no(request: &HttpRequest) -> Result<u32, Unusable> {
    let number = request.query_string().split('&').find_map(|pair| pair.strip_prefix("n="));
    let number = number.and_then(|text| text.parse().ok()).filter(|number| *number <= TURN_MAX);
    number.ok_or(Unusable::TurnNumber)
}
