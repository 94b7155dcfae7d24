-- What a business has ordered, and what is switched on for it.

-- A business without a row has what its settings called a plan before there were subscriptions.
CREATE TABLE subscriptions (
    tenant_id     uuid        NOT NULL,
    -- The price book and the plan in it: price books are files.
    book          text        NOT NULL,
    plan          text        NOT NULL,
    status        text        NOT NULL,
    since         timestamptz NOT NULL,
    trial_ends_at timestamptz,
    paid_until    timestamptz,
    CONSTRAINT subscriptions_tenant_id_key PRIMARY KEY (tenant_id),
    CONSTRAINT subscriptions_status_check
        CHECK (status IN ('trial', 'active', 'past_due', 'cancelled'))
);

-- What a business was given apart from its plan, with the values it had before; and its group.
CREATE TABLE flags (
    tenant_id uuid  NOT NULL,
    overrides jsonb NOT NULL,
    CONSTRAINT flags_tenant_id_key PRIMARY KEY (tenant_id)
);

-- How far the platform has brought each flag among all businesses: belongs to none of them.
CREATE TABLE rollouts (
    name    text  NOT NULL,
    history jsonb NOT NULL,
    CONSTRAINT rollouts_name_key PRIMARY KEY (name)
);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['subscriptions', 'flags'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY tenant ON %I USING (tenant_id = current_tenant())'
            ' WITH CHECK (tenant_id = current_tenant())', name);
    END LOOP;
END $$;

ALTER TABLE rollouts ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollouts FORCE ROW LEVEL SECURITY;
CREATE POLICY platform ON rollouts USING (is_platform()) WITH CHECK (is_platform());

-- The platform's own record is that of the business without an id.
CREATE POLICY platform ON audit
    USING (is_platform() AND tenant_id = '00000000-0000-0000-0000-000000000000'::uuid)
    WITH CHECK (is_platform() AND tenant_id = '00000000-0000-0000-0000-000000000000'::uuid);

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'frontdesk_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON subscriptions, flags, rollouts TO frontdesk_app;
    END IF;
END $$;
