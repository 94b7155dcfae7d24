//! Reading the repository.

use std::fs;

use cargo_metadata::{Metadata, MetadataCommand};
use frontdesk_tidy::tree;

/// Every file with its path from the root; files that are not UTF-8 text are left out.
pub(crate) fn texts(wanted: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let root = tree::root();
    let paths = tree::files(&root).expect("the repository can be read");
    let wanted = paths.into_iter().filter(|path| wanted(path));
    wanted
        .filter_map(|path| Some((path.clone(), fs::read_to_string(root.join(path)).ok()?)))
        .collect()
}

/// The text of one file.
pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(tree::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The workspace's own packages, as their manifests declare them. Needs no lock file.
pub(crate) fn members() -> Metadata {
    command().no_deps().exec().expect("the manifests can be read")
}

/// Every package that is built on this kind of machine. Needs no network: what is not here was not
/// built either.
pub(crate) fn resolved() -> Metadata {
    let options = ["--locked", "--offline", "--filter-platform", &host()].map(str::to_owned);
    let command = &mut command();
    let command = command.other_options(options);
    command.exec().expect("every package is here and Cargo.lock is up to date (try `cargo fetch`)")
}

/// A package's folder as seen from the root.
pub(crate) fn folder(metadata: &Metadata, manifest: &cargo_metadata::camino::Utf8Path) -> String {
    let folder = manifest.parent().expect("a manifest lies in a folder");
    let inside = folder.strip_prefix(&metadata.workspace_root).unwrap_or(folder);
    inside.as_str().replace('\\', "/")
}

/// Fails with all faults at once.
#[track_caller]
pub(crate) fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}

fn command() -> MetadataCommand {
    let mut command = MetadataCommand::new();
    command.manifest_path(tree::root().join("Cargo.toml"));
    command
}

/// The machine that rustc builds for.
fn host() -> String {
    let output = std::process::Command::new("rustc").arg("-vV").output().expect("rustc answers");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc names its host").to_owned()
}
