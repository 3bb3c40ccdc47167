-- Most updates of a device are of what comes and goes by itself: its connection, its calls, how its configuration stands.
-- The history keeps none of that, and is asked only when something changes that it keeps.
DROP TRIGGER keep_history ON devices;
CREATE TRIGGER keep_history AFTER INSERT OR DELETE ON devices FOR EACH ROW EXECUTE FUNCTION system.keep_history('device_history', 'id');
CREATE TRIGGER keep_history_of_changes AFTER UPDATE ON devices FOR EACH ROW
  WHEN ((OLD.organization_id, OLD.room_id, OLD.vendor, OLD.serial, OLD.mac, OLD.model_key, OLD.name, OLD.asset_tag, OLD.state,
      OLD.retired_cause, OLD.management, OLD.firmware_version)
    IS DISTINCT FROM (NEW.organization_id, NEW.room_id, NEW.vendor, NEW.serial, NEW.mac, NEW.model_key, NEW.name, NEW.asset_tag, NEW.state,
      NEW.retired_cause, NEW.management, NEW.firmware_version))
  EXECUTE FUNCTION system.keep_history('device_history', 'id');

ALTER INDEX "deployment_targets_organization_id_deployment_id_finished_at_id" RENAME TO "deployment_targets_organization_id_deployment_id_finished_a_idx";
