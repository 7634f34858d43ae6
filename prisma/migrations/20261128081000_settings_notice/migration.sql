-- Settings of an organisation decide for thousands of repositories at once whether they count: one notice tells of it. Whoever
-- changes them says so for the transaction, which spares a notice for each repository.

CREATE FUNCTION "notice_settings"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notice_change('settings', NEW.github_id, NULL, NULL, NULL);
  RETURN NULL;
END
$$;

CREATE TRIGGER "organisations_settings_noticed" AFTER UPDATE ON "organisations" FOR EACH ROW
WHEN ((OLD.include_forks, OLD.include_archived, OLD.include_non_python, OLD.pull_request_bar)
  IS DISTINCT FROM
  (NEW.include_forks, NEW.include_archived, NEW.include_non_python, NEW.pull_request_bar))
EXECUTE FUNCTION "notice_settings"();

DROP TRIGGER "repositories_noticed" ON "repositories";

CREATE TRIGGER "repositories_noticed" AFTER UPDATE ON "repositories" FOR EACH ROW
WHEN ((OLD.latest_audit_id, OLD.name, OLD.organisation_id, OLD.is_archived, OLD.is_private, OLD.removed_at)
  IS DISTINCT FROM
  (NEW.latest_audit_id, NEW.name, NEW.organisation_id, NEW.is_archived, NEW.is_private, NEW.removed_at)
  OR (OLD.is_counted <> NEW.is_counted
    AND current_setting('airworthy.told_together', true) IS DISTINCT FROM 'on'))
EXECUTE FUNCTION "notice_repository"();
