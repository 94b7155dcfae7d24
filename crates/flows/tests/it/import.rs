use flows::businesses::import::ImportError;
use testkit::{SALON, World};

#[tokio::test]
async fn a_second_import_changes_the_business_and_keeps_its_ids() {
    let world = World::salon().await;
    let before = world.card.catalogue.clone();
    let edited = SALON.replace("30.00 USD", "35.00 USD").replace("Beard trim", "Moustache trim");
    let imported = world.flows.businesses.import(&edited).await.unwrap();
    assert!(!imported.created);
    assert_eq!(imported.id, world.card.tenant.id);
    let card = world.flows.voice.cards.by_tenant(imported.id).await.unwrap().unwrap();
    let haircut = |catalogue: &scheduling::Catalogue| {
        catalogue.services.iter().find(|it| it.name == "Haircut").cloned().unwrap()
    };
    assert_eq!(haircut(&before).id, haircut(&card.catalogue).id);
    assert_eq!(haircut(&card.catalogue).price.unwrap().minor, 3_500);
    let gone = card.catalogue.services.iter().find(|it| it.name == "Beard trim").unwrap();
    assert!(!gone.active);
}

#[tokio::test]
async fn every_fault_is_reported_with_its_key_and_nothing_is_changed() {
    let world = World::salon().await;
    let broken = SALON
        .replace("America/Chicago", "America/Chicagoo")
        .replace("+18165550199", "8165550199")
        .replace("30.00 USD", "thirty dollars")
        .replace("2026-12-25", "2026-02-30")
        .replace("sat = [\"09:00-13:00\"]", "sat = [\"13:00-09:00\"]")
        .replace("services = [\"Haircut\"]", "services = [\"Haircutt\"]")
        .replace("step_minutes = 30", "step_minutes = 0");
    let Err(ImportError::Faulty(faults)) = world.flows.businesses.import(&broken).await else {
        panic!("the file is faulty");
    };
    let keys: Vec<&str> = faults.iter().map(|fault| fault.key.as_str()).collect();
    for key in [
        "business.timezone",
        "business.owner_phone",
        "services[0].price",
        "closed[0].date",
        "hours.sat[0]",
        "staff[1].services[0]",
        "booking.step_minutes",
    ] {
        assert!(keys.contains(&key), "{key} is missing from {keys:?}");
    }
    let card = world.flows.voice.cards.by_tenant(world.card.tenant.id).await.unwrap().unwrap();
    assert_eq!(card.tenant.version, world.card.tenant.version);
}

#[tokio::test]
async fn an_unknown_key_is_named() {
    let world = World::salon().await;
    let broken = SALON.replace("minutes = 45", "minuts = 45");
    let Err(ImportError::Faulty(faults)) = world.flows.businesses.import(&broken).await else {
        panic!("the file is faulty");
    };
    assert!(faults[0].what.contains("minuts"), "{faults:?}");
    assert!(faults[0].key.starts_with("line "), "{faults:?}");
}

#[tokio::test]
async fn the_demo_businesses_are_right() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/businesses");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(&path).unwrap();
            let world = World::with(&text).await;
            let line = world.rings_from("+15550100001").await;
            assert!(!line.said().is_empty());
            names.push(world.card.tenant.name.clone());
        }
    }
    assert!(names.len() >= 5, "{names:?}");
}
