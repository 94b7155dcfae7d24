-- What a business's settings were, and what they may become.

-- `version` is the number that the business had from then on. `document` is text: what was written is
-- compared, and comes back byte by byte.
CREATE TABLE settings_versions (
    tenant_id uuid        NOT NULL,
    version   bigint      NOT NULL,
    at        timestamptz NOT NULL,
    actor     text        NOT NULL,
    note      text        NOT NULL,
    document  text        NOT NULL,
    CONSTRAINT settings_versions_tenant_id_version_key PRIMARY KEY (tenant_id, version)
);

-- Settings that are being worked on: one draft for a business.
CREATE TABLE settings_drafts (
    tenant_id uuid        NOT NULL,
    -- The number that the business had when it was begun.
    based_on  bigint      NOT NULL,
    at        timestamptz NOT NULL,
    actor     text        NOT NULL,
    document  text        NOT NULL,
    CONSTRAINT settings_drafts_tenant_id_key PRIMARY KEY (tenant_id)
);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['settings_versions', 'settings_drafts'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY tenant ON %I USING (tenant_id = current_tenant())'
            ' WITH CHECK (tenant_id = current_tenant())', name);
    END LOOP;
END $$;

DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'frontdesk_app') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON settings_versions, settings_drafts TO frontdesk_app;
    END IF;
END $$;
