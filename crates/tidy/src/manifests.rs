//! How packages are named and declared.

/// One line of a manifest's table.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry<'a> {
    key: &'a str,
    value: &'a str,
    comment_above: bool,
}

/// Why a package's name does not follow from its folder, if it does not.
pub fn misnamed(name: &str, folder: &str) -> Option<String> {
    let short = folder.rsplit('/').next().unwrap_or(folder);
    let expected = format!("frontdesk-{short}");
    (name != expected).then(|| format!("{folder}: the package is {name}, not {expected}"))
}

/// Foreign dependencies of the workspace's manifest that do not say what they are for, either after
/// the entry or in a comment on the line above. Crates of ours say it in their own description.
pub fn unexplained(workspace_manifest: &str) -> Vec<String> {
    entries(workspace_manifest, "workspace.dependencies")
        .filter(|entry| !entry.value.contains("path ="))
        .filter(|entry| !entry.comment_above && trailing_comment(entry.value).is_none())
        .map(|entry| format!("Cargo.toml: {} does not say what it is for", entry.key))
        .collect()
}

/// What a member's manifest should take from the workspace and does not, a sentence each.
pub fn not_inherited(path: &str, manifest: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if !entries(manifest, "lints").any(|entry| entry.key == "workspace" && entry.value == "true") {
        faults.push(format!("{path}: the workspace's lints are not switched on"));
    }
    if !entries(manifest, "package").any(|entry| entry.key == "description") {
        faults.push(format!("{path}: there is no description"));
    }
    for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let own = entries(manifest, table)
            .filter(|entry| !entry.key.ends_with(".workspace"))
            .filter(|entry| !entry.value.contains("workspace = true"));
        faults.extend(own.map(|entry| {
            format!("{path}: {} has a version of its own, outside the workspace", entry.key)
        }));
    }
    faults
}

/// The entries of one table of a manifest, in order. An entry that spans lines counts by its first.
fn entries<'a>(manifest: &'a str, table: &str) -> impl Iterator<Item = Entry<'a>> {
    let header = format!("[{table}]");
    let mut inside = false;
    let mut comment_above = false;
    manifest.lines().filter_map(move |line| {
        let line = line.trim();
        if line.starts_with('[') {
            inside = line == header;
            return None;
        }
        // A ruled line heads a section; it explains no single entry.
        let is_comment = line.starts_with('#') && !line.starts_with("# ---");
        let explained = std::mem::replace(&mut comment_above, is_comment);
        if !inside || line.starts_with('#') {
            return None;
        }
        let (key, value) = line.split_once('=')?;
        Some(Entry { key: key.trim(), value: value.trim(), comment_above: explained })
    })
}

/// The comment after a value. A `#` inside quotes is part of the value.
fn trailing_comment(value: &str) -> Option<&str> {
    let mut quoted = false;
    for (index, character) in value.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '#' if !quoted => {
                return value.get(index + 1..).map(str::trim).filter(|c| !c.is_empty());
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_named_after_its_folder() {
        assert_eq!(misnamed("frontdesk-kernel", "crates/kernel"), None);
        assert_eq!(misnamed("frontdesk-server", "apps/server"), None);
        assert!(misnamed("kernel", "crates/kernel").is_some());
        assert!(misnamed("frontdesk-core", "crates/kernel").is_some());
    }

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let manifest = "[workspace.dependencies]\n# --- values ----\nserde = \"1\"\n\
                        uuid = \"1\" # ids\n# clocks\njiff = \"0.2\"\nbad = \"#1\"\n\
                        kernel = { path = \"crates/kernel\" }\n[profile.dev]\ndebug = 1\n";
        let faults = unexplained(manifest);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults.iter().any(|fault| fault.contains(" serde ")));
        assert!(faults.iter().any(|fault| fault.contains(" bad ")));
    }

    #[test]
    fn a_member_takes_lints_and_versions_from_the_workspace() {
        let good = "[package]\nname = \"x\"\ndescription = \"X.\"\n[lints]\nworkspace = true\n\
                    [dependencies]\nserde.workspace = true\n\
                    diesel = { workspace = true, features = [\"sqlite\"] }\n";
        assert!(not_inherited("x", good).is_empty());
        let bad = "[package]\nname = \"x\"\n[lints.rust]\nworkspace = true\n\
                   [dev-dependencies]\nserde = \"1\"\n";
        assert_eq!(not_inherited("x", bad).len(), 3);
    }
}
