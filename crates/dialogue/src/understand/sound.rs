//! What a word sounds like: a key that is the same for words a recogniser takes for one another.

/// The key of a word: its consonants by kind of sound, vowels kept only at the front, where they
/// are all alike. `Sean`, `Shaun` and `Shawn` share one, `Stuart` and `Stewart`, `Philip` and
/// `Filip`.
///
/// **Source**: after R. C. Russell's Soundex and L. Philips' Metaphone, reduced to what tells names
/// apart on a telephone.
pub fn key(word: &str) -> String {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).map(plain).collect();
    let mut key = String::with_capacity(letters.len());
    let mut at = 0;
    while let Some(letter) = letters.get(at).copied() {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let after = letters.get(at + 2).copied().unwrap_or(' ');
        let (sound, length) = sound_at(letter, next, after, at == 0);
        if let Some(sound) = sound
            && !key.ends_with(sound)
        {
            key.push(sound);
        }
        at += length;
    }
    key
}

/// The sound at a place, and how many letters it takes.
fn sound_at(letter: char, next: char, after: char, first: bool) -> (Option<char>, usize) {
    let soft = |letter: char| matches!(letter, 'e' | 'i' | 'y');
    match (letter, next) {
        ('p', 'h') => (Some('f'), 2),
        ('g', 'h') => (if first { Some('k') } else { None }, 2),
        ('k' | 'g', 'n') if first => (Some('n'), 2),
        ('w', 'r') if first => (Some('r'), 2),
        ('s' | 'c', 'h') | ('t', 'i') if after == 'o' || letter != 't' => (Some('x'), 2),
        ('s', 'e') if first && after == 'a' => (Some('x'), 3),
        ('t', 'h') => (Some('t'), 2),
        ('c', 'k') => (Some('k'), 2),
        ('c', next) if soft(next) => (Some('s'), 1),
        ('g', next) if soft(next) => (Some('j'), 1),
        ('c' | 'k' | 'q' | 'g', _) => (Some('k'), 1),
        ('s' | 'z' | 'x', _) => (Some('s'), 1),
        ('d' | 't', _) => (Some('t'), 1),
        ('b' | 'p', _) => (Some('p'), 1),
        ('f' | 'v', _) => (Some('f'), 1),
        ('m' | 'n', _) => (Some('n'), 1),
        ('l', _) => (Some('l'), 1),
        ('r', _) => (Some('r'), 1),
        ('j', _) => (Some('j'), 1),
        ('h', _) => (None, 1),
        ('w' | 'y', _) if first => (Some('w'), 1),
        _ if first && letter.is_alphabetic() => (Some('a'), 1),
        _ => (None, 1),
    }
}

/// The letter without its accent.
pub fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 's',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

/// How alike two words sound, 0 to 1: by their letters and by their sounds.
pub fn likeness(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    let (first, second) = (key(one), key(other));
    let sounds = strsim::normalized_damerau_levenshtein(&first, &second);
    let letters = strsim::jaro_winkler(one, other);
    0.55 * letters + 0.45 * sounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_sound_alike_share_a_key() {
        for (one, other) in [
            ("sean", "shaun"),
            ("stuart", "stewart"),
            ("philip", "filip"),
            ("catherine", "kathryn"),
            ("nichols", "nicholls"),
            ("wright", "right"),
            ("gillian", "jillian"),
            ("josé", "jose"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        for (one, other) in [("mary", "karl"), ("dana", "lena"), ("hill", "moss")] {
            assert_ne!(key(one), key(other), "{one} {other}");
        }
        assert!(likeness("faucet", "fawcet") > 0.9);
        assert!(likeness("drain", "beard") < 0.7);
    }
}
