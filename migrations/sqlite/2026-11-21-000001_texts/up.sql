-- What the columns mean, and why, stands in PostgreSQL's migration of this name.
ALTER TABLE calls ADD COLUMN channel TEXT NOT NULL DEFAULT 'voice'
    CONSTRAINT calls_channel_check CHECK (channel IN ('voice', 'sms'));
CREATE UNIQUE INDEX calls_tenant_id_from_number_key ON calls (tenant_id, from_number)
    WHERE channel = 'sms' AND ended_at IS NULL;

ALTER TABLE receipts ADD COLUMN answer TEXT;
