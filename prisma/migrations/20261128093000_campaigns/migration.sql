-- CreateTable
CREATE TABLE "campaigns" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "characteristic" TEXT,
    "minimum_score" DOUBLE PRECISION,
    "kinds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "team_ids" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
    "target_on" DATE NOT NULL,
    "created_by_id" BIGINT,
    "created_by_login" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" BIGINT,
    "ended_by_login" TEXT,

    CONSTRAINT "campaigns_pkey" PRIMARY KEY ("id"),
    -- Either a characteristic or a score.
    CONSTRAINT "campaigns_goal" CHECK (("characteristic" IS NULL) <> ("minimum_score" IS NULL))
);

-- CreateIndex
CREATE INDEX "campaigns_organisation_id_idx" ON "campaigns"("organisation_id");

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("github_id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_ended_by_id_fkey" FOREIGN KEY ("ended_by_id") REFERENCES "users"("github_id") ON DELETE SET NULL ON UPDATE CASCADE;
