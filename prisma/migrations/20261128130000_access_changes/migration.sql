-- What an organisation tells of one person counts there only: before, it had GitHub asked anew for all that they may see.
CREATE TABLE "access_changes" (
    "user_id" BIGINT NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "changed_at" TIMESTAMPTZ(3),
    "grew_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_changes_pkey" PRIMARY KEY ("user_id", "organisation_id")
);

CREATE INDEX "access_changes_organisation_id_idx" ON "access_changes"("organisation_id");

ALTER TABLE "access_changes" ADD CONSTRAINT "access_changes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "access_changes" ADD CONSTRAINT "access_changes_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Pages that this person has open there hear of it.
CREATE FUNCTION "notice_access_of_person_there"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notice_change('access', NEW.organisation_id, NULL, NULL, NEW.user_id);
  RETURN NULL;
END
$$;

CREATE TRIGGER "access_changes_noticed" AFTER INSERT OR UPDATE ON "access_changes" FOR EACH ROW
EXECUTE FUNCTION "notice_access_of_person_there"();
