DROP TABLE rollouts;
DROP TABLE flags;
DROP TABLE subscriptions;
