//! What documents point at.

use frontdesk_tidy::documents::{anchors, links, named_sources, resolve};
use frontdesk_tidy::tree::{extension, root};

use crate::support::{assert_none, text, texts};

fn is_document(path: &str) -> bool {
    extension(path) == "md"
}

#[test]
fn every_link_leads_somewhere() {
    let documents = texts(is_document);
    assert!(documents.len() > 10, "only {} documents were found", documents.len());
    let mut faults = Vec::new();
    for (path, markdown) in &documents {
        for link in links(markdown) {
            let place = format!("{path}:{} links to {}", link.line, link.target);
            let Some((target, heading)) = resolve(path, &link.target) else {
                faults.push(format!("{place}, outside the repository"));
                continue;
            };
            if !root().join(&target).exists() {
                faults.push(format!("{place}, which is not there"));
            } else if let Some(heading) = heading
                && is_document(&target)
                && !anchors(&text(&target)).contains(&heading)
            {
                faults.push(format!("{place}, but there is no such heading"));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn every_source_file_that_a_document_names_is_there() {
    let mut faults = Vec::new();
    for (path, markdown) in texts(is_document) {
        for (line, source) in named_sources(&markdown) {
            // A crate's own README names its files from its own folder.
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let beside = root().join(folder).join(&source);
            if !root().join(&source).is_file() && !beside.is_file() {
                faults.push(format!("{path}:{line} names {source}, which is not there"));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn the_walks_name_the_files_they_pass() {
    let named = named_sources(&text("docs/walks.md"));
    assert!(named.len() >= 10, "docs/walks.md names only {} files", named.len());
}
