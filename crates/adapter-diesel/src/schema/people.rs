//! Who comes in, and what they did.

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
