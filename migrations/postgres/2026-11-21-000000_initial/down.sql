-- The role `frontdesk_app` stays: it belongs to the server, and other databases may use it.
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'frontdesk_app') THEN
        ALTER DEFAULT PRIVILEGES IN SCHEMA public
            REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM frontdesk_app;
        REVOKE SELECT ON __diesel_schema_migrations FROM frontdesk_app;
        REVOKE USAGE ON SCHEMA public FROM frontdesk_app;
    END IF;
END $$;
DROP TABLE receipts, outbox, messages, appointments, schedules, staff, services, turns,
    conversations, calls, customers, tenants;
DROP FUNCTION current_tenant(), is_platform();
DROP EXTENSION btree_gist;
