-- CreateTable
CREATE TABLE "exclusions" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "pattern" TEXT NOT NULL,
    "matches" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by_login" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exclusions_pkey" PRIMARY KEY ("id")
);

-- Names on GitHub know no capitals.
CREATE UNIQUE INDEX "exclusions_pattern" ON "exclusions"("organisation_id", lower("pattern"));

-- AddForeignKey
ALTER TABLE "exclusions" ADD CONSTRAINT "exclusions_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE FUNCTION "notice_exclusions"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notice_change('settings', COALESCE(NEW.organisation_id, OLD.organisation_id), NULL, NULL, NULL);
  RETURN NULL;
END
$$;

CREATE TRIGGER "exclusions_noticed" AFTER INSERT OR DELETE ON "exclusions" FOR EACH ROW EXECUTE FUNCTION "notice_exclusions"();
