-- What was said in texts stays, as calls.
ALTER TABLE receipts DROP COLUMN answer;
DROP INDEX calls_tenant_id_from_number_key;
ALTER TABLE calls DROP COLUMN channel;
