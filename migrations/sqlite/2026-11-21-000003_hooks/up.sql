-- What businesses' own servers are told; what the columns mean, and why, stands in PostgreSQL's
-- migration of this name.

CREATE TABLE endpoints (
    tenant_id       TEXT    NOT NULL,
    id              TEXT    NOT NULL,
    url             TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    events          TEXT    NOT NULL CONSTRAINT endpoints_events_check CHECK (json_valid(events)),
    secret          TEXT    NOT NULL,
    retired_secret  TEXT,
    retired_until   INTEGER,
    disabled_why    TEXT,
    disabled_at     INTEGER,
    failing_since   INTEGER,
    failing_last_at INTEGER,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    CONSTRAINT endpoints_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT endpoints_retired_check
        CHECK ((retired_secret IS NULL) = (retired_until IS NULL)),
    CONSTRAINT endpoints_disabled_check CHECK ((disabled_why IS NULL) = (disabled_at IS NULL)),
    CONSTRAINT endpoints_disabled_why_check CHECK (disabled_why IN ('owner', 'gone', 'failing')),
    CONSTRAINT endpoints_failing_check
        CHECK ((failing_since IS NULL) = (failing_last_at IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    tenant_id TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    data      TEXT    NOT NULL,
    CONSTRAINT events_tenant_id_id_key PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_age ON events (tenant_id, at);

CREATE TABLE deliveries (
    tenant_id    TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    endpoint_id  TEXT    NOT NULL,
    event_id     TEXT    NOT NULL,
    status       TEXT    NOT NULL,
    attempts     INTEGER NOT NULL,
    last_status  INTEGER,
    last_error   TEXT,
    last_snippet TEXT,
    next_at      INTEGER,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    CONSTRAINT deliveries_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT deliveries_event_id_endpoint_id_key UNIQUE (tenant_id, event_id, endpoint_id),
    CONSTRAINT deliveries_event_fkey
        FOREIGN KEY (tenant_id, event_id) REFERENCES events (tenant_id, id),
    CONSTRAINT deliveries_status_check CHECK (status IN ('queued', 'delivered', 'failed'))
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_by_endpoint ON deliveries (tenant_id, endpoint_id, id);
CREATE INDEX deliveries_by_age ON deliveries (tenant_id, created_at);

ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL DEFAULT 'prompt'
    CONSTRAINT outbox_lane_check CHECK (lane IN ('prompt', 'patient'));
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (lane, run_at, id) WHERE status = 'queued';
