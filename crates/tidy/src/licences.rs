//! Under which licences foreign code comes, and which packages never do.
//!
//! `cargo deny` asks the same and more, where it is installed. These checks need neither it nor a
//! network; both read their lists from `deny.toml`, so there is one list to keep.

/// A package that must not be in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ban {
    /// The package.
    pub name: String,
    /// Banned below this major and minor version; `None` bans all of them.
    pub below: Option<(u64, u64)>,
}

/// The licences that `deny.toml` allows.
pub fn allowed(deny_toml: &str) -> Vec<String> {
    let quoted = |line: &str| line.split('"').nth(1).map(str::to_owned);
    list(deny_toml, "licenses", "allow").iter().filter_map(|line| quoted(line)).collect()
}

/// The packages that `deny.toml` bans everywhere. One that some crates may use (`wrappers`) is not
/// among them: the layer check decides about it.
pub fn bans(deny_toml: &str) -> Vec<Ban> {
    let lines = list(deny_toml, "bans", "deny");
    lines.iter().filter(|line| !line.contains("wrappers")).filter_map(|line| ban(line)).collect()
}

/// Why a package's licence expression does not do, if it does not.
pub fn refused(package: &str, expression: Option<&str>, allowed: &[String]) -> Option<String> {
    let Some(expression) = expression else {
        return Some(format!("{package} names no licence"));
    };
    (!is_allowed(expression, allowed))
        .then(|| format!("{package} comes under {expression}, which is not on the list"))
}

/// Whether an SPDX expression can be met with the allowed licences alone.
///
/// Older manifests write `MIT/Apache-2.0` for a choice; that is read as one.
pub fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    let met = reader.either();
    met && reader.words.is_empty()
}

/// Banned packages of a lock file, a sentence each.
pub fn banned(lock: &str, bans: &[Ban]) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, version) in packages(lock) {
        let hit = bans.iter().any(|ban| {
            ban.name == name
                && ban.below.is_none_or(|limit| major_minor(version).is_none_or(|v| v < limit))
        });
        if hit {
            faults.push(format!("{name} {version} is banned by deny.toml"));
        }
    }
    faults
}

/// Reads an expression from left to right; `AND` binds closer than `OR`.
struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn skip(&mut self, word: &str) -> bool {
        let found = self.words.first() == Some(&word);
        if found {
            self.next();
        }
        found
    }

    fn either(&mut self) -> bool {
        let mut met = self.both();
        while self.skip("OR") {
            met |= self.both();
        }
        met
    }

    fn both(&mut self) -> bool {
        let mut met = self.one();
        while self.skip("AND") {
            met &= self.one();
        }
        met
    }

    fn one(&mut self) -> bool {
        if self.skip("(") {
            let met = self.either();
            return self.skip(")") && met;
        }
        let Some(name) = self.next() else { return false };
        let name = if self.skip("WITH") {
            format!("{name} WITH {}", self.next().unwrap_or_default())
        } else {
            name.to_owned()
        };
        self.allowed.contains(&name)
    }
}

/// The lines of the array `key` in one table of a TOML text that is written an item a line.
fn list<'a>(toml: &'a str, table: &str, key: &str) -> Vec<&'a str> {
    let header = format!("[{table}]");
    let opening = format!("{key} = [");
    let in_table = toml.lines().map(str::trim).skip_while(|line| *line != header).skip(1);
    let in_list = in_table
        .take_while(|line| !(line.starts_with('[') && line.ends_with(']') && line.len() > 2))
        .skip_while(|line| *line != opening)
        .skip(1);
    in_list.take_while(|line| *line != "]").filter(|line| !line.starts_with('#')).collect()
}

/// Reads `{ crate = "h2:<0.4", reason = "…" },`.
fn ban(line: &str) -> Option<Ban> {
    let (_, rest) = line.split_once("crate = \"")?;
    let (spec, _) = rest.split_once('"')?;
    Some(match spec.split_once(":<") {
        Some((name, limit)) => Ban { name: name.to_owned(), below: major_minor(limit) },
        None => Ban { name: spec.to_owned(), below: None },
    })
}

/// The packages of a lock file with their versions.
fn packages(lock: &str) -> impl Iterator<Item = (&str, &str)> {
    lock.split("[[package]]").skip(1).filter_map(|block| {
        let value = |key: &str| {
            let mut lines = block.lines();
            lines.find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"'))
        };
        Some((value("name")?, value("version")?))
    })
}

fn major_minor(version: &str) -> Option<(u64, u64)> {
    let mut parts = version.split('.');
    let major = parts.next()?.parse().ok()?;
    Some((major, parts.next().unwrap_or("0").parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DENY: &str = "[licenses]\nallow = [\n    \"MIT\", # most\n    \"ISC\",\n]\n\n[bans]\ndeny = [\n    \
        # why\n    { crate = \"openssl-sys\", reason = \"C\" },\n    { crate = \"h2:<0.4\" },\n    \
        { crate = \"diesel\", wrappers = [\"x\"] },\n]\n[sources]\nallow = [\n    \"GPL-3.0\",\n]\n";

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn the_lists_come_from_deny_toml() {
        assert_eq!(allowed(DENY), ["MIT", "ISC"]);
        let openssl = Ban { name: "openssl-sys".to_owned(), below: None };
        let h2 = Ban { name: "h2".to_owned(), below: Some((0, 4)) };
        assert_eq!(bans(DENY), [openssl, h2]);
    }

    #[test]
    fn one_of_several_licences_is_enough_but_all_of_a_pair_are_needed() {
        let list = names(&["MIT", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"]);
        for expression in [
            "MIT",
            "MIT/GPL-3.0-only",
            "GPL-3.0-only OR MIT",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR Apache-2.0",
        ] {
            assert!(is_allowed(expression, &list), "{expression}");
        }
        for expression in [
            "",
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "Apache-2.0",
            "(MIT",
            "MIT MIT",
            "GPL-3.0-only OR MIT AND AGPL-3.0-only",
        ] {
            assert!(!is_allowed(expression, &list), "{expression}");
        }
    }

    #[test]
    fn a_package_without_a_licence_is_refused() {
        assert!(refused("x", None, &names(&["MIT"])).is_some());
        assert!(refused("x", Some("GPL-3.0-only"), &names(&["MIT"])).is_some());
        assert_eq!(refused("x", Some("MIT"), &names(&["MIT"])), None);
    }

    #[test]
    fn banned_packages_are_found_by_name_and_version() {
        let lock = "[[package]]\nname = \"h2\"\nversion = \"0.3.27\"\n\n[[package]]\nname = \"h2\"\n\
                    version = \"0.4.20\"\n\n[[package]]\nname = \"openssl-sys\"\nversion = \"0.9.1\"\n";
        let faults = banned(lock, &bans(DENY));
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults.iter().any(|fault| fault.contains("h2 0.3.27")));
    }
}
