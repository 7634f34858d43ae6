-- CreateTable
CREATE TABLE "told_audits" (
    "organisation_id" BIGINT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "audit_id" BIGINT NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "told_audits_pkey" PRIMARY KEY ("organisation_id", "repository_id")
);

-- CreateIndex
CREATE INDEX "told_audits_repository_id_idx" ON "told_audits"("repository_id");

-- CreateIndex
CREATE INDEX "told_audits_audit_id_idx" ON "told_audits"("audit_id");

-- AddForeignKey
ALTER TABLE "told_audits" ADD CONSTRAINT "told_audits_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "notification_settings"("organisation_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "told_audits" ADD CONSTRAINT "told_audits_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "told_audits" ADD CONSTRAINT "told_audits_audit_id_fkey" FOREIGN KEY ("audit_id") REFERENCES "audits"("id") ON DELETE CASCADE ON UPDATE CASCADE;
