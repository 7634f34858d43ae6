-- Tells the web processes what changed, by LISTEN; each of them decides whose pages may know. Postgres sends a notice when
-- the transaction is over, and the same one only once.

CREATE FUNCTION "notice_change"(kind TEXT, organisation BIGINT, repository BIGINT, name TEXT, person BIGINT) RETURNS void
LANGUAGE sql AS $$
  SELECT pg_notify('airworthy_changes', jsonb_strip_nulls(jsonb_build_object('kind', kind,
    'organisation', organisation::text, 'repository', repository::text, 'name', name, 'person', person::text))::text)
$$;

CREATE FUNCTION "notice_repository"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notice_change(
    CASE WHEN NEW.latest_audit_id IS DISTINCT FROM OLD.latest_audit_id AND NEW.latest_audit_id IS NOT NULL
      THEN 'audit' ELSE 'repository' END,
    NEW.organisation_id, NEW.github_id, NEW.name, NULL);
  IF NEW.organisation_id <> OLD.organisation_id THEN
    PERFORM notice_change('repository', OLD.organisation_id, OLD.github_id, OLD.name, NULL);
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "repositories_noticed" AFTER UPDATE ON "repositories" FOR EACH ROW
WHEN ((OLD.latest_audit_id, OLD.name, OLD.organisation_id, OLD.is_archived, OLD.is_private, OLD.is_counted, OLD.removed_at)
  IS DISTINCT FROM
  (NEW.latest_audit_id, NEW.name, NEW.organisation_id, NEW.is_archived, NEW.is_private, NEW.is_counted, NEW.removed_at))
EXECUTE FUNCTION "notice_repository"();

CREATE FUNCTION "notice_added_repositories"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notice_change('added', organisation_id, NULL, NULL, NULL)
  FROM (SELECT DISTINCT organisation_id FROM added) AS organisations;
  RETURN NULL;
END
$$;

CREATE TRIGGER "repositories_added_noticed" AFTER INSERT ON "repositories" REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION "notice_added_repositories"();

CREATE FUNCTION "notice_scan"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notice_change('scan', NEW.organisation_id, NULL, NULL, NULL);
  RETURN NULL;
END
$$;

CREATE TRIGGER "scans_begun_noticed" AFTER INSERT ON "scans" FOR EACH ROW
WHEN (NEW.scope = 'organisation') EXECUTE FUNCTION "notice_scan"();

CREATE TRIGGER "scans_changed_noticed" AFTER UPDATE ON "scans" FOR EACH ROW
WHEN (NEW.scope = 'organisation' AND NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION "notice_scan"();

CREATE FUNCTION "notice_rechecks"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notice_change('scan', s.organisation_id, a.repository_id, NULL, NULL)
  FROM added a JOIN scans s ON s.id = a.scan_id WHERE s.scope = 'repository';
  RETURN NULL;
END
$$;

CREATE TRIGGER "rechecks_noticed" AFTER INSERT ON "scan_items" REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION "notice_rechecks"();

CREATE FUNCTION "notice_access_of_organisation"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notice_change('access', NEW.github_id, NULL, NULL, NULL);
  RETURN NULL;
END
$$;

CREATE TRIGGER "organisations_access_noticed" AFTER UPDATE ON "organisations" FOR EACH ROW
WHEN (NEW.access_changed_at IS DISTINCT FROM OLD.access_changed_at) EXECUTE FUNCTION "notice_access_of_organisation"();

CREATE FUNCTION "notice_access_of_person"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notice_change('access', NULL, NULL, NULL, NEW.github_id);
  RETURN NULL;
END
$$;

CREATE TRIGGER "users_access_noticed" AFTER UPDATE ON "users" FOR EACH ROW
WHEN (NEW.access_changed_at IS DISTINCT FROM OLD.access_changed_at) EXECUTE FUNCTION "notice_access_of_person"();
