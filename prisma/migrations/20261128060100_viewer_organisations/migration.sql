-- AlterTable
ALTER TABLE "users" ADD COLUMN     "organisations_asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "access_changed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "organisations" ADD COLUMN     "access_changed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "viewer_organisations" (
    "user_id" BIGINT NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "viewer_organisations_pkey" PRIMARY KEY ("user_id","organisation_id")
);

-- CreateIndex
CREATE INDEX "viewer_organisations_organisation_id_idx" ON "viewer_organisations"("organisation_id");

-- AddForeignKey
ALTER TABLE "viewer_organisations" ADD CONSTRAINT "viewer_organisations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "viewer_organisations" ADD CONSTRAINT "viewer_organisations_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;
