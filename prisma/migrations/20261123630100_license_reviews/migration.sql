-- AlterTable
ALTER TABLE "license_pools" ADD COLUMN     "review_at" TIMESTAMPTZ(3),
ADD COLUMN     "reviewed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "term" TEXT NOT NULL DEFAULT 'valid';

-- AlterTable
ALTER TABLE "organizations" ADD COLUMN     "trial_ends_at" TIMESTAMPTZ(3),
ADD COLUMN     "trial_started_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "license_positions" (
    "organization_id" UUID NOT NULL,
    "feature_key" TEXT NOT NULL,
    "purchased" INTEGER NOT NULL DEFAULT 0,
    "assigned" INTEGER NOT NULL DEFAULT 0,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "transferred" INTEGER NOT NULL DEFAULT 0,
    "free" INTEGER NOT NULL DEFAULT 0,
    "over" INTEGER NOT NULL DEFAULT 0,
    "trial" INTEGER NOT NULL DEFAULT 0,
    "confirmed" INTEGER NOT NULL DEFAULT 0,
    "dropped" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "license_positions_pkey" PRIMARY KEY ("organization_id","feature_key")
);

-- CreateTable
CREATE TABLE "license_notices" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "pool_id" UUID NOT NULL,
    "feature_key" TEXT NOT NULL,
    "threshold" TEXT NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "drops_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "closed_by_name" TEXT,

    CONSTRAINT "license_notices_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "license_notices_organization_id_created_at_id_idx" ON "license_notices"("organization_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "license_notices_pool_id_threshold_ends_at_key" ON "license_notices"("pool_id", "threshold", "ends_at");

-- CreateIndex
CREATE INDEX "license_pools_reviewed_at_idx" ON "license_pools"("reviewed_at");

-- AddForeignKey
ALTER TABLE "license_notices" ADD CONSTRAINT "license_notices_organization_id_pool_id_fkey" FOREIGN KEY ("organization_id", "pool_id") REFERENCES "license_pools"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE license_pools ADD CHECK (term IN ('valid', 'grace', 'expired', 'suspended', 'revoked', 'not-yet-valid'));
ALTER TABLE license_notices ADD CHECK (threshold IN ('90-days', '60-days', '30-days', '7-days', 'grace', 'dropped'));

CREATE INDEX license_pools_to_review ON license_pools (review_at) WHERE review_at IS NOT NULL;
CREATE INDEX license_pools_ending ON license_pools (organization_id, valid_until) WHERE valid_until IS NOT NULL;
CREATE INDEX license_notices_open ON license_notices (organization_id, drops_at, id) WHERE closed_at IS NULL;
CREATE INDEX activations_in_use ON activations (organization_id, pool_id, id) WHERE dropped_at IS NULL;
CREATE INDEX activations_dropped ON activations (organization_id, pool_id, id) WHERE dropped_at IS NOT NULL;

-- Where a pool stands in its life at a moment: what `poolState` says in the rules. Units of a former vendor have no end.
CREATE FUNCTION system.term_of_pool(p license_pools, moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN p.origin = 'vendor' THEN 'valid'
    WHEN p.revoked_at <= moment THEN 'revoked'
    WHEN p.suspended_at <= moment THEN 'suspended'
    WHEN moment < p.valid_from THEN 'not-yet-valid'
    WHEN p.valid_until IS NULL OR moment < p.valid_until THEN 'valid'
    WHEN moment < p.valid_until + make_interval(hours => 24 * p.grace_days) THEN 'grace'
    ELSE 'expired' END
$$;
-- The next moment at which something happens in a pool's life: it begins, is about to end, ends, drops.
CREATE FUNCTION system.next_review_of_pool(p license_pools, moment timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT min(at) FROM (VALUES (p.valid_from), (p.suspended_at), (p.revoked_at), (p.valid_until - interval '2160 hours'),
    (p.valid_until - interval '1440 hours'), (p.valid_until - interval '720 hours'), (p.valid_until - interval '168 hours'),
    (p.valid_until), (p.valid_until + make_interval(hours => 24 * p.grace_days))) AS moments (at)
  WHERE at > moment AND p.origin <> 'vendor'
$$;
-- A pool has a time for its review exactly when somebody has to look at it.
CREATE FUNCTION system.begin_review_of_pool() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  NEW.term := system.term_of_pool(NEW, now());
  NEW.reviewed_at := now();
  NEW.review_at := CASE WHEN TG_OP = 'UPDATE' OR NEW.valid_until IS NOT NULL THEN now() ELSE system.next_review_of_pool(NEW, now()) END;
  RETURN NEW;
END $$;
-- An activation that comes to a pool with another pool's fate is looked at with its new one.
CREATE FUNCTION system.review_pools_of_activations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE license_pools SET review_at = now() WHERE id IN (
    SELECT p.id FROM added a JOIN removed r USING (id) JOIN license_pools p ON p.id = a.pool_id
      WHERE a.pool_id <> r.pool_id AND CASE WHEN a.dropped_at IS NULL THEN p.term IN ('expired', 'suspended', 'revoked')
        ELSE p.term IN ('valid', 'grace') END);
  RETURN NULL;
END $$;

-- Positions: how units stand, by organization and feature, kept with every statement that changes a pool or an activation.
-- What has ended counts no more; units on trial were not bought, and are counted apart.
CREATE FUNCTION system.shares_of_pool(p license_pools) RETURNS integer[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN p.term IN ('expired', 'revoked') THEN ARRAY[0, 0, 0, 0, 0, 0, 0]
    WHEN p.origin = 'trial' THEN ARRAY[0, 0, 0, 0, 0, 0, p.active]
    ELSE ARRAY[p.units, p.active, p.reserved, p.transferred,
      CASE p.term WHEN 'valid' THEN greatest(0, p.units - p.active - p.reserved - p.transferred) ELSE 0 END,
      greatest(0, p.active + p.reserved + p.transferred - p.units), 0] END
$$;
CREATE FUNCTION system.count_pools() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM system.add_pools(array_agg(added::license_pools), '{}') FROM added;
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM system.add_pools('{}', array_agg(removed::license_pools)) FROM removed;
  ELSE
    PERFORM system.add_pools((SELECT array_agg(added::license_pools) FROM added), (SELECT array_agg(removed::license_pools) FROM removed));
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION system.add_pools(added license_pools[], removed license_pools[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO license_positions AS c (organization_id, feature_key, purchased, assigned, reserved, transferred, free, over, trial)
  SELECT organization_id, feature_key, sum(sign * s[1]), sum(sign * s[2]), sum(sign * s[3]), sum(sign * s[4]), sum(sign * s[5]),
      sum(sign * s[6]), sum(sign * s[7])
    FROM (SELECT p.organization_id, p.feature_key, 1 AS sign, system.shares_of_pool(p) AS s FROM unnest(added) AS p
          UNION ALL SELECT p.organization_id, p.feature_key, -1, system.shares_of_pool(p) FROM unnest(removed) AS p) AS both_sides
    GROUP BY organization_id, feature_key
    HAVING (sum(sign * s[1]), sum(sign * s[2]), sum(sign * s[3]), sum(sign * s[4]), sum(sign * s[5]), sum(sign * s[6]), sum(sign * s[7]))
      <> (0, 0, 0, 0, 0, 0, 0)
    ORDER BY organization_id, feature_key
  ON CONFLICT (organization_id, feature_key) DO UPDATE SET purchased = c.purchased + excluded.purchased,
    assigned = c.assigned + excluded.assigned, reserved = c.reserved + excluded.reserved,
    transferred = c.transferred + excluded.transferred, free = c.free + excluded.free, over = c.over + excluded.over,
    trial = c.trial + excluded.trial
$$;
CREATE FUNCTION system.add_activations(organizations uuid[], features text[], confirmed integer[], dropped integer[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO license_positions AS c (organization_id, feature_key, confirmed, dropped)
  SELECT o, f, sum(n), sum(d) FROM unnest(organizations, features, confirmed, dropped) AS t (o, f, n, d)
    GROUP BY o, f HAVING (sum(n), sum(d)) <> (0, 0) ORDER BY o, f
  ON CONFLICT (organization_id, feature_key) DO UPDATE SET confirmed = c.confirmed + excluded.confirmed,
    dropped = c.dropped + excluded.dropped
$$;
CREATE FUNCTION system.count_activations() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    IF TG_OP = 'UPDATE' THEN
      PERFORM system.add_activations(array_agg(organization_id), array_agg(feature_key), array_agg(confirmed), array_agg(dropped)) FROM (
        SELECT organization_id, feature_key, (confirmed_at IS NOT NULL AND dropped_at IS NULL)::int AS confirmed, (dropped_at IS NOT NULL)::int AS dropped FROM added
        UNION ALL
        SELECT organization_id, feature_key, -(confirmed_at IS NOT NULL AND dropped_at IS NULL)::int, -(dropped_at IS NOT NULL)::int FROM removed) AS both_sides;
    ELSE
      PERFORM system.add_activations(array_agg(organization_id), array_agg(feature_key),
        array_agg((confirmed_at IS NOT NULL AND dropped_at IS NULL)::int), array_agg((dropped_at IS NOT NULL)::int)) FROM added;
    END IF;
  ELSE
    PERFORM system.add_activations(array_agg(organization_id), array_agg(feature_key),
      array_agg(-(confirmed_at IS NOT NULL AND dropped_at IS NULL)::int), array_agg(-(dropped_at IS NOT NULL)::int)) FROM removed;
  END IF;
  RETURN NULL;
END $$;

-- The sweep: pools to look at by the clock of whoever asks, and those that were looked at later than it is now, because a
-- clock was set back. Organizations and ids only.
CREATE FUNCTION system.due_license_pools(moment timestamptz, at_most integer) RETURNS TABLE (organization_id uuid, pool_ids uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT found.organization_id, array_agg(found.id) FROM (
    (SELECT p.organization_id, p.id FROM license_pools p WHERE p.review_at <= moment ORDER BY p.review_at LIMIT at_most)
    UNION
    (SELECT p.organization_id, p.id FROM license_pools p WHERE p.reviewed_at > moment + interval '1 minute' LIMIT at_most)) AS found
  GROUP BY found.organization_id
$$;

DO $$
DECLARE
  f text;
  t text;
  mine constant text := '(SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
BEGIN
  FOREACH f IN ARRAY ARRAY['term_of_pool(license_pools, timestamptz)', 'next_review_of_pool(license_pools, timestamptz)',
    'begin_review_of_pool()', 'review_pools_of_activations()', 'shares_of_pool(license_pools)', 'count_pools()',
    'add_pools(license_pools[], license_pools[])', 'add_activations(uuid[], text[], integer[], integer[])', 'count_activations()',
    'due_license_pools(timestamptz, integer)'] LOOP
    EXECUTE format('ALTER FUNCTION system.%s OWNER TO maestro_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION system.%s FROM PUBLIC', f);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['license_positions', 'license_notices'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY everybody ON %I USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY own_organization ON %I AS RESTRICTIVE TO maestro_app, maestro_link USING (organization_id = %s) WITH CHECK (organization_id = %s)', t, mine, mine);
    EXECUTE format('CREATE POLICY own_customers ON %I AS RESTRICTIVE FOR SELECT TO maestro_across USING (organization_id IN (SELECT system.customers_of(%s)))', t, mine);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION system.term_of_pool(license_pools, timestamptz), system.next_review_of_pool(license_pools, timestamptz),
  system.due_license_pools(timestamptz, integer) TO maestro_app;
GRANT SELECT ON license_positions TO maestro_app, maestro_across;
GRANT SELECT, INSERT, UPDATE ON license_notices TO maestro_app;
GRANT SELECT ON license_notices TO maestro_across;
GRANT SELECT, INSERT, UPDATE ON license_positions TO maestro_system;

UPDATE license_pools p SET term = system.term_of_pool(p, now()), reviewed_at = now(),
  review_at = CASE WHEN p.valid_until IS NOT NULL OR p.valid_from > now() THEN now() END;
INSERT INTO license_positions (organization_id, feature_key, purchased, assigned, reserved, transferred, free, over, trial)
  SELECT organization_id, feature_key, sum(s[1]), sum(s[2]), sum(s[3]), sum(s[4]), sum(s[5]), sum(s[6]), sum(s[7])
    FROM license_pools p, system.shares_of_pool(p) AS s GROUP BY organization_id, feature_key;
SELECT system.add_activations(array_agg(organization_id), array_agg(feature_key), array_agg((confirmed_at IS NOT NULL)::int), array_agg(0))
  FROM activations;

CREATE TRIGGER begin_review BEFORE INSERT OR UPDATE OF valid_from, valid_until, grace_days, suspended_at, revoked_at, origin ON license_pools
  FOR EACH ROW EXECUTE FUNCTION system.begin_review_of_pool();
CREATE TRIGGER count_inserted AFTER INSERT ON license_pools REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION system.count_pools();
CREATE TRIGGER count_updated AFTER UPDATE ON license_pools REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION system.count_pools();
CREATE TRIGGER count_deleted AFTER DELETE ON license_pools REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION system.count_pools();
CREATE TRIGGER count_inserted AFTER INSERT ON activations REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION system.count_activations();
CREATE TRIGGER count_updated AFTER UPDATE ON activations REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION system.count_activations();
CREATE TRIGGER count_deleted AFTER DELETE ON activations REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION system.count_activations();
CREATE TRIGGER review_pools AFTER UPDATE ON activations REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION system.review_pools_of_activations();
