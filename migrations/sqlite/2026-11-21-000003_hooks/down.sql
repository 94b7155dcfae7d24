DROP INDEX outbox_due;
ALTER TABLE outbox DROP COLUMN lane;
CREATE INDEX outbox_due ON outbox (run_at, id) WHERE status = 'queued';
DROP TABLE deliveries;
DROP TABLE events;
DROP TABLE endpoints;
