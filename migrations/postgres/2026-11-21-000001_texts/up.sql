-- Conversations by text message are kept like calls.
ALTER TABLE calls ADD COLUMN channel text NOT NULL DEFAULT 'voice'
    CONSTRAINT calls_channel_check CHECK (channel IN ('voice', 'sms'));
ALTER TABLE calls ALTER COLUMN channel DROP DEFAULT;
-- One conversation at a time with a number: of two texts that arrive at once, one begins it and the
-- other goes on.
CREATE UNIQUE INDEX calls_tenant_id_from_number_key ON calls (tenant_id, from_number)
    WHERE channel = 'sms' AND ended_at IS NULL;

-- What the sender of a webhook was answered, where it must hear the same again.
ALTER TABLE receipts ADD COLUMN answer text;
