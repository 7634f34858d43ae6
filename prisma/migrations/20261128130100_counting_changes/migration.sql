-- CreateTable
CREATE TABLE "counting_changes" (
    "repository_id" BIGINT NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "changed_on" DATE NOT NULL,
    "counts" BOOLEAN NOT NULL,
    "is_private" BOOLEAN NOT NULL,
    "team_ids" BIGINT[] DEFAULT ARRAY[]::BIGINT[],

    CONSTRAINT "counting_changes_pkey" PRIMARY KEY ("repository_id", "organisation_id", "changed_on")
);

-- CreateIndex
CREATE INDEX "counting_changes_organisation_id_changed_on_idx" ON "counting_changes"("organisation_id", "changed_on");

-- AddForeignKey
ALTER TABLE "counting_changes" ADD CONSTRAINT "counting_changes_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counting_changes" ADD CONSTRAINT "counting_changes_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A day on which it stops and begins again, or the other way round, is one without a change. The first listing of an
-- organisation finds which of its repositories count, which is no change either.
CREATE FUNCTION "note_counting"(repository BIGINT, organisation BIGINT, is_private BOOLEAN, counts BOOLEAN) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  today DATE := (now() AT TIME ZONE 'utc')::date;
BEGIN
  IF NOT EXISTS (SELECT FROM "organisations" o WHERE o.github_id = organisation AND o.synced_at IS NOT NULL) THEN
    RETURN;
  END IF;
  DELETE FROM "counting_changes" c
  WHERE c.repository_id = repository AND c.organisation_id = organisation AND c.changed_on = today
    AND c.counts <> note_counting.counts;
  IF NOT FOUND THEN
    INSERT INTO "counting_changes" (repository_id, organisation_id, changed_on, counts, is_private, team_ids)
    VALUES (repository, organisation, today, counts, is_private,
      ARRAY(SELECT tr.team_id FROM "team_repositories" tr JOIN "teams" t ON t.github_id = tr.team_id
        WHERE tr.repository_id = repository AND t.organisation_id = organisation))
    ON CONFLICT DO NOTHING;
  END IF;
END
$$;

-- Whichever way a repository comes to count in an organisation, or to count there no more.
CREATE FUNCTION "note_counting_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted BOOLEAN := OLD.is_counted AND OLD.removed_at IS NULL;
  counts BOOLEAN := NEW.is_counted AND NEW.removed_at IS NULL;
BEGIN
  IF OLD.organisation_id = NEW.organisation_id THEN
    IF counted <> counts THEN
      PERFORM note_counting(NEW.github_id, NEW.organisation_id, NEW.is_private, counts);
    END IF;
  ELSE
    IF counted THEN PERFORM note_counting(OLD.github_id, OLD.organisation_id, OLD.is_private, false); END IF;
    IF counts THEN PERFORM note_counting(NEW.github_id, NEW.organisation_id, NEW.is_private, true); END IF;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "repositories_counting_noted" AFTER UPDATE OF "is_counted", "removed_at", "organisation_id" ON "repositories"
FOR EACH ROW
WHEN ((OLD.is_counted, OLD.removed_at IS NULL, OLD.organisation_id)
  IS DISTINCT FROM (NEW.is_counted, NEW.removed_at IS NULL, NEW.organisation_id))
EXECUTE FUNCTION "note_counting_change"();

CREATE FUNCTION "note_counting_of_new"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM note_counting(a.github_id, a.organisation_id, a.is_private, true)
  FROM added a WHERE a.is_counted AND a.removed_at IS NULL;
  RETURN NULL;
END
$$;

CREATE TRIGGER "repositories_added_counting_noted" AFTER INSERT ON "repositories" REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION "note_counting_of_new"();
