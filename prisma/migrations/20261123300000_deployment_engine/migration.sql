-- AlterTable
ALTER TABLE "deployment_rings" ADD COLUMN     "forgiven" JSONB NOT NULL DEFAULT '{}';

-- CreateIndex
CREATE INDEX "deployment_targets_organization_id_deployment_id_finished_at_idx" ON "deployment_targets"("organization_id", "deployment_id", "finished_at");

-- What a worker looks for in one deployment, and what it sent lately.
CREATE INDEX deployment_targets_due_of ON deployment_targets (organization_id, deployment_id, ring, id)
  WHERE state IN ('planned', 'waiting') AND next_attempt_at IS NOT NULL;
CREATE INDEX deployments_rolling_back ON deployments (organization_id, rollback_of) WHERE rollback_of IS NOT NULL;

-- A target has a time exactly when somebody has to look at it, so that what a pause or a closed ring holds back costs nothing
-- here. What was sent is awaited whatever became of its deployment. A fleet's jobs go behind a single device's.
DROP FUNCTION system.due_targets(integer);
CREATE FUNCTION system.due_targets(at_most integer) RETURNS TABLE (organization_id uuid, deployment_id uuid, fleet boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT DISTINCT t.organization_id, t.deployment_id, p.scope <> '{}' OR p.rollback_of IS NOT NULL FROM (
    SELECT d.organization_id, d.deployment_id, d.state FROM deployment_targets d
      WHERE d.state IN ('planned', 'waiting', 'sent') AND d.next_attempt_at <= now()
      ORDER BY d.next_attempt_at LIMIT at_most) AS t
    JOIN deployments p ON p.id = t.deployment_id WHERE p.state = 'running' OR t.state = 'sent'
$$;
ALTER FUNCTION system.due_targets(integer) OWNER TO maestro_system;
REVOKE ALL ON FUNCTION system.due_targets(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION system.due_targets(integer) TO maestro_app;
