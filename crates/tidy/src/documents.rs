//! Whether the documents still point at something.

/// A link in a Markdown file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The line it stands on, from 1.
    pub line: usize,
    /// What it points at: `style.md#errors`.
    pub target: String,
}

/// The links of a Markdown text that stay inside the repository, pictures included. Code is skipped.
pub fn links(markdown: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (number, line) in prose_lines(markdown) {
        let line = without_code_spans(line);
        for (start, _) in line.match_indices("](") {
            let rest = line.get(start + 2..).unwrap_or("");
            let Some((target, _)) = rest.split_once(')') else { continue };
            // A title may follow the address, as in `(a.md "A")`.
            let target = target.split_whitespace().next().unwrap_or("");
            let foreign = target.contains("://") || target.starts_with("mailto:");
            if !foreign && !target.is_empty() {
                links.push(Link { line: number, target: target.to_owned() });
            }
        }
    }
    links
}

/// The Rust files that a Markdown text names in backticks by their path, with their line. A path
/// with a placeholder (`<area>`, `*`, `…`, `{a,b}`) names no single file and is left out.
pub fn named_sources(markdown: &str) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    for (number, line) in prose_lines(markdown) {
        for span in line.split('`').skip(1).step_by(2) {
            let path = span.split("::").next().unwrap_or(span).trim();
            let pattern = path.contains(['<', '*', '…', '{', ' ']);
            let is_source = std::path::Path::new(path).extension().is_some_and(|end| end == "rs");
            if path.contains('/') && is_source && !pattern {
                named.push((number, path.to_owned()));
            }
        }
    }
    named
}

/// Where a link leads, as a path from the root and the heading within: `docs/style.md` and `errors`.
/// `None` when it climbs out of the repository.
pub fn resolve(file: &str, target: &str) -> Option<(String, Option<String>)> {
    let (path, heading) = match target.split_once('#') {
        Some((path, heading)) => (path, Some(heading.to_owned())),
        None => (target, None),
    };
    if path.is_empty() {
        return Some((file.to_owned(), heading));
    }
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => file.split('/').collect(),
    };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some((parts.join("/"), heading))
}

/// The names under which a Markdown text's headings can be linked to.
pub fn anchors(markdown: &str) -> Vec<String> {
    let headings = prose_lines(markdown).filter_map(|(_, line)| {
        let text = line.trim_start_matches('#');
        (text.len() < line.len() && text.starts_with(' ')).then(|| text.trim())
    });
    headings.map(anchor).collect()
}

/// A heading's name in links: lower case, blanks to dashes, other signs dropped.
fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter_map(|character| match character {
        ' ' | '-' => Some('-'),
        '_' => Some('_'),
        letter if letter.is_alphanumeric() => Some(letter),
        _ => None,
    });
    kept.flat_map(char::to_lowercase).collect()
}

/// The lines outside fenced code, numbered from 1.
fn prose_lines(markdown: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    markdown.lines().enumerate().filter_map(move |(index, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        (!fenced && !fence).then_some((index + 1, line))
    })
}

fn without_code_spans(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_outside_code_only() {
        let markdown = "See [a](b.md) and ![p](p.png \"P\").\n`[no](code.md)`\n```\n[no](x.md)\n```\n\
                        [out](https://a.example) [mail](mailto:a@b.example) [c](#d)\n";
        let targets: Vec<(usize, String)> =
            links(markdown).into_iter().map(|link| (link.line, link.target)).collect();
        let expected = [(1, "b.md"), (1, "p.png"), (6, "#d")];
        assert_eq!(targets, expected.map(|(line, target)| (line, target.to_owned())));
    }

    #[test]
    fn links_are_resolved_from_the_file_they_stand_in() {
        let path = |file, target| resolve(file, target).map(|(path, _)| path);
        assert_eq!(path("docs/a.md", "b.md").as_deref(), Some("docs/b.md"));
        assert_eq!(path("docs/a.md", "../README.md").as_deref(), Some("README.md"));
        assert_eq!(path("README.md", "docs/b.md#c").as_deref(), Some("docs/b.md"));
        assert_eq!(path("docs/a.md", "#c").as_deref(), Some("docs/a.md"));
        assert_eq!(path("docs/a.md", "/LICENSE-MIT").as_deref(), Some("LICENSE-MIT"));
        assert_eq!(path("README.md", "../other/README.md"), None);
    }

    #[test]
    fn headings_are_linked_by_their_words() {
        let markdown =
            "# Who may import whom?\n```\n# not this\n```\n## `make check`, twice\n#no\n";
        assert_eq!(anchors(markdown), ["who-may-import-whom", "make-check-twice"]);
    }

    #[test]
    fn sources_are_named_by_path() {
        let markdown =
            "`crates/a/src/b.rs` then `b.rs`, `crates/<area>/c.rs`, `a/b.rs::run`, `a/b.md`";
        let paths: Vec<String> =
            named_sources(markdown).into_iter().map(|(_, path)| path).collect();
        assert_eq!(paths, ["crates/a/src/b.rs", "a/b.rs"]);
    }
}
