-- Who may come in; what the columns mean, and why, stands in PostgreSQL's migration of this name.

CREATE TABLE accounts (
    id            TEXT        NOT NULL,
    email         TEXT        NOT NULL,
    name          TEXT        NOT NULL,
    password      TEXT,
    verified_at   INTEGER,
    second_factor TEXT CONSTRAINT accounts_second_factor_check CHECK (json_valid(second_factor)),
    is_platform   INTEGER     NOT NULL,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    CONSTRAINT accounts_id_key PRIMARY KEY (id),
    CONSTRAINT accounts_email_key UNIQUE (email)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    id          TEXT        NOT NULL,
    account_id  TEXT        NOT NULL,
    business_id TEXT,
    kind        TEXT        NOT NULL,
    hash        TEXT        NOT NULL,
    previous    TEXT,
    rotated_at  INTEGER NOT NULL,
    agent       TEXT        NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    ended_at    INTEGER,
    CONSTRAINT sessions_id_key PRIMARY KEY (id),
    CONSTRAINT sessions_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT sessions_kind_check CHECK (kind IN ('browser', 'app'))
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account_id, created_at);

CREATE TABLE tickets (
    id         TEXT        NOT NULL,
    purpose    TEXT        NOT NULL,
    account_id TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    CONSTRAINT tickets_id_key PRIMARY KEY (id),
    CONSTRAINT tickets_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT tickets_purpose_check
        CHECK (purpose IN ('verify_email', 'set_password', 'already_registered'))
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
    tenant_id  TEXT        NOT NULL,
    account_id TEXT        NOT NULL,
    role       TEXT        NOT NULL,
    name       TEXT        NOT NULL,
    email      TEXT        NOT NULL,
    since      INTEGER NOT NULL,
    CONSTRAINT members_tenant_id_account_id_key PRIMARY KEY (tenant_id, account_id),
    CONSTRAINT members_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT members_role_check CHECK (role IN ('owner', 'manager', 'operator', 'staff'))
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_account ON members (account_id, since);

CREATE TABLE invitations (
    tenant_id  TEXT        NOT NULL,
    id         TEXT        NOT NULL,
    email      TEXT        NOT NULL,
    role       TEXT        NOT NULL,
    invited_by TEXT        NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    closed_at  INTEGER,
    CONSTRAINT invitations_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT invitations_role_check CHECK (role IN ('owner', 'manager', 'operator', 'staff'))
) STRICT, WITHOUT ROWID;
CREATE INDEX invitations_open ON invitations (tenant_id, email) WHERE closed_at IS NULL;

CREATE TABLE api_keys (
    tenant_id    TEXT        NOT NULL,
    id           TEXT        NOT NULL,
    kind         TEXT        NOT NULL,
    name         TEXT        NOT NULL,
    hint         TEXT        NOT NULL,
    hash         TEXT        NOT NULL,
    grants       TEXT NOT NULL CONSTRAINT api_keys_grants_check CHECK (json_valid(grants)),
    origins      TEXT NOT NULL CONSTRAINT api_keys_origins_check CHECK (json_valid(origins)),
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER,
    expires_at   INTEGER,
    revoked_at   INTEGER,
    CONSTRAINT api_keys_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT api_keys_tenant_id_hash_key UNIQUE (tenant_id, hash),
    CONSTRAINT api_keys_kind_check CHECK (kind IN ('api', 'widget', 'dashboard'))
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    tenant_id TEXT        NOT NULL,
    seq       INTEGER      NOT NULL,
    at        INTEGER NOT NULL,
    actor     TEXT        NOT NULL,
    action    TEXT        NOT NULL,
    subject   TEXT        NOT NULL,
    detail    TEXT        NOT NULL,
    hash      TEXT        NOT NULL,
    CONSTRAINT audit_tenant_id_seq_key PRIMARY KEY (tenant_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_stays_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit_stays'); END;
CREATE TRIGGER audit_stays_whole BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit_stays'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER audit_stays_as_it_was BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE tenant_id = NEW.tenant_id AND seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'audit_stays'); END;

CREATE TABLE answers (
    tenant_id   TEXT        NOT NULL,
    key         TEXT        NOT NULL,
    fingerprint TEXT        NOT NULL,
    begun_at    INTEGER NOT NULL,
    answer      TEXT,
    CONSTRAINT answers_tenant_id_key_key PRIMARY KEY (tenant_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_age ON answers (tenant_id, begun_at);
