//! `audit verify` and `audit --follow`.

use insta::assert_snapshot;

use crate::desk::Desk;
use crate::stand_in::{PRAIRIE, TOKYO, problem, record};

async fn with_entries(count: usize) -> Desk {
    let desk = Desk::new().await;
    desk.server.short_pages(4);
    desk.server.chain(PRAIRIE, |chain| (0..count).for_each(|_| record(chain, "flag.set")));
    desk
}

#[tokio::test]
async fn a_whole_chain_is_told_with_its_length_and_head() {
    let desk = with_entries(9).await;
    desk.server.chain(TOKYO, |chain| record(chain, "business.created"));
    assert_snapshot!("verified", desk.run(&format!("audit verify {PRAIRIE}")).await);
    assert_snapshot!("verified_all", desk.run("audit verify --all").await);
    assert_snapshot!("verified_json", desk.run("audit verify --all --json").await);
}

#[tokio::test]
async fn a_broken_chain_names_the_entry() {
    let desk = with_entries(9).await;
    desk.server.chain(PRAIRIE, |chain| chain[5].detail = "{}".to_owned());
    assert_snapshot!("altered", desk.run(&format!("audit verify {PRAIRIE}")).await);
    desk.server.chain(PRAIRIE, |chain| drop(chain.remove(5)));
    let gap = desk.run(&format!("audit verify {PRAIRIE}")).await;
    assert!(gap.code == 1 && gap.errors.contains("entry 6 is missing"), "{gap}");
    let all = desk.run("audit verify --all --json").await;
    assert!(all.code == 1 && all.output.contains("\"ok\":false"), "{all}");
}

#[tokio::test]
async fn an_end_that_was_cut_off_is_seen_by_whoever_kept_the_head() {
    let desk = with_entries(9).await;
    let verified = desk.run(&format!("audit verify {PRAIRIE} --json")).await.output;
    let verified: serde_json::Value = serde_json::from_str(&verified).unwrap();
    let head = verified["items"][0]["head"].as_str().unwrap().to_owned();
    let line = format!("audit verify {PRAIRIE} --kept=9:{head}");
    assert_eq!(desk.run(&line).await.code, 0);
    desk.server.chain(PRAIRIE, |chain| record(chain, "flag.set"));
    assert_eq!(desk.run(&line).await.code, 0, "what came since does not matter");
    desk.server.chain(PRAIRIE, |chain| chain.truncate(7));
    assert_eq!(desk.run(&format!("audit verify {PRAIRIE}")).await.code, 0, "it looks whole");
    let cut = desk.run(&line).await;
    assert!(cut.code == 1 && cut.errors.contains("entries 8 to 9 are gone"), "{cut}");
    // A chain that was written anew from there on.
    desk.server.chain(PRAIRIE, |chain| (0..5).for_each(|_| record(chain, "plan.set")));
    let forged = desk.run(&line).await;
    assert!(forged.errors.contains("entry 9 is not the one that was kept"), "{forged}");
    assert_eq!(desk.run(&format!("audit verify {PRAIRIE} --kept nine")).await.code, 2);
}

#[tokio::test]
async fn a_server_that_goes_back_is_not_read_for_ever() {
    let desk = with_entries(3).await;
    let entry = desk.run(&format!("audit {PRAIRIE} --json --limit 1")).await.output;
    let path = format!("/v1/admin/businesses/{PRAIRIE}/audit");
    desk.server.fix(&path, crate::stand_in::said(200, &entry));
    let ran = desk.run(&format!("audit {PRAIRIE}")).await;
    assert_eq!(ran.code, 1, "{ran}");
}

#[tokio::test]
async fn entries_are_followed_until_somebody_stops_it() {
    let desk = with_entries(2).await;
    // Two pages of what is there; nothing new; the server is away for a moment; then no more.
    let end = problem(403, "forbidden", "You may not do this");
    let path = format!("/v1/admin/businesses/{PRAIRIE}/audit");
    let line = format!("audit {PRAIRIE} --follow --json");
    let follow = desk.run(&line);
    let server = &desk.server;
    let meanwhile = async {
        while server.lines().len() < 3 {
            tokio::task::yield_now().await;
        }
        server.chain(PRAIRIE, |chain| record(chain, "plan.set"));
        while !server.lines().last().is_some_and(|line| line.contains("after=3")) {
            tokio::task::yield_now().await;
        }
        server.instead([problem(502, "away", "Away")]);
        server.fix(&path, end);
    };
    let (ran, ()) = tokio::join!(follow, meanwhile);
    assert_eq!(ran.code, 4, "{ran}");
    assert_eq!(ran.output.lines().count(), 3, "{ran}");
    assert!(ran.output.lines().all(|line| line.starts_with("{\"seq\":")), "{ran}");
    assert!(ran.output.contains("plan.set"), "{ran}");
}
