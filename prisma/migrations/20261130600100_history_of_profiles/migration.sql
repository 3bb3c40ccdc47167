-- What happened to a profile: its own entries, and those of the deployments to its reach. Partial, so that what is written
-- for each device of a deployment pays nothing for it.
CREATE INDEX audit_entries_of_profile ON audit_entries (organization_id, object_id, at, id) WHERE object_kind = 'profile';
CREATE INDEX audit_entries_of_deployment ON audit_entries (organization_id, object_id, at, id) WHERE object_kind = 'deployment';
CREATE INDEX deployments_of_profile ON deployments (organization_id, (scope ->> 'profileId')) WHERE scope ? 'profileId';
