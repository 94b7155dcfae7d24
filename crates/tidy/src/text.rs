//! How long a file may be, and what it must not contain.

/// The most lines a source file may have; aim at 150.
pub const LINES_MAX: usize = 400;

/// Endings of the files whose length counts.
pub const MEASURED: [&str; 5] = ["rs", "html", "js", "css", "py"];

/// Endings of the files that hold code, where unfinished work must not stay.
pub const CODE: [&str; 7] = ["rs", "html", "js", "css", "py", "sh", "sql"];

/// What stands for unfinished or switched-off work. Written in two halves, so that this file does
/// not find itself.
const UNFINISHED: [&str; 6] = [
    concat!("to", "do!"),
    concat!("unimplem", "ented!"),
    concat!("db", "g!("),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("#[ign", "ore"),
];

/// Paths that exist on somebody's machine only.
const MACHINE_PATHS: [&str; 3] =
    [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/Use", "rs/")];

/// The fault of a file that is too long. Copies of others' files (`….min.js`) are not measured.
pub fn too_long(path: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    let foreign = path.contains(".min.");
    (lines > LINES_MAX && !foreign)
        .then(|| format!("{path} has {lines} lines, more than {LINES_MAX}"))
}

/// Unfinished work in a source file, a sentence each.
pub fn unfinished(path: &str, text: &str) -> Vec<String> {
    found(path, text, &UNFINISHED)
}

/// Paths of a machine in any file, a sentence each.
pub fn machine_paths(path: &str, text: &str) -> Vec<String> {
    found(path, text, &MACHINE_PATHS)
}

fn found(path: &str, text: &str, needles: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for needle in needles.iter().filter(|needle| stands_alone(line, needle)) {
            faults.push(format!("{path}:{} contains {needle}", index + 1));
        }
    }
    faults
}

/// Whether `needle` stands in `line` other than inside a longer word. An end of the needle that is
/// no letter bounds the word by itself.
fn stands_alone(line: &str, needle: &str) -> bool {
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let ends_in_word = is_word(needle.chars().next_back());
    line.match_indices(needle).any(|(start, _)| {
        let before = line.get(..start).and_then(|text| text.chars().next_back());
        let after = line.get(start + needle.len()..).and_then(|text| text.chars().next());
        let inside_word = is_word(before) || (ends_in_word && is_word(after));
        !inside_word
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_hundredth_line_is_the_last() {
        assert_eq!(too_long("a.rs", &"x\n".repeat(400)), None);
        assert!(too_long("a.rs", &"x\n".repeat(401)).is_some());
        assert_eq!(too_long("chart.min.js", &"x\n".repeat(401)), None);
    }

    #[test]
    fn unfinished_work_is_found_with_its_line() {
        for needle in UNFINISHED {
            let faults = unfinished("a.rs", &format!("fn a() {{\n    {needle} \n}}"));
            assert_eq!(faults.len(), 1, "{needle}");
            assert!(faults.first().is_some_and(|fault| fault.starts_with("a.rs:2 ")));
        }
    }

    #[test]
    fn a_longer_word_is_another_word() {
        let masked = format!("AC{0}{0}", concat!("XX", "X"));
        assert!(unfinished("a.rs", &masked).is_empty());
        assert!(unfinished("a.rs", "a todo list, to be ignored").is_empty());
        assert!(machine_paths("a.md", concat!("see team/wo", "rk/plan")).is_empty());
    }

    #[test]
    fn a_path_of_somebodys_machine_is_found() {
        for path in MACHINE_PATHS {
            assert_eq!(machine_paths("a.md", &format!("open `{path}x`")).len(), 1, "{path}");
        }
    }
}
