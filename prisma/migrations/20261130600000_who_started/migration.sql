-- Who asked for a deployment to be sent: not who may approve it, and what the history of a device says. Of those there
-- were before, it is who made them.
ALTER TABLE deployments ADD COLUMN started_by text, ADD COLUMN started_by_name text;
