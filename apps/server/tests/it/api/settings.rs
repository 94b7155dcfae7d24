//! Owners, and programs of theirs, set how calls are answered.

use serde_json::{Value, json};

use super::{Person, Program};
use crate::client::Reply;
use crate::site::Running;

const DANA: &str = "dana@prairie.example";

async fn change(who: &mut Person<'_>, etag: &str, patch: &Value) -> Reply {
    who.sends("PATCH", "/v1/business", &[("If-Match", etag)], Some(patch)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_names_the_version_that_was_seen() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let seen = dana.get("/v1/business").await;
    assert_eq!(seen.status, 200, "{seen:?}");
    let etag = seen.header("etag").to_owned();
    assert_eq!(etag, format!("\"{}\"", seen.json()["version"]));
    assert_eq!(seen.json()["phone"], Value::Null);
    assert_eq!(seen.json()["settings"]["profile"]["name"], "Prairie Plumbing");

    let patch = json!({ "voice": { "greeting": "Howdy!" }, "profile": { "owner_name": null } });
    let blind = dana.sends("PATCH", "/v1/business", &[], Some(&patch)).await;
    assert_eq!((blind.status, &blind.json()["code"]), (428, &json!("version_missing")));
    let set = change(&mut dana, &etag, &patch).await;
    assert_eq!(set.status, 200, "{set:?}");
    assert_eq!(set.json()["settings"]["voice"]["greeting"], "Howdy!");
    assert_eq!(set.json()["settings"]["profile"]["owner_name"], Value::Null);
    assert_ne!(set.header("etag"), etag);
    let late = change(&mut dana, &etag, &json!({ "voice": { "greeting": "Hi!" } })).await;
    assert_eq!((late.status, &late.json()["code"]), (412, &json!("version_stale")));
    let audit = dana.get("/v1/audit").await.json();
    assert_eq!(audit["items"][0]["action"], "settings.changed");
    let keys = json!(["profile.owner_name", "voice.greeting"]);
    assert_eq!(audit["items"][0]["detail"]["keys"], keys);
    assert!(!audit.to_string().contains("Howdy"), "{audit}");
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_is_told_with_its_field() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let etag = dana.get("/v1/business").await.header("etag").to_owned();
    let patch = json!({
        "profile": { "timezone": "Mars/Olympus", "owner_phone": "12" },
        "services": [{ "name": "A", "minutes": 30 }, { "name": "a", "minutes": 2, "price": "1 $" }],
        "retention": { "recordings": 900 },
    });
    let reply = change(&mut dana, &etag, &patch).await.json();
    assert_eq!((&reply["code"], &reply["field"]), (&json!("invalid"), &json!("profile.timezone")));
    let detail = reply["detail"].as_str().unwrap();
    for field in [
        "profile.timezone: ",
        "profile.owner_phone: ",
        "services[1].name: ",
        "services[1].minutes: ",
        "services[1].price: ",
        "retention.recordings: ",
    ] {
        assert!(detail.contains(field), "{field} is missing from {detail}");
    }
    for (patch, field) in [
        (json!({ "voice": { "volume": 11 } }), "voice.volume"),
        (json!({ "profile": { "name": null } }), "profile.name"),
        (json!({ "calls": { "recording": "yes" } }), "calls.recording"),
        (json!([]), "."),
    ] {
        let reply = change(&mut dana, &etag, &patch).await;
        assert_eq!((reply.status, &reply.json()["field"]), (400, &json!(field)), "{patch}");
    }
    let hours = json!({ "mon": ["13:00-17:00", "08:00-14:00"], "tue": ["late"] });
    let reply = dana.sends("PUT", "/v1/hours", &[("If-Match", &etag)], Some(&hours)).await.json();
    assert_eq!(reply["field"], "tue[0]", "{reply}");
    assert!(reply["detail"].as_str().unwrap().contains("mon: "), "{reply}");
    assert_eq!(dana.get("/v1/business").await.header("etag"), etag);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn services_and_staff_keep_their_ids() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let wanted = json!({ "name": "Drain", "minutes": 60, "price": "120.00 USD" });
    let made = dana.post("/v1/services", &wanted).await;
    assert_eq!(made.status, 201, "{made:?}");
    let path = made.header("location").to_owned();
    let id = made.json()["id"].clone();
    assert_eq!(path, format!("/v1/services/{}", id.as_str().unwrap()));
    let sam = dana.post("/v1/staff", &json!({ "name": "Sam", "services": ["drain"] })).await;
    assert_eq!(sam.json()["services"], json!([id]), "{sam:?}");
    let renamed = json!({ "name": "Blocked drain", "price": null });
    let renamed = dana.sends("PATCH", &path, &[], Some(&renamed)).await;
    assert_eq!((renamed.status, &renamed.json()["id"]), (200, &id), "{renamed:?}");
    assert_eq!(renamed.json()["price"], Value::Null);
    assert_eq!(renamed.json()["minutes"], 60);
    for (body, field) in [
        (json!({ "minutes": 1 }), "minutes"),
        (json!({ "id": "svc_00000000000000000000000000" }), "id"),
    ] {
        let reply = dana.sends("PATCH", &path, &[], Some(&body)).await;
        assert_eq!((reply.status, &reply.json()["field"]), (400, &json!(field)), "{reply:?}");
    }
    assert_eq!(dana.sends("DELETE", &path, &[], None).await.status, 204);
    assert_eq!(dana.get(&path).await.status, 404);
    assert_eq!(dana.sends("DELETE", &path, &[], None).await.status, 404);
    let staff = dana.get("/v1/staff").await.json();
    assert_eq!(staff["items"][0]["services"], json!([]));

    let day = json!({ "date": "2026-12-25", "name": "Christmas Day" });
    assert_eq!(dana.post("/v1/closed-days", &day).await.status, 201);
    let twice = dana.post("/v1/closed-days", &day).await;
    assert_eq!((twice.status, &twice.json()["field"]), (400, &json!("date")));
    let day = "/v1/closed-days/2026-12-25";
    assert_eq!(dana.sends("DELETE", day, &[], None).await.status, 204);
    assert_eq!(dana.sends("DELETE", day, &[], None).await.status, 404);
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_not_change_settings_does_not() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let mut sam = Person::member(&mut dana, "sam@prairie.example", "staff").await;
    let service = json!({ "name": "Drain", "minutes": 60 });
    assert_eq!(sam.get("/v1/services").await.status, 200);
    assert_eq!(sam.get("/v1/business").await.status, 403);
    assert_eq!(sam.post("/v1/services", &service).await.status, 403);
    let etag = dana.get("/v1/business").await.header("etag").to_owned();
    assert_eq!(change(&mut sam, &etag, &json!({})).await.status, 403);

    let mut keys = Vec::new();
    for scope in ["catalogue:write", "settings:write"] {
        let wanted = json!({ "kind": "api", "name": scope, "scopes": [scope] });
        let made = dana.post("/v1/api-keys", &wanted).await.json();
        keys.push(Program::with_key(&site, made["secret"].as_str().unwrap()).await);
    }
    let [catalogue, settings] = &mut keys[..] else { unreachable!() };
    let made = catalogue.sends("POST", "/v1/services", &[], Some(&service)).await;
    assert_eq!(made.status, 201, "{made:?}");
    assert_eq!(catalogue.get("/v1/business").await.status, 403);
    // What a key may not change it does not change by the other door either.
    let etag = settings.get("/v1/business").await.header("etag").to_owned();
    let more = [("If-Match", etag.as_str())];
    let patch = json!({ "services": [] });
    let reply = settings.sends("PATCH", "/v1/business", &more, Some(&patch)).await;
    assert_eq!(reply.status, 403, "{reply:?}");
    let patch = json!({ "voice": { "greeting": "Howdy!" } });
    let reply = settings.sends("PATCH", "/v1/business", &more, Some(&patch)).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    site.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_is_published_compared_and_taken_back() {
    let site = Running::start().await;
    let mut dana = Person::owner(&site, DANA, "Prairie Plumbing").await;
    let draft = "/v1/business/draft";
    assert_eq!(dana.get(draft).await.json()["saved_at"], Value::Null);
    assert_eq!(dana.sends("DELETE", draft, &[], None).await.status, 409);
    let seen = dana.get("/v1/business").await;
    let first = seen.json()["version"].clone();
    let mut settings = seen.json()["settings"].clone();
    settings["voice"]["greeting"] = json!("Howdy!");
    settings["services"] = json!([{ "name": "Drain", "minutes": 1 }]);
    let saved = dana.sends("PUT", draft, &[], Some(&settings)).await;
    assert_eq!(saved.status, 200, "{saved:?}");
    assert_eq!(saved.json()["faults"][0]["field"], "services[0].minutes");
    let etag = saved.header("etag").to_owned();
    let more = [("If-Match", etag.as_str())];
    let publish = "/v1/business/publish";
    let note = json!({ "note": "Drains" });
    assert_eq!(dana.sends("POST", publish, &[], Some(&note)).await.status, 428);
    let reply = dana.sends("POST", publish, &more, Some(&note)).await;
    assert_eq!((reply.status, &reply.json()["field"]), (400, &json!("services[0].minutes")));
    settings["services"][0]["minutes"] = json!(60);
    assert_eq!(dana.sends("PUT", draft, &[], Some(&settings)).await.json()["faults"], json!([]));
    assert_eq!(dana.get("/v1/business").await.header("etag"), etag, "nothing has changed");
    let reply = dana.sends("POST", publish, &more, Some(&note)).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let second = reply.json()["version"].clone();
    let nothing =
        dana.sends("POST", publish, &[("If-Match", reply.header("etag"))], Some(&note)).await;
    assert_eq!((nothing.status, &nothing.json()["code"]), (409, &json!("no_draft")));

    let listed = dana.get("/v1/business/versions?limit=1").await.json();
    assert_eq!(listed["items"][0]["version"], second);
    assert_eq!(listed["items"][0]["note"], "Drains");
    let next = format!("/v1/business/versions?cursor={}", listed["next"].as_str().unwrap());
    let listed = dana.get(&next).await.json();
    assert_eq!((&listed["items"][0]["version"], &listed["next"]), (&first, &Value::Null));
    let path = format!("/v1/business/versions/{second}/changes?against={first}");
    let changes = dana.get(&path).await.json();
    let paths = changes["items"].as_array().unwrap().iter().map(|it| it["path"].clone());
    assert_eq!(paths.collect::<Vec<_>>(), ["services[0]", "voice.greeting"]);

    let restore = format!("/v1/business/versions/{first}/restore");
    let stale = dana.sends("POST", &restore, &more, None).await;
    assert_eq!(stale.status, 412, "{stale:?}");
    let reply = dana.sends("POST", &restore, &[("If-Match", reply.header("etag"))], None).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(reply.json()["settings"], seen.json()["settings"]);
    for path in ["/v1/business/versions/99", "/v1/business/versions/x"] {
        assert_eq!(dana.get(path).await.status, 404);
    }
    site.stop().await;
}
