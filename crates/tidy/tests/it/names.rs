//! How packages are named and declared.

use frontdesk_tidy::manifests::{misnamed, not_inherited, unexplained};

use crate::support::{assert_none, folder, members, text};

#[test]
fn every_package_is_named_after_its_folder() {
    let metadata = members();
    let packages = metadata.packages.iter();
    let faults: Vec<String> = packages
        .filter_map(|package| misnamed(&package.name, &folder(&metadata, &package.manifest_path)))
        .collect();
    assert_none(&faults);
}

#[test]
fn every_foreign_dependency_says_what_it_is_for() {
    assert_none(&unexplained(&text("Cargo.toml")));
}

#[test]
fn every_member_takes_lints_and_versions_from_the_workspace() {
    let metadata = members();
    let mut faults = Vec::new();
    for package in &metadata.packages {
        let manifest = format!("{}/Cargo.toml", folder(&metadata, &package.manifest_path));
        faults.extend(not_inherited(&manifest, &text(&manifest)));
    }
    assert_none(&faults);
}
