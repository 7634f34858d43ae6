-- CreateTable
CREATE TABLE "notification_settings" (
    "organisation_id" BIGINT NOT NULL,
    "address" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "daily_hour" INTEGER,
    "on_regression" BOOLEAN NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_status" TEXT,
    "last_tried_at" TIMESTAMPTZ(3),
    "last_delivered_at" TIMESTAMPTZ(3),
    "next_try_at" TIMESTAMPTZ(3),
    "daily_sent_on" DATE,
    "regressions_sent_at" TIMESTAMPTZ(3),
    "switched_off_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_settings_pkey" PRIMARY KEY ("organisation_id"),
    CONSTRAINT "notification_settings_scope_check" CHECK ("scope" IN ('public', 'all')),
    CONSTRAINT "notification_settings_hour_check" CHECK ("daily_hour" BETWEEN 0 AND 23)
);

-- CreateTable
CREATE TABLE "regressions" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "characteristic" TEXT NOT NULL,
    "commit" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "regressions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "regressions_repository_id_characteristic_key" ON "regressions"("repository_id", "characteristic");

-- CreateIndex
CREATE INDEX "regressions_organisation_id_idx" ON "regressions"("organisation_id");

-- AddForeignKey
ALTER TABLE "notification_settings" ADD CONSTRAINT "notification_settings_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regressions" ADD CONSTRAINT "regressions_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "regressions" ADD CONSTRAINT "regressions_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whichever way the head of a default branch comes to another audit: what passed and fails now, by the same rules, waits
-- here to be told, where somebody wants to be told.
CREATE FUNCTION "note_regressions"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "regressions" (organisation_id, repository_id, characteristic, commit)
  SELECT NEW.organisation_id, NEW.github_id, v.key, later.commit
  FROM "notification_settings" n, "audits" earlier, "audits" later, jsonb_each_text(earlier.verdicts) v
  WHERE n.organisation_id = NEW.organisation_id AND n.on_regression AND n.switched_off_at IS NULL
    AND earlier.id = OLD.latest_audit_id AND later.id = NEW.latest_audit_id
    AND earlier.rubric_version = later.rubric_version
    AND v.value = 'pass' AND later.verdicts ->> v.key = 'fail'
  ON CONFLICT (repository_id, characteristic) DO UPDATE SET commit = excluded.commit, found_at = excluded.found_at;
  RETURN NULL;
END
$$;

CREATE TRIGGER "repositories_regressed" AFTER UPDATE OF "latest_audit_id" ON "repositories" FOR EACH ROW
WHEN (OLD.latest_audit_id <> NEW.latest_audit_id) EXECUTE FUNCTION "note_regressions"();
