//! Which service, and with whom: against the business's own list.

use kernel::{ServiceId, StaffId};

use super::normalise::Words;
use crate::briefing::BusinessFacts;

/// How alike two words must be to count as one, by Jaro-Winkler.
const ALIKE: f64 = 0.92;

/// The service that an utterance names: the longest name or alias wins.
pub fn service(words: &Words, business: &BusinessFacts) -> Option<ServiceId> {
    let mut best: Option<(usize, ServiceId)> = None;
    for service in &business.services {
        for name in std::iter::once(&service.name).chain(&service.aliases) {
            let score = mentions(words, name);
            if score > best.map_or(0, |(score, _)| score) {
                best = Some((score, service.id));
            }
        }
    }
    best.map(|(_, id)| id)
}

/// The member of staff that an utterance names and does not rule out.
pub fn staff(words: &Words, business: &BusinessFacts) -> Option<StaffId> {
    let mut found = None;
    for staff in &business.staff {
        let name = Words::of(&staff.name);
        let Some(first) = name.at(0) else { continue };
        let generic = name.len() > 1 && matches!(first, "table" | "room" | "van" | "dr" | "doctor");
        let wanted = if generic { name.words.join(" ") } else { first.to_owned() };
        if let Some(place) = words.find(&wanted) {
            let before = place.checked_sub(1).and_then(|place| words.at(place));
            // "this is Sam" is the caller; "not Sam" is somebody else.
            let with = matches!(
                before,
                Some("with" | "see" | "by" | "for" | "prefer" | "have" | "want" | "get")
            );
            if before != Some("not") && (with || words.len() <= 3) {
                found = Some(staff.id);
            }
        }
    }
    found
}

/// How many letters of a name an utterance holds; 0 when it does not name it.
fn mentions(words: &Words, name: &str) -> usize {
    let name = Words::of(name);
    if name.is_empty() {
        return 0;
    }
    let fits = words
        .words
        .windows(name.len())
        .any(|window| window.iter().zip(&name.words).all(|(heard, known)| alike(heard, known)));
    // "hair cut" for "haircut".
    let joined = name.words.concat();
    let closed_up = words.words.windows(2).any(|pair| pair.concat() == joined);
    if fits || closed_up { joined.len() } else { 0 }
}

fn alike(heard: &str, known: &str) -> bool {
    if heard == known
        || heard.strip_suffix('s') == Some(known)
        || known.strip_suffix('s') == Some(heard)
    {
        return true;
    }
    known.len() >= 5 && heard.len() >= 5 && strsim::jaro_winkler(heard, known) >= ALIKE
}
