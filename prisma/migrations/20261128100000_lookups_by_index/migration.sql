-- What was looked for by reading a whole table that grows.

-- A repository by the name in its address, whatever the case.
CREATE INDEX "repositories_organisation_id_lower_name_idx" ON "repositories" ("organisation_id", lower("name"));

-- Those that do not count, which are few.
CREATE INDEX "repositories_left_out" ON "repositories" ("organisation_id") WHERE NOT "is_counted";

-- The scans of whole organisations among those of single repositories.
CREATE INDEX "scans_of_organisations" ON "scans" ("organisation_id", "id") WHERE "scope" = 'organisation';

-- Deliveries that nobody handled yet among those of a month.
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" ("received_at") WHERE "status" = 'waiting';

-- Waivers that count, or expired lately, among all that ever were.
CREATE INDEX "waivers_expires_on_idx" ON "waivers" ("expires_on");

-- Records of modules that are to go: of other engines, or old.
CREATE INDEX "module_records_engine_stored_at_idx" ON "module_records" ("engine", "stored_at");

-- A search over repositories, by words and by a part of a name.
CREATE INDEX "repositories_search_idx" ON "repositories" USING gin ("search");

-- Parts of names are found by their three-letter pieces, which an extension of Postgres's own tells. Where it is not there,
-- or may not be created, names are read one by one.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS "pg_trgm";
  CREATE INDEX "repositories_name_parts_idx" ON "repositories" USING gin ("name" gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR undefined_object OR feature_not_supported THEN
  RAISE NOTICE 'pg_trgm is not available: names are searched without an index';
END
$$;

-- One look-up for each scan, of which a statement adds to one or a few, and none over all of them.
CREATE OR REPLACE FUNCTION "notice_rechecks"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  one RECORD;
BEGIN
  FOR one IN SELECT DISTINCT a.scan_id FROM added a LOOP
    PERFORM notice_change('scan', s.organisation_id, a.repository_id, NULL, NULL)
    FROM scans s JOIN added a ON a.scan_id = s.id WHERE s.id = one.scan_id AND s.scope = 'repository';
  END LOOP;
  RETURN NULL;
END
$$;
