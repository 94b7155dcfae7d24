//! One conversation by text through the real flows.

use flows::texting::Texted;
use jiff::SignedDuration;
use kernel::PhoneNumber;
use telephony::{InboundText, ProviderRef};

use crate::world::World;

/// Somebody who texts.
pub struct Thread<'w> {
    world: &'w World,
    from: PhoneNumber,
    /// The last text that was sent.
    pub last: InboundText,
    /// The last answer.
    pub answer: Texted,
    /// Everything written so far.
    pub transcript: String,
}

impl<'w> Thread<'w> {
    /// Nobody has written yet.
    pub(crate) fn new(world: &'w World, from: &str) -> Self {
        let from = PhoneNumber::parse(from).expect("a number");
        let last = InboundText {
            provider_id: ProviderRef::parse("SM0").expect("a provider's id"),
            from: from.clone(),
            to: world.card.tenant.phone.clone(),
            body: String::new(),
            media: 0,
            handled: None,
        };
        let answer = Texted {
            reply: None,
            understood: None,
            effects: Vec::new(),
            decision: dialogue::Decision::Rules,
            ended: false,
            replayed: false,
        };
        Self { world, from, last, answer, transcript: String::new() }
    }

    /// Writes something, some seconds later; answers with the text back, empty where there is none.
    pub async fn writes(&mut self, words: &str) -> String {
        self.world.clock.advance(SignedDuration::from_secs(4));
        let provider_id = self.world.next_provider_id("SM");
        let text = InboundText {
            provider_id,
            from: self.from.clone(),
            body: words.to_owned(),
            ..self.last.clone()
        };
        self.sends(text).await
    }

    /// Sends exactly this text.
    pub async fn sends(&mut self, text: InboundText) -> String {
        self.answer = self.world.flows.texting.take_text(&text).await;
        let reply = self.answer.reply.as_ref().map(|it| it.body.clone()).unwrap_or_default();
        self.transcript += &["customer: ", &text.body, "\nagent: ", &reply, "\n"].concat();
        self.last = text;
        reply
    }
}
