//! What a caller understands of what the receptionist says, in structured form: which kind of
//! answer is wanted, and the times and names that were read out.

use jiff::Zoned;
use jiff::civil::DateTime;
use kernel::StoreResult;
use scheduling::Catalogue;
use serde_json::Value;

use crate::stage::Stage;

/// A time that was read out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// When, on the business's wall clock.
    pub start: DateTime,
    /// For what.
    pub service: String,
    /// With whom.
    pub staff: String,
}

/// What a caller understands.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// What was asked: `open`, `service`, `when`, `offer`, `confirm`, …
    pub asked: String,
    /// Times that were offered.
    pub offers: Vec<Slot>,
    /// The time that was read back.
    pub held: Option<Slot>,
    /// The caller's own appointment that is spoken of.
    pub chosen: Option<DateTime>,
    /// The name that was read back, where the caller gave one.
    pub name: Option<String>,
    /// Turns in a row that were not understood.
    pub misses: u64,
    /// How many things were done.
    pub done: usize,
}

/// Looks at what the dialogue has come to; whatever is not there is left out.
pub async fn view(stage: &Stage, provider_id: &str) -> StoreResult<View> {
    let mut tx = stage.db.begin(stage.card.tenant.id).await?;
    let open = tx.open_turn(provider_id).await?;
    tx.rollback().await?;
    let kept = open.conversation.map(|it| it.state).unwrap_or_default();
    let kept: Value = serde_json::from_str(&kept).unwrap_or_default();
    let frame = kept.pointer("/dialogue/frame").cloned().unwrap_or_default();
    let catalogue = &stage.card.catalogue;
    let list = |key: &str| frame.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(View {
        asked: frame.get("asked").and_then(Value::as_str).unwrap_or("open").to_owned(),
        offers: list("offers").iter().filter_map(|it| slot(it, catalogue)).collect(),
        held: frame.get("held").and_then(|it| slot(it, catalogue)),
        chosen: frame.get("chosen").and_then(start),
        name: frame.get("name").and_then(Value::as_str).map(str::to_owned),
        misses: frame.get("misses").and_then(Value::as_u64).unwrap_or_default(),
        done: list("done").len(),
    })
}

fn start(value: &Value) -> Option<DateTime> {
    let start = value.get("start")?.as_str()?;
    start.parse::<Zoned>().ok().map(|it| it.datetime())
}

fn slot(value: &Value, catalogue: &Catalogue) -> Option<Slot> {
    let id = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (service, staff) = (id("service"), id("staff"));
    let service = catalogue.services.iter().find(|it| it.id.to_string() == service);
    let staff = catalogue.staff.iter().find(|it| it.id.to_string() == staff);
    Some(Slot {
        start: start(value)?,
        service: service.map(|it| it.name.clone()).unwrap_or_default(),
        staff: staff.map(|it| it.name.clone()).unwrap_or_default(),
    })
}
