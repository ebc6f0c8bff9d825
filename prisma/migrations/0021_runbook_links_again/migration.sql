-- Links are taken from runbooks by the parser of the screen now: every text is read again for those that it hid.
UPDATE runbook_revision SET links_read = false;
