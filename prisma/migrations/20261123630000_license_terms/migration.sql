-- AlterTable
ALTER TABLE "activations" ADD COLUMN     "drop_cause" TEXT,
ADD COLUMN     "dropped_at" TIMESTAMPTZ(3);

-- What an activation's pool no longer covers is dropped: it stays and keeps its unit, the device goes without.
ALTER TABLE activations ADD CHECK (drop_cause IN ('expired', 'suspended', 'revoked')),
  ADD CHECK ((dropped_at IS NULL) = (drop_cause IS NULL));
ALTER TABLE activation_history ADD COLUMN dropped_at timestamptz(3), ADD COLUMN drop_cause text;

-- The features of a device are those of its activations that are not dropped. One statement for however many activations
-- one statement changed, and nothing is written where a device's features stay what they were.
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
    SELECT one.id, coalesce((SELECT array_agg(a.feature_key ORDER BY a.feature_key) FROM activations a
      WHERE a.device_id = one.id AND a.dropped_at IS NULL), '{}') AS features FROM unnest(concerned) AS one (id)) AS now_has
    WHERE d.id = now_has.id AND d.features IS DISTINCT FROM now_has.features;
  RETURN NULL;
END $$;
DROP TRIGGER summarize ON activations;
CREATE TRIGGER summarize_inserted AFTER INSERT ON activations REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION system.summarize_features();
CREATE TRIGGER summarize_updated AFTER UPDATE ON activations REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION system.summarize_features();
CREATE TRIGGER summarize_deleted AFTER DELETE ON activations REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION system.summarize_features();
