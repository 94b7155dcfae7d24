//! Owners change their settings, and the next caller meets them.

use flows::BusinessSettings;
use flows::settings::change::VERSIONS_MAX;
use flows::settings::document::{ServiceEntry, StaffEntry};
use flows::settings::{By, Edit, Seen, SettingsError};
use identity::{Actor, Who};
use kernel::ServiceId;
use serde_json::{Value, json};
use testkit::{SALON, World};

const CUSTOMER: &str = "+15550100001";

/// The salon with its owner.
struct Shop {
    world: World,
    actor: Actor,
}

impl Shop {
    async fn open() -> Self {
        let world = World::salon().await;
        world.at("2026-03-03T10:00");
        let actor = Actor { who: Who::System, tenant: Some(world.card.tenant.id) };
        Self { world, actor }
    }

    fn by(&self, saw: Option<i64>) -> By<'_> {
        By { actor: &self.actor, tenant: self.world.card.tenant.id, saw }
    }

    async fn seen(&self) -> Seen {
        self.world.flows.settings.read(self.world.card.tenant.id).await.unwrap().unwrap()
    }

    async fn changes(&self, patch: Value) -> Result<Seen, SettingsError> {
        self.edits(Edit::Patch(patch)).await
    }

    async fn edits(&self, edit: Edit) -> Result<Seen, SettingsError> {
        self.world.flows.settings.change(&self.by(None), &edit).await
    }

    /// What a caller is told.
    async fn told(&self, question: &str) -> String {
        self.world.rings_from(CUSTOMER).await.says(question).await
    }
}

fn faults(outcome: Result<Seen, SettingsError>) -> Vec<String> {
    let Err(SettingsError::Faulty(faults)) = outcome else { panic!("{outcome:?}") };
    faults.into_iter().map(|fault| fault.key).collect()
}

#[tokio::test]
async fn what_an_owner_changes_the_next_caller_is_told() {
    let shop = Shop::open().await;
    assert!(shop.told("where are you?").await.contains("Mill Street"));
    let before = shop.seen().await;
    let seen = shop.changes(json!({ "profile": { "address": "34 Lake Road" } })).await.unwrap();
    assert!(seen.tenant.version > before.tenant.version);
    assert!(shop.told("where are you?").await.contains("34 Lake Road"));
    let again = shop.changes(json!({ "profile": { "address": "34 Lake Road" } })).await.unwrap();
    assert_eq!(again.tenant.version, seen.tenant.version, "nothing was changed");
    assert_eq!(again.settings, shop.seen().await.settings);
}

#[tokio::test]
async fn whoever_saw_an_older_version_changes_nothing() {
    let shop = Shop::open().await;
    let before = shop.seen().await;
    let patch = |name: &str| Edit::Patch(json!({ "voice": { "agent_name": name } }));
    let (flow, by) = (&shop.world.flows.settings, shop.by(Some(before.tenant.version)));
    flow.change(&by, &patch("Kim")).await.unwrap();
    let late = flow.change(&by, &patch("Lee")).await;
    assert!(matches!(late, Err(SettingsError::Stale)), "{late:?}");
    assert_eq!(shop.seen().await.settings.voice.agent_name, "Kim");
}

#[tokio::test]
async fn every_fault_is_named_and_nothing_is_changed() {
    let shop = Shop::open().await;
    let before = shop.seen().await;
    let broken = json!({
        "profile": {
            "name": " ", "timezone": "Mars", "languages": ["en-US", "english", "en-us"],
            "owner_phone": "1", "owner_email": "dana", "address": "a\u{0}b",
        },
        "voice": { "agent_name": "x".repeat(121) },
        "calls": { "transfer": [["+18165550111", "2"], []] },
        "faqs": [{ "question": "", "answer": "b" }],
        "canned_replies": [{ "name": "A", "text": "b" }, { "name": "a", "text": "b" }],
        "retention": { "calls": 60, "recordings": 61, "raw_webhooks": 1 },
        "booking": { "step_minutes": 0, "lead_minutes": -1, "horizon_days": 1_000_000 },
        "hours": { "mon": ["17:00-09:00"], "tue": ["09:00-12:00", "11:00-13:00"] },
        "closed_days": [{ "date": "2026-02-30", "name": "Never" }],
        "services": [{ "name": "Cut", "minutes": 4, "price": "-1.00 USD" },
                     { "id": "svc_00000000000000000000000000", "name": "cut", "minutes": 30 }],
        "staff": [{ "name": "Sam", "services": ["Shave"], "hours": { "sun": ["x"] } }],
    });
    let keys = faults(shop.changes(broken).await);
    for key in [
        "profile.name",
        "profile.timezone",
        "profile.languages[1]",
        "profile.languages[2]",
        "profile.owner_phone",
        "profile.owner_email",
        "profile.address",
        "voice.agent_name",
        "calls.transfer[0][1]",
        "calls.transfer[1]",
        "faqs[0].question",
        "canned_replies[1].name",
        "retention.recordings",
        "retention.raw_webhooks",
        "booking.step_minutes",
        "booking.lead_minutes",
        "booking.horizon_days",
        "hours.mon[0]",
        "hours.tue",
        "closed_days[0].date",
        "services[0].minutes",
        "services[0].price",
        "services[1].name",
        "services[1].id",
        "staff[0].services[0]",
        "staff[0].hours.sun[0]",
    ] {
        assert!(keys.iter().any(|it| it == key), "{key} is missing from {keys:?}");
    }
    assert_eq!(faults(shop.changes(json!({ "voice": { "volume": 3 } })).await), ["voice.volume"]);
    assert_eq!(shop.seen().await.tenant, before.tenant);
}

#[tokio::test]
async fn a_service_keeps_its_id_and_appointments_outlive_it() {
    let shop = Shop::open().await;
    let before = shop.seen().await.settings;
    let id: ServiceId = before.services[0].id.as_ref().unwrap().parse().unwrap();
    let mut line = shop.world.rings_from(CUSTOMER).await;
    line.says("a haircut on Thursday at 3 pm please").await;
    line.says("Alex Reed").await;
    line.says("yes please").await;
    let renamed = Edit::ChangeService(id, json!({ "name": "Dry cut", "price": "35.00 USD" }));
    let seen = shop.edits(renamed).await.unwrap();
    assert!(seen.settings.services[0].is(id));
    let seen = shop.edits(Edit::RemoveService(id)).await.unwrap();
    assert_eq!(seen.settings.services.len(), before.services.len() - 1);
    assert_eq!(seen.settings.staff[1].services, Some(Vec::new()), "Maria did nothing else");
    assert_eq!(shop.world.diary().await.len(), 1);
    let gone = shop.edits(Edit::RemoveService(id)).await;
    assert!(matches!(gone, Err(SettingsError::Unknown)), "{gone:?}");
    // Whoever knows the id can bring it back as it is.
    let services = json!([{ "id": id, "name": "Haircut", "minutes": 30 }]);
    let staff = json!([{ "name": "Sam" }]);
    let seen = shop.changes(json!({ "services": services, "staff": staff })).await.unwrap();
    assert!(seen.settings.services[0].is(id));
}

#[tokio::test]
async fn a_shop_without_staff_is_booked_as_a_whole() {
    let shop = Shop::open().await;
    let seen = shop.changes(json!({ "staff": [] })).await.unwrap();
    assert!(seen.settings.staff.is_empty());
    let mut line = shop.world.rings_from(CUSTOMER).await;
    line.says("a haircut on Thursday at 3 pm please").await;
    line.says("Alex Reed").await;
    line.says("yes please").await;
    assert_eq!(shop.world.diary().await.len(), 1, "{}", line.transcript);
    let sam = StaffEntry { id: None, name: "Kim".to_owned(), services: None, hours: None };
    let seen = shop.edits(Edit::AddStaff(sam)).await.unwrap();
    assert_eq!(seen.settings.staff.len(), 1);
    assert!(seen.settings.staff[0].id.is_some());
}

#[tokio::test]
async fn a_draft_has_no_effect_until_it_is_published() {
    let shop = Shop::open().await;
    let flow = &shop.world.flows.settings;
    let before = shop.seen().await;
    let mut wanted: BusinessSettings = before.settings.clone();
    wanted.profile.address = Some("34 Lake Road".to_owned());
    wanted.services.push(ServiceEntry {
        id: None,
        name: "Shampoo".to_owned(),
        aliases: Vec::new(),
        minutes: 3,
        buffer_minutes: 0,
        price: None,
    });
    let draft = flow.save_draft(&shop.by(None), &wanted).await.unwrap();
    assert_eq!(draft.faults.len(), 1, "{draft:?}");
    assert_eq!(draft.faults[0].key, "services[3].minutes");
    assert_eq!(faults(flow.publish(&shop.by(None), "").await), ["services[3].minutes"]);
    wanted.services[3].minutes = 10;
    let draft = flow.save_draft(&shop.by(None), &wanted).await.unwrap();
    let paths: Vec<&str> = draft.changes.iter().map(|it| it.path.as_str()).collect();
    assert_eq!(paths, ["profile.address", "services[3]"]);
    assert_eq!(shop.seen().await.tenant, before.tenant);
    assert!(shop.told("where are you?").await.contains("Mill Street"));

    let seen = flow.publish(&shop.by(Some(draft.version)), " A new place ").await.unwrap();
    assert!(seen.settings.services[3].id.is_some());
    assert!(shop.told("where are you?").await.contains("34 Lake Road"));
    assert!(flow.draft(shop.world.card.tenant.id).await.unwrap().is_none());
    let heads = flow.versions(shop.world.card.tenant.id, None, 9).await.unwrap();
    assert_eq!(heads[0].note, "A new place");
    assert_eq!(heads[1].version, before.tenant.version, "what was there before is kept");
    let none = flow.publish(&shop.by(None), "").await;
    assert!(matches!(none, Err(SettingsError::NoDraft)), "{none:?}");
}

#[tokio::test]
async fn versions_are_compared_and_restored() {
    let shop = Shop::open().await;
    let (flow, id) = (&shop.world.flows.settings, shop.world.card.tenant.id);
    let first = shop.seen().await;
    shop.changes(json!({ "profile": { "address": "34 Lake Road" } })).await.unwrap();
    let services = json!([{ "name": "Shampoo", "minutes": 10 }]);
    let patch = json!({ "services": services, "staff": [], "faqs": [] });
    let third = shop.changes(patch).await.unwrap();
    let (first_no, third_no) = (first.tenant.version, third.tenant.version);
    let changes = flow.changes(id, third_no, Some(first_no)).await.unwrap().unwrap();
    let paths: Vec<&str> = changes.iter().map(|it| it.path.as_str()).collect();
    for path in ["profile.address", "services[0]", "services[2]", "staff[1]", "faqs[0]"] {
        assert!(paths.contains(&path), "{path} is missing from {paths:?}");
    }
    let last = flow.changes(id, third_no, None).await.unwrap().unwrap();
    assert!(last.iter().all(|it| it.path != "profile.address"), "{last:?}");
    assert_eq!(flow.changes(id, first_no, None).await.unwrap(), Some(Vec::new()));
    assert_eq!(flow.changes(id, third_no, Some(999)).await.unwrap(), None);

    let restored = flow.restore(&shop.by(None), first_no).await.unwrap();
    assert_eq!(restored.settings, first.settings, "ids included");
    assert!(restored.tenant.version > third_no);
    assert!(shop.told("where are you?").await.contains("Mill Street"));
    let heads = flow.versions(id, None, 9).await.unwrap();
    assert_eq!(heads.len(), 4, "{heads:?}");
    let unknown = flow.restore(&shop.by(None), 999).await;
    assert!(matches!(unknown, Err(SettingsError::Unknown)), "{unknown:?}");
}

#[tokio::test]
async fn so_many_versions_are_kept_and_no_more() {
    let shop = Shop::open().await;
    let (flow, id) = (&shop.world.flows.settings, shop.world.card.tenant.id);
    for number in 0..=VERSIONS_MAX {
        let name = format!("Robin {number}");
        shop.changes(json!({ "voice": { "agent_name": name } })).await.unwrap();
    }
    let heads = flow.versions(id, None, 500).await.unwrap();
    assert_eq!(heads.len(), usize::from(VERSIONS_MAX));
    let oldest = flow.version(id, heads.last().unwrap().version).await.unwrap().unwrap();
    assert_eq!(oldest.settings.voice.agent_name, "Robin 1");
}

#[tokio::test]
async fn another_business_is_left_alone() {
    let shop = Shop::open().await;
    let (flow, db) = (&shop.world.flows.settings, &shop.world.flows.businesses);
    let other = SALON.replace("+18165550100", "+18165550177");
    let other = db.import(&other).await.unwrap().id;
    let before = flow.read(other).await.unwrap().unwrap();
    let theirs: ServiceId = before.settings.services[0].id.as_ref().unwrap().parse().unwrap();
    let stolen = shop.edits(Edit::RemoveService(theirs)).await;
    assert!(matches!(stolen, Err(SettingsError::Unknown)), "{stolen:?}");
    let services = json!([{ "id": theirs, "name": "Haircut", "minutes": 30 }]);
    let patch = json!({ "services": services, "staff": [] });
    assert_eq!(faults(shop.changes(patch).await), ["services[0].id"]);
    shop.changes(json!({ "profile": { "address": "34 Lake Road" } })).await.unwrap();
    let after = flow.read(other).await.unwrap().unwrap();
    assert_eq!((after.tenant, after.settings), (before.tenant, before.settings));
    assert!(flow.versions(other, None, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_leaves_what_it_does_not_say() {
    let shop = Shop::open().await;
    let replies = json!([{ "name": "Way", "text": "Left at the mill." }]);
    let patch = json!({ "canned_replies": replies, "retention": { "recordings": 7 } });
    shop.changes(patch).await.unwrap();
    shop.world.flows.businesses.import(SALON).await.unwrap();
    let settings = shop.seen().await.settings;
    assert_eq!(settings.canned_replies[0].name, "Way");
    assert_eq!(settings.retention.recordings, Some(7));
}
