//! Which language is asked for, and which is being spoken.

use crate::understand::normalise::Words;

/// Languages by the words that ask for them, with their ISO 639-1 codes.
const NAMES: &[(&str, &[&str])] = &[
    ("en", &["english", "ingles", "inglés", "anglais"]),
    ("es", &["spanish", "espanol", "español", "castellano", "espagnol"]),
    ("fr", &["french", "frances", "francés", "francais", "français"]),
    ("de", &["german", "deutsch", "alemán", "aleman", "allemand"]),
    ("it", &["italian", "italiano", "italien"]),
    ("pt", &["portuguese", "portugues", "portugués", "português", "portugais"]),
    ("pl", &["polish", "polski", "polaco", "polonais"]),
    ("ar", &["arabic", "árabe", "arabe"]),
    ("zh", &["chinese", "mandarin", "cantonese", "chino", "mandarín", "chinois"]),
    ("ru", &["russian", "ruso", "russe"]),
    ("ja", &["japanese", "japonés", "japones", "japonais"]),
    ("ko", &["korean", "coreano", "coréen", "coreen"]),
    ("vi", &["vietnamese", "vietnamita", "vietnamien"]),
    ("hi", &["hindi"]),
    ("tl", &["tagalog", "filipino"]),
    ("nl", &["dutch", "holandés", "holandes", "néerlandais", "neerlandais"]),
    ("uk", &["ukrainian", "ucraniano", "ukrainien"]),
    ("tr", &["turkish", "turco", "turc"]),
];

/// Words that only one of our languages uses, and often.
const TELLING: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the",
            "i",
            "you",
            "my",
            "is",
            "are",
            "what",
            "how",
            "when",
            "where",
            "want",
            "need",
            "would",
            "like",
            "can",
            "do",
            "have",
            "please",
            "thanks",
            "hello",
            "yes",
            "appointment",
            "and",
            "for",
            "with",
            "your",
            "to",
            "of",
            "id",
            "im",
            "it",
            "book",
            "at",
            "much",
        ],
    ),
    (
        "es",
        &[
            "hola", "quiero", "quisiera", "necesito", "cita", "una", "el", "los", "las", "para",
            "por", "favor", "gracias", "puedo", "cuánto", "cuanto", "cuesta", "dónde", "donde",
            "qué", "cuándo", "cuando", "mañana", "hoy", "con", "mi", "está", "estan", "tienen",
            "tiene", "buenos", "buenas", "días", "tardes", "sí", "reservar", "cancelar", "hablar",
            "español", "habla", "hablan", "cómo", "como", "soy", "usted", "abierto", "hora", "del",
        ],
    ),
    (
        "fr",
        &[
            "bonjour",
            "je",
            "vous",
            "le",
            "les",
            "des",
            "un",
            "voudrais",
            "rendez",
            "pour",
            "avec",
            "merci",
            "puis",
            "est",
            "et",
            "où",
            "combien",
            "quand",
            "quelle",
            "quel",
            "demain",
            "suis",
            "mon",
            "ma",
            "votre",
            "vos",
            "oui",
            "réserver",
            "annuler",
            "parler",
            "parlez",
            "français",
            "jai",
            "cest",
            "sil",
            "plaît",
            "plait",
            "êtes",
            "etes",
            "ce",
            "au",
            "du",
            "aimerais",
            "heure",
            "êtesvous",
            "bonsoir",
            "ne",
            "pas",
            "quelquun",
            "à",
            "avez",
            "une",
        ],
    ),
];

/// The language that an utterance names, as an ISO 639-1 code. That one is named is not yet a wish
/// to change to it: see [`Intent::Language`](crate::Intent::Language).
pub fn asked_for(words: &Words) -> Option<&'static str> {
    let named = |word: &String| {
        NAMES.iter().find(|(_, names)| names.contains(&word.as_str())).map(|(code, _)| *code)
    };
    // "From English to Spanish" asks for the last one.
    words.words.iter().rev().find_map(named)
}

/// Which of our languages is being spoken, as an ISO 639-1 code, if the words show it: at least two
/// telling words, and twice as many as of any other language; or one, where it is half of all.
pub fn spoken(words: &Words) -> Option<&'static str> {
    let mut counts = TELLING.iter().map(|(code, telling)| {
        let met = words.words.iter().filter(|word| telling.contains(&word.as_str())).count();
        (met, *code)
    });
    let first = counts.next()?;
    let (best, second) = counts.fold((first, 0), |(best, second), next| {
        if next.0 > best.0 { (next, best.0) } else { (best, second.max(next.0)) }
    });
    let enough =
        best.0 >= 2 && best.0 >= second * 2 || best.0 == 1 && second == 0 && words.len() <= 2;
    enough.then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_asked_for_is_named() {
        for (text, expected) in [
            ("could we carry on in Spanish", Some("es")),
            ("¿hay alguien que hable inglés?", Some("en")),
            ("vous parlez allemand ?", Some("de")),
            ("change from English to French, please", Some("fr")),
            ("a haircut, please", None),
        ] {
            assert_eq!(asked_for(&Words::of(text)), expected, "{text}");
        }
    }

    #[test]
    fn the_language_spoken_is_heard() {
        for (text, expected) in [
            ("I would like to book a table", Some("en")),
            ("quiero una cita para el martes", Some("es")),
            ("je voudrais un rendez-vous demain", Some("fr")),
            ("hola", Some("es")),
            ("bonjour", Some("fr")),
            ("Sam Reed", None),
            ("", None),
        ] {
            assert_eq!(spoken(&Words::of(text)), expected, "{text}");
        }
    }
}
