//! Who a caller is, from all that a recogniser thought it heard, in one turn or in several.
//!
//! A recogniser's first guess at a name or a postcode is wrong more often than all its guesses
//! together are: the further guesses, the earlier turns, what is spelled, how common a name is and
//! which codes can exist are weighed here.

mod name;
mod postcode;

pub use name::{Guess, name};
pub use postcode::postcode;

/// The most guesses of one turn, and turns, that are looked at.
const GUESSES_MAX: usize = 20;
const TURNS_MAX: usize = 6;

fn lower(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .filter(|word| !word.is_empty())
        .take(40)
        .map(|word| word.replace('\'', "").to_lowercase())
}
