-- What the hours before the running one add up to, for each feature, made anew every minute: lists of hundreds of features
-- add the running hour to it instead of summing all rollups of a month. Production, but for the spend. Feature 0 is
-- telemetry that belongs to no feature. Always derived: losing a row costs time and nothing else.
CREATE TABLE cost_closed (
  feature_id integer PRIMARY KEY,
  -- The beginning of the hour that ran, in UTC: everything below ends before it.
  until timestamptz NOT NULL,
  -- Of the 23 hours before.
  interactions bigint NOT NULL,
  priced_interactions bigint NOT NULL,
  priced_cost_nano numeric NOT NULL,
  billable_calls bigint NOT NULL,
  unpriced_calls bigint NOT NULL,
  -- Of the 29 UTC days before the day of `until`.
  days_interactions bigint NOT NULL,
  days_priced_interactions bigint NOT NULL,
  days_priced_cost_nano numeric NOT NULL,
  -- Mean cents of each of those days, oldest first.
  sparkline float8[] NOT NULL,
  -- All environments, from the first of the month to the day of `until`.
  month_cost_nano numeric NOT NULL
) WITH (fillfactor = 50);
