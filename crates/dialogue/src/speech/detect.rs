//! Which language a caller asks for, and which they evidently speak.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::dialect::Tongue;
use crate::understand::Words;

/// How many telling words an utterance needs.
const TELLING: usize = 2;

/// Words that are common in one of the languages and none of the others. Words are compared as they
/// are cut: lower case, no apostrophes.
const SPANISH: &[&str] = &[
    "hola",
    "buenos",
    "buenas",
    "dias",
    "días",
    "tardes",
    "gracias",
    "quiero",
    "quisiera",
    "una",
    "cita",
    "para",
    "por",
    "favor",
    "mañana",
    "manana",
    "usted",
    "ustedes",
    "puedo",
    "puede",
    "necesito",
    "está",
    "esta",
    "tengo",
    "cuánto",
    "cuanto",
    "cuesta",
    "dónde",
    "donde",
    "cuándo",
    "cuando",
    "qué",
    "el",
    "los",
    "las",
    "mi",
    "sí",
    "señor",
    "señora",
    "hablar",
    "habla",
    "español",
    "gustaría",
    "gustaria",
    "reservar",
    "hacer",
    "mesa",
    "personas",
    "noche",
    "lunes",
    "martes",
    "miércoles",
    "miercoles",
    "jueves",
    "viernes",
    "sábado",
    "sabado",
    "domingo",
    "cancelar",
    "cambiar",
    "hoy",
    "hora",
    "horario",
    "abren",
    "cierran",
    "ayuda",
    "emergencia",
    "con",
    "del",
    "muy",
    "pero",
    "también",
    "llamo",
    "quería",
    "queria",
    "adiós",
    "adios",
];
const FRENCH: &[&str] = &[
    "bonjour",
    "bonsoir",
    "merci",
    "je",
    "voudrais",
    "veux",
    "un",
    "une",
    "rendez",
    "vous",
    "rendezvous",
    "sil",
    "plaît",
    "plait",
    "demain",
    "pour",
    "avec",
    "est",
    "cest",
    "quel",
    "quelle",
    "heure",
    "heures",
    "combien",
    "coûte",
    "coute",
    "où",
    "quand",
    "les",
    "des",
    "mon",
    "ma",
    "mes",
    "oui",
    "parler",
    "parlez",
    "français",
    "francais",
    "aimerais",
    "jaimerais",
    "réserver",
    "reserver",
    "table",
    "personnes",
    "soir",
    "matin",
    "après",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "annuler",
    "déplacer",
    "aujourdhui",
    "êtes",
    "etes",
    "ouvert",
    "ouverts",
    "fermez",
    "aide",
    "urgence",
    "du",
    "le",
    "et",
    "au",
    "suis",
    "jai",
    "pas",
    "ne",
    "mais",
    "besoin",
    "dun",
    "dune",
];
const ENGLISH: &[&str] = &[
    "the",
    "i",
    "id",
    "im",
    "a",
    "an",
    "to",
    "you",
    "is",
    "my",
    "and",
    "of",
    "for",
    "with",
    "would",
    "like",
    "please",
    "can",
    "could",
    "do",
    "want",
    "need",
    "have",
    "what",
    "when",
    "how",
    "much",
    "are",
    "at",
    "on",
    "book",
    "appointment",
    "tomorrow",
    "today",
    "hello",
    "thanks",
    "thank",
    "yes",
    "it",
    "that",
    "this",
    "speak",
    "english",
    "there",
    "make",
    "get",
    "your",
];

/// Words that stand in two of the lists, or are common in a third language, tell nothing.
const SHARED: &[&str] = &["table", "un", "on", "a", "el", "les", "con", "plus", "me", "est"];

/// The telling words, each with its language.
static TELLTALES: LazyLock<FxHashMap<&'static str, Tongue>> = LazyLock::new(|| {
    let lists = [(Tongue::English, ENGLISH), (Tongue::Spanish, SPANISH), (Tongue::French, FRENCH)];
    let all = lists.into_iter().flat_map(|(tongue, list)| list.iter().map(move |it| (*it, tongue)));
    all.filter(|(word, _)| !SHARED.contains(word)).collect()
});

/// The language that the words are evidently in: at least two telling words of it, and clearly more
/// than of any other.
pub fn spoken(words: &Words) -> Option<Tongue> {
    let told: Vec<Tongue> =
        words.words.iter().filter_map(|word| TELLTALES.get(word.as_str()).copied()).collect();
    if told.len() < TELLING {
        return None;
    }
    let count = |tongue: Tongue| told.iter().filter(|it| **it == tongue).count();
    let tongue = Tongue::ALL.into_iter().max_by_key(|tongue| count(*tongue))?;
    let (most, others) = (count(tongue), told.len() - count(tongue));
    (most >= TELLING && most > others * 2).then_some(tongue)
}

/// The language that is asked for by name: "do you speak Spanish", "en français, s'il vous plaît".
pub fn asked_for(words: &Words) -> Option<Tongue> {
    const NAMES: [(Tongue, &[&str]); 3] = [
        (Tongue::English, &["english", "inglés", "ingles", "anglais"]),
        (
            Tongue::Spanish,
            &["spanish", "español", "espanol", "castellano", "espagnol", "castilian"],
        ),
        (Tongue::French, &["french", "français", "francais", "francés"]),
    ];
    NAMES.into_iter().find(|(_, names)| words.has_any(names)).map(|(tongue, _)| tongue)
}

/// Whether a language is asked for: its name beside a word of speaking, or alone.
pub fn is_request(words: &Words) -> bool {
    const SPEAKING: &[&str] = &[
        "speak", "talk", "in", "speaks", "speaking", "habla", "hablas", "hablan", "hable",
        "hablar", "en", "parle", "parlez", "parler", "parlons",
    ];
    (words.len() == 1 || words.len() <= 10 && words.has_any(SPEAKING)) && asked_for(words).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_by_its_small_words() {
        for (text, expected) in [
            ("hola, quisiera una cita para mañana", Some(Tongue::Spanish)),
            ("bonjour, je voudrais un rendez-vous demain", Some(Tongue::French)),
            ("I'd like to book an appointment please", Some(Tongue::English)),
            ("a table at Les Amis for two please", Some(Tongue::English)),
            ("Maria Garcia", None),
            ("yes", None),
            ("sí", None),
            ("", None),
            ("¿cuánto cuesta un corte de pelo?", Some(Tongue::Spanish)),
            ("c'est combien pour une coupe ?", Some(Tongue::French)),
            ("el martes por la tarde", Some(Tongue::Spanish)),
        ] {
            assert_eq!(spoken(&Words::of(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_language_is_asked_for_by_its_name() {
        for (text, expected) in [
            ("do you speak Spanish", Some(Tongue::Spanish)),
            ("¿habla español?", Some(Tongue::Spanish)),
            ("parlez-vous anglais ?", Some(Tongue::English)),
            ("en français s'il vous plaît", Some(Tongue::French)),
            ("what languages do you speak", None),
        ] {
            assert_eq!(asked_for(&Words::of(text)), expected, "{text}");
        }
    }
}
