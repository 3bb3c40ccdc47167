-- Units that can be given out again, because their pool was resumed or has begun, wake the rules as units that come free do.
DROP TRIGGER wake_license_rules ON license_pools;
CREATE TRIGGER wake_license_rules AFTER UPDATE ON license_pools FOR EACH ROW
  WHEN (NEW.units - NEW.active - NEW.reserved - NEW.transferred > OLD.units - OLD.active - OLD.reserved - OLD.transferred
    OR (NEW.valid_from, NEW.valid_until, NEW.overuse) IS DISTINCT FROM (OLD.valid_from, OLD.valid_until, OLD.overuse)
    OR (NEW.suspended_at IS NULL AND OLD.suspended_at IS NOT NULL)
    OR (NEW.term = 'valid' AND OLD.term <> 'valid'))
  EXECUTE FUNCTION system.wake_license_rules();
