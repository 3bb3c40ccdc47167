-- Row-level security compares with an organization that the planner does not know, and it would take that for one of
-- average size: where one organization has most of the devices, it looked for each status among all of them. Told that
-- there is but one, it counts on the largest.
ALTER TABLE device_statuses ALTER COLUMN organization_id SET (n_distinct = 1);
ALTER TABLE rooms ALTER COLUMN organization_id SET (n_distinct = 1);
ANALYZE device_statuses, rooms;
