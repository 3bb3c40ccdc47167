-- The activations of a device are found by the device. Asked for those that are not dropped, the planner takes the index of
-- what is in use of a pool as soon as its statistics are older than a large batch, and reads the whole organization for each
-- device: so what is dropped is left out of the sum instead.
CREATE OR REPLACE FUNCTION system.summarize_features() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE concerned uuid[];
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN SELECT array_agg(DISTINCT device_id) INTO concerned FROM added;
    WHEN 'DELETE' THEN SELECT array_agg(DISTINCT device_id) INTO concerned FROM removed;
    ELSE SELECT array_agg(DISTINCT device_id) INTO concerned FROM (
      (SELECT device_id, feature_key, dropped_at IS NULL FROM added EXCEPT ALL SELECT device_id, feature_key, dropped_at IS NULL FROM removed)
      UNION ALL
      (SELECT device_id, feature_key, dropped_at IS NULL FROM removed EXCEPT ALL SELECT device_id, feature_key, dropped_at IS NULL FROM added)) AS changed;
  END CASE;
  IF concerned IS NULL THEN RETURN NULL; END IF;
  UPDATE devices d SET features = now_has.features FROM (
    SELECT one.id, coalesce((SELECT array_agg(a.feature_key ORDER BY a.feature_key) FILTER (WHERE a.dropped_at IS NULL) FROM activations a
      WHERE a.device_id = one.id), '{}') AS features FROM unnest(concerned) AS one (id)) AS now_has
    WHERE d.id = now_has.id AND d.features IS DISTINCT FROM now_has.features;
  RETURN NULL;
END $$;
