-- That something changed of what the mark of an organisation and the answers kept beside it are made of
-- (lib/data/change-mark.ts, kept-answers.ts), by the transaction that changed it: whoever knows a state of it, and the
-- snapshot in which it was read, learns by one look-up whether it still holds, however many repositories there are. A row
-- for each such transaction, only ever added, so that who writes waits for nobody.

CREATE TABLE "state_changes" (
    "organisation_id" BIGINT NOT NULL,
    -- Postgres's number of it: 64 bits, which never come again.
    "transaction" BIGINT NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "state_changes_pkey" PRIMARY KEY ("organisation_id", "transaction")
);

CREATE INDEX "state_changes_changed_at_idx" ON "state_changes"("changed_at");

CREATE FUNCTION "note_state_change"(organisation BIGINT) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "state_changes" (organisation_id) VALUES (organisation) ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION "note_state_of_row"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM note_state_change(OLD.organisation_id); END IF;
  IF TG_OP <> 'DELETE' THEN PERFORM note_state_change(NEW.organisation_id); END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION "note_state_of_rows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_state_change(c.organisation_id) FROM (SELECT DISTINCT organisation_id FROM changed) c;
  RETURN NULL;
END
$$;

CREATE TRIGGER "repositories_added_state_noted" AFTER INSERT ON "repositories" REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "note_state_of_rows"();
CREATE TRIGGER "repositories_removed_state_noted" AFTER DELETE ON "repositories" REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "note_state_of_rows"();
CREATE TRIGGER "repositories_state_noted" AFTER UPDATE ON "repositories" FOR EACH ROW
WHEN ((OLD.github_id, OLD.organisation_id, OLD.name, OLD.latest_audit_id, OLD.is_archived, OLD.is_private, OLD.unjudged_commit,
    OLD.is_counted, OLD.removed_at, OLD.is_fork, OLD.description, OLD.language, OLD.languages, OLD.head_commit IS NULL)
  IS DISTINCT FROM
  (NEW.github_id, NEW.organisation_id, NEW.name, NEW.latest_audit_id, NEW.is_archived, NEW.is_private, NEW.unjudged_commit,
    NEW.is_counted, NEW.removed_at, NEW.is_fork, NEW.description, NEW.language, NEW.languages, NEW.head_commit IS NULL))
EXECUTE FUNCTION "note_state_of_row"();

CREATE TRIGGER "scans_begun_state_noted" AFTER INSERT ON "scans" FOR EACH ROW
WHEN (NEW.scope = 'organisation') EXECUTE FUNCTION "note_state_of_row"();
CREATE TRIGGER "scans_removed_state_noted" AFTER DELETE ON "scans" FOR EACH ROW
WHEN (OLD.scope = 'organisation') EXECUTE FUNCTION "note_state_of_row"();
CREATE TRIGGER "scans_state_noted" AFTER UPDATE ON "scans" FOR EACH ROW
WHEN ((OLD.scope = 'organisation' OR NEW.scope = 'organisation') AND (OLD.id, OLD.organisation_id, OLD.scope, OLD.status)
  IS DISTINCT FROM (NEW.id, NEW.organisation_id, NEW.scope, NEW.status))
EXECUTE FUNCTION "note_state_of_row"();

CREATE TRIGGER "campaigns_state_noted" AFTER INSERT OR UPDATE OR DELETE ON "campaigns" FOR EACH ROW
EXECUTE FUNCTION "note_state_of_row"();

CREATE TRIGGER "teams_added_state_noted" AFTER INSERT ON "teams" REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "note_state_of_rows"();
CREATE TRIGGER "teams_removed_state_noted" AFTER DELETE ON "teams" REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "note_state_of_rows"();
CREATE TRIGGER "teams_state_noted" AFTER UPDATE ON "teams" FOR EACH ROW
WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION "note_state_of_row"();

-- The settings' own trigger counts their changes before this one looks.
CREATE FUNCTION "note_state_of_settings"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_state_change(NEW.github_id);
  RETURN NULL;
END
$$;

CREATE TRIGGER "organisations_state_noted" AFTER UPDATE ON "organisations" FOR EACH ROW
WHEN ((OLD.settings_version, OLD.include_forks, OLD.include_archived, OLD.include_non_python, OLD.pull_request_bar,
    OLD.ready_score, OLD.ready_must_not_fail, OLD.weights)
  IS DISTINCT FROM
  (NEW.settings_version, NEW.include_forks, NEW.include_archived, NEW.include_non_python, NEW.pull_request_bar,
    NEW.ready_score, NEW.ready_must_not_fail, NEW.weights))
EXECUTE FUNCTION "note_state_of_settings"();

CREATE TRIGGER "exclusions_state_noted" AFTER INSERT OR UPDATE OR DELETE ON "exclusions" FOR EACH ROW
EXECUTE FUNCTION "note_state_of_row"();
CREATE TRIGGER "visibility_changes_state_noted" AFTER INSERT OR UPDATE OR DELETE ON "visibility_changes" FOR EACH ROW
EXECUTE FUNCTION "note_state_of_row"();

CREATE FUNCTION "note_state_of_repository"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM note_state_change(r.organisation_id) FROM repositories r WHERE r.github_id = OLD.repository_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM note_state_change(r.organisation_id) FROM repositories r WHERE r.github_id = NEW.repository_id;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "waivers_state_noted" AFTER INSERT OR UPDATE OR DELETE ON "waivers" FOR EACH ROW
EXECUTE FUNCTION "note_state_of_repository"();
CREATE TRIGGER "attributions_state_noted" AFTER INSERT OR UPDATE OR DELETE ON "attributions" FOR EACH ROW
EXECUTE FUNCTION "note_state_of_repository"();
CREATE TRIGGER "gap_issues_state_noted" AFTER INSERT OR UPDATE OR DELETE ON "gap_issues" FOR EACH ROW
EXECUTE FUNCTION "note_state_of_repository"();

-- Days come one by one and, where an organisation's weights change, by the hundred thousand: then settings change with them,
-- so that of changed days only those are noted that tell of another audit.
CREATE TRIGGER "repository_days_state_noted" AFTER INSERT OR DELETE ON "repository_days" FOR EACH ROW
EXECUTE FUNCTION "note_state_of_repository"();
CREATE TRIGGER "repository_days_changed_state_noted" AFTER UPDATE ON "repository_days" FOR EACH ROW
WHEN ((OLD.repository_id, OLD.day, OLD.audit_id, OLD.rubric_version, OLD.verdicts)
  IS DISTINCT FROM (NEW.repository_id, NEW.day, NEW.audit_id, NEW.rubric_version, NEW.verdicts))
EXECUTE FUNCTION "note_state_of_repository"();

-- Which repositories and which people a team has, each looked up by its own id. Those of a team that is gone went with it, which is noted of the team.
CREATE FUNCTION "note_state_of_teams"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  one BIGINT;
BEGIN
  FOR one IN SELECT DISTINCT c.team_id FROM changed c LOOP
    PERFORM note_state_change(t.organisation_id) FROM teams t WHERE t.github_id = one;
  END LOOP;
  RETURN NULL;
END
$$;

CREATE TRIGGER "team_memberships_added_state_noted" AFTER INSERT ON "team_memberships" REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "note_state_of_teams"();
CREATE TRIGGER "team_memberships_removed_state_noted" AFTER DELETE ON "team_memberships" REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "note_state_of_teams"();
-- Rows of these are added with every change of what a team has, and pruned, which makes another mark, too.
CREATE TRIGGER "team_changes_added_state_noted" AFTER INSERT ON "team_changes" REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "note_state_of_teams"();
CREATE TRIGGER "team_changes_removed_state_noted" AFTER DELETE ON "team_changes" REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "note_state_of_teams"();
