-- [{ path, at }] of the checks that had fallen and not recovered when the card was made, so that lists of hundreds of
-- features need not read every change of a week; null until it is judged again.
ALTER TABLE scorecard ADD COLUMN falls jsonb;
