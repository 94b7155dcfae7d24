-- What a business has ordered, and what is switched on for it; what the columns mean, and why, stands
-- in PostgreSQL's migration of this name.

CREATE TABLE subscriptions (
    tenant_id     TEXT    NOT NULL,
    book          TEXT    NOT NULL,
    plan          TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    since         INTEGER NOT NULL,
    trial_ends_at INTEGER,
    paid_until    INTEGER,
    CONSTRAINT subscriptions_tenant_id_key PRIMARY KEY (tenant_id),
    CONSTRAINT subscriptions_status_check
        CHECK (status IN ('trial', 'active', 'past_due', 'cancelled'))
) STRICT, WITHOUT ROWID;

CREATE TABLE flags (
    tenant_id TEXT NOT NULL,
    overrides TEXT NOT NULL CONSTRAINT flags_overrides_check CHECK (json_valid(overrides)),
    CONSTRAINT flags_tenant_id_key PRIMARY KEY (tenant_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rollouts (
    name    TEXT NOT NULL,
    history TEXT NOT NULL CONSTRAINT rollouts_history_check CHECK (json_valid(history)),
    CONSTRAINT rollouts_name_key PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;
