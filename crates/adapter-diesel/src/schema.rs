//! The tables, once for both databases: the SQL types of [`crate::columns`] exist in each of them.
//!
//! What each column means stands in the migrations.

mod hooks;
mod people;

pub(crate) use hooks::{deliveries, endpoints, events};
pub(crate) use people::{
    accounts, answers, api_keys, audit, invitations, members, sessions, tickets,
};

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    tenants (id) {
        id -> Id,
        name -> Text,
        phone -> Label,
        status -> Label,
        timezone -> Label,
        settings -> Document,
        version -> BigInt,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    customers (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        phone -> Nullable<Label>,
        name -> Nullable<Text>,
        opted_out -> Bool,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    calls (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        channel -> Label,
        provider_id -> Label,
        from_number -> Label,
        to_number -> Label,
        customer_id -> Nullable<Id>,
        status -> Label,
        outcome -> Nullable<Label>,
        started_at -> Instant,
        ended_at -> Nullable<Instant>,
        seconds -> Nullable<Integer>,
        summary -> Nullable<Text>,
        category -> Nullable<Text>,
        sentiment -> Nullable<Text>,
        recording -> Nullable<Label>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    conversations (tenant_id, call_id) {
        tenant_id -> Id,
        call_id -> Id,
        provider_id -> Text,
        customer_id -> Nullable<Id>,
        turn_no -> Integer,
        state -> Text,
        ended -> Bool,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    turns (tenant_id, call_id, turn_no, role) {
        tenant_id -> Id,
        call_id -> Id,
        turn_no -> Integer,
        role -> Label,
        text -> Text,
        answer -> Nullable<Text>,
        at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    services (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        position -> Integer,
        name -> Text,
        aliases -> Document,
        minutes -> Integer,
        buffer_minutes -> Integer,
        price_minor -> Nullable<BigInt>,
        currency -> Nullable<Label>,
        active -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    staff (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        position -> Integer,
        name -> Text,
        services -> Nullable<Document>,
        hours -> Nullable<Document>,
        active -> Bool,
        implied -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    schedules (tenant_id) {
        tenant_id -> Id,
        hours -> Document,
        closed -> Document,
        rules -> Document,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    appointments (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        customer_id -> Nullable<Id>,
        call_id -> Nullable<Id>,
        service_id -> Id,
        staff_id -> Id,
        starts_at -> Instant,
        ends_at -> Instant,
        busy_until -> Instant,
        status -> Label,
        held_until -> Nullable<Instant>,
        name -> Nullable<Text>,
        notes -> Nullable<Text>,
        version -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    messages (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        customer_id -> Nullable<Id>,
        call_id -> Nullable<Id>,
        direction -> Label,
        phone -> Nullable<Label>,
        body -> Text,
        status -> Label,
        provider_id -> Nullable<Text>,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    outbox (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        kind -> Text,
        lane -> Label,
        payload -> Text,
        dedupe_key -> Nullable<Text>,
        status -> Label,
        attempts -> Integer,
        run_at -> Instant,
        lease -> Nullable<Id>,
        last_error -> Nullable<Text>,
        created_at -> Instant,
        settled_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    receipts (tenant_id, provider, key) {
        tenant_id -> Id,
        provider -> Text,
        key -> Text,
        at -> Instant,
        answer -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    subscriptions (tenant_id) {
        tenant_id -> Id,
        book -> Text,
        plan -> Text,
        status -> Label,
        since -> Instant,
        trial_ends_at -> Nullable<Instant>,
        paid_until -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    flags (tenant_id) {
        tenant_id -> Id,
        overrides -> Document,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    rollouts (name) {
        name -> Text,
        history -> Document,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    settings_versions (tenant_id, version) {
        tenant_id -> Id,
        version -> BigInt,
        at -> Instant,
        actor -> Text,
        note -> Text,
        document -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    settings_drafts (tenant_id) {
        tenant_id -> Id,
        based_on -> BigInt,
        at -> Instant,
        actor -> Text,
        document -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(calls, conversations, deliveries, events);
diesel::allow_tables_to_appear_in_same_query!(accounts, members, sessions);
