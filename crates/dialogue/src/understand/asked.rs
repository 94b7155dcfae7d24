//! What the receptionist's last words asked for, so that a bare "four" is read as it was meant.

use super::extract::Kind;
use super::normalise::Words;

/// What is asked for with which words, the more telling first.
const ASKING: &[(Kind, &[&str])] = &[
    (Kind::PartySize, &["how many", "party size", "cuántas personas", "cuántos", "combien de"]),
    (Kind::Email, &["email", "e mail", "correo", "courriel", "mail"]),
    (Kind::Postcode, &["postcode", "zip", "postal"]),
    (Kind::Address, &["address", "dirección", "adresse"]),
    (
        Kind::Phone,
        &["phone", "what number", "best number", "your number", "teléfono", "su número", "numéro"],
    ),
    (
        Kind::PersonName,
        &[
            "your name",
            "whose name",
            "what name",
            "first name",
            "last name",
            "su nombre",
            "nombre",
            "apellido",
            "votre nom",
            "quel nom",
            "prénom",
        ],
    ),
    (
        Kind::Datetime,
        &[
            "when",
            "what time",
            "what day",
            "which day",
            "what date",
            "which date",
            "cuándo",
            "qué hora",
            "qué día",
            "quand",
            "quelle heure",
            "quel jour",
            "quelle date",
        ],
    ),
];

/// What a question asks for; nothing where it asks for none of these things, or asks nothing.
pub fn asked(previous: &str) -> Option<Kind> {
    // The question stands at the end; what comes before it confirms and explains.
    let trimmed = previous.trim_end_matches(|it: char| it == '?' || it.is_whitespace());
    let question = trimmed.rsplit(['.', '!', '?']).next().unwrap_or(trimmed);
    let words = Words::of(question);
    ASKING.iter().find(|(_, phrases)| words.has_any(phrases)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_say_what_they_ask_for() {
        for (question, kind) in [
            ("How many will you be?", Some(Kind::PartySize)),
            ("We're at 4 Lower Road. What time suits you?", Some(Kind::Datetime)),
            ("What's your name, please?", Some(Kind::PersonName)),
            ("¿Para qué día?", Some(Kind::Datetime)),
            ("À quel nom, s'il vous plaît ?", Some(Kind::PersonName)),
            ("Shall I book it?", None),
            ("", None),
        ] {
            assert_eq!(asked(question), kind, "{question}");
        }
    }
}
