-- A drop that waits for the end of office hours is looked at again when the hours become others, or its device another room's.
-- Pools are locked by id, as everywhere.
CREATE FUNCTION system.review_pools_that_wait() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE concerned uuid[];
BEGIN
  IF TG_TABLE_NAME = 'devices' THEN concerned := ARRAY[NEW.id];
  ELSE SELECT array_agg(id) INTO concerned FROM devices WHERE organization_id = NEW.organization_id AND room_id = NEW.id;
  END IF;
  IF concerned IS NULL THEN RETURN NULL; END IF;
  UPDATE license_pools SET review_at = now() WHERE id IN (
    SELECT id FROM license_pools WHERE organization_id = NEW.organization_id AND term IN ('expired', 'suspended', 'revoked') AND review_at > now()
      AND id IN (SELECT pool_id FROM activations WHERE device_id = ANY (concerned))
      ORDER BY id FOR UPDATE);
  RETURN NULL;
END $$;
ALTER FUNCTION system.review_pools_that_wait() OWNER TO maestro_system;
REVOKE ALL ON FUNCTION system.review_pools_that_wait() FROM PUBLIC;
CREATE TRIGGER review_pools AFTER UPDATE OF office_hours, time_zone ON rooms FOR EACH ROW
  WHEN (OLD.office_hours IS DISTINCT FROM NEW.office_hours OR OLD.time_zone IS DISTINCT FROM NEW.time_zone)
  EXECUTE FUNCTION system.review_pools_that_wait();
CREATE TRIGGER review_pools AFTER UPDATE OF room_id ON devices FOR EACH ROW
  WHEN (OLD.room_id IS DISTINCT FROM NEW.room_id) EXECUTE FUNCTION system.review_pools_that_wait();
