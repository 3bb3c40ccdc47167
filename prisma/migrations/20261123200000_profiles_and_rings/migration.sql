-- AlterTable
ALTER TABLE "deployment_targets" ADD COLUMN     "forced" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "previous_stack_id" UUID,
ADD COLUMN     "released_at" TIMESTAMPTZ(3),
ADD COLUMN     "ring" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "stack_id" UUID,
ALTER COLUMN "desired_version" SET DEFAULT 0;

-- AlterTable
ALTER TABLE "deployments" ADD COLUMN     "approved_at" TIMESTAMPTZ(3),
ADD COLUMN     "approved_by" TEXT,
ADD COLUMN     "approved_by_name" TEXT,
ADD COLUMN     "auto_rollback" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "emergency" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "forced" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "growth" TEXT NOT NULL DEFAULT 'frozen',
ADD COLUMN     "next_look_at" TIMESTAMPTZ(3),
ADD COLUMN     "prepared" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "preview" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "preview_hash" TEXT,
ADD COLUMN     "rollback_of" UUID,
ADD COLUMN     "scope" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "started_at" TIMESTAMPTZ(3),
ADD COLUMN     "starts_at" TIMESTAMPTZ(3),
ADD COLUMN     "state_reason" JSONB,
ADD COLUMN     "window" JSONB;

-- AlterTable
ALTER TABLE "devices" ADD COLUMN     "drift" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "approval_from" INTEGER;

-- AlterTable
ALTER TABLE "released_configurations" ADD COLUMN     "stack_id" UUID;

-- CreateTable
CREATE TABLE "profiles" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "values" JSONB NOT NULL DEFAULT '{}',
    "locked" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "origin_organization_id" UUID,
    "origin_profile_id" UUID,
    "origin_name" TEXT,
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "profiles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "profile_versions" (
    "profile_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "organization_id" UUID NOT NULL,
    "values" JSONB NOT NULL,
    "locked" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "changed_by" TEXT NOT NULL,
    "changed_by_name" TEXT NOT NULL,
    "reason" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "profile_versions_pkey" PRIMARY KEY ("profile_id","version")
);

-- CreateTable
CREATE TABLE "profile_assignments" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "scope_kind" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 100,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "profile_assignments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_groups" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "priority" INTEGER NOT NULL,
    "rule" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device_group_members" (
    "group_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_group_members_pkey" PRIMARY KEY ("group_id","device_id")
);

-- CreateTable
CREATE TABLE "configuration_stacks" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "layers" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "configuration_stacks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "configuration_drifts" (
    "device_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "wanted" JSONB NOT NULL,
    "reported" JSONB,
    "cause" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "configuration_drifts_pkey" PRIMARY KEY ("device_id","key")
);

-- CreateTable
CREATE TABLE "deployment_rings" (
    "deployment_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "size" JSONB NOT NULL,
    "wait_minutes" INTEGER,
    "success_percent" INTEGER NOT NULL DEFAULT 100,
    "failure_percent" INTEGER,
    "failure_minimum" INTEGER NOT NULL DEFAULT 1,
    "failure_kinds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "state" TEXT NOT NULL DEFAULT 'closed',
    "opened_at" TIMESTAMPTZ(3),
    "succeeded_at" TIMESTAMPTZ(3),
    "total" INTEGER NOT NULL DEFAULT 0,
    "planned" INTEGER NOT NULL DEFAULT 0,
    "waiting" INTEGER NOT NULL DEFAULT 0,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "confirmed" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "superseded" INTEGER NOT NULL DEFAULT 0,
    "cancelled" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "deployment_rings_pkey" PRIMARY KEY ("deployment_id","position")
);

-- CreateTable
CREATE TABLE "deployment_plans" (
    "deployment_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "ring" INTEGER NOT NULL DEFAULT 0,
    "stack_id" UUID,
    "previous_stack_id" UUID,
    "changes" JSONB NOT NULL,
    "restart" BOOLEAN NOT NULL DEFAULT false,
    "left_out" JSONB NOT NULL DEFAULT '[]',
    "has_left_out" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "deployment_plans_pkey" PRIMARY KEY ("deployment_id","device_id")
);

-- CreateTable
CREATE TABLE "freeze_periods" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "location_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "freeze_periods_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "profiles_organization_id_name_id_idx" ON "profiles"("organization_id", "name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "profiles_organization_id_id_key" ON "profiles"("organization_id", "id");

-- CreateIndex
CREATE INDEX "profile_versions_organization_id_profile_id_idx" ON "profile_versions"("organization_id", "profile_id");

-- CreateIndex
CREATE INDEX "profile_assignments_organization_id_profile_id_idx" ON "profile_assignments"("organization_id", "profile_id");

-- CreateIndex
CREATE UNIQUE INDEX "profile_assignments_organization_id_id_key" ON "profile_assignments"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "profile_assignments_organization_id_scope_kind_scope_id_pro_key" ON "profile_assignments"("organization_id", "scope_kind", "scope_id", "profile_id");

-- CreateIndex
CREATE UNIQUE INDEX "profile_assignments_organization_id_scope_kind_scope_id_pri_key" ON "profile_assignments"("organization_id", "scope_kind", "scope_id", "priority");

-- CreateIndex
CREATE INDEX "device_groups_organization_id_name_id_idx" ON "device_groups"("organization_id", "name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "device_groups_organization_id_id_key" ON "device_groups"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "device_groups_organization_id_priority_key" ON "device_groups"("organization_id", "priority");

-- CreateIndex
CREATE INDEX "device_group_members_organization_id_group_id_device_id_idx" ON "device_group_members"("organization_id", "group_id", "device_id");

-- CreateIndex
CREATE INDEX "device_group_members_organization_id_device_id_idx" ON "device_group_members"("organization_id", "device_id");

-- CreateIndex
CREATE UNIQUE INDEX "configuration_stacks_organization_id_id_key" ON "configuration_stacks"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "configuration_stacks_organization_id_hash_key" ON "configuration_stacks"("organization_id", "hash");

-- CreateIndex
CREATE INDEX "configuration_drifts_organization_id_since_device_id_key_idx" ON "configuration_drifts"("organization_id", "since", "device_id", "key");

-- CreateIndex
CREATE INDEX "configuration_drifts_organization_id_key_since_idx" ON "configuration_drifts"("organization_id", "key", "since");

-- CreateIndex
CREATE INDEX "deployment_rings_organization_id_deployment_id_position_idx" ON "deployment_rings"("organization_id", "deployment_id", "position");

-- CreateIndex
CREATE INDEX "deployment_plans_organization_id_deployment_id_ring_device__idx" ON "deployment_plans"("organization_id", "deployment_id", "ring", "device_id");

-- CreateIndex
CREATE INDEX "freeze_periods_organization_id_ends_at_id_idx" ON "freeze_periods"("organization_id", "ends_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "freeze_periods_organization_id_id_key" ON "freeze_periods"("organization_id", "id");

-- CreateIndex
CREATE INDEX "deployment_targets_organization_id_deployment_id_ring_state_idx" ON "deployment_targets"("organization_id", "deployment_id", "ring", "state", "id");

-- CreateIndex
CREATE INDEX "deployment_targets_organization_id_deployment_id_reason_cod_idx" ON "deployment_targets"("organization_id", "deployment_id", "reason_code", "id");

-- CreateIndex
CREATE INDEX "deployments_organization_id_state_id_idx" ON "deployments"("organization_id", "state", "id");

-- CreateIndex
CREATE INDEX "released_configurations_organization_id_stack_id_idx" ON "released_configurations"("organization_id", "stack_id");

-- AddForeignKey
ALTER TABLE "released_configurations" ADD CONSTRAINT "released_configurations_organization_id_stack_id_fkey" FOREIGN KEY ("organization_id", "stack_id") REFERENCES "configuration_stacks"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_versions" ADD CONSTRAINT "profile_versions_organization_id_profile_id_fkey" FOREIGN KEY ("organization_id", "profile_id") REFERENCES "profiles"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "profile_assignments" ADD CONSTRAINT "profile_assignments_organization_id_profile_id_fkey" FOREIGN KEY ("organization_id", "profile_id") REFERENCES "profiles"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_groups" ADD CONSTRAINT "device_groups_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_group_members" ADD CONSTRAINT "device_group_members_organization_id_group_id_fkey" FOREIGN KEY ("organization_id", "group_id") REFERENCES "device_groups"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device_group_members" ADD CONSTRAINT "device_group_members_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "configuration_drifts" ADD CONSTRAINT "configuration_drifts_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment_rings" ADD CONSTRAINT "deployment_rings_organization_id_deployment_id_fkey" FOREIGN KEY ("organization_id", "deployment_id") REFERENCES "deployments"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment_plans" ADD CONSTRAINT "deployment_plans_organization_id_deployment_id_fkey" FOREIGN KEY ("organization_id", "deployment_id") REFERENCES "deployments"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deployment_plans" ADD CONSTRAINT "deployment_plans_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was planned before there were rings: released at once, in one ring.
UPDATE deployment_targets SET released_at = planned_at;
INSERT INTO deployment_rings (deployment_id, position, organization_id, name, size, state, opened_at, total, planned, waiting, sent, confirmed,
    failed, superseded, cancelled)
  SELECT d.id, 0, d.organization_id, '1', '{"kind": "rest"}', 'open', d.created_at, count(t.id),
      count(*) FILTER (WHERE t.state = 'planned'), count(*) FILTER (WHERE t.state = 'waiting'), count(*) FILTER (WHERE t.state = 'sent'),
      count(*) FILTER (WHERE t.state = 'confirmed'), count(*) FILTER (WHERE t.state = 'failed'),
      count(*) FILTER (WHERE t.state = 'superseded'), count(*) FILTER (WHERE t.state = 'cancelled')
    FROM deployments d LEFT JOIN deployment_targets t ON t.organization_id = d.organization_id AND t.deployment_id = d.id GROUP BY d.id;
UPDATE deployments SET started_at = created_at;

-- Words and limits that a row must keep to ---------------------------------------------------------------------
ALTER TABLE profile_assignments ADD CHECK (scope_kind IN ('partner', 'organization', 'location', 'group', 'model', 'room', 'device'));
ALTER TABLE deployments ADD CHECK
  (state IN ('preparing', 'draft', 'awaiting-approval', 'scheduled', 'running', 'paused', 'stopped', 'finished', 'cancelled')),
  ADD CHECK (growth IN ('frozen', 'growing'));
ALTER TABLE deployment_rings ADD CHECK (state IN ('closed', 'open', 'succeeded', 'stopped')),
  ADD CHECK (success_percent BETWEEN 0 AND 100), ADD CHECK (failure_percent BETWEEN 0 AND 100);
ALTER TABLE configuration_drifts ADD CHECK (cause IN ('changed-on-device', 'failed-push', 'dropped-by-firmware'));
ALTER TABLE freeze_periods ADD CHECK (starts_at < ends_at);
ALTER TABLE organizations ADD CHECK (approval_from > 0);

ALTER TABLE profiles ALTER COLUMN name TYPE text COLLATE "und-x-icu";
ALTER TABLE device_groups ALTER COLUMN name TYPE text COLLATE "und-x-icu";
CREATE UNIQUE INDEX profiles_by_name ON profiles (organization_id, lower(name)) WHERE archived_at IS NULL;
CREATE UNIQUE INDEX profiles_by_origin ON profiles (organization_id, origin_profile_id) WHERE origin_profile_id IS NOT NULL;
CREATE UNIQUE INDEX device_groups_by_name ON device_groups (organization_id, lower(name));
CREATE INDEX configuration_layers_organization_id_values_idx ON configuration_layers USING gin (organization_id, "values");
CREATE INDEX deployments_to_look_at ON deployments (next_look_at) WHERE next_look_at IS NOT NULL;
CREATE INDEX devices_with_drift ON devices (organization_id, name, id) WHERE drift > 0;

-- Counts of a ring, and of drifted settings: kept here so that no code path can forget -------------------------------
CREATE FUNCTION system.add_to_rings(deployments uuid[], positions integer[], states text[], deltas bigint[]) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = public AS $$
  UPDATE deployment_rings r SET total = r.total + s.total, planned = r.planned + s.planned, waiting = r.waiting + s.waiting,
      sent = r.sent + s.sent, confirmed = r.confirmed + s.confirmed, failed = r.failed + s.failed,
      superseded = r.superseded + s.superseded, cancelled = r.cancelled + s.cancelled
    FROM (SELECT d.deployment_id, d.position, sum(n) AS total,
        coalesce(sum(n) FILTER (WHERE state = 'planned'), 0) AS planned, coalesce(sum(n) FILTER (WHERE state = 'waiting'), 0) AS waiting,
        coalesce(sum(n) FILTER (WHERE state = 'sent'), 0) AS sent, coalesce(sum(n) FILTER (WHERE state = 'confirmed'), 0) AS confirmed,
        coalesce(sum(n) FILTER (WHERE state = 'failed'), 0) AS failed,
        coalesce(sum(n) FILTER (WHERE state = 'superseded'), 0) AS superseded,
        coalesce(sum(n) FILTER (WHERE state = 'cancelled'), 0) AS cancelled
      FROM unnest(deployments, positions, states, deltas) AS d (deployment_id, position, state, n)
      GROUP BY d.deployment_id, d.position) AS s
    WHERE r.deployment_id = s.deployment_id AND r.position = s.position
$$;
CREATE FUNCTION system.count_inserted_targets() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM system.add_to_rings(array_agg(deployment_id), array_agg(ring), array_agg(state), array_agg(n))
    FROM (SELECT deployment_id, ring, state, count(*) AS n FROM added GROUP BY deployment_id, ring, state ORDER BY deployment_id, ring) AS sums;
  RETURN NULL;
END $$;
CREATE FUNCTION system.count_updated_targets() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM system.add_to_rings(array_agg(deployment_id), array_agg(ring), array_agg(state), array_agg(n))
    FROM (SELECT deployment_id, ring, state, sum(n) AS n FROM (
            SELECT deployment_id, ring, state, 1 AS n FROM added
            UNION ALL SELECT deployment_id, ring, state, -1 FROM removed) AS both_sides
          GROUP BY deployment_id, ring, state HAVING sum(n) <> 0 ORDER BY deployment_id, ring) AS sums;
  RETURN NULL;
END $$;
CREATE FUNCTION system.count_deleted_targets() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM system.add_to_rings(array_agg(deployment_id), array_agg(ring), array_agg(state), array_agg(-n))
    FROM (SELECT deployment_id, ring, state, count(*) AS n FROM removed GROUP BY deployment_id, ring, state ORDER BY deployment_id, ring) AS sums;
  RETURN NULL;
END $$;
CREATE FUNCTION system.summarize_drift() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE devices d SET drift = n.drift FROM (
      SELECT c.device_id, (SELECT count(*) FROM configuration_drifts f WHERE f.device_id = c.device_id) AS drift
        FROM (SELECT DISTINCT device_id FROM changed) AS c) AS n
    WHERE d.id = n.device_id AND d.drift <> n.drift;
  RETURN NULL;
END $$;

-- Drifting devices are counted like those in any other tab.
CREATE OR REPLACE FUNCTION system.device_marks(d devices) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN d.state = 'retired' THEN ARRAY['devices.retired'] ELSE
    ARRAY['devices.all'] || array_remove(ARRAY[
      CASE WHEN d.state = 'staged' THEN 'devices.staged' END,
      CASE WHEN d.connection = 'recorded' THEN 'devices.recorded' END,
      CASE WHEN d.state = 'active' AND d.connection = 'online' THEN 'devices.online' END,
      CASE WHEN d.state = 'active' AND d.connection IN ('offline', 'unknown') THEN 'devices.offline' END,
      CASE WHEN d.in_call AND d.connection = 'online' THEN 'devices.in-call' END,
      CASE WHEN d.drift > 0 THEN 'devices.drift' END,
      CASE WHEN d.attention THEN 'devices.attention' END], NULL) END
$$;

-- Sweeps: only deployments that run have due targets, and only what was released can be answered -------------------------
CREATE OR REPLACE FUNCTION system.due_targets(at_most integer) RETURNS TABLE (organization_id uuid, deployment_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT t.organization_id, t.deployment_id FROM (
    SELECT d.organization_id, d.deployment_id FROM deployment_targets d
      WHERE d.state IN ('planned', 'waiting', 'sent') AND d.next_attempt_at <= now()
      ORDER BY d.next_attempt_at LIMIT at_most) AS t
    JOIN deployments p ON p.id = t.deployment_id WHERE p.state = 'running'
$$;
CREATE OR REPLACE FUNCTION system.answered_targets(at_most integer) RETURNS TABLE (organization_id uuid, device_ids uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT found.organization_id, array_agg(found.device_id) FROM (
    SELECT t.organization_id, t.device_id FROM deployment_targets t JOIN device_statuses s ON s.device_id = t.device_id
    WHERE t.state IN ('planned', 'waiting', 'sent') AND t.released_at IS NOT NULL AND s.reported_at < now() - interval '2 seconds'
      AND (s.applied_version >= t.desired_version OR (s.desired_version >= t.desired_version AND s.apply_status IN ('failed', 'partial')))
    LIMIT at_most) AS found GROUP BY found.organization_id
$$;
CREATE FUNCTION system.due_deployments(at_most integer) RETURNS TABLE (organization_id uuid, deployment_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT d.organization_id, d.id FROM deployments d WHERE d.next_look_at <= now() ORDER BY d.next_look_at LIMIT at_most
$$;
-- Which devices of the organization at work have a value of their own for a key. A definer, because the planner uses no
-- index for an operator that is not leakproof below row-level security.
CREATE FUNCTION system.devices_setting(key text, after uuid, at_most integer) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public AS $$
  SELECT scope_id FROM configuration_layers
    WHERE organization_id = nullif(current_setting('app.organization_id', true), '')::uuid AND scope_kind = 'device' AND "values" ? key
      AND scope_id > after ORDER BY scope_id LIMIT at_most
$$;
DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'system'::regnamespace AND p.proname IN
    ('devices_setting', 'add_to_rings', 'count_inserted_targets', 'count_updated_targets', 'count_deleted_targets', 'summarize_drift', 'due_deployments') LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO maestro_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION system.due_deployments(integer), system.devices_setting(text, uuid, integer) TO maestro_app;

-- Row-level security on the new tables, as on all others -------------------------------------------------------------------
DO $$
DECLARE
  tenant text;
  mine constant text := '(SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
BEGIN
  FOREACH tenant IN ARRAY ARRAY['profiles', 'profile_versions', 'profile_assignments', 'device_groups', 'device_group_members',
    'configuration_stacks', 'configuration_drifts', 'deployment_rings', 'deployment_plans', 'freeze_periods'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', tenant);
    EXECUTE format('CREATE POLICY own_organization ON %I AS RESTRICTIVE TO maestro_app, maestro_link USING (organization_id = %s) WITH CHECK (organization_id = %s)',
      tenant, mine, mine);
    EXECUTE format('CREATE POLICY own_customers ON %I AS RESTRICTIVE FOR SELECT TO maestro_across USING (organization_id IN (SELECT system.customers_of(%s)))',
      tenant, mine);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON profiles, profile_assignments, device_groups, device_group_members, configuration_drifts,
  deployment_rings, deployment_plans, freeze_periods TO maestro_app;
-- What was, stays as it was.
GRANT SELECT, INSERT ON profile_versions, configuration_stacks TO maestro_app;
GRANT SELECT ON deployments, deployment_rings, configuration_drifts, configuration_layers TO maestro_system;
GRANT UPDATE ON deployment_rings TO maestro_system;

CREATE TRIGGER count_inserted AFTER INSERT ON deployment_targets REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION system.count_inserted_targets();
CREATE TRIGGER count_updated AFTER UPDATE ON deployment_targets REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION system.count_updated_targets();
CREATE TRIGGER count_deleted AFTER DELETE ON deployment_targets REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION system.count_deleted_targets();
CREATE TRIGGER summarize_inserted AFTER INSERT ON configuration_drifts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION system.summarize_drift();
CREATE TRIGGER summarize_deleted AFTER DELETE ON configuration_drifts REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION system.summarize_drift();
