//! Nobody compares, prints or writes a secret by accident.

use std::fs;
use std::path::{Path, PathBuf};

use frontdesk_identity::{MacKeys, RootSecrets, Seals, SecretHash, SecretText, TotpSecret};

/// Fails to compile if the type implements the trait: then there are two ways to mean `probe`.
macro_rules! has_not {
    ($secret:ty: $forbidden:path) => {{
        trait Ambiguous<Marker> {
            fn probe() {}
        }
        struct Implemented;
        impl<T: ?Sized> Ambiguous<()> for T {}
        impl<T: ?Sized + $forbidden> Ambiguous<Implemented> for T {}
        <$secret as Ambiguous<_>>::probe();
    }};
}

macro_rules! is_secret {
    ($($secret:ty),+) => {$(
        has_not!($secret: PartialEq);
        has_not!($secret: std::hash::Hash);
        has_not!($secret: PartialOrd);
        has_not!($secret: std::fmt::Display);
        has_not!($secret: serde::Serialize);
    )+};
}

#[test]
fn secrets_cannot_be_compared_printed_or_written() {
    is_secret!(SecretText, TotpSecret, RootSecrets, MacKeys, Seals);
    has_not!(SecretHash: PartialOrd);
    has_not!(SecretHash: std::fmt::Display);
}

#[test]
fn digests_are_compared_whole() {
    let secret = SecretText::new([1; 32]);
    let same = SecretHash::stored(secret.hash().as_str().to_owned());
    assert!(same == secret.hash() && same.is_of(&secret));
    for other in ["", "x", &secret.hash().as_str()[1..]] {
        assert!(SecretHash::stored(other.to_owned()) != secret.hash(), "{other}");
    }
}

#[test]
fn no_source_compares_what_a_secret_exposes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut sources = Vec::new();
    for folder in ["crates", "apps"] {
        for member in fs::read_dir(root.join(folder)).unwrap() {
            collect(&member.unwrap().path().join("src"), &mut sources);
        }
    }
    assert!(sources.len() > 50, "only {} sources were found", sources.len());
    let faults = sources.iter().filter_map(|path| {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        compares(code).map(|fault| format!("{}: {fault}", path.display()))
    });
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "use `is_of` or `ct_eq`:\n{}", faults.join("\n"));
}

#[test]
fn a_comparison_is_seen_however_it_is_written() {
    for code in [
        "if shown.expose() == kept {",
        "if kept != key.secret.expose_secret() {",
        "let right = a.0.expose_secret().as_bytes()\n    == b;",
        "right |= kept ==\n        self.secret.expose_secret().trim();",
        "left.expose()==right",
    ] {
        assert!(compares(code).is_some(), "{code}");
    }
    for code in [
        "secret.expose_secret().len() == 43",
        "43 != secret.expose().len()",
        "kept.is_of(&SecretText::shown(text.expose()))",
        "let text = secret.expose(); a == b",
    ] {
        assert!(compares(code).is_none(), "{code}");
    }
}

fn collect(folder: &Path, sources: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push(path);
        }
    }
}

/// The first place where what a secret exposes stands beside `==` or `!=`.
fn compares(code: &str) -> Option<String> {
    let code = code.split_whitespace().collect::<String>();
    let calls = [".expose()", ".expose_secret()"];
    let places = calls.into_iter().flat_map(|call| {
        code.match_indices(call).map(|(start, _)| (start, start + call.len())).collect::<Vec<_>>()
    });
    let found =
        places.map(|(start, end)| (&code[..start], &code[end..])).find(|(before, after)| {
            let after = [".as_bytes()", ".trim()", ".to_owned()", ".to_string()"]
                .iter()
                .fold(*after, |after, call| after.strip_prefix(call).unwrap_or(after));
            let in_name = |letter: char| letter.is_alphanumeric() || "_.&*".contains(letter);
            let before = before.trim_end_matches(in_name);
            let is_compared = |text: &str, at_end: bool| {
                ["==", "!="]
                    .iter()
                    .any(|sign| if at_end { text.ends_with(sign) } else { text.starts_with(sign) })
            };
            is_compared(after, false) || (is_compared(before, true) && !after.starts_with('.'))
        })?;
    let (before, after) = found;
    let before: Vec<char> = before.chars().rev().take(40).collect();
    Some(before.iter().rev().chain(&after.chars().take(20).collect::<Vec<_>>()).collect())
}
