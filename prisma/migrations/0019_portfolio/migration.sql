-- Whether anybody may see the feature's badge, without signing in. Off until somebody turns it on.
ALTER TABLE feature ADD COLUMN badge boolean NOT NULL DEFAULT false;

-- What lists show of a card, so that they need not read every reason of every feature; null until it is judged again.
ALTER TABLE scorecard ADD COLUMN brief jsonb;
-- {"cost.coverage": instant} of the checks that are not met: since when.
ALTER TABLE scorecard ADD COLUMN not_met_since jsonb;

-- How each feature stood at the end of each UTC day on which it was judged; the trend of the portfolio is counted from it.
CREATE TABLE verdict_day (
  day date NOT NULL,
  feature_id integer NOT NULL REFERENCES feature (id) ON DELETE CASCADE ON UPDATE CASCADE,
  lifecycle lifecycle NOT NULL,
  verdict text NOT NULL,
  met smallint NOT NULL,
  PRIMARY KEY (day, feature_id)
);

-- What was judged before: a card stands until the next change of a check, up to the last judgement.
INSERT INTO verdict_day (day, feature_id, lifecycle, verdict, met)
SELECT d.day::date, s.feature_id, coalesce(c.lifecycle, f.lifecycle), c.verdict, c.met
FROM scorecard s
  JOIN feature f ON f.id = s.feature_id
  CROSS JOIN LATERAL (SELECT min(at) AS at FROM scorecard_change WHERE feature_id = s.feature_id) AS first
  CROSS JOIN LATERAL generate_series(date_trunc('day', first.at, 'UTC') AT TIME ZONE 'UTC',
    date_trunc('day', s.evaluated_at, 'UTC') AT TIME ZONE 'UTC', interval '1 day') AS d (day)
  CROSS JOIN LATERAL (
    SELECT verdict, met, (inputs #>> '{feature,lifecycle}')::lifecycle AS lifecycle FROM scorecard_change
    WHERE feature_id = s.feature_id AND at < (d.day + interval '1 day') AT TIME ZONE 'UTC'
    ORDER BY at DESC, id DESC LIMIT 1
  ) AS c;

-- Falls of the last days over all features.
CREATE INDEX scorecard_change_at ON scorecard_change (at);
