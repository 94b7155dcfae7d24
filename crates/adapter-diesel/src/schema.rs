//! The tables, once for both databases: the SQL types of [`crate::columns`] exist in each of them.
//!
//! What each column means stands in the migrations.

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

    accounts (id) {
        id -> Id,
        email -> Label,
        name -> Text,
        password -> Nullable<Text>,
        verified_at -> Nullable<Instant>,
        second_factor -> Nullable<Document>,
        is_platform -> Bool,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    sessions (id) {
        id -> Id,
        account_id -> Id,
        business_id -> Nullable<Id>,
        kind -> Label,
        hash -> Label,
        previous -> Nullable<Label>,
        rotated_at -> Instant,
        agent -> Text,
        created_at -> Instant,
        expires_at -> Instant,
        ended_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    tickets (id) {
        id -> Id,
        purpose -> Label,
        account_id -> Nullable<Id>,
        created_at -> Instant,
        expires_at -> Instant,
        used_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    members (tenant_id, account_id) {
        tenant_id -> Id,
        account_id -> Id,
        role -> Label,
        name -> Text,
        email -> Label,
        since -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    invitations (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        email -> Label,
        role -> Label,
        invited_by -> Text,
        created_at -> Instant,
        expires_at -> Instant,
        closed_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    api_keys (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        kind -> Label,
        name -> Text,
        hint -> Text,
        hash -> Label,
        grants -> Document,
        origins -> Document,
        created_at -> Instant,
        last_used_at -> Nullable<Instant>,
        expires_at -> Nullable<Instant>,
        revoked_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    audit (tenant_id, seq) {
        tenant_id -> Id,
        seq -> BigInt,
        at -> Instant,
        actor -> Text,
        action -> Text,
        subject -> Text,
        detail -> Text,
        hash -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    answers (tenant_id, key) {
        tenant_id -> Id,
        key -> Text,
        fingerprint -> Text,
        begun_at -> Instant,
        answer -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    endpoints (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        url -> Label,
        name -> Text,
        events -> Document,
        secret -> Text,
        retired_secret -> Nullable<Text>,
        retired_until -> Nullable<Instant>,
        disabled_why -> Nullable<Label>,
        disabled_at -> Nullable<Instant>,
        failing_since -> Nullable<Instant>,
        failing_last_at -> Nullable<Instant>,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    events (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        kind -> Label,
        at -> Instant,
        data -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
    use crate::columns::{Document, Id, Instant, Label};

    deliveries (tenant_id, id) {
        tenant_id -> Id,
        id -> Id,
        endpoint_id -> Id,
        event_id -> Id,
        status -> Label,
        attempts -> Integer,
        last_status -> Nullable<Integer>,
        last_error -> Nullable<Text>,
        last_snippet -> Nullable<Text>,
        next_at -> Nullable<Instant>,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::allow_tables_to_appear_in_same_query!(calls, conversations, deliveries, events);
diesel::allow_tables_to_appear_in_same_query!(accounts, members, sessions);
