//! What the owner wants never said is not said, whoever wrote the sentence.

use crate::briefing::BusinessFacts;
use crate::speech::{Message, Voice};
use crate::understand::Words;
use crate::understand::faq::stem;

/// Words of a secret that tell nothing by themselves.
const EMPTY: &[&str] = &[
    "anything", "about", "which", "what", "that", "this", "the", "with", "when", "where", "from",
    "another", "before", "their", "they", "other", "else",
];

/// The text without the sentences that hold something secret.
pub(super) fn without_secrets(text: String, business: &BusinessFacts, voice: &Voice) -> String {
    if business.never_say.is_empty() || !is_secret(&text, business) {
        return text;
    }
    let instead = voice.say(Message::CannotShare, &[]);
    let mut kept = String::new();
    let mut replaced = false;
    for sentence in text.split_inclusive(['.', '?', '!']) {
        if is_secret(sentence, business) {
            if !replaced {
                kept.push_str(if kept.is_empty() { "" } else { " " });
                kept.push_str(&instead);
            }
            replaced = true;
        } else {
            kept.push_str(sentence);
        }
    }
    // Words that tell nothing in any one sentence tell nothing.
    if replaced { kept } else { text }
}

/// Whether a text holds the telling words of something that must never be said.
fn is_secret(text: &str, business: &BusinessFacts) -> bool {
    let heard = Words::of(text);
    business.words().secrets.iter().any(|secret| {
        let telling: Vec<&str> = secret
            .words
            .iter()
            .map(String::as_str)
            .filter(|word| word.len() > 3 && !EMPTY.contains(word))
            .map(stem)
            .collect();
        let met =
            telling.iter().filter(|word| heard.words.iter().any(|it| stem(it) == **word)).count();
        // Most of the telling words, and two of them where there are so many.
        !telling.is_empty() && met * 4 >= telling.len() * 3 && met >= telling.len().min(2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::Style;
    use crate::speech::{Dialect, Medium};
    use crate::testing::barber;

    #[test]
    fn only_the_sentence_with_the_secret_goes() {
        let business = barber();
        let voice = Voice {
            dialect: Dialect::AmericanEnglish,
            style: Style::Friendly,
            medium: Medium::Speech,
            pick: 0,
        };
        let text = "Sure. The alarm code is 1234. Anything else?".to_owned();
        let said = without_secrets(text, &business, &voice);
        assert!(!said.contains("1234"), "{said}");
        assert!(said.contains("can't share that") && said.contains("Anything else?"), "{said}");
        let harmless = "The fire alarm works.".to_owned();
        assert_eq!(without_secrets(harmless.clone(), &business, &voice), harmless);
    }
}
