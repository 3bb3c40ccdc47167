-- Lists of devices at any size of the fleet. What a list filters by is in the indexes that it is sorted by, so that a list
-- which passes over many devices reads an index and no rows.

DROP INDEX devices_organization_id_model_key_name_id_idx, devices_organization_id_firmware_version_name_id_idx,
  devices_organization_id_connection_name_id_idx, devices_organization_id_registration_mode_name_id_idx,
  devices_organization_id_name_id_idx, devices_organization_id_serial_id_idx, devices_organization_id_model_key_id_idx,
  devices_by_firmware, devices_by_configuration, device_statuses_by_last_seen;

-- `tab`: one word for everything that decides in which tabs a device is; an exclamation mark is for those that need attention.
-- `contact` puts those together that lie together in a list by last contact: heard of now, some time ago, or never.
ALTER TABLE devices
  ADD COLUMN tab text NOT NULL GENERATED ALWAYS AS (
    CASE WHEN state = 'retired' THEN 'retired'
         WHEN state = 'staged' THEN CASE connection WHEN 'recorded' THEN 'staged-recorded' ELSE 'staged' END
         ELSE CASE WHEN connection = 'online' AND in_call THEN 'in-call' ELSE connection END ||
              CASE WHEN connection = 'offline' OR coalesce(configuration_state, '') = 'failed' OR cardinality(problems) > 0
                   THEN '!' ELSE '' END
    END) STORED,
  ADD COLUMN location_id uuid;
ALTER TABLE devices DISABLE TRIGGER USER;
UPDATE devices d SET location_id = r.location_id FROM rooms r WHERE r.id = d.room_id;
ALTER TABLE devices ENABLE TRIGGER USER;
ALTER TABLE device_statuses
  ADD COLUMN tab text NOT NULL DEFAULT 'never',
  ADD COLUMN contact text NOT NULL GENERATED ALWAYS AS (
    CASE WHEN tab = 'retired' THEN 'retired'
         WHEN tab IN ('online', 'online!', 'in-call', 'in-call!') THEN 'present'
         WHEN tab IN ('unknown', 'unknown!', 'offline!') THEN 'silent'
         ELSE 'none' END) STORED;
UPDATE device_statuses s SET tab = d.tab FROM devices d WHERE d.id = s.device_id AND d.tab <> 'never';
ALTER TABLE device_search_texts ADD COLUMN retired boolean NOT NULL DEFAULT false;
UPDATE device_search_texts t SET retired = true FROM devices d WHERE d.id = t.device_id AND d.state = 'retired';

-- Sorted by, and looked up by. CASE instead of coalesce: row-level security lets no index answer what it takes for a function
-- that might tell what it has seen.
CREATE INDEX devices_by_name ON devices (organization_id, name, id)
  INCLUDE (tab, model_key, firmware_version, registration_mode, configuration_state, features, location_id);
CREATE INDEX devices_by_serial ON devices (organization_id, serial, id)
  INCLUDE (tab, model_key, firmware_version, registration_mode, configuration_state, features, location_id);
CREATE INDEX devices_by_model ON devices (organization_id, model_key, id)
  INCLUDE (tab, firmware_version, registration_mode, configuration_state, features, location_id);
CREATE INDEX devices_by_firmware ON devices (organization_id, (CASE WHEN firmware_version IS NULL THEN '' ELSE firmware_version END), id)
  INCLUDE (tab, model_key, firmware_version, registration_mode, configuration_state, features, location_id);
CREATE INDEX device_statuses_by_last_seen ON device_statuses
  (organization_id, contact, (CASE WHEN last_seen_at IS NULL THEN '-infinity'::timestamptz ELSE last_seen_at END), device_id)
  INCLUDE (tab, last_seen_at);

-- Looked up by.
CREATE INDEX devices_by_tab ON devices (organization_id, tab, id)
  INCLUDE (model_key, firmware_version, registration_mode, configuration_state, features, location_id);
CREATE INDEX devices_by_registration ON devices (organization_id, registration_mode, id)
  INCLUDE (tab, model_key, firmware_version, configuration_state, features, location_id);
CREATE INDEX devices_by_configuration ON devices (organization_id, configuration_state, id)
  INCLUDE (tab, model_key, firmware_version, registration_mode, features, location_id) WHERE configuration_state IS NOT NULL;
CREATE INDEX devices_by_location ON devices (organization_id, location_id, id)
  INCLUDE (tab, model_key, firmware_version, registration_mode, configuration_state, features);
CREATE INDEX devices_with_features ON devices (organization_id, id)
  INCLUDE (tab, model_key, firmware_version, registration_mode, configuration_state, features, location_id) WHERE features <> '{}';

-- An index answers without its rows where those have not changed since the last vacuum: it has to come often.
ALTER TABLE devices SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);
ALTER TABLE device_statuses SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.05);

-- Where a device is follows its room. The room is locked: it moves before this or after it.
CREATE FUNCTION system.locate_device() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  NEW.location_id := NULL;
  IF NEW.room_id IS NOT NULL THEN
    SELECT r.location_id INTO NEW.location_id FROM rooms r WHERE r.organization_id = NEW.organization_id AND r.id = NEW.room_id FOR SHARE;
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION system.move_devices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE devices SET location_id = NEW.location_id WHERE organization_id = NEW.organization_id AND room_id = NEW.id;
  RETURN NULL;
END $$;

-- A status knows the tab of its device, so that a list by last contact passes over other tabs.
CREATE OR REPLACE FUNCTION system.begin_status() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO device_statuses (device_id, organization_id, tab) SELECT id, organization_id, tab FROM added ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE FUNCTION system.keep_status_tabs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE device_statuses s SET tab = a.tab FROM added a JOIN removed r ON r.id = a.id AND r.tab <> a.tab
    WHERE s.device_id = a.id;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION system.begin_search_texts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO device_search_texts (device_id, organization_id, text, retired)
    SELECT id, organization_id, system.search_text(added::devices), state = 'retired' FROM added;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION system.keep_search_text() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  words text := system.search_text(NEW);
  gone boolean := NEW.state = 'retired';
BEGIN
  UPDATE device_search_texts SET text = words, retired = gone WHERE device_id = NEW.id AND (text <> words OR retired <> gone);
  RETURN NULL;
END $$;
-- As before, and which of them are retired: what most searches leave out.
DROP FUNCTION system.search_devices(text, integer), system.search_devices_across(text, integer);
CREATE FUNCTION system.search_devices(pattern text, at_most integer) RETURNS TABLE (id uuid, retired boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT t.device_id, t.retired FROM device_search_texts t
    WHERE t.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid AND t.text LIKE pattern LIMIT at_most
$$;
CREATE FUNCTION system.search_devices_across(pattern text, at_most integer) RETURNS TABLE (id uuid, retired boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT t.device_id, t.retired FROM device_search_texts t WHERE t.text LIKE pattern AND t.organization_id IN
    (SELECT system.customers_of(nullif(current_setting('app.organization_id', true), '')::uuid)) LIMIT at_most
$$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'system'::regnamespace
    AND p.proname IN ('locate_device', 'move_devices', 'keep_status_tabs', 'search_devices', 'search_devices_across')
  LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO maestro_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION system.search_devices(text, integer) TO maestro_app;
GRANT EXECUTE ON FUNCTION system.search_devices_across(text, integer) TO maestro_across;
GRANT UPDATE (tab) ON device_statuses TO maestro_system;
GRANT SELECT, UPDATE (location_id) ON rooms TO maestro_system;

CREATE TRIGGER locate BEFORE INSERT OR UPDATE OF room_id ON devices FOR EACH ROW EXECUTE FUNCTION system.locate_device();
CREATE TRIGGER move_devices AFTER UPDATE OF location_id ON rooms FOR EACH ROW WHEN (OLD.location_id IS DISTINCT FROM NEW.location_id)
  EXECUTE FUNCTION system.move_devices();
CREATE TRIGGER keep_status_tabs AFTER UPDATE ON devices REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION system.keep_status_tabs();
DROP TRIGGER keep_search_text ON devices;
CREATE TRIGGER keep_search_text AFTER UPDATE OF name, serial, asset_tag, mac, state ON devices
  FOR EACH ROW EXECUTE FUNCTION system.keep_search_text();
