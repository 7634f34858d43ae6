-- AlterTable
ALTER TABLE "audits" ADD COLUMN     "excerpts" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "visibilities" ADD COLUMN     "writable_ids" BIGINT[] NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "waivers" (
    "id" BIGSERIAL NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "characteristic" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "expires_on" DATE NOT NULL,
    "created_by_id" BIGINT,
    "created_by_login" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_id" BIGINT,
    "ended_by_login" TEXT,

    CONSTRAINT "waivers_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "waivers_repository_id_characteristic_idx" ON "waivers"("repository_id", "characteristic");

-- One at a time; what has expired is ended before another begins.
CREATE UNIQUE INDEX "waivers_open" ON "waivers"("repository_id", "characteristic") WHERE "ended_at" IS NULL;

-- AddForeignKey
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "users"("github_id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_ended_by_id_fkey" FOREIGN KEY ("ended_by_id") REFERENCES "users"("github_id") ON DELETE SET NULL ON UPDATE CASCADE;
