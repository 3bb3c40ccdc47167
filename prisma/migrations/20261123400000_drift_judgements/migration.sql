-- CreateTable
CREATE TABLE "drift_judgements" (
    "device_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "version" BIGINT NOT NULL DEFAULT 0,
    "firmware_version" TEXT,

    CONSTRAINT "drift_judgements_pkey" PRIMARY KEY ("device_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "drift_judgements_organization_id_device_id_key" ON "drift_judgements"("organization_id", "device_id");

-- CreateIndex
CREATE INDEX "configuration_drifts_organization_id_cause_since_idx" ON "configuration_drifts"("organization_id", "cause", "since");

-- AddForeignKey
ALTER TABLE "drift_judgements" ADD CONSTRAINT "drift_judgements_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The sweep: reports that nobody compared with what was released, because the job got lost. Looked for once a minute, over
-- all devices: an index on when a device reported would have to be written with every report.
CREATE FUNCTION system.unjudged_reports(at_most integer) RETURNS TABLE (organization_id uuid, device_ids uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT found.organization_id, array_agg(found.device_id) FROM (
    SELECT s.organization_id, s.device_id FROM device_statuses s JOIN devices d ON d.id = s.device_id AND d.state <> 'retired'
      LEFT JOIN drift_judgements j ON j.device_id = s.device_id
      WHERE s.reported_at < now() - interval '15 seconds' AND (j.reported_at IS NULL OR j.reported_at < s.reported_at)
      LIMIT at_most) AS found GROUP BY found.organization_id
$$;
ALTER FUNCTION system.unjudged_reports(integer) OWNER TO maestro_system;
REVOKE ALL ON FUNCTION system.unjudged_reports(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION system.unjudged_reports(integer) TO maestro_app;

-- What is retired drifts no more, whoever retired it.
CREATE FUNCTION system.forget_drift() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM configuration_drifts WHERE device_id = NEW.id;
  RETURN NULL;
END $$;
ALTER FUNCTION system.forget_drift() OWNER TO maestro_system;
REVOKE ALL ON FUNCTION system.forget_drift() FROM PUBLIC;
GRANT DELETE ON configuration_drifts TO maestro_system;
CREATE TRIGGER forget_drift AFTER UPDATE OF state ON devices FOR EACH ROW WHEN (NEW.state = 'retired' AND OLD.state <> 'retired')
  EXECUTE FUNCTION system.forget_drift();

DO $$
DECLARE
  mine constant text := '(SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
BEGIN
  EXECUTE 'ALTER TABLE drift_judgements ENABLE ROW LEVEL SECURITY';
  EXECUTE 'ALTER TABLE drift_judgements FORCE ROW LEVEL SECURITY';
  EXECUTE 'CREATE POLICY everybody ON drift_judgements USING (true) WITH CHECK (true)';
  EXECUTE format('CREATE POLICY own_organization ON drift_judgements AS RESTRICTIVE TO maestro_app, maestro_link USING (organization_id = %s) WITH CHECK (organization_id = %s)', mine, mine);
  EXECUTE format('CREATE POLICY own_customers ON drift_judgements AS RESTRICTIVE FOR SELECT TO maestro_across USING (organization_id IN (SELECT system.customers_of(%s)))', mine);
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON drift_judgements TO maestro_app;
GRANT SELECT ON drift_judgements TO maestro_system;
