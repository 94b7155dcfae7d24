//! Everything outside, real or fake. Exists only at birth.

use std::sync::Arc;

use dialogue::Policy;
use fleet::Fleet;
use kernel::{Clock, IdSource};
use scheduling::OfferKeys;
use store::Database;
use telephony::Texts;
use tokio::sync::Notify;

use crate::hooks::{Announcer, Hooks, HooksPorts};
use crate::people::{Common, People, PeoplePorts};
use crate::{
    Businesses, Cards, Desk, Jobs, Messages, Platform, Prices, Records, Settings, Talk, Texting,
    Voice, Watch,
};

/// Every port, before it is handed to the areas that need it. Built in two places: the server's
/// wiring and the tests' world.
pub struct Ports {
    /// Where everything is remembered.
    pub db: Arc<dyn Database>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// New ids.
    pub ids: Arc<dyn IdSource>,
    /// The mind that talks.
    pub policy: Arc<dyn Policy>,
    /// Text messages.
    pub texts: Arc<dyn Texts>,
    /// Keys that sign offered slots.
    pub offer_keys: Arc<OfferKeys>,
    /// What the machines of the deployment share.
    pub fleet: Fleet,
    /// What can be ordered.
    pub prices: Arc<Prices>,
    /// What it takes to let people in; `None` where nobody signs in.
    pub people: Option<PeoplePorts>,
    /// What it takes to tell businesses' own servers; `None` where nobody is told.
    pub hooks: Option<HooksPorts>,
}

/// The product: one struct per area, each with the few ports it needs.
#[derive(Clone)]
pub struct Flows {
    /// Businesses join and change.
    pub businesses: Businesses,
    /// What owners set.
    pub settings: Settings,
    /// Calls.
    pub voice: Voice,
    /// Conversations by text.
    pub texting: Texting,
    /// Appointments.
    pub desk: Desk,
    /// Messages and texts.
    pub messages: Messages,
    /// Who comes in; `None` where nobody signs in.
    pub people: Option<People>,
    /// What businesses' own servers are told; `None` where nobody is told.
    pub hooks: Option<Hooks>,
    /// What the platform does with businesses.
    pub platform: Platform,
    /// What owners look through.
    pub records: Records,
    /// What happens after a commit.
    pub jobs: Jobs,
    /// What people look at.
    pub watch: Watch,
}

impl Ports {
    /// Hands the ports out. After this nobody can reach what he was not given.
    pub fn flows(self) -> Flows {
        let Self { db, clock, ids, policy, texts, offer_keys, fleet, prices, people, hooks } = self;
        let wake = Arc::new(Notify::new());
        let cache = fleet.cache.clone();
        let cards = Arc::new(Cards::new(db.clone(), clock.clone(), cache, prices.clone()));
        let announcer = Announcer { clock: clock.clone(), ids: ids.clone(), cards: cards.clone() };
        let messages = Messages {
            db: db.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
            texts,
            announcer: announcer.clone(),
        };
        let desk =
            Desk { clock: clock.clone(), ids: ids.clone(), offer_keys, messages: messages.clone() };
        let voice = Voice {
            db: db.clone(),
            clock: clock.clone(),
            cards: cards.clone(),
            talk: Talk { clock: clock.clone(), policy, desk: desk.clone() },
            desk: desk.clone(),
            wake: wake.clone(),
        };
        let common = Common {
            db: db.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
            cards: cards.clone(),
            prices,
            wake: wake.clone(),
        };
        let (businesses, settings) = (businesses(&common), settings(&common));
        let hooks = hooks.map(|ports| Hooks::new(ports, people.is_some(), common.clone()));
        let people = people.map(|ports| People::new(ports, common));
        let texting = Texting { voice: voice.clone() };
        let platform = Platform {
            businesses: businesses.clone(),
            people: people.clone(),
            announcer: announcer.clone(),
            voice: voice.clone(),
            fleet,
        };
        Flows {
            jobs: Jobs {
                db: db.clone(),
                clock: clock.clone(),
                ids,
                messages: messages.clone(),
                voice: voice.clone(),
                texting: texting.clone(),
                people: people.clone(),
                hooks: hooks.clone(),
                wake,
            },
            records: Records { db: db.clone() },
            watch: Watch { db, clock, cards },
            businesses,
            settings,
            platform,
            voice,
            people,
            hooks,
            texting,
            desk,
            messages,
        }
    }
}

fn businesses(common: &Common) -> Businesses {
    Businesses {
        db: common.db.clone(),
        clock: common.clock.clone(),
        ids: common.ids.clone(),
        cards: common.cards.clone(),
        prices: common.prices.clone(),
    }
}

fn settings(common: &Common) -> Settings {
    Settings {
        db: common.db.clone(),
        clock: common.clock.clone(),
        ids: common.ids.clone(),
        cards: common.cards.clone(),
    }
}
