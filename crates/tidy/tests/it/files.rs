//! What files look like.

use frontdesk_tidy::text::{CODE, MEASURED, machine_paths, too_long, unfinished};
use frontdesk_tidy::tree::{extension, files, root};

use crate::support::{assert_none, folder, members, text, texts};

#[test]
fn no_source_file_is_too_long() {
    let sources = texts(|path| MEASURED.contains(&extension(path)));
    assert!(sources.len() > 50, "only {} source files were found", sources.len());
    let faults: Vec<String> =
        sources.iter().filter_map(|(path, text)| too_long(path, text)).collect();
    assert_none(&faults);
}

#[test]
fn no_unfinished_work_is_left() {
    let sources = texts(|path| CODE.contains(&extension(path)) && !path.contains(".min."));
    let faults: Vec<String> =
        sources.iter().flat_map(|(path, text)| unfinished(path, text)).collect();
    assert_none(&faults);
}

#[test]
fn no_file_names_a_path_of_somebodys_machine() {
    // What is ignored by git (`.env`, a database) is nobody's business.
    let private = [".env", "frontdesk.toml"];
    let all = texts(|path| !private.contains(&path) && !path.starts_with("frontdesk.db"));
    let faults: Vec<String> =
        all.iter().flat_map(|(path, text)| machine_paths(path, text)).collect();
    assert_none(&faults);
}

#[test]
fn every_crate_says_what_it_is() {
    let metadata = members();
    let mut faults = Vec::new();
    let present = files(&root()).expect("the repository can be read");
    for package in &metadata.packages {
        let folder = folder(&metadata, &package.manifest_path);
        let readme = format!("{folder}/README.md");
        if folder.starts_with("crates/") {
            if !present.contains(&readme) {
                faults.push(format!("{readme} is missing"));
            } else if text(&readme).lines().filter(|line| !line.is_empty()).count() < 3 {
                faults.push(format!("{readme} says next to nothing"));
            }
        }
        for target in package.targets.iter().filter(|target| target.is_lib() || target.is_bin()) {
            let source = std::fs::read_to_string(&target.src_path).expect("a target has a source");
            if !source.starts_with("//!") {
                faults.push(format!("{folder}: {} has no crate documentation", target.name));
            }
        }
    }
    assert_none(&faults);
}
