//! `docs/operator.md` is what an operator sees.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{Cursor, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cli::terminal::Echo;
use cli::{Console, Pace, Surroundings};
use jiff::tz::TimeZone;
use kernel::SeededIds;

use crate::site::Running;

/// A stream that is read afterwards.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

struct Shown;

impl Echo for Shown {
    fn hide_typing(&self) {}
    fn show_typing(&self) {}
}

/// The words of a line, as a shell would split it.
fn words(line: &str) -> Vec<OsString> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            other => words.last_mut().unwrap().push(other),
        }
    }
    words.into_iter().filter(|word| !word.is_empty()).map(OsString::from).collect()
}

/// Runs a line; answers with what it printed.
async fn run(site: &Running, ids: &Arc<SeededIds>, line: &str) -> String {
    let (output, home) = (Written::default(), tempfile::tempdir().unwrap());
    let variables = BTreeMap::from([
        ("HOME".to_owned(), home.path().display().to_string()),
        ("LOGNAME".to_owned(), "dana".to_owned()),
        ("FRONTDESK_SERVER".to_owned(), format!("http://127.0.0.1:{}", site.port)),
        ("FRONTDESK_PLATFORM_SECRET".to_owned(), testkit::PLATFORM_SECRET.to_owned()),
    ]);
    let console = Console {
        output: Box::new(output.clone()),
        errors: Box::new(output.clone()),
        input: Box::new(Cursor::new(Vec::new())),
        has_typist: false,
        output_columns: None,
        errors_columns: None,
        echo: Arc::new(Shown),
        has_progress: false,
        fault: None,
    };
    let pace = Pace { first: Duration::ZERO, longest: Duration::ZERO, look: Duration::ZERO };
    let around = Surroundings {
        variables,
        clock: site.world.clock.clone(),
        ids: ids.clone(),
        zone: TimeZone::UTC,
        pace,
        console,
    };
    let code = cli::run(words(line), around).await;
    let text = String::from_utf8(output.0.lock().unwrap().clone()).unwrap();
    assert_eq!(code, 0, "{line}: {text}");
    text
}

/// The last business's id.
async fn newest(site: &Running) -> String {
    let mut tx = site.world.db.begin_platform().await.unwrap();
    let ids = tx.numbers().list(None, 100).await.unwrap();
    tx.commit().await.unwrap();
    ids.last().unwrap().to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_about_the_operator_shows_what_is_printed() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operator.md");
    let page = std::fs::read_to_string(page).unwrap();
    let site = Running::start().await;
    let ids = Arc::new(SeededIds::new(9));
    let (mut seen, mut within, mut business) = (String::new(), false, String::new());
    for line in page.lines() {
        if line.starts_with("```") {
            within = line == "```console";
        }
        if !within || line.starts_with("```") {
            seen.push_str(line);
            seen.push('\n');
            continue;
        }
        // What stands under a command is what it printed the last time.
        let Some(command) = line.strip_prefix("$ ") else { continue };
        site.world.clock.advance(jiff::SignedDuration::from_mins(1));
        let printed = run(&site, &ids, &command.replace("$BUSINESS", &business)).await;
        if command.contains("business create") {
            business = newest(&site).await;
        }
        seen.extend(["$ ", command, "\n", &printed]);
    }
    if seen != page {
        let path = std::env::temp_dir().join("operator.md");
        std::fs::write(&path, &seen).unwrap();
        panic!("docs/operator.md is not what is printed; {} is", path.display());
    }
    site.stop().await;
}
