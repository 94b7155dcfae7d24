-- The first schema. Rules that hold in every migration:
--
-- * `tenant_id` leads every key and every index, and row-level security stands behind every query.
-- * Ids are UUIDs of version 7, made by the program: no sequences, no defaults, no now().
-- * Constraints are named as SQLite reports them: {table}_{columns}_key for keys, primary ones too.
-- * Enumerations are text with a CHECK. What a CHECK lists grows in a migration of its own.
-- * No table refers to `tenants`: every insert of a busy business would lock its one row there.
--   A transaction belongs to one business, whose existence is checked when it is opened.
-- * What is said on the line is text, settings are jsonb; no query looks inside either.

-- Equality of uuids inside a GiST index; a trusted extension, so the database's owner may create it.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Set per transaction by the program. A setting that was set once in a session and then reset reads
-- as '' rather than NULL, hence nullif.
CREATE FUNCTION current_tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.tenant', true), '')::uuid;

CREATE FUNCTION is_platform() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN coalesce(current_setting('app.platform', true), '') = 'on';

CREATE TABLE tenants (
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    phone      text        NOT NULL,
    status     text        NOT NULL,
    timezone   text        NOT NULL,
    settings   jsonb       NOT NULL,
    -- Counts changes of the business, its catalogue included: what was kept of it elsewhere is good
    -- as long as this is the same.
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT tenants_id_key PRIMARY KEY (id),
    -- Across all businesses: a call is answered for the one whose number was dialled.
    CONSTRAINT tenants_phone_key UNIQUE (phone),
    CONSTRAINT tenants_status_check
        CHECK (status IN ('onboarding', 'in_review', 'active', 'suspended', 'closed'))
);

CREATE TABLE customers (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    phone      text,
    name       text,
    opted_out  boolean     NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT customers_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT customers_tenant_id_phone_key UNIQUE (tenant_id, phone)
);

CREATE TABLE calls (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    provider_id text        NOT NULL,
    from_number text        NOT NULL,
    to_number   text        NOT NULL,
    customer_id uuid,
    status      text        NOT NULL,
    outcome     text,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    seconds     integer,
    summary     text,
    category    text,
    sentiment   text,
    recording   text,
    CONSTRAINT calls_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT calls_tenant_id_provider_id_key UNIQUE (tenant_id, provider_id),
    CONSTRAINT calls_customer_fkey
        FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
    CONSTRAINT calls_status_check CHECK (status IN (
        'ringing', 'in_progress', 'completed', 'busy', 'failed', 'no_answer', 'canceled')),
    CONSTRAINT calls_outcome_check CHECK (outcome IN (
        'booked', 'rescheduled', 'cancelled', 'answered', 'message', 'voicemail', 'transferred',
        'emergency', 'abandoned', 'missed', 'refused'))
);
CREATE INDEX calls_by_start ON calls (tenant_id, started_at, id);
CREATE INDEX calls_by_customer ON calls (tenant_id, customer_id, started_at);
CREATE INDEX calls_open ON calls (tenant_id, started_at) WHERE ended_at IS NULL;
-- For what carriers report of a call without saying whose it was: not led by a business.
CREATE INDEX calls_by_provider ON calls (provider_id);

-- One row per call, rewritten with every turn: room is left in its page, and no index holds what
-- changes, so that a new version of the row costs no index entry.
CREATE TABLE conversations (
    tenant_id   uuid        NOT NULL,
    call_id     uuid        NOT NULL,
    provider_id text        NOT NULL,
    customer_id uuid,
    turn_no     integer     NOT NULL,
    state       text        NOT NULL,
    ended       boolean     NOT NULL,
    -- When the last turn was answered.
    updated_at  timestamptz NOT NULL,
    CONSTRAINT conversations_tenant_id_call_id_key PRIMARY KEY (tenant_id, call_id),
    CONSTRAINT conversations_tenant_id_provider_id_key UNIQUE (tenant_id, provider_id),
    CONSTRAINT conversations_call_fkey
        FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id)
) WITH (fillfactor = 70);

-- One row per utterance said or heard. Grows by the call and is never changed: the table to be
-- partitioned first. Ids of calls are UUIDv7, which begin with the time, so it can be split by
-- ranges of `call_id` (a month each) with its key as it stands, and nothing refers to it.
CREATE TABLE turns (
    tenant_id uuid        NOT NULL,
    call_id   uuid        NOT NULL,
    turn_no   integer     NOT NULL,
    role      text        NOT NULL,
    text      text        NOT NULL,
    -- What the carrier was answered, on the agent's row.
    answer    text,
    at        timestamptz NOT NULL,
    CONSTRAINT turns_tenant_id_call_id_turn_no_role_key
        PRIMARY KEY (tenant_id, call_id, turn_no, role),
    CONSTRAINT turns_conversation_fkey
        FOREIGN KEY (tenant_id, call_id) REFERENCES conversations (tenant_id, call_id),
    CONSTRAINT turns_role_check CHECK (role IN ('caller', 'agent'))
);

CREATE TABLE services (
    tenant_id      uuid    NOT NULL,
    id             uuid    NOT NULL,
    position       integer NOT NULL,
    name           text    NOT NULL,
    aliases        jsonb   NOT NULL,
    minutes        integer NOT NULL,
    buffer_minutes integer NOT NULL,
    price_minor    bigint,
    currency       text,
    active         boolean NOT NULL,
    CONSTRAINT services_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT services_price_check CHECK ((price_minor IS NULL) = (currency IS NULL))
);

CREATE TABLE staff (
    tenant_id uuid    NOT NULL,
    id        uuid    NOT NULL,
    position  integer NOT NULL,
    name      text    NOT NULL,
    -- NULL: everything.
    services  jsonb,
    -- NULL: the business's.
    hours     jsonb,
    active    boolean NOT NULL,
    implied   boolean NOT NULL,
    CONSTRAINT staff_tenant_id_id_key PRIMARY KEY (tenant_id, id)
);

CREATE TABLE schedules (
    tenant_id uuid  NOT NULL,
    hours     jsonb NOT NULL,
    closed    jsonb NOT NULL,
    rules     jsonb NOT NULL,
    CONSTRAINT schedules_tenant_id_key PRIMARY KEY (tenant_id)
);

CREATE TABLE appointments (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    customer_id uuid,
    call_id     uuid,
    service_id  uuid        NOT NULL,
    staff_id    uuid        NOT NULL,
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    -- The end and the service's buffer.
    busy_until  timestamptz NOT NULL,
    status      text        NOT NULL,
    held_until  timestamptz,
    name        text,
    notes       text,
    version     integer     NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
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
    CONSTRAINT appointments_slot_check CHECK (starts_at < ends_at AND ends_at <= busy_until),
    -- The guarantee behind every promise: whatever the program does, no two overlap.
    CONSTRAINT appointments_no_overlap EXCLUDE USING gist (
        tenant_id WITH =,
        staff_id WITH =,
        tstzrange(starts_at, busy_until) WITH &&
    ) WHERE (status IN ('held', 'confirmed'))
);
CREATE INDEX appointments_by_start ON appointments (tenant_id, starts_at, id);
-- By their ends, for what is busy from now on: questions about the past are rare.
CREATE INDEX appointments_by_end ON appointments (tenant_id, busy_until);
CREATE INDEX appointments_by_staff ON appointments (tenant_id, staff_id, busy_until);
CREATE INDEX appointments_by_customer ON appointments (tenant_id, customer_id, starts_at);
CREATE INDEX appointments_by_call ON appointments (tenant_id, call_id);

CREATE TABLE messages (
    tenant_id   uuid        NOT NULL,
    id          uuid        NOT NULL,
    customer_id uuid,
    call_id     uuid,
    direction   text        NOT NULL,
    phone       text,
    body        text        NOT NULL,
    status      text        NOT NULL,
    provider_id text,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT messages_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT messages_customer_fkey
        FOREIGN KEY (tenant_id, customer_id) REFERENCES customers (tenant_id, id),
    CONSTRAINT messages_call_fkey
        FOREIGN KEY (tenant_id, call_id) REFERENCES calls (tenant_id, id),
    CONSTRAINT messages_direction_check
        CHECK (direction IN ('inbound', 'outbound', 'alert', 'left')),
    CONSTRAINT messages_status_check CHECK (status IN (
        'queued', 'sending', 'sent', 'delivered', 'failed', 'uncertain', 'received', 'suppressed'))
);
CREATE INDEX messages_by_time ON messages (tenant_id, created_at, id);
CREATE INDEX messages_by_call ON messages (tenant_id, call_id, created_at);

CREATE TABLE outbox (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    kind       text        NOT NULL,
    payload    text        NOT NULL,
    dedupe_key text,
    status     text        NOT NULL,
    attempts   integer     NOT NULL,
    -- When it is due. While a worker holds it: when its lease runs out.
    run_at     timestamptz NOT NULL,
    -- Proof of the worker that holds it, or held it last.
    lease      uuid,
    last_error text,
    created_at timestamptz NOT NULL,
    settled_at timestamptz,
    CONSTRAINT outbox_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT outbox_tenant_id_dedupe_key_key UNIQUE (tenant_id, dedupe_key),
    CONSTRAINT outbox_status_check CHECK (status IN ('queued', 'done', 'failed'))
) WITH (fillfactor = 70);
-- The worker asks for the jobs of all businesses: these three are not led by one.
CREATE INDEX outbox_due ON outbox (run_at, id) WHERE status = 'queued';
CREATE INDEX outbox_failed ON outbox (settled_at, id) WHERE status = 'failed';
CREATE INDEX outbox_by_id ON outbox (id);

CREATE TABLE receipts (
    tenant_id uuid        NOT NULL,
    provider  text        NOT NULL,
    key       text        NOT NULL,
    at        timestamptz NOT NULL,
    CONSTRAINT receipts_tenant_id_provider_key_key PRIMARY KEY (tenant_id, provider, key)
);

-- FORCE: the role that owns the tables is held to the policies too. Superusers and roles with
-- BYPASSRLS never are, so the program changes to `frontdesk_app` when it is connected as one.
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'customers', 'calls', 'conversations', 'turns', 'services', 'staff', 'schedules',
        'appointments', 'messages', 'outbox', 'receipts'
    ] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY tenant ON %I USING (tenant_id = current_tenant())'
            ' WITH CHECK (tenant_id = current_tenant())', name);
    END LOOP;
END $$;

ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON tenants USING (id = current_tenant()) WITH CHECK (id = current_tenant());

-- What is asked before a business is known: whose number this is, whose call the carrier means (one
-- call, whose name the asker knows already), and which jobs are due.
CREATE POLICY platform ON tenants FOR SELECT USING (is_platform());
CREATE POLICY platform ON calls FOR SELECT
    USING (is_platform() AND provider_id = current_setting('app.provider_id', true));
CREATE POLICY platform ON outbox USING (is_platform()) WITH CHECK (is_platform());

-- Roles belong to the whole server: another database may have made this one already, or be making it
-- at this moment. A login role that may not make roles goes on without; FORCE binds it.
DO $$
BEGIN
    CREATE ROLE frontdesk_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN RAISE NOTICE 'the role frontdesk_app cannot be created';
END $$;

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'frontdesk_app') THEN
        RETURN;
    END IF;
    GRANT USAGE ON SCHEMA public TO frontdesk_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON
        tenants, customers, calls, conversations, turns, services, staff, schedules, appointments,
        messages, outbox, receipts TO frontdesk_app;
    -- To see whether the schema is the program's.
    GRANT SELECT ON __diesel_schema_migrations TO frontdesk_app;
    -- Tables of later migrations.
    ALTER DEFAULT PRIVILEGES IN SCHEMA public
        GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO frontdesk_app;
END $$;
