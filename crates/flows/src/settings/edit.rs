//! Changes of one part of a document.

use kernel::{ServiceId, StaffId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::SettingsError;
use super::document::{BusinessSettings, Closed, Hours, ServiceEntry, StaffEntry};
use crate::businesses::faults::Fault;

/// A change of one part.
#[derive(Debug, Clone)]
pub enum Edit {
    /// What is named becomes what it says, the rest stays (RFC 7396): lists are replaced as a whole,
    /// `null` takes away.
    Patch(Value),
    /// Other hours.
    Hours(Hours),
    /// Closed on one more day.
    AddClosedDay(Closed),
    /// Open again on a day: `2026-12-25`.
    RemoveClosedDay(String),
    /// One more service, behind the others.
    AddService(ServiceEntry),
    /// A service becomes what this says, the rest of it stays.
    ChangeService(ServiceId, Value),
    /// A service is offered no more. Appointments for it stay.
    RemoveService(ServiceId),
    /// One more member of staff, behind the others.
    AddStaff(StaffEntry),
    /// A member of staff becomes what this says, the rest stays.
    ChangeStaff(StaffId, Value),
    /// A member of staff can be booked no more. Appointments with them stay.
    RemoveStaff(StaffId),
}

impl Edit {
    /// The document after the change, and the path of the part that it is about.
    ///
    /// # Errors
    /// There is no such part, or it cannot be what it says.
    pub(super) fn applied(
        &self,
        present: &BusinessSettings,
    ) -> Result<(BusinessSettings, String), SettingsError> {
        let mut next = present.clone();
        let part = match self {
            Self::Patch(patch) => {
                next = patched(present, patch)?;
                String::new()
            }
            Self::Hours(hours) => {
                next.hours.clone_from(hours);
                "hours.".to_owned()
            }
            Self::AddClosedDay(day) => {
                next.closed_days.push(day.clone());
                format!("closed_days[{}].", present.closed_days.len())
            }
            Self::RemoveClosedDay(date) => {
                remove(&mut next.closed_days, |day| day.date == *date)?;
                String::new()
            }
            Self::AddService(entry) => {
                is_new(entry.id.as_deref())?;
                next.services.push(entry.clone());
                format!("services[{}].", present.services.len())
            }
            Self::ChangeService(id, patch) => {
                let place = change(&mut next.services, |it| it.is(*id), patch)?;
                format!("services[{place}].")
            }
            Self::RemoveService(id) => {
                remove(&mut next.services, |it| it.is(*id))?;
                let id = id.to_string();
                for list in next.staff.iter_mut().filter_map(|it| it.services.as_mut()) {
                    list.retain(|other| *other != id);
                }
                String::new()
            }
            Self::AddStaff(entry) => {
                is_new(entry.id.as_deref())?;
                next.staff.push(entry.clone());
                format!("staff[{}].", present.staff.len())
            }
            Self::ChangeStaff(id, patch) => {
                let place = change(&mut next.staff, |it| it.is(*id), patch)?;
                format!("staff[{place}].")
            }
            Self::RemoveStaff(id) => {
                remove(&mut next.staff, |it| it.is(*id))?;
                String::new()
            }
        };
        Ok((next, part))
    }
}

/// Entries get their ids from us.
fn is_new(id: Option<&str>) -> Result<(), SettingsError> {
    match id {
        None => Ok(()),
        Some(_) => Err(fault("id", "is given by us: leave it out")),
    }
}

fn remove<T>(list: &mut Vec<T>, is_it: impl Fn(&T) -> bool) -> Result<(), SettingsError> {
    let place = list.iter().position(is_it).ok_or(SettingsError::Unknown)?;
    list.remove(place);
    Ok(())
}

fn change<T: Serialize + DeserializeOwned>(
    list: &mut [T],
    is_it: impl Fn(&T) -> bool,
    patch: &Value,
) -> Result<usize, SettingsError> {
    let place = list.iter().position(&is_it).ok_or(SettingsError::Unknown)?;
    let entry = list.get_mut(place).ok_or(SettingsError::Unknown)?;
    let next: T = patched(entry, patch)?;
    if !is_it(&next) {
        return Err(fault("id", "cannot be changed"));
    }
    *entry = next;
    Ok(place)
}

fn patched<T: Serialize + DeserializeOwned>(value: &T, patch: &Value) -> Result<T, SettingsError> {
    let mut json =
        serde_json::to_value(value).map_err(|error| kernel::StoreError::Other(Box::new(error)))?;
    merge(&mut json, patch);
    serde_path_to_error::deserialize(json).map_err(|error| {
        let place = error.path().to_string();
        let say = error.into_inner().to_string();
        let missing = say.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
        match missing {
            Some(field) if place == "." => fault(field, "is missing"),
            Some(field) => fault(&format!("{place}.{field}"), "is missing"),
            None => fault(&place, &say),
        }
    })
}

/// **Source**: RFC 7396, section 2.
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        target.clone_from(patch);
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            target.remove(key);
        } else {
            merge(target.entry(key).or_insert(Value::Null), value);
        }
    }
}

fn fault(key: &str, what: &str) -> SettingsError {
    SettingsError::Faulty(vec![Fault { key: key.to_owned(), what: what.to_owned() }])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_patch_changes_what_it_names() {
        let cases = [
            (json!({ "a": 1, "b": { "c": 2, "d": 3 } }), json!({ "b": { "c": 4 } })),
            (json!({ "a": [1, 2], "b": 1 }), json!({ "a": [3], "b": null })),
            (json!({ "a": "text" }), json!({ "a": { "b": null, "c": 1 } })),
            (json!({ "a": 1 }), json!([])),
        ];
        let right = [
            json!({ "a": 1, "b": { "c": 4, "d": 3 } }),
            json!({ "a": [3] }),
            json!({ "a": { "c": 1 } }),
            json!([]),
        ];
        for ((mut target, patch), right) in cases.into_iter().zip(right) {
            merge(&mut target, &patch);
            assert_eq!(target, right);
        }
    }
}
