DROP POLICY platform ON audit;
DROP TABLE rollouts;
DROP TABLE flags;
DROP TABLE subscriptions;
