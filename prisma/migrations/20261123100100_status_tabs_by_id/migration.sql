-- What a statement changed is compared as sets, and statuses are looked up by id. Joined with each other, and with all
-- statuses, the time grew with the square of what was changed, and with the fleet.
CREATE OR REPLACE FUNCTION system.keep_status_tabs() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  ids uuid[];
  tabs text[];
BEGIN
  SELECT array_agg(id), array_agg(tab) INTO ids, tabs
    FROM (SELECT id, tab FROM added EXCEPT SELECT id, tab FROM removed) AS moved;
  IF ids IS NOT NULL THEN
    UPDATE device_statuses s SET tab = c.tab FROM unnest(ids, tabs) AS c (id, tab) WHERE s.device_id = c.id;
  END IF;
  RETURN NULL;
END $$;
