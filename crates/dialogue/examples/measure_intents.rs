//! Measures intents, out-of-scope rejection, calibration and yes/no on the public data.
use std::collections::BTreeMap;
use std::path::Path;

use frontdesk_dialogue::understand::Words;
use frontdesk_dialogue::understand::intents::act::Act;
use frontdesk_dialogue::understand::intents::{features, model};
use serde_json::Value;

fn rows(dir: &Path, file: &str) -> Vec<Value> {
    std::fs::read_to_string(dir.join(file)).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}
fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let verbose = std::env::args().nth(2);
    let dir = Path::new(&dir);
    let m = model::ENGLISH.as_ref().unwrap();
    let run = |text: &str| {
        let words = Words::of(text);
        m.weigh(&features::tokens(&words.words))
    };
    let map: BTreeMap<&str, &[Act]> = BTreeMap::from([
        ("affirm", &[Act::Yes][..]), ("are_you_a_bot", &[Act::Robot]), ("ask_business", &[Act::Name]),
        ("ask_capabilities", &[Act::Capabilities, Act::Services]), ("ask_location", &[Act::Location]), ("ask_name", &[Act::Name]),
        ("ask_takes_bookings", &[Act::Faq]), ("ask_time", &[Act::Time]), ("ask_wait", &[Act::Faq]),
        ("billing", &[Act::Billing]), ("cancel_booking", &[Act::Cancel]), ("change_language", &[Act::Language]),
        ("clarify", &[Act::Repeat]), ("complaint_or_fraud", &[Act::Complaint]), ("confirm_booking", &[Act::Check]),
        ("confirm_request", &[Act::Verify, Act::Repeat]), ("deny", &[Act::No]), ("goodbye", &[Act::Goodbye]), ("greet", &[Act::Greeting]),
        ("make_booking", &[Act::Book]), ("my_bookings", &[Act::Check]), ("praise", &[Act::Thanks]), ("repeat", &[Act::Repeat]),
        ("status_request", &[Act::Order]), ("stop", &[Act::Stop, Act::Goodbye, Act::Cancel]), ("thanks", &[Act::Thanks]), ("unsure", &[Act::Unsure]),
    ]);
    let mut scores = Vec::new();
    let (mut right, mut all) = (0, 0);
    let mut per: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for r in rows(dir, "intents_en_dev.jsonl") {
        let p = run(r["text"].as_str().unwrap());
        let label = r["label"].as_str().unwrap();
        let best = (0..p.len()).max_by(|a, b| p[*a].total_cmp(&p[*b])).unwrap();
        let ok = map[label].iter().any(|a| Act::ALL[best].intent() == a.intent());
        let e = per.entry(label.into()).or_default();
        e.1 += 1;
        all += 1;
        if ok { right += 1; e.0 += 1 }
        if !ok && verbose.as_deref().is_some_and(|v| v == "intents" || v == label) {
            println!("WRONG {label} -> {} {:.2} | {}", Act::ALL[best].name(), p[best], r["text"]);
        }
        scores.push((1.0 - p[37] - p[36], label.to_owned(), r["text"].to_string()));
    }
    scores.sort_by(|a, b| a.0.total_cmp(&b.0));
    let threshold = scores[scores.len() / 20].0;
    if verbose.as_deref() == Some("low") { for s in &scores[..scores.len()/20] { println!("LOW {:.3} {} {}", s.0, s.1, s.2) } }
    let oos = rows(dir, "oos_en_dev.jsonl");
    let mut rejected = 0;
    for r in &oos {
        let p = run(r["text"].as_str().unwrap());
        let s = 1.0 - p[37] - p[36];
        if s < threshold { rejected += 1 } else if verbose.as_deref() == Some("oos") {
            let best = (0..p.len()).max_by(|a, b| p[*a].total_cmp(&p[*b])).unwrap();
            println!("OOS {s:.3} {} {} {}", Act::ALL[best].name(), r["kind"], r["text"]);
        }
    }
    println!("right {right}/{all} {:.3}; threshold {threshold:.4} oos recall {:.3}", f64::from(right)/f64::from(all), f64::from(rejected)/oos.len() as f64);
    for (l, (a, b)) in per { println!("  {l} {a}/{b} {:.2}", f64::from(a)/f64::from(b)) }
}
