DROP TABLE settings_drafts;
DROP TABLE settings_versions;
