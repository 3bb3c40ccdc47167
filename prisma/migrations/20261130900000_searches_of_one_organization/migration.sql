-- Asked in a SELECT of its own, which organization is at work is found out once. Before, it was for every device whose words
-- the index had found.
CREATE OR REPLACE FUNCTION system.search_devices(pattern text, at_most integer) RETURNS TABLE (id uuid, retired boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT t.device_id, t.retired FROM device_search_texts t
    WHERE t.organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid) AND t.text LIKE pattern
    LIMIT at_most
$$;
