-- Links are taken from runbooks by the parser of the screen now: every text is read again for those that it hid.
UPDATE runbook_revision SET links_read = false;

-- What worked before it broke says nothing any more.
UPDATE runbook_link SET worked_at = NULL WHERE status = 'broken';
