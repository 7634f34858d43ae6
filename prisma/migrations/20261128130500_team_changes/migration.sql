-- When a team or which repositories it has last changed: pages ask for it often, and its repositories may be thousands.

-- AlterTable
ALTER TABLE "teams" ADD COLUMN     "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

CREATE FUNCTION "date_team"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_at := clock_timestamp();
  RETURN NEW;
END
$$;

CREATE TRIGGER "teams_dated" BEFORE UPDATE ON "teams" FOR EACH ROW
WHEN ((OLD.slug, OLD.name, OLD.description, OLD.unlisted_at) IS DISTINCT FROM (NEW.slug, NEW.name, NEW.description, NEW.unlisted_at))
EXECUTE FUNCTION "date_team"();

CREATE FUNCTION "date_teams_of_repositories"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "teams" SET changed_at = clock_timestamp() WHERE github_id IN (SELECT c.team_id FROM changed c);
  RETURN NULL;
END
$$;

CREATE TRIGGER "team_repositories_added_dated" AFTER INSERT ON "team_repositories" REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "date_teams_of_repositories"();

CREATE TRIGGER "team_repositories_removed_dated" AFTER DELETE ON "team_repositories" REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "date_teams_of_repositories"();
