//! Texts of others, made harmless for a terminal and cut to its width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands where a text was cut off.
const CUT: &str = "…";

/// A text on one line, without anything that could steer a terminal or turn the direction of reading.
///
/// Names of businesses and causes of errors were written by strangers.
pub fn plain(text: &str) -> String {
    let kept = text.chars().map(|character| match character {
        '\n' | '\t' => ' ',
        steering if steering.is_control() || turns(steering) => char::REPLACEMENT_CHARACTER,
        other => other,
    });
    kept.collect()
}

/// Marks that change the direction in which the rest is shown, and separators of lines.
/// **Source**: Unicode 17, UAX #9, explicit directional formatting characters, read 2026-11.
const fn turns(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// How many columns a text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// The text, cut to so many columns.
pub fn fit(text: &str, columns_max: usize) -> String {
    if columns(text) <= columns_max {
        return text.to_owned();
    }
    let room = columns_max.saturating_sub(columns(CUT));
    let mut taken = 0_usize;
    let mut kept = String::new();
    for character in text.chars() {
        taken = taken.saturating_add(character.width().unwrap_or(0));
        if taken > room {
            break;
        }
        kept.push(character);
    }
    kept.truncate(kept.trim_end().len());
    kept.push_str(CUT);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(
            plain("a\u{1b}[31mb\r\u{202e}c\u{7}"),
            "a\u{fffd}[31mb\u{fffd}\u{fffd}c\u{fffd}"
        );
        assert_eq!(plain("Café\n東京"), "Café 東京");
    }

    #[test]
    fn texts_are_cut_by_columns_and_not_by_letters() {
        assert_eq!(fit("Prairie Plumbing", 16), "Prairie Plumbing");
        assert_eq!(fit("Prairie Plumbing", 9), "Prairie…");
        assert_eq!(fit("東京の美容室", 7), "東京の…");
        assert_eq!(fit("東京の美容室", 8), "東京の…");
        assert_eq!(columns(&fit("東京の美容室", 8)), 7);
        assert_eq!(fit("abc", 1), "…");
    }
}
