-- What businesses' own servers are told.

CREATE TABLE endpoints (
    tenant_id       uuid        NOT NULL,
    id              uuid        NOT NULL,
    url             text        NOT NULL,
    name            text        NOT NULL,
    -- Which kinds of events, or all of them.
    events          jsonb       NOT NULL,
    -- Sealed; and the one before it, for as long as it counts.
    secret          text        NOT NULL,
    retired_secret  text,
    retired_until   timestamptz,
    -- Why and since when it is told nothing; NULL while it is told.
    disabled_why    text,
    disabled_at     timestamptz,
    -- The first and the latest of a row of failures.
    failing_since   timestamptz,
    failing_last_at timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT endpoints_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT endpoints_retired_check
        CHECK ((retired_secret IS NULL) = (retired_until IS NULL)),
    CONSTRAINT endpoints_disabled_check CHECK ((disabled_why IS NULL) = (disabled_at IS NULL)),
    CONSTRAINT endpoints_disabled_why_check CHECK (disabled_why IN ('owner', 'gone', 'failing')),
    CONSTRAINT endpoints_failing_check
        CHECK ((failing_since IS NULL) = (failing_last_at IS NULL))
);

-- `data` is text, for what was signed once must come out byte by byte.
CREATE TABLE events (
    tenant_id uuid        NOT NULL,
    id        uuid        NOT NULL,
    kind      text        NOT NULL,
    at        timestamptz NOT NULL,
    data      text        NOT NULL,
    CONSTRAINT events_tenant_id_id_key PRIMARY KEY (tenant_id, id)
);
CREATE INDEX events_by_age ON events (tenant_id, at);

-- When each is tried is the outbox's business. `endpoint_id` refers to nothing: an endpoint may be
-- removed while a call writes down what it would have been told, and the call must not fail for it.
CREATE TABLE deliveries (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    endpoint_id  uuid        NOT NULL,
    event_id     uuid        NOT NULL,
    status       text        NOT NULL,
    attempts     integer     NOT NULL,
    last_status  integer,
    last_error   text,
    last_snippet text,
    next_at      timestamptz,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT deliveries_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT deliveries_event_id_endpoint_id_key UNIQUE (tenant_id, event_id, endpoint_id),
    CONSTRAINT deliveries_event_fkey
        FOREIGN KEY (tenant_id, event_id) REFERENCES events (tenant_id, id),
    CONSTRAINT deliveries_status_check CHECK (status IN ('queued', 'delivered', 'failed'))
);
CREATE INDEX deliveries_by_endpoint ON deliveries (tenant_id, endpoint_id, id);
CREATE INDEX deliveries_by_age ON deliveries (tenant_id, created_at);

-- Jobs that wait for the servers of others do not stand in the way of those that do not.
ALTER TABLE outbox ADD COLUMN lane text NOT NULL DEFAULT 'prompt'
    CONSTRAINT outbox_lane_check CHECK (lane IN ('prompt', 'patient'));
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (lane, run_at, id) WHERE status = 'queued';

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['endpoints', 'events', 'deliveries'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY tenant ON %I USING (tenant_id = current_tenant())'
            ' WITH CHECK (tenant_id = current_tenant())', name);
    END LOOP;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'frontdesk_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON endpoints, events, deliveries TO frontdesk_app;
    END IF;
END $$;
