//! What businesses' own servers are told.

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
