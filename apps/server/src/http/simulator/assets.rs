//! The page and what it is made of: inside the binary, so that there is nothing to install.

use std::fmt::Write;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use ring::digest;

use super::is_known;
use crate::http::problem::Problem;

const PAGE: &str = include_str!("assets/page.html");
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Name, kind, content.
const ASSETS: [(&str, &str, &str); 9] = [
    ("api.js", SCRIPT, include_str!("assets/api.js")),
    ("call.js", SCRIPT, include_str!("assets/call.js")),
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
    ("keypad.js", SCRIPT, include_str!("assets/keypad.js")),
    ("panels.js", SCRIPT, include_str!("assets/panels.js")),
    ("simulator.css", "text/css; charset=utf-8", include_str!("assets/simulator.css")),
    ("simulator.js", SCRIPT, include_str!("assets/simulator.js")),
    ("speech.js", SCRIPT, include_str!("assets/speech.js")),
    ("words.js", SCRIPT, include_str!("assets/words.js")),
];

pub(super) async fn page(request: HttpRequest) -> HttpResponse {
    content(&request, "text/html; charset=utf-8", PAGE)
}

pub(super) async fn asset(request: HttpRequest, name: Path<String>) -> HttpResponse {
    match ASSETS.iter().find(|(known, _, _)| *known == name.as_str()) {
        Some((_, kind, text)) => content(&request, kind, text),
        None => Problem::not_found().response(),
    }
}

/// The content, unless the browser has it: it asks each time, and a new release is seen at once.
fn content(request: &HttpRequest, kind: &str, text: &'static str) -> HttpResponse {
    let etag = etag(text);
    let known = is_known(request, &etag);
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header((ETAG, etag)).insert_header((CACHE_CONTROL, "no-cache"));
    if known {
        return response.finish();
    }
    response.insert_header((CONTENT_TYPE, kind)).body(text)
}

fn etag(text: &str) -> String {
    let digest = digest::digest(&digest::SHA256, text.as_bytes());
    let mut tag = String::from("\"");
    for byte in digest.as_ref().iter().take(12) {
        // Writing to a string cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_in_the_folder_is_served() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/http/simulator/assets");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "page.html")
            .collect();
        names.sort();
        let served: Vec<&str> = ASSETS.iter().map(|(name, _, _)| *name).collect();
        assert_eq!(names, served);
    }
}
