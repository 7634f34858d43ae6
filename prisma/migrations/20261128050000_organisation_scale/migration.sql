-- AlterTable
ALTER TABLE "organisations" ADD COLUMN     "include_forks" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "include_archived" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "include_non_python" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "listing_gaps" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "pull_request_bar" DOUBLE PRECISION;

-- AlterTable
ALTER TABLE "repositories" ADD COLUMN     "languages" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "is_counted" BOOLEAN NOT NULL DEFAULT true;

UPDATE "repositories" SET "is_counted" = false WHERE "is_fork";

-- AlterTable
ALTER TABLE "scans" ADD COLUMN     "trigger" TEXT NOT NULL DEFAULT 'person',
ADD COLUMN     "waiting_until" TIMESTAMPTZ(3),
ADD COLUMN     "saved_requests" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "installations" (
    "github_id" BIGINT NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "repository_selection" TEXT NOT NULL,
    "permissions" JSONB NOT NULL,
    "suspended_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "installations_pkey" PRIMARY KEY ("github_id")
);

-- CreateTable
CREATE TABLE "rate_budgets" (
    "key" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "limit" INTEGER,
    "remaining" INTEGER,
    "reset_at" TIMESTAMPTZ(3),
    "blocked_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "minute_at" TIMESTAMPTZ(3),
    "minute_points" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rate_budgets_pkey" PRIMARY KEY ("key","resource")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "action" TEXT,
    "installation_id" BIGINT,
    "organisation_id" BIGINT,
    "payload" JSONB,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attributions" (
    "id" BIGSERIAL NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "characteristic" TEXT NOT NULL,
    "from_verdict" TEXT NOT NULL,
    "to_verdict" TEXT NOT NULL,
    "commit_before" TEXT NOT NULL,
    "commit_after" TEXT NOT NULL,
    "precision" TEXT NOT NULL,
    "commit" TEXT NOT NULL,
    "last_commit" TEXT NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL,
    "headline" TEXT NOT NULL,
    "author_login" TEXT,
    "author_name" TEXT,
    "pull_number" INTEGER,
    "pull_title" TEXT,
    "merged_by_login" TEXT,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "attributions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "repository_signals" (
    "repository_id" BIGINT NOT NULL,
    "signals" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "repository_signals_pkey" PRIMARY KEY ("repository_id")
);

-- CreateTable
CREATE TABLE "pull_request_checks" (
    "repository_id" BIGINT NOT NULL,
    "head_commit" TEXT NOT NULL,
    "base_commit" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "check_run_id" BIGINT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "conclusion" TEXT,
    "score_before" DOUBLE PRECISION,
    "score_after" DOUBLE PRECISION,
    "changes" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "pull_request_checks_pkey" PRIMARY KEY ("repository_id","head_commit","number")
);

-- CreateTable
CREATE TABLE "gap_issues" (
    "id" BIGSERIAL NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "characteristic" TEXT NOT NULL,
    "number" INTEGER,
    "state" TEXT NOT NULL,
    "opened_by_id" BIGINT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "gap_issues_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "installations_organisation_id_key" ON "installations"("organisation_id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_received_at_idx" ON "webhook_deliveries"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "attributions_repository_id_characteristic_commit_before_com_key" ON "attributions"("repository_id", "characteristic", "commit_before", "commit_after");

-- CreateIndex
CREATE INDEX "attributions_repository_id_committed_at_idx" ON "attributions"("repository_id", "committed_at");

-- CreateIndex
CREATE INDEX "gap_issues_repository_id_characteristic_idx" ON "gap_issues"("repository_id", "characteristic");

-- One open issue for each gap, whoever asks at the same moment.
CREATE UNIQUE INDEX "gap_issues_one_open" ON "gap_issues"("repository_id", "characteristic") WHERE "state" IN ('opening', 'open');

-- AddForeignKey
ALTER TABLE "installations" ADD CONSTRAINT "installations_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attributions" ADD CONSTRAINT "attributions_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repository_signals" ADD CONSTRAINT "repository_signals_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pull_request_checks" ADD CONSTRAINT "pull_request_checks_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gap_issues" ADD CONSTRAINT "gap_issues_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gap_issues" ADD CONSTRAINT "gap_issues_opened_by_id_fkey" FOREIGN KEY ("opened_by_id") REFERENCES "users"("github_id") ON DELETE SET NULL ON UPDATE CASCADE;
