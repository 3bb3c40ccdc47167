-- Who may see what, what was, and how many: the three things that no application code is trusted with.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Roles ---------------------------------------------------------------------------------------------------
-- maestro_app: api and worker. maestro_link: the device link. maestro_across: a partner's read-only view over
-- its customers. maestro_auth: accounts and sessions. maestro_system: owns the few functions that cross
-- organizations; nobody logs in as it. None owns a tenant table, none bypasses row-level security.
DO $$
DECLARE role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['maestro_app', 'maestro_link', 'maestro_across', 'maestro_auth', 'maestro_system'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', role);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server was faster
    END;
  END LOOP;
END $$;
GRANT maestro_system TO CURRENT_USER;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO maestro_app, maestro_link, maestro_across, maestro_system;
CREATE SCHEMA system AUTHORIZATION maestro_system;
GRANT USAGE ON SCHEMA system TO maestro_app, maestro_link, maestro_across;

-- Accounts and sessions: outside every organization, and closed to everybody but their own role --------------
CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO maestro_auth;
CREATE TABLE auth."user" (
  id uuid PRIMARY KEY, name text NOT NULL, email text NOT NULL UNIQUE, "emailVerified" boolean NOT NULL,
  image text, "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now());
CREATE TABLE auth.session (
  id uuid PRIMARY KEY, "expiresAt" timestamptz NOT NULL, token text NOT NULL UNIQUE,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now(),
  "ipAddress" text, "userAgent" text, "userId" uuid NOT NULL REFERENCES auth."user" (id) ON DELETE CASCADE);
CREATE INDEX ON auth.session ("userId");
CREATE TABLE auth.account (
  id uuid PRIMARY KEY, "accountId" text NOT NULL, "providerId" text NOT NULL,
  "userId" uuid NOT NULL REFERENCES auth."user" (id) ON DELETE CASCADE, "accessToken" text, "refreshToken" text,
  "idToken" text, "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz, scope text, password text,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON auth.account ("userId");
CREATE TABLE auth.verification (
  id uuid PRIMARY KEY, identifier text NOT NULL, value text NOT NULL, "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(), "updatedAt" timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON auth.verification (identifier);
CREATE TABLE auth."rateLimit" (
  id uuid PRIMARY KEY, key text NOT NULL UNIQUE, count integer NOT NULL, "lastRequest" bigint NOT NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO maestro_auth;

-- Words and limits that a row must keep to ---------------------------------------------------------------------
ALTER TABLE organizations ADD CHECK (kind IN ('operator', 'partner', 'customer'));
ALTER TABLE devices ADD CHECK (state IN ('staged', 'active', 'retired')),
  ADD CHECK (management IN ('linked', 'adapter', 'recorded')),
  ADD CHECK (connection IN ('online', 'offline', 'unknown', 'never', 'recorded')),
  ADD CHECK ((management = 'recorded') = (connection = 'recorded'));
ALTER TABLE registrations ADD CHECK (mode IN ('business', 'enterprise', 'direct', 'sip', 'h323', 'none'));
ALTER TABLE license_pools ADD CHECK (units >= 0 AND reserved >= 0 AND transferred >= 0 AND active >= 0),
  ADD CHECK (overuse = 'warn' OR reserved + transferred + active <= units);
ALTER TABLE license_keys ADD CHECK (state IN ('issued', 'redeemed', 'revoked')), ADD CHECK (units > 0);
ALTER TABLE deployment_targets ADD CHECK
  (state IN ('planned', 'waiting', 'sent', 'confirmed', 'failed', 'superseded', 'cancelled'));

-- Names sort as people sort them.
ALTER TABLE devices ALTER COLUMN name TYPE text COLLATE "und-x-icu";
ALTER TABLE rooms ALTER COLUMN name TYPE text COLLATE "und-x-icu";
ALTER TABLE locations ALTER COLUMN name TYPE text COLLATE "und-x-icu";
ALTER TABLE organizations ALTER COLUMN name TYPE text COLLATE "und-x-icu";

CREATE INDEX devices_needing_attention ON devices (organization_id, name, id) WHERE attention;
CREATE INDEX devices_by_configuration ON devices (organization_id, configuration_state, name, id) WHERE configuration_state IS NOT NULL;
CREATE INDEX devices_by_firmware ON devices (organization_id, coalesce(firmware_version, ''), id);
CREATE INDEX device_statuses_by_last_seen ON device_statuses (organization_id, coalesce(last_seen_at, '-infinity'), device_id);
CREATE INDEX device_search_texts_organization_id_text_idx ON device_search_texts USING gin (organization_id, text gin_trgm_ops);
CREATE INDEX deployment_targets_due ON deployment_targets (next_attempt_at, organization_id, deployment_id)
  WHERE state IN ('planned', 'waiting', 'sent');
CREATE INDEX deployment_targets_open ON deployment_targets (organization_id, device_id, id)
  WHERE state IN ('planned', 'waiting', 'sent');

-- History: what was true when (temporal keys, PostgreSQL 18) -----------------------------------------------------
CREATE TABLE device_history (
  id uuid, organization_id uuid NOT NULL, valid_during tstzrange NOT NULL, room_id uuid, vendor text, serial text,
  mac text, model_key text, name text, asset_tag text, state text, retired_cause text, management text,
  firmware_version text, PRIMARY KEY (id, valid_during WITHOUT OVERLAPS));
CREATE TABLE room_history (
  id uuid, organization_id uuid NOT NULL, valid_during tstzrange NOT NULL, location_id uuid, name text, type text,
  seats integer, time_zone text, PRIMARY KEY (id, valid_during WITHOUT OVERLAPS));
CREATE TABLE location_history (
  id uuid, organization_id uuid NOT NULL, valid_during tstzrange NOT NULL, parent_id uuid, kind text, name text,
  PRIMARY KEY (id, valid_during WITHOUT OVERLAPS));
CREATE TABLE license_pool_history (
  id uuid, organization_id uuid NOT NULL, valid_during tstzrange NOT NULL, feature_key text, units integer,
  reserved integer, transferred integer, active integer, valid_from timestamptz, valid_until timestamptz,
  grace_days integer, overuse text, order_number text, PRIMARY KEY (id, valid_during WITHOUT OVERLAPS));
CREATE TABLE activation_history (
  id uuid, organization_id uuid NOT NULL, valid_during tstzrange NOT NULL, device_id uuid, pool_id uuid,
  feature_key text, PRIMARY KEY (id, valid_during WITHOUT OVERLAPS));
CREATE TABLE registration_history (
  id uuid, organization_id uuid NOT NULL, valid_during tstzrange NOT NULL, mode text, target text, address text,
  state text, source text, PRIMARY KEY (id, valid_during WITHOUT OVERLAPS));
CREATE TABLE membership_history (
  id uuid, organization_id uuid NOT NULL, valid_during tstzrange NOT NULL, person_id uuid, role text,
  location_ids uuid[], PRIMARY KEY (id, valid_during WITHOUT OVERLAPS));
CREATE TABLE grant_history (
  id uuid, organization_id uuid NOT NULL, valid_during tstzrange NOT NULL, partner_id uuid, kind text, rights text[],
  location_ids uuid[], starts_at timestamptz, ends_at timestamptz, ended_at timestamptz,
  PRIMARY KEY (id, valid_during WITHOUT OVERLAPS));

-- Closes the range that is open and opens the next, when a column that the history keeps has changed. The time is
-- the transaction's; several changes in one transaction are one. TG_ARGV: history table, the row's key column.
CREATE FUNCTION system.keep_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
  key uuid := (coalesce(new_row, old_row) ->> TG_ARGV[1])::uuid;
  same boolean;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE format('SELECT jsonb_populate_record(NULL::%1$I, $1) IS NOT DISTINCT FROM jsonb_populate_record(NULL::%1$I, $2)', TG_ARGV[0])
      INTO same USING old_row, new_row;
    IF same THEN RETURN NULL; END IF;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    EXECUTE format('DELETE FROM %I WHERE id = $1 AND upper_inf(valid_during) AND lower(valid_during) >= now()', TG_ARGV[0]) USING key;
    EXECUTE format('UPDATE %I SET valid_during = tstzrange(lower(valid_during), now()) WHERE id = $1 AND upper_inf(valid_during)', TG_ARGV[0]) USING key;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    EXECUTE format('INSERT INTO %1$I SELECT (jsonb_populate_record(NULL::%1$I, $1 || jsonb_build_object(''id'', $2, ''valid_during'', tstzrange(now(), NULL)))).*', TG_ARGV[0])
      USING new_row, key;
  END IF;
  RETURN NULL;
END $$;

-- Counters: what tabs and overviews show --------------------------------------------------------------------------
CREATE FUNCTION system.device_marks(d devices) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN d.state = 'retired' THEN ARRAY['devices.retired'] ELSE
    ARRAY['devices.all'] || array_remove(ARRAY[
      CASE WHEN d.state = 'staged' THEN 'devices.staged' END,
      CASE WHEN d.connection = 'recorded' THEN 'devices.recorded' END,
      CASE WHEN d.state = 'active' AND d.connection = 'online' THEN 'devices.online' END,
      CASE WHEN d.state = 'active' AND d.connection IN ('offline', 'unknown') THEN 'devices.offline' END,
      CASE WHEN d.in_call AND d.connection = 'online' THEN 'devices.in-call' END,
      CASE WHEN d.attention THEN 'devices.attention' END], NULL) END
$$;

CREATE FUNCTION system.add_to_counters(names text[], organizations uuid[], deltas bigint[]) RETURNS void LANGUAGE sql
SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO organization_counters AS c (organization_id, name, value)
  SELECT o, n, d FROM unnest(names, organizations, deltas) AS t (n, o, d) WHERE d <> 0 ORDER BY o, n
  ON CONFLICT (organization_id, name) DO UPDATE SET value = c.value + excluded.value
$$;

CREATE FUNCTION system.count_inserted_devices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM system.add_to_counters(array_agg(mark), array_agg(organization_id), array_agg(n))
    FROM (SELECT mark, organization_id, count(*) AS n FROM added, unnest(system.device_marks(added::devices)) AS mark
          GROUP BY mark, organization_id) AS sums;
  RETURN NULL;
END $$;
CREATE FUNCTION system.count_deleted_devices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM system.add_to_counters(array_agg(mark), array_agg(organization_id), array_agg(-n))
    FROM (SELECT mark, organization_id, count(*) AS n FROM removed, unnest(system.device_marks(removed::devices)) AS mark
          GROUP BY mark, organization_id) AS sums;
  RETURN NULL;
END $$;
CREATE FUNCTION system.count_updated_devices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM system.add_to_counters(array_agg(mark), array_agg(organization_id), array_agg(n))
    FROM (SELECT mark, organization_id, sum(n) AS n FROM (
            SELECT mark, organization_id, 1 AS n FROM added, unnest(system.device_marks(added::devices)) AS mark
            UNION ALL
            SELECT mark, organization_id, -1 FROM removed, unnest(system.device_marks(removed::devices)) AS mark) AS both_sides
          GROUP BY mark, organization_id HAVING sum(n) <> 0) AS sums;
  RETURN NULL;
END $$;
CREATE FUNCTION system.count_rooms() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM system.add_to_counters(ARRAY['rooms.all'], ARRAY[coalesce(NEW.organization_id, OLD.organization_id)],
    ARRAY[CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END]);
  RETURN NULL;
END $$;

-- Summary columns of a device ----------------------------------------------------------------------------------------
CREATE FUNCTION system.summarize_features() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE devices SET features = coalesce((SELECT array_agg(a.feature_key ORDER BY a.feature_key) FROM activations a
    WHERE a.device_id = devices.id), '{}') WHERE id = coalesce(NEW.device_id, OLD.device_id);
  RETURN NULL;
END $$;
CREATE FUNCTION system.summarize_registration() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE devices SET registration_mode = CASE TG_OP WHEN 'DELETE' THEN 'none' ELSE NEW.mode END
    WHERE id = coalesce(NEW.device_id, OLD.device_id);
  RETURN NULL;
END $$;
CREATE FUNCTION system.summarize_targets() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE devices d SET configuration_state = t.state FROM changed t
    WHERE d.id = t.device_id AND d.configuration_state IS DISTINCT FROM t.state
      AND NOT EXISTS (SELECT FROM deployment_targets later WHERE later.organization_id = t.organization_id
        AND later.device_id = t.device_id AND later.id > t.id);
  RETURN NULL;
END $$;

-- Every device has a status from its first day, so that a list can start from either side.
CREATE FUNCTION system.begin_status() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO device_statuses (device_id, organization_id) SELECT id, organization_id FROM added ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- Words of a device as a search finds them. Apart from the device: what changes often has nothing to do with them.
CREATE FUNCTION system.search_text(d devices) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT lower((' ' || d.name || ' ' || d.serial || coalesce(' ' || d.asset_tag, '') || coalesce(' ' || d.mac, '')) COLLATE pg_c_utf8)
$$;
CREATE FUNCTION system.begin_search_texts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO device_search_texts (device_id, organization_id, text) SELECT id, organization_id, system.search_text(added::devices) FROM added;
  RETURN NULL;
END $$;
CREATE FUNCTION system.keep_search_text() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE device_search_texts SET text = system.search_text(NEW) WHERE device_id = NEW.id;
  RETURN NULL;
END $$;

CREATE FUNCTION system.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit only grows: entries are neither changed nor removed.';
END $$;

-- Questions that cross organizations: each answers with the least that the caller needs --------------------------------
CREATE FUNCTION system.customers_of(partner uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public AS $$
  SELECT organization_id FROM grants WHERE partner_id = partner AND ended_at IS NULL AND starts_at <= now()
    AND (ends_at IS NULL OR ends_at > now())
$$;
-- Which devices of the organization at work have words like the pattern. A definer, because the planner uses no index
-- for LIKE below row-level security: the operator might tell what it compared.
CREATE FUNCTION system.search_devices(pattern text, at_most integer) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public AS $$
  SELECT device_id FROM device_search_texts
    WHERE organization_id = nullif(current_setting('app.organization_id', true), '')::uuid AND text LIKE pattern LIMIT at_most
$$;
-- The same among the devices of all customers with a live grant to the organization at work.
CREATE FUNCTION system.search_devices_across(pattern text, at_most integer) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public AS $$
  SELECT device_id FROM device_search_texts WHERE text LIKE pattern AND organization_id IN
    (SELECT system.customers_of(nullif(current_setting('app.organization_id', true), '')::uuid)) LIMIT at_most
$$;
CREATE FUNCTION system.access_of(person uuid, organization uuid)
RETURNS TABLE (kind text, role text, location_ids uuid[], partner_id uuid, grant_id uuid, grant_rights text[], grant_location_ids uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT o.kind, m.role, m.location_ids, NULL::uuid, NULL::uuid, NULL::text[], NULL::uuid[]
    FROM memberships m JOIN organizations o ON o.id = m.organization_id WHERE m.person_id = person AND m.organization_id = organization
  UNION ALL
  SELECT 'customer', m.role, m.location_ids, g.partner_id, g.id, g.rights, g.location_ids
    FROM grants g JOIN memberships m ON m.organization_id = g.partner_id AND m.person_id = person
    WHERE g.organization_id = organization AND g.ended_at IS NULL AND g.starts_at <= now()
      AND (g.ends_at IS NULL OR g.ends_at > now())
$$;
CREATE FUNCTION system.organizations_of(person uuid)
RETURNS TABLE (id uuid, kind text, name text, slug text, role text, partner_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT o.id, o.kind, o.name, o.slug, m.role, NULL::uuid FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.person_id = person
$$;
CREATE FUNCTION system.organization_card(organization uuid) RETURNS TABLE (id uuid, kind text, name text, slug text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT o.id, o.kind, o.name, o.slug FROM organizations o WHERE o.id = organization
$$;
CREATE FUNCTION system.find_person(address text) RETURNS TABLE (id uuid, name text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public AS $$ SELECT p.id, p.name FROM people p WHERE p.email = lower(address) $$;
CREATE FUNCTION system.find_api_token(token_hash text)
RETURNS TABLE (id uuid, organization_id uuid, name text, scopes text[], expires_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT t.id, t.organization_id, t.name, t.scopes, t.expires_at, t.revoked_at FROM api_tokens t WHERE t.hash = token_hash
$$;
CREATE FUNCTION system.find_claim_code(code_hash text)
RETURNS TABLE (id uuid, organization_id uuid, device_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public AS $$
  SELECT c.id, c.organization_id, c.device_id FROM claim_codes c WHERE c.hash = code_hash
$$;
CREATE FUNCTION system.organization_of_device(device uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public AS $$ SELECT organization_id FROM devices WHERE id = device $$;

-- A key is known to the organization that issued it, to the one it was made out to, and to the one that redeemed it;
-- made out to nobody and not yet redeemed, to whoever holds it. To all others it does not exist.
CREATE FUNCTION system.find_license_key(key_hash text, organization uuid)
RETURNS TABLE (id uuid, issuer_id uuid, pool_id uuid, feature_key text, units integer, hint text, state text,
  redeemed_by uuid, valid_from timestamptz, valid_until timestamptz, grace_days integer, order_number text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT k.id, k.organization_id, k.pool_id, k.feature_key, k.units, k.hint, k.state, k.redeemed_by, p.valid_from, p.valid_until,
         p.grace_days, p.order_number
    FROM license_keys k JOIN license_pools p ON p.id = k.pool_id
    WHERE k.hash = key_hash AND coalesce(k.redeemed_by, k.customer_id, organization) = organization
$$;
-- Moves the key's units from reserved to transferred in the issuer's pool, once: true for whoever came first.
CREATE FUNCTION system.redeem_license_key(key uuid, organization uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public AS $$
DECLARE redeemed license_keys;
BEGIN
  IF organization IS DISTINCT FROM nullif(current_setting('app.organization_id', true), '')::uuid THEN
    RAISE EXCEPTION 'A licence key can only be redeemed for the organization at work.';
  END IF;
  UPDATE license_keys SET state = 'redeemed', redeemed_by = organization, redeemed_at = now(), version = version + 1
    WHERE id = key AND state = 'issued' AND coalesce(customer_id, organization) = organization RETURNING * INTO redeemed;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE license_pools SET reserved = reserved - redeemed.units, transferred = transferred + redeemed.units
    WHERE id = redeemed.pool_id;
  RETURN true;
END $$;

-- Sweeps: organizations and ids of what is due, never what is in it.
CREATE FUNCTION system.due_targets(at_most integer) RETURNS TABLE (organization_id uuid, deployment_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT t.organization_id, t.deployment_id FROM (
    SELECT d.organization_id, d.deployment_id FROM deployment_targets d
      WHERE d.state IN ('planned', 'waiting', 'sent') AND d.next_attempt_at <= now()
      ORDER BY d.next_attempt_at LIMIT at_most) AS t
$$;
CREATE FUNCTION system.answered_targets(at_most integer) RETURNS TABLE (organization_id uuid, device_ids uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT found.organization_id, array_agg(found.device_id) FROM (
    SELECT t.organization_id, t.device_id FROM deployment_targets t JOIN device_statuses s ON s.device_id = t.device_id
    WHERE t.state IN ('planned', 'waiting', 'sent') AND s.reported_at < now() - interval '2 seconds'
      AND (s.applied_version >= t.desired_version OR (s.desired_version >= t.desired_version AND s.apply_status IN ('failed', 'partial')))
    LIMIT at_most) AS found GROUP BY found.organization_id
$$;
CREATE FUNCTION system.silent_devices(silence interval, at_most integer) RETURNS TABLE (organization_id uuid, device_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT s.organization_id, s.device_id FROM devices d JOIN device_statuses s ON s.device_id = d.id
    WHERE d.connection IN ('online', 'unknown') AND s.last_seen_at < now() - silence LIMIT at_most
$$;
CREATE FUNCTION system.mark_connected_devices_unknown(organizations uuid[]) RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = public AS $$
  WITH marked AS (UPDATE devices SET connection = 'unknown' WHERE connection = 'online'
    AND (organizations IS NULL OR organization_id = ANY (organizations)) RETURNING 1) SELECT count(*) FROM marked
$$;
CREATE FUNCTION system.forget_old_idempotency_keys() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  WITH gone AS (DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours' RETURNING 1) SELECT count(*) FROM gone
$$;

-- CSV cells that a spreadsheet would run as a formula get a leading apostrophe (OWASP, CSV injection).
CREATE FUNCTION system.csv_safe(cell text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN cell ~ '^[=+\-@\t\r'']' THEN '''' || cell ELSE cell END
$$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'system'::regnamespace LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO maestro_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION system.customers_of(uuid), system.access_of(uuid, uuid), system.organizations_of(uuid),
  system.organization_card(uuid), system.find_person(text), system.find_api_token(text), system.find_license_key(text, uuid),
  system.redeem_license_key(uuid, uuid), system.due_targets(integer), system.answered_targets(integer), system.silent_devices(interval, integer),
  system.forget_old_idempotency_keys(), system.csv_safe(text), system.search_devices(text, integer) TO maestro_app;
GRANT EXECUTE ON FUNCTION system.find_claim_code(text), system.organization_of_device(uuid),
  system.silent_devices(interval, integer), system.mark_connected_devices_unknown(uuid[]) TO maestro_link;
GRANT EXECUTE ON FUNCTION system.customers_of(uuid), system.csv_safe(text), system.search_devices_across(text, integer) TO maestro_across;

-- Row-level security: on every tenant table, forced, restrictive -------------------------------------------------------
DO $$
DECLARE
  tenant record;
  mine constant text := '(SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
BEGIN
  FOR tenant IN
    SELECT c.relname AS name, CASE c.relname WHEN 'organizations' THEN 'id' ELSE 'organization_id' END AS col
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND c.relname NOT IN ('people', '_prisma_migrations')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant.name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant.name);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', tenant.name);
    EXECUTE format('CREATE POLICY own_organization ON %I AS RESTRICTIVE TO maestro_app, maestro_link USING (%I = %s) WITH CHECK (%I = %s)',
      tenant.name, tenant.col, mine, tenant.col, mine);
    EXECUTE format('CREATE POLICY own_customers ON %I AS RESTRICTIVE FOR SELECT TO maestro_across USING (%I IN (SELECT system.customers_of(%s)))',
      tenant.name, tenant.col, mine);
  END LOOP;
END $$;
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
ALTER TABLE people FORCE ROW LEVEL SECURITY;
CREATE POLICY everybody ON people USING (true) WITH CHECK (true);
-- Only members of the organization at work are seen; a person is written by the sign-in, which is outside of all.
CREATE POLICY own_organization ON people AS RESTRICTIVE FOR SELECT TO maestro_app, maestro_link
  USING (EXISTS (SELECT FROM memberships m WHERE m.person_id = people.id));
CREATE POLICY nobody_across ON people AS RESTRICTIVE TO maestro_across USING (false);

-- What each role may do at all -------------------------------------------------------------------------------------------
GRANT SELECT, INSERT, UPDATE, DELETE ON organizations, grants, memberships, api_tokens, idempotency_keys, locations, rooms,
  devices, device_credentials, claim_codes, registrations, license_pools, license_keys, activations, configuration_layers,
  released_configurations, deployments, deployment_targets TO maestro_app;
GRANT SELECT, INSERT ON audit_entries, configuration_versions TO maestro_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON device_statuses TO maestro_app;
GRANT SELECT, INSERT ON people TO maestro_app;
GRANT SELECT, INSERT, UPDATE ON people TO maestro_auth;
GRANT SELECT ON organization_counters, device_search_texts, device_history, room_history, location_history, license_pool_history,
  activation_history, registration_history, membership_history, grant_history TO maestro_app;

GRANT SELECT ON devices, registrations, released_configurations, organizations, device_credentials, claim_codes,
  deployment_targets TO maestro_link;
GRANT UPDATE (connection, in_call, firmware_version, problems, state, updated_at) ON devices TO maestro_link;
GRANT SELECT, INSERT, UPDATE ON device_statuses TO maestro_link;
GRANT INSERT ON device_credentials, audit_entries TO maestro_link;
GRANT UPDATE (revoked_at) ON device_credentials TO maestro_link;
GRANT UPDATE (used_at) ON claim_codes TO maestro_link;

GRANT SELECT ON organizations, organization_counters, grants, devices, device_statuses, device_search_texts, rooms, locations,
  registrations, activations, license_pools TO maestro_across;

GRANT SELECT ON organizations, grants, memberships, people, api_tokens, devices, device_statuses, claim_codes, license_pools,
  license_keys, activations, deployment_targets, idempotency_keys, organization_counters TO maestro_system;
GRANT UPDATE ON devices, license_pools, license_keys, organization_counters TO maestro_system;
GRANT INSERT ON organization_counters, device_statuses TO maestro_system;
GRANT SELECT, INSERT, UPDATE ON device_search_texts TO maestro_system;
GRANT DELETE ON idempotency_keys TO maestro_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON device_history, room_history, location_history, license_pool_history,
  activation_history, registration_history, membership_history, grant_history TO maestro_system;

-- Triggers ---------------------------------------------------------------------------------------------------------------
CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON devices FOR EACH ROW EXECUTE FUNCTION system.keep_history('device_history', 'id');
CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON rooms FOR EACH ROW EXECUTE FUNCTION system.keep_history('room_history', 'id');
CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON locations FOR EACH ROW EXECUTE FUNCTION system.keep_history('location_history', 'id');
CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON license_pools FOR EACH ROW EXECUTE FUNCTION system.keep_history('license_pool_history', 'id');
CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON activations FOR EACH ROW EXECUTE FUNCTION system.keep_history('activation_history', 'id');
CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON registrations FOR EACH ROW EXECUTE FUNCTION system.keep_history('registration_history', 'device_id');
CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON memberships FOR EACH ROW EXECUTE FUNCTION system.keep_history('membership_history', 'id');
CREATE TRIGGER keep_history AFTER INSERT OR UPDATE OR DELETE ON grants FOR EACH ROW EXECUTE FUNCTION system.keep_history('grant_history', 'id');
CREATE TRIGGER count_inserted AFTER INSERT ON devices REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION system.count_inserted_devices();
CREATE TRIGGER count_deleted AFTER DELETE ON devices REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION system.count_deleted_devices();
CREATE TRIGGER count_updated AFTER UPDATE ON devices REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION system.count_updated_devices();
CREATE TRIGGER begin_status AFTER INSERT ON devices REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION system.begin_status();
CREATE TRIGGER begin_search_texts AFTER INSERT ON devices REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION system.begin_search_texts();
CREATE TRIGGER keep_search_text AFTER UPDATE OF name, serial, asset_tag, mac ON devices FOR EACH ROW EXECUTE FUNCTION system.keep_search_text();
CREATE TRIGGER count_rooms AFTER INSERT OR DELETE ON rooms FOR EACH ROW EXECUTE FUNCTION system.count_rooms();
CREATE TRIGGER summarize AFTER INSERT OR UPDATE OR DELETE ON activations FOR EACH ROW EXECUTE FUNCTION system.summarize_features();
CREATE TRIGGER summarize AFTER INSERT OR UPDATE OR DELETE ON registrations FOR EACH ROW EXECUTE FUNCTION system.summarize_registration();
CREATE TRIGGER summarize_inserted AFTER INSERT ON deployment_targets REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION system.summarize_targets();
CREATE TRIGGER summarize_updated AFTER UPDATE ON deployment_targets REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION system.summarize_targets();
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION system.refuse_change();
