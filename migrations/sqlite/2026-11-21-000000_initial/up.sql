-- The first schema; what the columns mean, and why, stands in PostgreSQL's migration of this name.
--
-- uuid: TEXT, hyphenated, lower case. timestamptz: INTEGER, microseconds since 1970 in UTC.
-- jsonb: TEXT. boolean: INTEGER.
--
-- There is no row-level security here: every query of the program names its tenant.

CREATE TABLE tenants (
    id         TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    phone      TEXT        NOT NULL,
    status     TEXT        NOT NULL,
    timezone   TEXT        NOT NULL,
    settings   TEXT       NOT NULL CONSTRAINT tenants_settings_check CHECK (json_valid(settings)),
    -- Counts changes of the business, its catalogue included: what was kept of it elsewhere is good
    -- as long as this is the same.
    version    INTEGER      NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT tenants_id_key PRIMARY KEY (id),
    -- Across all businesses: a call is answered for the one whose number was dialled.
    CONSTRAINT tenants_phone_key UNIQUE (phone),
    CONSTRAINT tenants_status_check
        CHECK (status IN ('onboarding', 'in_review', 'active', 'suspended', 'closed'))
) STRICT, WITHOUT ROWID;

CREATE TABLE customers (
    tenant_id  TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    phone      TEXT,
    name       TEXT,
    opted_out  INTEGER     NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT customers_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT customers_tenant_id_phone_key UNIQUE (tenant_id, phone)
) STRICT, WITHOUT ROWID;

CREATE TABLE calls (
    tenant_id   TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    provider_id TEXT        NOT NULL,
    from_number TEXT        NOT NULL,
    to_number   TEXT        NOT NULL,
    customer_id TEXT,
    status      TEXT        NOT NULL,
    outcome     TEXT,
    started_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    seconds     INTEGER,
    summary     TEXT,
    category    TEXT,
    sentiment   TEXT,
    recording   TEXT,
    CONSTRAINT calls_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT calls_tenant_id_provider_id_key UNIQUE (tenant_id, provider_id),
    CONSTRAINT calls_customer_fkey
        FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
    CONSTRAINT calls_status_check CHECK (status IN (
        'ringing', 'in_progress', 'completed', 'busy', 'failed', 'no_answer', 'canceled')),
    CONSTRAINT calls_outcome_check CHECK (outcome IN (
        'booked', 'rescheduled', 'cancelled', 'answered', 'message', 'voicemail', 'transferred',
        'emergency', 'abandoned', 'missed', 'refused'))
) STRICT, WITHOUT ROWID;
CREATE INDEX calls_by_start ON calls (tenant_id, started_at, id);
CREATE INDEX calls_by_customer ON calls (tenant_id, customer_id, started_at);
CREATE INDEX calls_open ON calls (tenant_id, started_at) WHERE ended_at IS NULL;
-- For what carriers report of a call without saying whose it was: not led by a business.
CREATE INDEX calls_by_provider ON calls (provider_id);

-- One row per call, rewritten with every turn.
CREATE TABLE conversations (
    tenant_id   TEXT        NOT NULL,
    call_id     TEXT        NOT NULL,
    provider_id TEXT        NOT NULL,
    customer_id TEXT,
    turn_no     INTEGER     NOT NULL,
    state       TEXT        NOT NULL,
    ended       INTEGER     NOT NULL,
    -- When the last turn was answered.
    updated_at  INTEGER NOT NULL,
    CONSTRAINT conversations_tenant_id_call_id_key PRIMARY KEY (tenant_id, call_id),
    CONSTRAINT conversations_tenant_id_provider_id_key UNIQUE (tenant_id, provider_id),
    CONSTRAINT conversations_call_fkey
        FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
) STRICT, WITHOUT ROWID;

-- One row per utterance said or heard. Grows by the call and is never changed.
CREATE TABLE turns (
    tenant_id TEXT        NOT NULL,
    call_id   TEXT        NOT NULL,
    turn_no   INTEGER     NOT NULL,
    role      TEXT        NOT NULL,
    text      TEXT        NOT NULL,
    -- What the carrier was answered, on the agent's row.
    answer    TEXT,
    at        INTEGER NOT NULL,
    CONSTRAINT turns_tenant_id_call_id_turn_no_role_key
        PRIMARY KEY (tenant_id, call_id, turn_no, role),
    CONSTRAINT turns_conversation_fkey
        FOREIGN KEY (tenant_id, call_id) REFERENCES conversations (tenant_id, call_id),
    CONSTRAINT turns_role_check CHECK (role IN ('caller', 'agent'))
) STRICT, WITHOUT ROWID;

CREATE TABLE services (
    tenant_id      TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    position       INTEGER NOT NULL,
    name           TEXT    NOT NULL,
    aliases        TEXT   NOT NULL CONSTRAINT services_aliases_check CHECK (json_valid(aliases)),
    minutes        INTEGER NOT NULL,
    buffer_minutes INTEGER NOT NULL,
    price_minor    INTEGER,
    currency       TEXT,
    active         INTEGER NOT NULL,
    CONSTRAINT services_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT services_price_check CHECK ((price_minor IS NULL) = (currency IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
    tenant_id TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    position  INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    -- NULL: everything.
    services  TEXT CONSTRAINT staff_services_check CHECK (json_valid(services)),
    -- NULL: the business's.
    hours     TEXT CONSTRAINT staff_hours_check CHECK (json_valid(hours)),
    active    INTEGER NOT NULL,
    implied   INTEGER NOT NULL,
    CONSTRAINT staff_tenant_id_id_key PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE schedules (
    tenant_id TEXT  NOT NULL,
    hours     TEXT NOT NULL CONSTRAINT schedules_hours_check CHECK (json_valid(hours)),
    closed    TEXT NOT NULL CONSTRAINT schedules_closed_check CHECK (json_valid(closed)),
    rules     TEXT NOT NULL CONSTRAINT schedules_rules_check CHECK (json_valid(rules)),
    CONSTRAINT schedules_tenant_id_key PRIMARY KEY (tenant_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE appointments (
    tenant_id   TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    customer_id TEXT,
    call_id     TEXT,
    service_id  TEXT        NOT NULL,
    staff_id    TEXT        NOT NULL,
    starts_at   INTEGER NOT NULL,
    ends_at     INTEGER NOT NULL,
    -- The end and the service's buffer.
    busy_until  INTEGER NOT NULL,
    status      TEXT        NOT NULL,
    held_until  INTEGER,
    name        TEXT,
    notes       TEXT,
    version     INTEGER     NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    CONSTRAINT appointments_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT appointments_customer_fkey
        FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
    CONSTRAINT appointments_call_fkey
        FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id),
    CONSTRAINT appointments_service_fkey
        FOREIGN KEY (tenant_id, service_id) REFERENCES services (tenant_id, id),
    CONSTRAINT appointments_staff_fkey
        FOREIGN KEY (tenant_id, staff_id) REFERENCES staff (tenant_id, id),
    CONSTRAINT appointments_status_check CHECK (status IN (
        'held', 'confirmed', 'cancelled', 'expired', 'completed', 'no_show')),
    CONSTRAINT appointments_held_check CHECK ((status = 'held') = (held_until IS NOT NULL)),
    CONSTRAINT appointments_slot_check CHECK (starts_at < ends_at AND ends_at <= busy_until)
) STRICT, WITHOUT ROWID;
CREATE INDEX appointments_by_start ON appointments (tenant_id, starts_at, id);
-- By their ends, for what is busy from now on: questions about the past are rare.
CREATE INDEX appointments_by_end ON appointments (tenant_id, busy_until);
CREATE INDEX appointments_by_staff ON appointments (tenant_id, staff_id, busy_until);
CREATE INDEX appointments_by_customer ON appointments (tenant_id, customer_id, starts_at);
CREATE INDEX appointments_by_call ON appointments (tenant_id, call_id);

-- The guarantee behind every promise, as PostgreSQL's exclusion constraint gives it: whatever the
-- program does, no two overlap.
CREATE TRIGGER appointments_no_overlap_on_insert BEFORE INSERT ON appointments
WHEN NEW.status IN ('held', 'confirmed')
BEGIN
    SELECT RAISE(ABORT, 'appointments_no_overlap') WHERE EXISTS (
        SELECT 1 FROM appointments
        WHERE tenant_id = NEW.tenant_id AND staff_id = NEW.staff_id
          AND status IN ('held', 'confirmed')
          AND busy_until > NEW.starts_at AND starts_at < NEW.busy_until
    );
END;

CREATE TRIGGER appointments_no_overlap_on_update BEFORE UPDATE ON appointments
WHEN NEW.status IN ('held', 'confirmed')
BEGIN
    SELECT RAISE(ABORT, 'appointments_no_overlap') WHERE EXISTS (
        SELECT 1 FROM appointments
        WHERE tenant_id = NEW.tenant_id AND staff_id = NEW.staff_id AND id <> OLD.id
          AND status IN ('held', 'confirmed')
          AND busy_until > NEW.starts_at AND starts_at < NEW.busy_until
    );
END;

CREATE TABLE messages (
    tenant_id   TEXT        NOT NULL,
    id          TEXT        NOT NULL,
    customer_id TEXT,
    call_id     TEXT,
    direction   TEXT        NOT NULL,
    phone       TEXT,
    body        TEXT        NOT NULL,
    status      TEXT        NOT NULL,
    provider_id TEXT,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    CONSTRAINT messages_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT messages_customer_fkey
        FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
    CONSTRAINT messages_call_fkey
        FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id),
    CONSTRAINT messages_direction_check
        CHECK (direction IN ('inbound', 'outbound', 'alert', 'left')),
    CONSTRAINT messages_status_check CHECK (status IN (
        'queued', 'sending', 'sent', 'delivered', 'failed', 'uncertain', 'received', 'suppressed'))
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_by_time ON messages (tenant_id, created_at, id);
CREATE INDEX messages_by_call ON messages (tenant_id, call_id, created_at);

CREATE TABLE outbox (
    tenant_id  TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    kind       TEXT        NOT NULL,
    payload    TEXT        NOT NULL,
    dedupe_key TEXT,
    status     TEXT        NOT NULL,
    attempts   INTEGER     NOT NULL,
    -- When it is due. While a worker holds it: when its lease runs out.
    run_at     INTEGER NOT NULL,
    -- Proof of the worker that holds it, or held it last.
    lease      TEXT,
    last_error TEXT,
    created_at INTEGER NOT NULL,
    settled_at INTEGER,
    CONSTRAINT outbox_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT outbox_tenant_id_dedupe_key_key UNIQUE (tenant_id, dedupe_key),
    CONSTRAINT outbox_status_check CHECK (status IN ('queued', 'done', 'failed'))
) STRICT, WITHOUT ROWID;
-- The worker asks for the jobs of all businesses: these three are not led by one.
CREATE INDEX outbox_due ON outbox (run_at, id) WHERE status = 'queued';
CREATE INDEX outbox_failed ON outbox (settled_at, id) WHERE status = 'failed';
CREATE INDEX outbox_by_id ON outbox (id);

CREATE TABLE receipts (
    tenant_id TEXT        NOT NULL,
    provider  TEXT        NOT NULL,
    key       TEXT        NOT NULL,
    at        INTEGER NOT NULL,
    CONSTRAINT receipts_tenant_id_provider_key_key PRIMARY KEY (tenant_id, provider, key)
) STRICT, WITHOUT ROWID;
