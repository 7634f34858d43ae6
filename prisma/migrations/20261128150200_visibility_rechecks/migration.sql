-- How often GitHub was asked in an hour whether repositories of an organisation are still public, because somebody who need not
-- sign in looked at a badge.

CREATE TABLE "visibility_rechecks" (
    "organisation_id" BIGINT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "asked" INTEGER NOT NULL,

    CONSTRAINT "visibility_rechecks_pkey" PRIMARY KEY ("organisation_id")
);

ALTER TABLE "visibility_rechecks" ADD CONSTRAINT "visibility_rechecks_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;
