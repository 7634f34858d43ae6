-- CreateTable
CREATE TABLE "campaign_changes" (
    "id" BIGSERIAL NOT NULL,
    "campaign_id" BIGINT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_by_login" TEXT NOT NULL,
    "characteristic" TEXT,
    "minimum_score" DOUBLE PRECISION,
    "target_on" DATE,
    "scope_changed" BOOLEAN NOT NULL,

    CONSTRAINT "campaign_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "campaign_changes_campaign_id_idx" ON "campaign_changes"("campaign_id");

-- AddForeignKey
ALTER TABLE "campaign_changes" ADD CONSTRAINT "campaign_changes_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;
