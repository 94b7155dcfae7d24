-- Who may come in.
--
-- People belong to no business: `accounts`, `sessions` and `tickets` have no `tenant_id`, and the
-- platform alone reads them. Their other tables belong to a business like everything else.

CREATE TABLE accounts (
    id            uuid        NOT NULL,
    -- In lower case: one mailbox is one account.
    email         text        NOT NULL,
    name          text        NOT NULL,
    -- Argon2id in PHC form. NULL until the first one is chosen.
    password      text,
    verified_at   timestamptz,
    -- The secret in it is sealed.
    second_factor jsonb,
    -- Whether it belongs to the platform's staff.
    is_platform   boolean     NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT accounts_id_key PRIMARY KEY (id),
    CONSTRAINT accounts_email_key UNIQUE (email)
);

-- `business_id` is the business that is looked at, which can change: no row belongs to one.
CREATE TABLE sessions (
    id          uuid        NOT NULL,
    account_id  uuid        NOT NULL,
    business_id uuid,
    kind        text        NOT NULL,
    -- SHA-256 of the cookie's secret, or of the refresh token; and of the refresh token before.
    hash        text        NOT NULL,
    previous    text,
    rotated_at  timestamptz NOT NULL,
    agent       text        NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    CONSTRAINT sessions_id_key PRIMARY KEY (id),
    CONSTRAINT sessions_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT sessions_kind_check CHECK (kind IN ('browser', 'app'))
);
CREATE INDEX sessions_by_account ON sessions (account_id, created_at);

-- Links in mails. Their secrets are derived from the ids by a key that is not in here.
CREATE TABLE tickets (
    id         uuid        NOT NULL,
    purpose    text        NOT NULL,
    -- NULL where somebody asked for an address that has no account.
    account_id uuid,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    CONSTRAINT tickets_id_key PRIMARY KEY (id),
    CONSTRAINT tickets_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT tickets_purpose_check
        CHECK (purpose IN ('verify_email', 'set_password', 'already_registered'))
);

-- Name and address are copies: a business sees its members without seeing accounts.
CREATE TABLE members (
    tenant_id  uuid        NOT NULL,
    account_id uuid        NOT NULL,
    role       text        NOT NULL,
    name       text        NOT NULL,
    email      text        NOT NULL,
    since      timestamptz NOT NULL,
    CONSTRAINT members_tenant_id_account_id_key PRIMARY KEY (tenant_id, account_id),
    CONSTRAINT members_account_fkey FOREIGN KEY (account_id) REFERENCES accounts (id),
    CONSTRAINT members_role_check CHECK (role IN ('owner', 'manager', 'operator', 'staff'))
);
-- For whoever signs in, before a business is known: not led by one.
CREATE INDEX members_by_account ON members (account_id, since);

CREATE TABLE invitations (
    tenant_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    email      text        NOT NULL,
    role       text        NOT NULL,
    invited_by text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- Accepted, withdrawn, or replaced by a later one.
    closed_at  timestamptz,
    CONSTRAINT invitations_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT invitations_role_check CHECK (role IN ('owner', 'manager', 'operator', 'staff'))
);
CREATE INDEX invitations_open ON invitations (tenant_id, email) WHERE closed_at IS NULL;

CREATE TABLE api_keys (
    tenant_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    kind         text        NOT NULL,
    name         text        NOT NULL,
    -- Its last characters, to tell keys apart.
    hint         text        NOT NULL,
    -- SHA-256 of the key.
    hash         text        NOT NULL,
    grants       jsonb       NOT NULL,
    origins      jsonb       NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    CONSTRAINT api_keys_tenant_id_id_key PRIMARY KEY (tenant_id, id),
    CONSTRAINT api_keys_tenant_id_hash_key UNIQUE (tenant_id, hash),
    CONSTRAINT api_keys_kind_check CHECK (kind IN ('api', 'widget', 'dashboard'))
);

-- A chain for each business: `hash` covers the entry and the hash before it. `detail` is text, for
-- what was hashed must come back byte by byte.
CREATE TABLE audit (
    tenant_id uuid        NOT NULL,
    seq       bigint      NOT NULL,
    at        timestamptz NOT NULL,
    actor     text        NOT NULL,
    action    text        NOT NULL,
    subject   text        NOT NULL,
    detail    text        NOT NULL,
    hash      text        NOT NULL,
    CONSTRAINT audit_tenant_id_seq_key PRIMARY KEY (tenant_id, seq)
);

CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record of who did what is only ever added to'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_stays';
END $$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_stays();
CREATE TRIGGER audit_stays_whole BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();

-- What requests with an Idempotency-Key were answered. NULL while the first one is being carried out.
CREATE TABLE answers (
    tenant_id   uuid        NOT NULL,
    key         text        NOT NULL,
    -- What was asked: the same key with another request is refused.
    fingerprint text        NOT NULL,
    begun_at    timestamptz NOT NULL,
    answer      text,
    CONSTRAINT answers_tenant_id_key_key PRIMARY KEY (tenant_id, key)
);
CREATE INDEX answers_by_age ON answers (tenant_id, begun_at);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['members', 'invitations', 'api_keys', 'audit', 'answers'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY tenant ON %I USING (tenant_id = current_tenant())'
            ' WITH CHECK (tenant_id = current_tenant())', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['accounts', 'sessions', 'tickets'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY platform ON %I USING (is_platform()) WITH CHECK (is_platform())', name);
    END LOOP;
END $$;

-- What somebody is in the businesses they belong to is asked when they sign in.
CREATE POLICY platform ON members FOR SELECT USING (is_platform());
-- Who founds or joins a business gets an account in the same transaction; none of the platform's staff
-- is made that way, and nothing is seen.
CREATE POLICY newcomer ON accounts FOR INSERT
    WITH CHECK (current_tenant() IS NOT NULL AND NOT is_platform);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'frontdesk_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON
            accounts, sessions, tickets, members, invitations, api_keys, answers TO frontdesk_app;
        REVOKE ALL ON audit FROM frontdesk_app;
        GRANT SELECT, INSERT ON audit TO frontdesk_app;
    END IF;
END $$;
