-- CreateTable
CREATE TABLE "visibility_changes" (
    "user_id" BIGINT NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "changed_on" DATE NOT NULL,
    "previous_on" DATE NOT NULL,
    "added_ids" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
    "removed_ids" BIGINT[] DEFAULT ARRAY[]::BIGINT[],

    CONSTRAINT "visibility_changes_pkey" PRIMARY KEY ("user_id", "organisation_id", "changed_on")
);

-- CreateIndex
CREATE INDEX "visibility_changes_changed_on_idx" ON "visibility_changes"("changed_on");

-- AddForeignKey
ALTER TABLE "visibility_changes" ADD CONSTRAINT "visibility_changes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visibility_changes" ADD CONSTRAINT "visibility_changes_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;
