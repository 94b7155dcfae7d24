//! Services and staff.

use kernel::{Id, IdKind, Money, ServiceId, StaffId};
use scheduling::{Catalogue, WeekHours};

use super::super::document::{BusinessSettings, ServiceEntry};
use super::{entries, line};
use crate::businesses::faults::Faults;
use crate::businesses::read::{NAME_CHARS_MAX, week};

/// How many other words a service may have.
const ALIASES_MAX: usize = 30;

/// A service whose values are right.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "see `scheduling::Service`")]
pub struct RightService {
    /// None for a new one.
    pub id: Option<ServiceId>,
    pub name: String,
    pub aliases: Vec<String>,
    pub minutes: u16,
    pub buffer_minutes: u16,
    pub price: Option<Money>,
}

/// A member of staff whose values are right.
#[derive(Debug, Clone)]
pub struct RightStaff {
    /// None for somebody new.
    pub id: Option<StaffId>,
    /// The name.
    pub name: String,
    /// Places in the list of services; `None` means all.
    pub services: Option<Vec<usize>>,
    /// When they work; `None` means the business's hours.
    pub hours: Option<WeekHours>,
}

pub(super) fn services(
    document: &BusinessSettings,
    known: &Catalogue,
    faults: &mut Faults,
) -> Vec<RightService> {
    entries(faults, "services", document.services.len());
    let mut services: Vec<RightService> = Vec::new();
    for (place, entry) in document.services.iter().enumerate() {
        let key = |field: &str| format!("services[{place}].{field}");
        line(faults, &key("name"), &entry.name, NAME_CHARS_MAX);
        let name = entry.name.trim().to_owned();
        if services.iter().any(|other| other.name.eq_ignore_ascii_case(&name)) {
            faults.add(key("name"), "is the name of another service");
        }
        if entry.aliases.len() > ALIASES_MAX {
            faults.add(key("aliases"), format_args!("has more than {ALIASES_MAX} entries"));
        }
        for (number, alias) in entry.aliases.iter().enumerate() {
            line(faults, &key(&format!("aliases[{number}]")), alias, NAME_CHARS_MAX);
        }
        faults.range(key("minutes"), entry.minutes, 5, 1_440);
        faults.range(key("buffer_minutes"), entry.buffer_minutes, 0, 480);
        let price = entry.price.as_deref();
        let price = price.and_then(|price| faults.take(key("price"), price.parse::<Money>()));
        if price.is_some_and(|price| price.minor < 0) {
            faults.add(key("price"), "must not be negative");
        }
        let id = entry.id.as_deref();
        let id = id.and_then(|id| own_id(id, key("id"), |id| known.service(id).is_some(), faults));
        if id.is_some() && services.iter().any(|other| other.id == id) {
            faults.add(key("id"), "is there twice");
        }
        services.push(RightService {
            id,
            name,
            aliases: entry.aliases.iter().map(|alias| alias.trim().to_owned()).collect(),
            minutes: u16::try_from(entry.minutes).unwrap_or_default(),
            buffer_minutes: u16::try_from(entry.buffer_minutes).unwrap_or_default(),
            price,
        });
    }
    services
}

pub(super) fn staff(
    document: &BusinessSettings,
    known: &Catalogue,
    faults: &mut Faults,
) -> Vec<RightStaff> {
    entries(faults, "staff", document.staff.len());
    let mut staff: Vec<RightStaff> = Vec::new();
    for (place, entry) in document.staff.iter().enumerate() {
        let key = |field: &str| format!("staff[{place}].{field}");
        line(faults, &key("name"), &entry.name, NAME_CHARS_MAX);
        let name = entry.name.trim().to_owned();
        if staff.iter().any(|other| other.name.eq_ignore_ascii_case(&name)) {
            faults.add(key("name"), "is the name of somebody else");
        }
        // Who stands for the business as a whole is none of those who are named.
        let is_known = |id| known.staff(id).is_some_and(|it| !it.implied);
        let id = entry.id.as_deref();
        let id = id.and_then(|id| own_id(id, key("id"), is_known, faults));
        if id.is_some() && staff.iter().any(|other| other.id == id) {
            faults.add(key("id"), "is there twice");
        }
        let services = entry.services.as_deref().map(|names| {
            let count = names.len();
            entries(faults, &key("services"), count);
            let mut places = Vec::new();
            for (number, name) in names.iter().enumerate() {
                let place = place_of(&document.services, name)
                    .ok_or("is neither the id nor the name of a service");
                places.extend(faults.take(key(&format!("services[{number}]")), place));
            }
            places
        });
        let hours = entry.hours.as_ref().map(|hours| week(&key("hours"), hours, faults));
        staff.push(RightStaff { id, name, services, hours });
    }
    staff
}

/// An id that the business has, or a fault.
fn own_id<K: IdKind>(
    text: &str,
    key: String,
    is_known: impl Fn(Id<K>) -> bool,
    faults: &mut Faults,
) -> Option<Id<K>> {
    let id = text.parse::<Id<K>>().ok().filter(|id| is_known(*id));
    faults.take(key, id.ok_or("is none of this business; leave it out for a new entry"))
}

fn place_of(services: &[ServiceEntry], name: &str) -> Option<usize> {
    let name = name.trim();
    let by_id = services.iter().position(|it| it.id.as_deref() == Some(name));
    by_id.or_else(|| services.iter().position(|it| it.name.trim().eq_ignore_ascii_case(name)))
}
