//! The files of the repository.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Folders that hold nothing of ours, wherever they stand.
const SKIPPED_FOLDERS: [&str; 5] = ["target", "node_modules", "vendor", "__pycache__", ".venv"];

/// Hidden folders that are ours all the same; every other one is skipped.
const HIDDEN_FOLDERS: [&str; 3] = [".ci", ".config", ".github"];

/// The folder that holds the workspace's `Cargo.toml`, seen from where the program runs; cargo runs
/// tests in their package's folder.
///
/// Not the folder that was compiled in: clones that share a target folder share its binaries too,
/// and would then check each other.
pub fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let found = here.ancestors().find(|folder| folder.join("crates/tidy/Cargo.toml").is_file());
    found.unwrap_or(&here).to_path_buf()
}

/// Every file below `root`, as sorted paths with `/` that start at `root`.
///
/// Reads the disk and not git's index, so that a file counts before it is committed, and so that
/// the checks also run on an unpacked archive.
///
/// **Errors**: a folder that cannot be read.
pub fn files(root: &Path) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            if kind.is_dir() && is_ours(&name) {
                folders.push(path);
            } else if kind.is_file() {
                found.push(relative(root, &path));
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Whether a folder of this name is looked into.
fn is_ours(name: &str) -> bool {
    let hidden = name.starts_with('.') && !HIDDEN_FOLDERS.contains(&name);
    !hidden && !SKIPPED_FOLDERS.contains(&name)
}

fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// The part of a path after its last dot; empty when there is none.
pub fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_workspace_and_its_files_are_found() {
        let files = files(&root()).unwrap();
        assert!(files.iter().any(|file| file == "Cargo.toml"));
        assert!(files.iter().any(|file| file == "crates/tidy/src/tree.rs"));
        assert!(files.iter().any(|file| file == ".ci/run"));
        assert!(!files.iter().any(|file| file.starts_with(".git/") || file.starts_with("target/")));
    }

    #[test]
    fn an_extension_belongs_to_the_name_and_not_to_the_folder() {
        assert_eq!(extension("crates/x.y/Makefile"), "");
        assert_eq!(extension("docs/walks.md"), "md");
        assert_eq!(extension(".ci/run"), "");
    }
}
