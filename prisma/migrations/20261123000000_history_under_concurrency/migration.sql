-- A transaction's time is the time it began. One that began earlier and waited for a row that a later one changed would
-- begin a range before the range it ends. Its change is then as old as that range: history has no gaps and no overlaps.
CREATE OR REPLACE FUNCTION system.keep_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END;
  new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE to_jsonb(NEW) END;
  key uuid := (coalesce(new_row, old_row) ->> TG_ARGV[1])::uuid;
  same boolean;
  begun timestamptz;
  moment timestamptz;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE format('SELECT jsonb_populate_record(NULL::%1$I, $1) IS NOT DISTINCT FROM jsonb_populate_record(NULL::%1$I, $2)', TG_ARGV[0])
      INTO same USING old_row, new_row;
    IF same THEN RETURN NULL; END IF;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    EXECUTE format('SELECT lower(valid_during) FROM %I WHERE id = $1 AND upper_inf(valid_during)', TG_ARGV[0]) INTO begun USING key;
  END IF;
  moment := greatest(now(), begun);
  IF begun = moment THEN
    EXECUTE format('DELETE FROM %I WHERE id = $1 AND upper_inf(valid_during)', TG_ARGV[0]) USING key;
  ELSIF begun IS NOT NULL THEN
    EXECUTE format('UPDATE %I SET valid_during = tstzrange(lower(valid_during), $2) WHERE id = $1 AND upper_inf(valid_during)', TG_ARGV[0]) USING key, moment;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    EXECUTE format('INSERT INTO %1$I SELECT (jsonb_populate_record(NULL::%1$I, $1 || jsonb_build_object(''id'', $2, ''valid_during'', tstzrange($3, NULL)))).*', TG_ARGV[0])
      USING new_row, key, moment;
  END IF;
  RETURN NULL;
END $$;
