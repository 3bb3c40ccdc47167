-- AlterTable
ALTER TABLE "license_keys" ADD COLUMN     "device_id" UUID,
ADD COLUMN     "evidence" TEXT,
ADD COLUMN     "evidenced_on" DATE,
ADD COLUMN     "key_order_id" UUID,
ADD COLUMN     "order_reference" TEXT,
ADD COLUMN     "revoked_at" TIMESTAMPTZ(3),
ADD COLUMN     "revoked_by" TEXT;

-- AlterTable
ALTER TABLE "license_pools" ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'order',
ADD COLUMN     "revoked_at" TIMESTAMPTZ(3),
ADD COLUMN     "source_organization_id" UUID,
ADD COLUMN     "source_pool_id" UUID,
ADD COLUMN     "suspended_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "unit_moves" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "move_id" UUID NOT NULL,
    "pool_id" UUID NOT NULL,
    "feature_key" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "other_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "moved_by" TEXT NOT NULL,
    "moved_by_name" TEXT NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unit_moves_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "unit_moves_organization_id_id_idx" ON "unit_moves"("organization_id", "id");

-- CreateIndex
CREATE INDEX "unit_moves_organization_id_pool_id_id_idx" ON "unit_moves"("organization_id", "pool_id", "id");

-- CreateIndex
CREATE INDEX "license_keys_organization_id_id_idx" ON "license_keys"("organization_id", "id");

-- CreateIndex
CREATE INDEX "license_keys_organization_id_pool_id_id_idx" ON "license_keys"("organization_id", "pool_id", "id");

-- CreateIndex
CREATE INDEX "license_keys_organization_id_state_id_idx" ON "license_keys"("organization_id", "state", "id");

-- CreateIndex
CREATE INDEX "license_keys_organization_id_key_order_id_id_idx" ON "license_keys"("organization_id", "key_order_id", "id");

-- CreateIndex
CREATE INDEX "license_keys_organization_id_order_reference_id_idx" ON "license_keys"("organization_id", "order_reference", "id");

-- CreateIndex
CREATE INDEX "license_pools_organization_id_id_idx" ON "license_pools"("organization_id", "id");

-- CreateIndex
CREATE INDEX "license_pools_organization_id_order_number_id_idx" ON "license_pools"("organization_id", "order_number", "id");

-- CreateIndex
CREATE INDEX "license_pools_source_pool_id_idx" ON "license_pools"("source_pool_id");

-- AddForeignKey
ALTER TABLE "unit_moves" ADD CONSTRAINT "unit_moves_organization_id_pool_id_fkey" FOREIGN KEY ("organization_id", "pool_id") REFERENCES "license_pools"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

DROP INDEX "license_keys_organization_id_pool_id_idx";

-- Where units came from. What was redeemed before this says so by its key.
UPDATE license_pools SET origin = 'key' WHERE source_key_id IS NOT NULL;
ALTER TABLE license_pools ADD CHECK (origin IN ('order', 'key', 'moved', 'vendor', 'trial')),
  ADD CHECK (origin <> 'moved' OR (source_pool_id IS NOT NULL AND source_organization_id IS NOT NULL));
CREATE INDEX license_pools_by_end ON license_pools (organization_id, coalesce(valid_until, 'infinity'), id);
-- All that a former vendor issued for a feature is one pool.
CREATE UNIQUE INDEX license_pools_of_vendor ON license_pools (organization_id, feature_key) WHERE origin = 'vendor';
ALTER TABLE license_pool_history ADD COLUMN origin text, ADD COLUMN suspended_at timestamptz(3), ADD COLUMN revoked_at timestamptz(3);

ALTER TABLE license_keys DROP CONSTRAINT license_keys_state_check,
  ADD CHECK (state IN ('issued', 'redeemed', 'revoked', 'recorded')), ADD CHECK ((state = 'recorded') = (evidence IS NOT NULL));
ALTER TABLE unit_moves ADD CHECK (direction IN ('given', 'received', 'taken-back', 'returned')), ADD CHECK (units > 0);

ALTER TABLE unit_moves ENABLE ROW LEVEL SECURITY;
ALTER TABLE unit_moves FORCE ROW LEVEL SECURITY;
CREATE POLICY everybody ON unit_moves USING (true) WITH CHECK (true);
CREATE POLICY own_organization ON unit_moves AS RESTRICTIVE TO maestro_app, maestro_link
  USING (organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid))
  WITH CHECK (organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
CREATE POLICY own_customers ON unit_moves AS RESTRICTIVE FOR SELECT TO maestro_across
  USING (organization_id IN (SELECT system.customers_of((SELECT nullif(current_setting('app.organization_id', true), '')::uuid))));
GRANT SELECT ON unit_moves TO maestro_app;
GRANT INSERT ON unit_moves, license_pools TO maestro_system;
GRANT SELECT ON activation_history TO maestro_across;

-- Both sides of a move, each in its own organization.
CREATE FUNCTION system.record_unit_move(here license_pools, there license_pools, n integer, forward boolean, move uuid,
  actor text, actor_name text, why text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO unit_moves (id, organization_id, move_id, pool_id, feature_key, direction, units, other_id, reason, moved_by, moved_by_name)
  VALUES (uuidv7(), here.organization_id, move, here.id, here.feature_key, CASE WHEN forward THEN 'given' ELSE 'taken-back' END, n,
      there.organization_id, why, actor, actor_name),
    (uuidv7(), there.organization_id, move, there.id, there.feature_key, CASE WHEN forward THEN 'received' ELSE 'returned' END, n,
      here.organization_id, why, actor, actor_name)
$$;

-- To whom the organization at work may give units: its customers with a live grant, and the operator to every partner.
CREATE FUNCTION system.may_give_units_to(receiver uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT receiver IN (SELECT system.customers_of(nullif(current_setting('app.organization_id', true), '')::uuid))
    OR EXISTS (SELECT FROM organizations o, organizations r WHERE o.id = nullif(current_setting('app.organization_id', true), '')::uuid
      AND o.kind = 'operator' AND r.id = receiver AND r.kind = 'partner')
$$;

-- Hands units of a pool of the organization at work to another organization, where they are a pool of its own. Both pools are
-- locked in the order of their ids. The outcome is `moved`, or the first reason against it.
CREATE FUNCTION system.move_license_units(source uuid, receiver uuid, n integer, move uuid, actor text, actor_name text, why text)
RETURNS TABLE (outcome text, target uuid, free integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_variable
DECLARE here license_pools; there license_pools;
BEGIN
  SELECT * INTO here FROM license_pools p WHERE p.id = source
    AND p.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid;
  IF NOT FOUND THEN RETURN QUERY SELECT 'not-found', NULL::uuid, 0; RETURN; END IF;
  IF NOT system.may_give_units_to(receiver) THEN RETURN QUERY SELECT 'unknown-receiver', NULL::uuid, 0; RETURN; END IF;
  -- One move at a time between two, so that units on the same terms are one pool on the other side.
  PERFORM pg_advisory_xact_lock(hashtextextended(source::text || receiver::text, 0));
  LOOP
    SELECT p.id INTO target FROM license_pools p WHERE p.organization_id = receiver AND p.origin = 'moved' AND p.source_pool_id = source
      AND (p.valid_from, p.valid_until, p.grace_days) IS NOT DISTINCT FROM (here.valid_from, here.valid_until, here.grace_days)
      AND p.revoked_at IS NULL ORDER BY p.id LIMIT 1;
    IF NOT FOUND THEN INSERT INTO license_pools (id, organization_id, feature_key, units, valid_from, valid_until, grace_days, order_number, origin,
        source_pool_id, source_organization_id)
      VALUES (uuidv7(), receiver, here.feature_key, 0, here.valid_from, here.valid_until, here.grace_days, here.order_number, 'moved',
        here.id, here.organization_id) RETURNING license_pools.id INTO target;
    END IF;
    PERFORM FROM license_pools p WHERE p.id IN (source, target) ORDER BY p.id FOR UPDATE;
    SELECT * INTO there FROM license_pools p WHERE p.id = target AND p.revoked_at IS NULL;
    SELECT * INTO here FROM license_pools p WHERE p.id = source;
    -- Somebody changed the terms while we waited: what is moved has the terms of its pool.
    EXIT WHEN there.id = target AND (there.valid_from, there.valid_until, there.grace_days) IS NOT DISTINCT FROM (here.valid_from, here.valid_until, here.grace_days);
  END LOOP;
  free := here.units - here.reserved - here.transferred - here.active;
  outcome := CASE WHEN here.revoked_at IS NOT NULL THEN 'revoked' WHEN here.suspended_at IS NOT NULL THEN 'suspended'
    WHEN here.origin = 'vendor' THEN 'of-vendor' WHEN here.origin = 'trial' THEN 'trial'
    WHEN here.valid_until <= now() THEN 'expired' WHEN free < n THEN 'too-few' ELSE 'moved' END;
  IF outcome = 'moved' THEN
    UPDATE license_pools p SET transferred = p.transferred + n, version = p.version + 1 WHERE p.id = source;
    UPDATE license_pools p SET units = p.units + n, version = p.version + 1 WHERE p.id = target;
    PERFORM system.record_unit_move(here, there, n, true, move, actor, actor_name, why);
    free := free - n;
  END IF;
  RETURN NEXT;
END $$;

-- Takes units back that were moved out of a pool of the organization at work and are not in use. From a customer only with a live
-- grant that holds the licence right; the operator takes them back from a partner as it gave them.
CREATE FUNCTION system.take_back_license_units(source uuid, holder uuid, n integer, move uuid, actor text, actor_name text, why text)
RETURNS TABLE (outcome text, target uuid, free integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
#variable_conflict use_variable
DECLARE here license_pools; there license_pools; part integer; left_over integer := n;
BEGIN
  SELECT * INTO here FROM license_pools p WHERE p.id = source
    AND p.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid;
  IF NOT FOUND THEN RETURN QUERY SELECT 'not-found', NULL::uuid, 0; RETURN; END IF;
  IF NOT system.may_give_units_to(holder) THEN RETURN QUERY SELECT 'unknown-receiver', NULL::uuid, 0; RETURN; END IF;
  IF NOT EXISTS (SELECT FROM organizations o WHERE o.id = holder AND o.kind = 'partner') AND NOT EXISTS (
      SELECT FROM grants g WHERE g.organization_id = holder AND g.partner_id = here.organization_id AND g.ended_at IS NULL
        AND g.starts_at <= now() AND (g.ends_at IS NULL OR g.ends_at > now()) AND 'licenses.manage' = ANY (g.rights)) THEN
    RETURN QUERY SELECT 'no-right', NULL::uuid, 0; RETURN;
  END IF;
  PERFORM FROM license_pools p WHERE p.id = source OR (p.organization_id = holder AND p.origin = 'moved' AND p.source_pool_id = source)
    ORDER BY p.id FOR UPDATE;
  SELECT * INTO here FROM license_pools p WHERE p.id = source;
  SELECT coalesce(sum(greatest(0, p.units - p.reserved - p.transferred - p.active)), 0)::integer INTO free FROM license_pools p
    WHERE p.organization_id = holder AND p.origin = 'moved' AND p.source_pool_id = source AND p.revoked_at IS NULL;
  outcome := CASE WHEN here.revoked_at IS NOT NULL THEN 'revoked' WHEN free < n THEN 'in-use' ELSE 'moved' END;
  IF outcome = 'moved' THEN
    FOR there IN SELECT * FROM license_pools p WHERE p.organization_id = holder AND p.origin = 'moved' AND p.source_pool_id = source
        AND p.revoked_at IS NULL ORDER BY p.valid_until NULLS LAST, p.id LOOP
      part := least(left_over, there.units - there.reserved - there.transferred - there.active);
      CONTINUE WHEN part <= 0;
      UPDATE license_pools p SET units = p.units - part, version = p.version + 1 WHERE p.id = there.id;
      PERFORM system.record_unit_move(here, there, part, false, move, actor, actor_name, why);
      left_over := left_over - part;
      target := there.id;
    END LOOP;
    UPDATE license_pools p SET transferred = p.transferred - n, version = p.version + 1 WHERE p.id = source;
    free := free - n;
  END IF;
  RETURN NEXT;
END $$;

-- Every pool whose units came out of this one, by a move or a key, however many hands they went through.
CREATE FUNCTION system.given_pools(source uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH RECURSIVE given (id, organization_id) AS (
    SELECT p.id, p.organization_id FROM license_pools p WHERE p.id = source
    UNION
    SELECT next.id, next.organization_id FROM given g CROSS JOIN LATERAL (
      SELECT p.id, p.organization_id FROM license_pools p WHERE p.source_pool_id = g.id
      UNION ALL
      SELECT p.id, p.organization_id FROM license_keys k JOIN license_pools p ON p.source_key_id = k.id
        WHERE k.organization_id = g.organization_id AND k.pool_id = g.id) AS next)
  SELECT id FROM given WHERE id <> source
$$;

-- Locks a pool of the organization at work and everything that came out of it, in the order of their ids.
CREATE FUNCTION system.lock_given_pools(source uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM license_pools p WHERE p.id = source
      AND p.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid) THEN RETURN; END IF;
  PERFORM FROM license_pools p WHERE p.id = source OR p.id IN (SELECT system.given_pools(source)) ORDER BY p.id FOR UPDATE;
END $$;

-- A term that was extended is extended for the units that were given away on the same term. Never shortened: they are
-- the receiver's own. Lock them first.
CREATE FUNCTION system.extend_given_pools(source uuid, former timestamptz, extended timestamptz)
RETURNS TABLE (organization_id uuid, pool_id uuid, feature_key text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF extended <= former OR NOT EXISTS (SELECT FROM license_pools p WHERE p.id = source
      AND p.organization_id = nullif(current_setting('app.organization_id', true), '')::uuid) THEN RETURN; END IF;
  RETURN QUERY UPDATE license_pools p SET valid_until = extended, version = p.version + 1
    WHERE p.id IN (SELECT system.given_pools(source)) AND p.valid_until = former AND p.revoked_at IS NULL
    RETURNING p.organization_id, p.id, p.feature_key;
END $$;

-- A key cannot be redeemed out of a pool that was stopped.
DROP FUNCTION system.find_license_key(text, uuid);
CREATE FUNCTION system.find_license_key(key_hash text, organization uuid)
RETURNS TABLE (id uuid, issuer_id uuid, pool_id uuid, feature_key text, units integer, hint text, state text,
  redeemed_by uuid, valid_from timestamptz, valid_until timestamptz, grace_days integer, order_number text,
  suspended_at timestamptz, pool_revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT k.id, k.organization_id, k.pool_id, k.feature_key, k.units, k.hint, k.state, k.redeemed_by, p.valid_from, p.valid_until,
         p.grace_days, p.order_number, p.suspended_at, p.revoked_at
    FROM license_keys k JOIN license_pools p ON p.id = k.pool_id
    WHERE k.hash = key_hash AND k.state <> 'recorded' AND coalesce(k.redeemed_by, k.customer_id, organization) = organization
$$;
CREATE OR REPLACE FUNCTION system.redeem_license_key(key uuid, organization uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public AS $$
DECLARE redeemed license_keys;
BEGIN
  IF organization IS DISTINCT FROM nullif(current_setting('app.organization_id', true), '')::uuid THEN
    RAISE EXCEPTION 'A licence key can only be redeemed for the organization at work.';
  END IF;
  UPDATE license_keys SET state = 'redeemed', redeemed_by = organization, redeemed_at = now(), version = version + 1
    WHERE id = key AND state = 'issued' AND coalesce(customer_id, organization) = organization RETURNING * INTO redeemed;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE license_pools SET reserved = reserved - redeemed.units, transferred = transferred + redeemed.units, version = version + 1
    WHERE id = redeemed.pool_id;
  RETURN true;
END $$;

-- What an organization may know of a key: its own, and what it redeemed.
CREATE FUNCTION system.license_key_card(key uuid)
RETURNS TABLE (id uuid, issuer_id uuid, issuer_name text, feature_key text, units integer, hint text, state text, redeemed_by uuid,
  redeemed_at timestamptz, created_at timestamptz, valid_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT k.id, k.organization_id, o.name, k.feature_key, k.units, k.hint, k.state, k.redeemed_by, k.redeemed_at, k.created_at, p.valid_until
    FROM license_keys k JOIN organizations o ON o.id = k.organization_id JOIN license_pools p ON p.id = k.pool_id
    WHERE k.id = key AND nullif(current_setting('app.organization_id', true), '')::uuid IN (k.organization_id, k.redeemed_by)
$$;

-- Guesses at licence keys, by person or token and by address, for all processes together.
CREATE TABLE system.license_key_guesses (who text PRIMARY KEY, count integer NOT NULL, until timestamptz NOT NULL);
CREATE INDEX ON system.license_key_guesses (until);
ALTER TABLE system.license_key_guesses OWNER TO maestro_system;
-- Seconds to wait; 0 when one more guess is free.
CREATE FUNCTION system.wait_for_guess(who text[], most integer[]) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT coalesce(max(ceil(extract(epoch FROM g.until - now()))), 0)::integer
    FROM unnest(who, most) AS asked (who, most) JOIN system.license_key_guesses g ON g.who = asked.who AND g.count >= asked.most
    WHERE g.until > now()
$$;
-- Counts a wrong guess; seconds to wait when it was one too many, and 0 when it was not.
CREATE FUNCTION system.count_guess(who text[], most integer[], seconds integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public AS $$
DECLARE longest integer;
BEGIN
  DELETE FROM system.license_key_guesses g WHERE g.who IN (SELECT o.who FROM system.license_key_guesses o WHERE o.until <= now()
    AND o.who <> ALL (count_guess.who) LIMIT 100 FOR UPDATE SKIP LOCKED);
  WITH counted AS (
    INSERT INTO system.license_key_guesses AS g (who, count, until)
      SELECT asked.who, 1, now() + make_interval(secs => seconds) FROM unnest(count_guess.who) AS asked (who) ORDER BY asked.who
      ON CONFLICT ON CONSTRAINT license_key_guesses_pkey DO UPDATE SET count = CASE WHEN g.until <= now() THEN 1 ELSE g.count + 1 END,
        until = CASE WHEN g.until <= now() THEN excluded.until ELSE g.until END
      RETURNING g.who, g.count, g.until)
  SELECT max(ceil(extract(epoch FROM c.until - now())))::integer INTO longest
    FROM counted c JOIN unnest(count_guess.who, most) AS asked (who, most) ON asked.who = c.who AND c.count > asked.most;
  RETURN coalesce(longest, 0);
END $$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOR f IN SELECT p.oid::regprocedure FROM pg_proc p WHERE p.pronamespace = 'system'::regnamespace AND p.proname IN
    ('record_unit_move', 'may_give_units_to', 'move_license_units', 'take_back_license_units', 'given_pools', 'lock_given_pools',
     'extend_given_pools', 'find_license_key', 'redeem_license_key', 'license_key_card', 'wait_for_guess', 'count_guess') LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO maestro_system', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION system.move_license_units(uuid, uuid, integer, uuid, text, text, text),
  system.take_back_license_units(uuid, uuid, integer, uuid, text, text, text), system.lock_given_pools(uuid),
  system.extend_given_pools(uuid, timestamptz, timestamptz), system.find_license_key(text, uuid), system.redeem_license_key(uuid, uuid),
  system.license_key_card(uuid), system.wait_for_guess(text[], integer[]), system.count_guess(text[], integer[], integer) TO maestro_app;
