-- CreateTable
CREATE TABLE "saved_views" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "owner_id" BIGINT,
    "name" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

-- One of a name for each person, and one for the organisation; what is saved again under its name replaces it.
CREATE UNIQUE INDEX "saved_views_own_name" ON "saved_views"("organisation_id", "owner_id", lower("name")) WHERE "owner_id" IS NOT NULL;
CREATE UNIQUE INDEX "saved_views_shared_name" ON "saved_views"("organisation_id", lower("name")) WHERE "owner_id" IS NULL;

-- CreateIndex
CREATE INDEX "saved_views_owner_id_idx" ON "saved_views"("owner_id");

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;
