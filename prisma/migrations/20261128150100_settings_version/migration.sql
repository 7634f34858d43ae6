-- What decides about an organisation's figures may be changed and changed back within seconds. Figures that were read in between
-- are of neither state that looks the same: a number that only grows tells one time of the same settings from another.

ALTER TABLE "organisations" ADD COLUMN "settings_version" INTEGER NOT NULL DEFAULT 0;

CREATE FUNCTION "count_settings"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.settings_version := OLD.settings_version + 1;
  RETURN NEW;
END
$$;

CREATE TRIGGER "organisations_settings_counted" BEFORE UPDATE ON "organisations" FOR EACH ROW
WHEN ((OLD.include_forks, OLD.include_archived, OLD.include_non_python, OLD.pull_request_bar, OLD.ready_score,
    OLD.ready_must_not_fail, OLD.weights)
  IS DISTINCT FROM
  (NEW.include_forks, NEW.include_archived, NEW.include_non_python, NEW.pull_request_bar, NEW.ready_score,
    NEW.ready_must_not_fail, NEW.weights))
EXECUTE FUNCTION "count_settings"();
