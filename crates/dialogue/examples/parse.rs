//! What "next Tuesday half three" means to a small business.
//!
//! `cargo run -p frontdesk-dialogue --example parse`, with other words as arguments if you like.

#![expect(clippy::print_stdout, reason = "an example in a terminal")]

#[path = "goals/shop.rs"]
mod shop;

use frontdesk_dialogue::understand::{Context, understand};
use jiff::Zoned;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let said: Vec<String> = std::env::args().skip(1).collect();
    let said = if said.is_empty() { "next Tuesday half three".to_owned() } else { said.join(" ") };
    let business = shop::shop()?;
    let now: Zoned = "2026-03-03T09:00:00-06:00[America/Chicago]".parse()?;
    let context = Context {
        business: &business,
        now: &now,
        language: None,
        previous: Some("What day and time would you like?"),
        asked: None,
    };
    let understood = understand(&said, &context);
    println!("{}", serde_json::to_string_pretty(&understood)?);
    Ok(())
}
