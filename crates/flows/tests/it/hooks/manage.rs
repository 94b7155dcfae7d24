//! Owners look after their endpoints.

use super::*;

#[tokio::test]
async fn a_secret_is_kept_sealed_and_told_once() {
    let world = World::salon().await;
    let (of, secret) = listens(&world, Subscription::All).await;
    let kept = endpoint(&world, &of).await;
    assert!(kept.secrets.current.as_str().starts_with("v1."));
    assert!(!kept.secrets.current.as_str().contains(secret.expose()));
    assert!(!format!("{kept:?}").contains("v1."));
}

#[tokio::test]
async fn a_replaced_secret_counts_for_another_day() {
    let world = World::salon().await;
    let (of, old) = listens(&world, only(&[EventKind::CallEnded])).await;
    let (hooks, tenant) = (area(&world), world.card.tenant.id);
    let (_, new) = hooks.rotate_secret(&actor(&world), tenant, of.id).await.unwrap();
    for (hours, old_counts) in [(0, true), (23, true), (1, false)] {
        world.clock.advance(SignedDuration::from_hours(hours));
        world.rings_from(CALLER).await.hangs_up().await;
        world.run_jobs().await;
        let last = world.told.received().pop().unwrap();
        let good = |secret| verify(secret, &last.headers, last.body.as_bytes(), world.now());
        assert_eq!(good(&new), Ok(()));
        assert_eq!(good(&old).is_ok(), old_counts, "{hours}");
    }
}

#[tokio::test]
async fn what_cannot_be_an_endpoint_is_refused() {
    let world = World::salon().await;
    let (hooks, actor, tenant) = (area(&world), actor(&world), world.card.tenant.id);
    for (url, events) in [
        ("http://shop.example.com/", Subscription::All),
        ("http://127.0.0.1/", Subscription::All),
        ("https://a@shop.example.com/", Subscription::All),
        (URL, only(&[])),
        (URL, only(&[EventKind::WebhookTest])),
    ] {
        let refused = hooks.add_endpoint(&actor, tenant, wanted(url, events)).await;
        assert!(matches!(refused, Err(HookError::Faulty(_))), "{url}: {refused:?}");
    }
    let nameless = WantedEndpoint { name: " ".to_owned(), ..wanted(URL, Subscription::All) };
    let refused = hooks.add_endpoint(&actor, tenant, nameless).await;
    assert!(matches!(refused, Err(HookError::Faulty(_))), "{refused:?}");
    for _ in 0..Endpoint::PER_BUSINESS_MAX {
        hooks.add_endpoint(&actor, tenant, wanted(URL, Subscription::All)).await.unwrap();
    }
    let refused = hooks.add_endpoint(&actor, tenant, wanted(URL, Subscription::All)).await;
    assert!(matches!(refused, Err(HookError::TooMany)), "{refused:?}");
}

#[tokio::test]
async fn changes_count_from_the_next_webhook_on() {
    let world = World::salon().await;
    let (of, _) = listens(&world, Subscription::All).await;
    let (hooks, actor, tenant) = (area(&world), actor(&world), world.card.tenant.id);
    let change = async |change| hooks.change_endpoint(&actor, tenant, of.id, change).await.unwrap();
    let ring = async || {
        let before = world.told.received().len();
        world.rings_from(CALLER).await.hangs_up().await;
        world.run_jobs().await;
        world.told.received().split_off(before)
    };
    assert_eq!(ring().await.len(), 3);
    let events = Some(only(&[EventKind::CallEnded]));
    change(EndpointChange { events, ..EndpointChange::default() }).await;
    assert_eq!(kinds(&ring().await), ["call.ended"]);
    let url = Some("https://new.example.com/".to_owned());
    change(EndpointChange { url, ..EndpointChange::default() }).await;
    assert_eq!(ring().await[0].url.as_str(), "https://new.example.com/");
    change(EndpointChange { enabled: Some(false), ..EndpointChange::default() }).await;
    assert!(ring().await.is_empty());
    change(EndpointChange { enabled: Some(true), ..EndpointChange::default() }).await;
    assert_eq!(ring().await.len(), 1);
    hooks.remove_endpoint(&actor, tenant, of.id).await.unwrap();
    assert!(ring().await.is_empty());
    assert!(deliveries(&world).await.is_empty());
    let entries = audit(&world).await;
    let changed = ["webhook.changed"; 4];
    assert_eq!(entries[0], "webhook.added");
    assert_eq!(entries[1..5], changed);
    assert_eq!(entries[5..], ["webhook.removed"]);
}

async fn audit(world: &World) -> Vec<String> {
    let mut tx = world.db.begin_read(world.card.tenant.id).await.unwrap();
    let entries = tx.audit().after(0, 100).await.unwrap();
    let actions = entries.into_iter().map(|entry| entry.action);
    actions.filter(|action| action.starts_with("webhook.")).collect()
}

#[tokio::test]
async fn a_test_reaches_an_endpoint_that_is_told_nothing_else() {
    let world = World::salon().await;
    let (of, _) = listens(&world, Subscription::All).await;
    let (hooks, actor, tenant) = (area(&world), actor(&world), world.card.tenant.id);
    let off = EndpointChange { enabled: Some(false), ..EndpointChange::default() };
    hooks.change_endpoint(&actor, tenant, of.id, off).await.unwrap();
    hooks.test_endpoint(&actor, tenant, of.id).await.unwrap();
    world.run_jobs().await;
    assert_eq!(told(&world), ["webhook.test"]);
}

#[tokio::test]
async fn what_is_on_its_way_to_a_disabled_endpoint_is_given_up_and_can_be_sent_again() {
    let world = World::salon().await;
    let (of, _) = listens(&world, only(&[EventKind::CallEnded])).await;
    let (hooks, actor, tenant) = (area(&world), actor(&world), world.card.tenant.id);
    let enabled = |enabled| EndpointChange { enabled: Some(enabled), ..EndpointChange::default() };
    for _ in 0..3 {
        world.rings_from(CALLER).await.hangs_up().await;
    }
    hooks.change_endpoint(&actor, tenant, of.id, enabled(false)).await.unwrap();
    world.run_jobs().await;
    let given_up = deliveries(&world).await;
    assert!(given_up.iter().all(|it| (it.status, it.attempts) == (DeliveryStatus::Failed, 0)));
    let refused = hooks.replay_since(&actor, tenant, of.id, long_ago()).await;
    assert!(matches!(refused, Err(HookError::Disabled)), "{refused:?}");
    let refused = hooks.replay(&actor, tenant, (given_up[0].endpoint, given_up[0].id)).await;
    assert!(matches!(refused, Err(HookError::Disabled)), "{refused:?}");
    hooks.change_endpoint(&actor, tenant, of.id, enabled(true)).await.unwrap();
    assert_eq!(hooks.replay_since(&actor, tenant, of.id, long_ago()).await.unwrap(), 3);
    assert_eq!(hooks.replay_since(&actor, tenant, of.id, long_ago()).await.unwrap(), 0);
    world.run_jobs().await;
    world.run_jobs().await;
    assert_eq!(told(&world), ["call.ended"; 3]);
}

#[tokio::test]
async fn many_are_sent_again_page_by_page() {
    let world = World::salon().await;
    let (of, _) = listens(&world, only(&[EventKind::CallEnded])).await;
    world.told.answer_always(&of.url, Reply::Refused);
    for _ in 0..120 {
        world.rings_from(CALLER).await.hangs_up().await;
    }
    world.run_jobs().await;
    let (hooks, actor, tenant) = (area(&world), actor(&world), world.card.tenant.id);
    assert_eq!(hooks.replay_since(&actor, tenant, of.id, long_ago()).await.unwrap(), 120);
    world.told.answer_always(&of.url, Reply::Status(200));
    world.run_jobs().await;
    assert_eq!(world.told.received().len(), 120);
}

#[tokio::test]
async fn nobody_touches_the_endpoints_of_others() {
    let world = World::salon().await;
    let (of, _) = listens(&world, Subscription::All).await;
    world.rings_from(CALLER).await.hangs_up().await;
    let delivery = deliveries(&world).await[0].id;
    let eve = world.flows.businesses.import(PLUMBER).await.unwrap().id;
    let (hooks, actor) = (area(&world), Actor { who: Who::System, tenant: Some(eve) });
    let unknown = |refused: Result<(), HookError>| {
        assert!(matches!(refused, Err(HookError::Unknown)), "{refused:?}");
    };
    unknown(hooks.rotate_secret(&actor, eve, of.id).await.map(drop));
    unknown(hooks.remove_endpoint(&actor, eve, of.id).await);
    unknown(hooks.test_endpoint(&actor, eve, of.id).await.map(drop));
    unknown(hooks.replay(&actor, eve, (of.id, delivery)).await.map(drop));
    // Nor does another endpoint's address lead to it.
    let (other, _) = listens(&world, Subscription::All).await;
    let ours = world.card.tenant.id;
    unknown(hooks.replay(&actor, ours, (other.id, delivery)).await.map(drop));
    unknown(hooks.replay_since(&actor, eve, of.id, long_ago()).await.map(drop));
    let change = EndpointChange { enabled: Some(false), ..EndpointChange::default() };
    unknown(hooks.change_endpoint(&actor, eve, of.id, change).await.map(drop));
    assert!(hooks.endpoints(eve).await.unwrap().is_empty());
    assert_eq!(endpoint(&world, &of).await, of);
}
