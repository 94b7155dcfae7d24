//! What a business's flags leave of what its owner has set.
//!
//! The owner's wish stays as it is in the database: when a flag comes back, so does what it allows.

use ::hooks::Endpoint;
use kernel::Language;
use scheduling::{BookingRules, Catalogue};
use tenancy::{AfterHours, CallSettings, Flag, FlagSet, Tenant, Vertical};

/// What happens on the line.
pub(super) fn calls(tenant: &Tenant, flags: &FlagSet) -> CallSettings {
    let mut calls = tenant.settings.calls.clone();
    calls.recording &= flags.is_on(Flag::CallRecording);
    if !flags.is_on(Flag::HumanTransfer) {
        calls.transfer.clear();
        if calls.after_hours == AfterHours::Transfer {
            calls.after_hours = AfterHours::Voicemail;
        }
    }
    if calls.after_hours == AfterHours::Ai && !flags.is_on(Flag::Allow24x7) {
        calls.after_hours = AfterHours::Voicemail;
    }
    calls
}

/// By which rules it is booked.
pub(super) fn rules(catalogue: &mut Catalogue, flags: &FlagSet) {
    if !flags.is_on(Flag::CancellationRules) {
        catalogue.rules.cancel_hours = BookingRules::default().cancel_hours;
    }
}

/// Which languages are spoken.
pub(super) fn languages(mut languages: Vec<Language>, flags: &FlagSet) -> Vec<Language> {
    if !flags.is_on(Flag::MultiLanguage) {
        languages.truncate(1);
    }
    languages
}

/// Whether what is said may be kept: at a clinic it is health data, which takes a contract.
pub(super) fn words(tenant: &Tenant, flags: &FlagSet) -> bool {
    tenant.settings.vertical != Vertical::Clinic || flags.is_on(Flag::Baa)
}

/// Which of its own servers are told anything.
pub(super) fn endpoints(endpoints: Vec<Endpoint>, flags: &FlagSet) -> Vec<Endpoint> {
    if flags.is_on(Flag::OutgoingWebhooks) { endpoints } else { Vec::new() }
}
