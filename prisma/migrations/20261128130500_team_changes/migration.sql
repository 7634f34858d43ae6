-- That the repositories of a team have changed: pages ask for it often, and its repositories may be thousands. Rows are only
-- ever added, so that who writes grants waits for nobody; without a foreign key, because a team's end takes its grants along.

-- CreateTable
CREATE TABLE "team_changes" (
    "id" BIGSERIAL NOT NULL,
    "team_id" BIGINT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "team_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "team_changes_team_id_id_idx" ON "team_changes"("team_id", "id");

CREATE FUNCTION "note_team_changes"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "team_changes" (team_id) SELECT DISTINCT c.team_id FROM changed c;
  RETURN NULL;
END
$$;

CREATE TRIGGER "team_repositories_added_noted" AFTER INSERT ON "team_repositories" REFERENCING NEW TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "note_team_changes"();

CREATE TRIGGER "team_repositories_removed_noted" AFTER DELETE ON "team_repositories" REFERENCING OLD TABLE AS changed
FOR EACH STATEMENT EXECUTE FUNCTION "note_team_changes"();
