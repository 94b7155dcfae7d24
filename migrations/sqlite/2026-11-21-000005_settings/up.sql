-- What a business's settings were, and what they may become; what the columns mean, and why, stands in
-- PostgreSQL's migration of this name.

CREATE TABLE settings_versions (
    tenant_id TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    actor     TEXT    NOT NULL,
    note      TEXT    NOT NULL,
    document  TEXT    NOT NULL,
    CONSTRAINT settings_versions_tenant_id_version_key PRIMARY KEY (tenant_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings_drafts (
    tenant_id TEXT    NOT NULL,
    based_on  INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    actor     TEXT    NOT NULL,
    document  TEXT    NOT NULL,
    CONSTRAINT settings_drafts_tenant_id_key PRIMARY KEY (tenant_id)
) STRICT, WITHOUT ROWID;
