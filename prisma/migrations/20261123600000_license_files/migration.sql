-- AlterTable
ALTER TABLE "activations" ADD COLUMN     "issue" INTEGER;

-- AlterTable
ALTER TABLE "device_statuses" ADD COLUMN     "license_issue" INTEGER;

-- AlterTable
ALTER TABLE "released_configurations" ADD COLUMN     "license_issue" INTEGER;

-- CreateTable
CREATE TABLE "license_files" (
    "organization_id" UUID NOT NULL,
    "device_id" UUID NOT NULL,
    "issue" INTEGER NOT NULL,
    "key_id" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "features" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "license_files_pkey" PRIMARY KEY ("device_id","issue")
);

-- CreateTable
CREATE TABLE "license_file_requests" (
    "device_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "license_file_requests_pkey" PRIMARY KEY ("device_id")
);

-- CreateIndex
CREATE INDEX "license_files_organization_id_device_id_issue_idx" ON "license_files"("organization_id", "device_id", "issue");

-- CreateIndex
CREATE UNIQUE INDEX "license_file_requests_organization_id_device_id_key" ON "license_file_requests"("organization_id", "device_id");

-- AddForeignKey
ALTER TABLE "license_files" ADD CONSTRAINT "license_files_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "license_file_requests" ADD CONSTRAINT "license_file_requests_organization_id_device_id_fkey" FOREIGN KEY ("organization_id", "device_id") REFERENCES "devices"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An issue number is a promise to a device: it is above zero, and what was released names a file that there is.
ALTER TABLE license_files ADD CHECK (issue > 0);
ALTER TABLE released_configurations ADD CONSTRAINT released_license_file FOREIGN KEY (device_id, license_issue)
  REFERENCES license_files (device_id, issue) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX license_files_unconfirmed ON license_files (device_id, issue) WHERE confirmed_at IS NULL;

-- The keys that licence files are signed with are the installation's, not an organization's. They lie where no process may
-- read a table; the private half is sealed under the root key, which the database does not have.
CREATE TABLE system.license_signing_keys (
  id text PRIMARY KEY, public_jwk jsonb NOT NULL, sealed text NOT NULL, state text NOT NULL CHECK (state IN ('current', 'retired')),
  created_at timestamptz(3) NOT NULL DEFAULT now(), retired_at timestamptz(3), CHECK ((state = 'retired') = (retired_at IS NOT NULL)));
CREATE UNIQUE INDEX license_signing_keys_current ON system.license_signing_keys (state) WHERE state = 'current';
ALTER TABLE system.license_signing_keys OWNER TO maestro_system;

-- All public halves, the newest first: files stay in use longer than the key that signed them.
CREATE FUNCTION system.license_signing_keys() RETURNS TABLE (id text, public_jwk jsonb, state text, created_at timestamptz, retired_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT k.id, k.public_jwk, k.state, k.created_at, k.retired_at FROM system.license_signing_keys k ORDER BY k.created_at DESC, k.id
$$;
CREATE FUNCTION system.current_license_signing_key() RETURNS TABLE (id text, sealed text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT k.id, k.sealed FROM system.license_signing_keys k WHERE k.state = 'current'
$$;
-- Makes a key the current one in the place of `instead_of` (null: of none). Who comes second changes nothing; the current
-- key is answered either way.
CREATE FUNCTION system.add_license_signing_key(new_id text, jwk jsonb, sealed_key text, instead_of text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE known text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('license signing keys', 0));
  SELECT k.id INTO known FROM system.license_signing_keys k WHERE k.state = 'current';
  IF known IS DISTINCT FROM instead_of THEN RETURN known; END IF;
  UPDATE system.license_signing_keys k SET state = 'retired', retired_at = now() WHERE k.id = known;
  INSERT INTO system.license_signing_keys (id, public_jwk, sealed, state) VALUES (new_id, jwk, sealed_key, 'current');
  RETURN new_id;
END $$;

-- The sweep: devices that say they hold a file which nobody has noted as confirmed, and those that enrolled and wait for theirs.
CREATE FUNCTION system.unconfirmed_license_files(at_most integer) RETURNS TABLE (organization_id uuid, device_ids uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT found.organization_id, array_agg(found.device_id) FROM (
    SELECT f.organization_id, f.device_id FROM license_files f
      JOIN device_statuses s ON s.device_id = f.device_id AND s.license_issue = f.issue
      WHERE f.confirmed_at IS NULL AND s.reported_at < now() - interval '2 seconds' LIMIT at_most) AS found GROUP BY found.organization_id
$$;
CREATE FUNCTION system.requested_license_files(at_most integer) RETURNS TABLE (organization_id uuid, device_ids uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT found.organization_id, array_agg(found.device_id) FROM (
    SELECT r.organization_id, r.device_id FROM license_file_requests r WHERE r.requested_at < now() - interval '2 seconds'
      ORDER BY r.requested_at LIMIT at_most) AS found GROUP BY found.organization_id
$$;

DO $$
DECLARE
  mine constant text := '(SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  f text;
  tenant text;
BEGIN
  FOREACH f IN ARRAY ARRAY['system.license_signing_keys()', 'system.current_license_signing_key()',
    'system.add_license_signing_key(text, jsonb, text, text)', 'system.unconfirmed_license_files(integer)',
    'system.requested_license_files(integer)'] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO maestro_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO maestro_app', f);
  END LOOP;
  FOREACH tenant IN ARRAY ARRAY['license_files', 'license_file_requests'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', tenant);
    EXECUTE format('CREATE POLICY own_organization ON %I AS RESTRICTIVE TO maestro_app, maestro_link USING (organization_id = %s) WITH CHECK (organization_id = %s)', tenant, mine, mine);
    EXECUTE format('CREATE POLICY own_customers ON %I AS RESTRICTIVE FOR SELECT TO maestro_across USING (organization_id IN (SELECT system.customers_of(%s)))', tenant, mine);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON license_files TO maestro_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON license_file_requests TO maestro_app;
GRANT SELECT ON license_files TO maestro_link;
GRANT SELECT, INSERT ON license_file_requests TO maestro_link;
GRANT SELECT ON license_files, license_file_requests TO maestro_system;
