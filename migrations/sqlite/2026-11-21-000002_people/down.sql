DROP TABLE answers;
DROP TABLE audit;
DROP TABLE api_keys;
DROP TABLE invitations;
DROP TABLE members;
DROP TABLE tickets;
DROP TABLE sessions;
DROP TABLE accounts;
