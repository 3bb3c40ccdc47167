-- What happened to a key: the devices that had units of its pool, and what was done to the pool itself.
CREATE INDEX activation_history_of_pool ON activation_history (organization_id, pool_id);
CREATE INDEX audit_entries_of_license_pool ON audit_entries (organization_id, object_id, at, id) WHERE object_kind = 'license-pool';
