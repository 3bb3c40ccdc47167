-- The sweep: pools on trial that some device would have a unit of and has none. Which models can have which features the
-- rules know, not the database: they come as pairs. Organizations and ids only.
CREATE FUNCTION system.wanting_trials(moment timestamptz, able_models text[], able_features text[], at_most integer)
RETURNS TABLE (organization_id uuid, pool_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.organization_id, p.id FROM license_pools p
    WHERE p.origin = 'trial' AND p.valid_until > moment AND system.term_of_pool(p, moment) = 'valid'
      AND EXISTS (SELECT FROM devices d JOIN unnest(able_models, able_features) AS can (model, feature) ON can.model = d.model_key
        WHERE can.feature = p.feature_key AND d.organization_id = p.organization_id AND d.state <> 'retired'
          AND NOT EXISTS (SELECT FROM activations a WHERE a.device_id = d.id AND a.feature_key = p.feature_key AND a.dropped_at IS NULL))
    ORDER BY p.id LIMIT at_most
$$;
ALTER FUNCTION system.wanting_trials(timestamptz, text[], text[], integer) OWNER TO maestro_system;
REVOKE ALL ON FUNCTION system.wanting_trials(timestamptz, text[], text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION system.wanting_trials(timestamptz, text[], text[], integer) TO maestro_app;
CREATE INDEX license_pools_on_trial ON license_pools (valid_until) WHERE origin = 'trial';
