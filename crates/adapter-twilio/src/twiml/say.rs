//! Long speech, cut into pieces that Twilio accepts.

/// How many characters one `<Say>` may hold.
///
/// Source: Twilio skill `twilio-voice-twiml` (GitHub `openai/plugins`), read 2026-11.
pub(super) const CHARS_MAX: usize = 4_096;

/// Cuts `text` into pieces of at most [`CHARS_MAX`] characters: after a sentence if there is one in
/// the last three quarters, else at a blank, else anywhere. The pieces joined are the text.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (piece, after) = rest.split_at(cut(rest));
        rest = after;
        Some(piece)
    })
}

/// Where to cut, in bytes: at the end if all of it fits.
fn cut(text: &str) -> usize {
    // Fewer bytes than characters there cannot be, so most texts are not counted at all.
    if text.len() <= CHARS_MAX {
        return text.len();
    }
    let Some((limit, _)) = text.char_indices().nth(CHARS_MAX) else { return text.len() };
    let mut sentence = 0;
    let mut blank = 0;
    let mut before = ' ';
    for (at, character) in text.char_indices().take(CHARS_MAX) {
        let after = at + character.len_utf8();
        if matches!(character, '。' | '！' | '？' | '।' | '\n') {
            sentence = after;
        } else if character.is_whitespace() {
            blank = after;
            if matches!(before, '.' | '!' | '?' | '…') {
                sentence = after;
            }
        }
        before = character;
    }
    if sentence >= limit / 4 {
        return sentence;
    }
    if blank > 0 { blank } else { limit }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_short_text_is_one_piece() {
        assert_eq!(pieces("Hello.").collect::<Vec<_>>(), ["Hello."]);
        assert_eq!(pieces("").count(), 0);
    }

    #[test]
    fn a_long_text_is_cut_after_a_sentence() {
        let text = "This is a sentence. ".repeat(500);
        let parts: Vec<&str> = pieces(&text).collect();
        assert_eq!(parts.len(), 3);
        assert!(parts.iter().all(|part| part.ends_with("sentence. ")));
    }

    #[test]
    fn without_sentences_it_is_cut_at_a_blank_and_without_blanks_anywhere() {
        let words = "word ".repeat(1_000);
        assert!(pieces(&words).all(|part| part.ends_with("word ")));
        let letters = "é".repeat(5_000);
        assert_eq!(pieces(&letters).next().map(|part| part.chars().count()), Some(CHARS_MAX));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn pieces_fit_and_make_up_the_text(text in "[a-z .é。]{0,9000}") {
            let parts: Vec<&str> = pieces(&text).collect();
            prop_assert!(parts.iter().all(|part| (1..=CHARS_MAX).contains(&part.chars().count())));
            prop_assert_eq!(parts.concat(), text);
        }
    }
}
