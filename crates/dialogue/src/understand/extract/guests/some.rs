//! Numbers that tell some of the guests apart from the rest, or change how many there are.

use std::ops::Range;

use super::before;
use crate::understand::normalise::word;

/// What guests may be or need that is said of some of them.
const TOLD_APART: &[&str] = &[
    "need",
    "needs",
    "have",
    "having",
    "late",
    "running",
    "vegan",
    "vegans",
    "vegetarian",
    "vegetarians",
    "veggie",
    "veggies",
    "allergic",
    "intolerant",
    "lactose",
    "gluten",
    "coeliac",
    "celiac",
    "smokers",
    "disabled",
];

/// Whether a number is none of the party: "one of us is vegan", "add one person", "highchairs for my
/// two kids".
pub(in crate::understand::extract) fn is_some_of_them(
    all: &[&str],
    place: &Range<usize>,
    count: u32,
) -> bool {
    let said = all.get(place.clone()).unwrap_or_default();
    let any = |words: &[&str]| all.iter().any(|it| words.contains(it));
    let added = matches!(before(all, place.start, 1), "add" | "adding" | "extra" | "lost")
        || said.contains(&"more") && said.len() <= 3 && any(&["add", "adding"]);
    let of = usize::from(word(all, place.end) == "of") * 2;
    let behind = place.end + of;
    let verb = match word(all, behind) {
        "is" | "has" | "cant" | "couldnt" | "cannot" | "cancelled" | "canceled" | "dropped"
        | "needs" | "wont" => of > 0 || count == 1,
        "who" | "will" | "are" | "have" | "need" => {
            let next = word(all, behind + 1);
            let told = if next == "be" { word(all, behind + 2) } else { next };
            count == 1 && of > 0 || TOLD_APART.contains(&told)
        }
        _ => false,
    };
    let noun = said.last().copied().unwrap_or_default();
    let couple = noun == "us" && matches!(word(all, behind), "are" | "who" | "will");
    let chairs = &["highchair", "highchairs"];
    let child = matches!(noun, "kid" | "kids" | "child" | "children" | "toddler" | "toddlers");
    let seated = child && any(chairs) && !any(&["adult", "adults", "table"]);
    added || verb || couple || seated || chairs.contains(&noun) && said.len() <= 2
}
