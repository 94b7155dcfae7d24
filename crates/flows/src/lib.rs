//! What the product does, one file per verb.
//!
//! In the order a day happens: [`businesses`] join, owners set them up ([`settings`]), somebody calls or texts and is answered ([`voice`],
//! [`texting`]; the mind and its tools are in [`talk`]), [`appointments`] are made, [`messages`] are passed on, [`mails`] are written, [`hooks`] told; [`jobs`] does later what a commit promised,
//! [`watch`] shows it all, [`records`] page by page, and [`platform`] is the house in which the businesses live. A flow checks, reads, thinks (in a domain), calls gateways, writes and
//! enqueues, commits, answers: always in this order.

pub mod appointments;
pub mod businesses;
pub mod cards;
pub mod flags;
pub mod hooks;
pub mod jobs;
pub mod mails;
pub mod messages;
pub mod notices;
pub mod people;
pub mod platform;
pub mod ports;
pub mod prices;
pub mod records;
pub mod settings;
pub mod talk;
pub mod texting;
pub mod voice;
pub mod watch;

pub use crate::hooks::{Hooks, HooksPorts};
pub use appointments::Desk;
pub use businesses::Businesses;
pub use cards::{Card, Cards, Terms};
pub use jobs::Jobs;
pub use messages::Messages;
pub use people::{DoorKeys, People, PeoplePorts};
pub use platform::Platform;
pub use ports::{Flows, Ports};
pub use prices::Prices;
pub use records::Records;
pub use settings::{BusinessSettings, Settings};
pub use talk::Talk;
pub use texting::Texting;
pub use voice::Voice;
pub use watch::Watch;
