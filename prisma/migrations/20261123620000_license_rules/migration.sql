-- AlterTable
ALTER TABLE "activations" ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'person',
ADD COLUMN     "source_id" UUID;

-- AlterTable
ALTER TABLE "devices" ADD COLUMN     "replaced_by" UUID;

-- CreateTable
CREATE TABLE "license_batches" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "feature_key" TEXT NOT NULL,
    "scope" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'previewed',
    "preview_hash" TEXT NOT NULL,
    "free_units" INTEGER,
    "total" INTEGER NOT NULL DEFAULT 0,
    "expected" JSONB NOT NULL DEFAULT '{}',
    "results" JSONB NOT NULL DEFAULT '{}',
    "done" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "grant_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "next_look_at" TIMESTAMPTZ(3),

    CONSTRAINT "license_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "license_batch_devices" (
    "batch_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "organization_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "expected" TEXT NOT NULL,
    "result" TEXT,

    CONSTRAINT "license_batch_devices_pkey" PRIMARY KEY ("batch_id","position")
);

-- CreateTable
CREATE TABLE "license_rules" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "feature_key" TEXT NOT NULL,
    "group_id" UUID NOT NULL,
    "priority" INTEGER NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "waiting" INTEGER NOT NULL DEFAULT 0,
    "applied_at" TIMESTAMPTZ(3),
    "next_look_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "license_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "license_releases" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "feature_key" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "released_by" TEXT NOT NULL,
    "released_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "license_releases_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "license_batches_organization_id_created_at_id_idx" ON "license_batches"("organization_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "license_batches_organization_id_id_key" ON "license_batches"("organization_id", "id");

-- CreateIndex
CREATE INDEX "license_batch_devices_organization_id_batch_id_expected_pos_idx" ON "license_batch_devices"("organization_id", "batch_id", "expected", "position");

-- CreateIndex
CREATE INDEX "license_batch_devices_organization_id_batch_id_result_posit_idx" ON "license_batch_devices"("organization_id", "batch_id", "result", "position");

-- CreateIndex
CREATE INDEX "license_batch_devices_organization_id_device_id_idx" ON "license_batch_devices"("organization_id", "device_id");

-- CreateIndex
CREATE INDEX "license_rules_organization_id_group_id_idx" ON "license_rules"("organization_id", "group_id");

-- CreateIndex
CREATE UNIQUE INDEX "license_rules_organization_id_id_key" ON "license_rules"("organization_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "license_rules_organization_id_feature_key_priority_key" ON "license_rules"("organization_id", "feature_key", "priority");

-- CreateIndex
CREATE UNIQUE INDEX "license_rules_organization_id_feature_key_group_id_key" ON "license_rules"("organization_id", "feature_key", "group_id");

-- CreateIndex
CREATE INDEX "license_releases_organization_id_device_id_idx" ON "license_releases"("organization_id", "device_id");

-- CreateIndex
CREATE UNIQUE INDEX "license_releases_organization_id_id_key" ON "license_releases"("organization_id", "id");

-- AddForeignKey
ALTER TABLE "license_batch_devices" ADD CONSTRAINT "license_batch_devices_organization_id_batch_id_fkey" FOREIGN KEY ("organization_id", "batch_id") REFERENCES "license_batches"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "license_batch_devices" ADD CONSTRAINT "license_batch_devices_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "license_rules" ADD CONSTRAINT "license_rules_organization_id_group_id_fkey" FOREIGN KEY ("organization_id", "group_id") REFERENCES "device_groups"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "license_releases" ADD CONSTRAINT "license_releases_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE license_batches ADD CHECK (action IN ('activate', 'release')),
  ADD CHECK (state IN ('previewed', 'running', 'finished', 'cancelled'));
ALTER TABLE license_releases ADD CHECK (cause IN ('released', 'transferred', 'replaced', 'retired'));
CREATE INDEX license_batches_due ON license_batches (next_look_at) WHERE state = 'running';
CREATE INDEX license_rules_due ON license_rules (next_look_at) WHERE next_look_at IS NOT NULL;
-- A device owes one answer for a feature, however often it was taken back.
CREATE UNIQUE INDEX license_releases_unsettled ON license_releases (device_id, feature_key) WHERE settled_at IS NULL;

-- The sweep: batches that nobody carries on, rules to look at, and devices that were heard of without a feature since it was
-- taken back. Organizations and ids only.
CREATE FUNCTION system.due_license_work(at_most integer) RETURNS TABLE (organization_id uuid, kind text, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  (SELECT b.organization_id, 'batch', b.id FROM license_batches b
    WHERE b.state = 'running' AND b.next_look_at <= now() ORDER BY b.next_look_at LIMIT at_most)
  UNION ALL
  (SELECT r.organization_id, 'rule', r.id FROM license_rules r WHERE r.next_look_at <= now() ORDER BY r.next_look_at LIMIT at_most)
  UNION ALL
  (SELECT r.organization_id, 'release', r.id FROM license_releases r JOIN device_statuses s ON s.device_id = r.device_id
    WHERE r.settled_at IS NULL AND s.reported_at > r.released_at
      AND NOT coalesce(s.reported -> 'license' -> 'features', '[]'::jsonb) ? r.feature_key LIMIT at_most)
$$;

-- Units that come free and devices that join a group by hand wake the rules. Nobody waits for a rule that is being applied at
-- this moment: it is looked at again by itself.
CREATE FUNCTION system.wake_license_rules() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE license_rules SET next_look_at = now() WHERE id IN (SELECT r.id FROM license_rules r
    WHERE r.organization_id = NEW.organization_id AND r.feature_key = NEW.feature_key AND r.next_look_at > now()
    FOR UPDATE SKIP LOCKED);
  RETURN NULL;
END $$;
CREATE FUNCTION system.wake_license_rules_of_groups() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE license_rules SET next_look_at = now() WHERE id IN (SELECT r.id FROM license_rules r
    WHERE r.group_id IN (SELECT group_id FROM added) AND r.next_look_at > now() FOR UPDATE SKIP LOCKED);
  RETURN NULL;
END $$;

DO $$
DECLARE
  f text;
  t text;
  mine constant text := '(SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
BEGIN
  FOREACH f IN ARRAY ARRAY['due_license_work(integer)', 'wake_license_rules()', 'wake_license_rules_of_groups()'] LOOP
    EXECUTE format('ALTER FUNCTION system.%s OWNER TO maestro_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION system.%s FROM PUBLIC', f);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['license_batches', 'license_batch_devices', 'license_rules', 'license_releases'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY own_organization ON %I AS RESTRICTIVE TO maestro_app, maestro_link USING (organization_id = %s) WITH CHECK (organization_id = %s)', t, mine, mine);
    EXECUTE format('CREATE POLICY own_customers ON %I AS RESTRICTIVE FOR SELECT TO maestro_across USING (organization_id IN (SELECT system.customers_of(%s)))', t, mine);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION system.due_license_work(integer) TO maestro_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON license_batches, license_batch_devices, license_rules, license_releases TO maestro_app;
GRANT SELECT ON license_batches, license_rules, license_releases TO maestro_system;
GRANT UPDATE ON license_rules TO maestro_system;

CREATE TRIGGER wake_license_rules AFTER UPDATE ON license_pools FOR EACH ROW
  WHEN (NEW.units - NEW.active - NEW.reserved - NEW.transferred > OLD.units - OLD.active - OLD.reserved - OLD.transferred
    OR (NEW.valid_from, NEW.valid_until, NEW.overuse) IS DISTINCT FROM (OLD.valid_from, OLD.valid_until, OLD.overuse))
  EXECUTE FUNCTION system.wake_license_rules();
CREATE TRIGGER wake_license_rules_of_new_units AFTER INSERT ON license_pools FOR EACH ROW EXECUTE FUNCTION system.wake_license_rules();
CREATE TRIGGER wake_license_rules AFTER INSERT ON device_group_members REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION system.wake_license_rules_of_groups();
