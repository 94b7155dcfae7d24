//! `/v1/hours`, `/v1/closed-days`, `/v1/services`, `/v1/staff`.
//!
//! Parts of the same settings as `/v1/business`, one thing at a time, for whoever may change the
//! catalogue alone.

use std::sync::Arc;

use actix_web::http::StatusCode;
use flows::settings::document::{Closed, Hours, ServiceEntry, StaffEntry};
use flows::settings::{Edit, Seen};
use identity::Area;
use jiff::civil::Date;
use kernel::{ServiceId, StaffId};
use serde::Serialize;

use super::super::Api;
use super::super::answer::{Answer, Page};
use super::super::asked::Asked;
use super::super::operation::{Door, Operation};
use super::{by, patch, seen, settings, version_if_named, with_patch_of};
use crate::http::problem::Problem;

const SEES: Door = Door::sees(Area::Catalogue);
const CHANGES: Door = Door::changes(Area::Catalogue);

pub(super) fn operations() -> Vec<Operation> {
    [days(), services(), staff()].into_iter().flatten().collect()
}

fn days() -> Vec<Operation> {
    vec![
        Operation::get("/v1/hours", "show_hours", SEES)
            .says("When the business is open.")
            .gives::<Hours>()
            .versioned()
            .runs(|api, asked| async move { hours(&seen(&api, &asked).await?) }),
        Operation::put("/v1/hours", "change_hours", CHANGES)
            .says("Replaces the hours; a day that is left out is closed.")
            .takes::<Hours>()
            .gives::<Hours>()
            .versioned()
            .runs(change_hours),
        Operation::get("/v1/closed-days", "list_closed_days", SEES)
            .says("When the business is closed although its hours say otherwise.")
            .gives::<Page<Closed>>()
            .versioned()
            .runs(|api, asked| async move {
                list(seen(&api, &asked).await?, |it| it.settings.closed_days)
            }),
        Operation::post("/v1/closed-days", "add_closed_day", CHANGES)
            .says("Closes the business on one more day.")
            .takes::<Closed>()
            .gives::<Closed>()
            .with_status(StatusCode::CREATED)
            .runs(add_closed_day),
        Operation::delete("/v1/closed-days/{date}", "remove_closed_day", CHANGES)
            .says("Opens it again on a day.")
            .runs(remove_closed_day),
    ]
}

fn services() -> Vec<Operation> {
    vec![
        Operation::get("/v1/services", "list_services", SEES)
            .says("What customers can book, in the business's order.")
            .gives::<Page<ServiceEntry>>()
            .versioned()
            .runs(|api, asked| async move {
                list(seen(&api, &asked).await?, |it| it.settings.services)
            }),
        Operation::post("/v1/services", "add_service", CHANGES)
            .says("Offers one more service.")
            .takes::<ServiceEntry>()
            .gives::<ServiceEntry>()
            .with_status(StatusCode::CREATED)
            .runs(add_service),
        Operation::get("/v1/services/{id}", "show_service", SEES)
            .says("A service.")
            .gives::<ServiceEntry>()
            .versioned()
            .runs(show_service),
        with_patch_of::<ServiceEntry>(Operation::patch(
            "/v1/services/{id}",
            "change_service",
            CHANGES,
        ))
        .says("Changes what it names of a service; null takes away.")
        .gives::<ServiceEntry>()
        .runs(change_service),
        Operation::delete("/v1/services/{id}", "remove_service", CHANGES)
            .says("Offers a service no more; appointments for it stay.")
            .runs(remove_service),
    ]
}

fn staff() -> Vec<Operation> {
    vec![
        Operation::get("/v1/staff", "list_staff", SEES)
            .says("Who can be booked, in the business's order.")
            .gives::<Page<StaffEntry>>()
            .versioned()
            .runs(
                |api, asked| async move { list(seen(&api, &asked).await?, |it| it.settings.staff) },
            ),
        Operation::post("/v1/staff", "add_staff", CHANGES)
            .says("Adds somebody who can be booked.")
            .takes::<StaffEntry>()
            .gives::<StaffEntry>()
            .with_status(StatusCode::CREATED)
            .runs(add_staff),
        Operation::get("/v1/staff/{id}", "show_staff", SEES)
            .says("Somebody who can be booked.")
            .gives::<StaffEntry>()
            .versioned()
            .runs(show_staff),
        with_patch_of::<StaffEntry>(Operation::patch("/v1/staff/{id}", "change_staff", CHANGES))
            .says("Changes what it names of somebody who can be booked; null takes away.")
            .gives::<StaffEntry>()
            .runs(change_staff),
        Operation::delete("/v1/staff/{id}", "remove_staff", CHANGES)
            .says("Takes somebody out of who can be booked; appointments with them stay.")
            .runs(remove_staff),
    ]
}

fn list<T: Serialize>(seen: Seen, part: impl FnOnce(Seen) -> Vec<T>) -> Result<Answer, Problem> {
    let version = seen.tenant.version;
    Ok(Answer::json(&Page::whole(part(seen)))?.version(version))
}

fn hours(seen: &Seen) -> Result<Answer, Problem> {
    Ok(Answer::json(&seen.settings.hours)?.version(seen.tenant.version))
}

/// One entry, if it is there.
fn entry<T: Serialize>(version: i64, entry: Option<&T>) -> Result<Answer, Problem> {
    Ok(Answer::json(entry.ok_or_else(Problem::not_found)?)?.version(version))
}

async fn make(api: &Api, asked: &Asked, edit: Edit) -> Result<Seen, Problem> {
    let by = by(asked, version_if_named(asked)?)?;
    Ok(settings(api).change(&by, &edit).await?)
}

async fn change_hours(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let by = by(&asked, Some(asked.version()?))?;
    let edit = Edit::Hours(asked.json()?);
    hours(&settings(&api).change(&by, &edit).await?)
}

async fn add_closed_day(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let day: Closed = asked.json()?;
    let seen = make(&api, &asked, Edit::AddClosedDay(day.clone())).await?;
    // As it is written from now on: what was sent may be another way to write it.
    let date = day.date.parse::<Date>().map(|date| date.to_string()).unwrap_or_default();
    let added = seen.settings.closed_days.iter().find(|it| it.date == date);
    let shown = entry(seen.tenant.version, added)?;
    Ok(shown.with_status(StatusCode::CREATED).at(format!("/v1/closed-days/{date}")))
}

async fn remove_closed_day(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let date = asked.place("date")?.to_owned();
    make(&api, &asked, Edit::RemoveClosedDay(date)).await?;
    Ok(Answer::no_content())
}

async fn add_service(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let seen = make(&api, &asked, Edit::AddService(asked.json()?)).await?;
    let added = seen.settings.services.last();
    let id = added.and_then(|it| it.id.clone()).unwrap_or_default();
    let shown = entry(seen.tenant.version, added)?;
    Ok(shown.with_status(StatusCode::CREATED).at(format!("/v1/services/{id}")))
}

async fn show_service(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let id: ServiceId = asked.id("id")?;
    let seen = seen(&api, &asked).await?;
    entry(seen.tenant.version, seen.settings.services.iter().find(|it| it.is(id)))
}

async fn change_service(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let id: ServiceId = asked.id("id")?;
    let seen = make(&api, &asked, Edit::ChangeService(id, patch(&asked)?)).await?;
    entry(seen.tenant.version, seen.settings.services.iter().find(|it| it.is(id)))
}

async fn remove_service(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    make(&api, &asked, Edit::RemoveService(asked.id("id")?)).await?;
    Ok(Answer::no_content())
}

async fn add_staff(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let seen = make(&api, &asked, Edit::AddStaff(asked.json()?)).await?;
    let added = seen.settings.staff.last();
    let id = added.and_then(|it| it.id.clone()).unwrap_or_default();
    let shown = entry(seen.tenant.version, added)?;
    Ok(shown.with_status(StatusCode::CREATED).at(format!("/v1/staff/{id}")))
}

async fn show_staff(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let id: StaffId = asked.id("id")?;
    let seen = seen(&api, &asked).await?;
    entry(seen.tenant.version, seen.settings.staff.iter().find(|it| it.is(id)))
}

async fn change_staff(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    let id: StaffId = asked.id("id")?;
    let seen = make(&api, &asked, Edit::ChangeStaff(id, patch(&asked)?)).await?;
    entry(seen.tenant.version, seen.settings.staff.iter().find(|it| it.is(id)))
}

async fn remove_staff(api: Arc<Api>, asked: Asked) -> Result<Answer, Problem> {
    make(&api, &asked, Edit::RemoveStaff(asked.id("id")?)).await?;
    Ok(Answer::no_content())
}
