use store::Durability;
use tenancy::TenantStatus;
use testkit::World;

async fn set_status(world: &World, status: TenantStatus) {
    let mut tx = world.db.begin(world.card.tenant.id).await.unwrap();
    let mut tenant = tx.tenants().find().await.unwrap().unwrap();
    tenant.status = status;
    tx.tenants().put(&tenant).await.unwrap();
    tx.commit(Durability::Promised).await.unwrap();
}

#[tokio::test]
async fn a_suspended_business_is_not_answered_from_the_next_webhook_on() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    set_status(&world, TenantStatus::Suspended).await;
    let reply = line.says("a haircut on Thursday at 3 pm please").await;
    assert!(reply.contains("can't take calls"), "{reply}");
    assert_eq!(line.plan().next_word(), "hangup");
    let next = world.rings_from("+15550100002").await;
    assert!(next.said().contains("can't take calls"), "{}", next.said());
    set_status(&world, TenantStatus::Active).await;
    let next = world.rings_from("+15550100003").await;
    assert_eq!(next.plan().next_word(), "listen");
}

#[tokio::test]
async fn an_edit_is_heard_on_the_next_turn() {
    let world = World::salon().await;
    let mut line = world.rings_from("+15550100001").await;
    let edited = testkit::SALON.replace("12 Mill Street", "34 Lake Road");
    world.flows.businesses.import(&edited).await.unwrap();
    let reply = line.says("where are you?").await;
    assert!(reply.contains("34 Lake Road"), "{reply}");
}
