-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "users" (
    "github_id" BIGINT NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT,
    "avatar_url" TEXT,
    "last_seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("github_id")
);

-- CreateTable
CREATE TABLE "github_tokens" (
    "user_id" BIGINT NOT NULL,
    "access_token" TEXT NOT NULL,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token" TEXT,
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT NOT NULL DEFAULT '',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "github_tokens_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "organisations" (
    "github_id" BIGINT NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT,
    "description" TEXT,
    "avatar_url" TEXT,
    "synced_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organisations_pkey" PRIMARY KEY ("github_id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "organisation_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("organisation_id","user_id")
);

-- CreateTable
CREATE TABLE "teams" (
    "github_id" BIGINT NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,

    CONSTRAINT "teams_pkey" PRIMARY KEY ("github_id")
);

-- CreateTable
CREATE TABLE "team_memberships" (
    "team_id" BIGINT NOT NULL,
    "user_id" BIGINT NOT NULL,

    CONSTRAINT "team_memberships_pkey" PRIMARY KEY ("team_id","user_id")
);

-- CreateTable
CREATE TABLE "team_repositories" (
    "team_id" BIGINT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "permission" TEXT NOT NULL,

    CONSTRAINT "team_repositories_pkey" PRIMARY KEY ("team_id","repository_id")
);

-- CreateTable
CREATE TABLE "repositories" (
    "github_id" BIGINT NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "is_private" BOOLEAN NOT NULL,
    "is_archived" BOOLEAN NOT NULL,
    "is_fork" BOOLEAN NOT NULL,
    "language" TEXT,
    "topics" TEXT[],
    "default_branch" TEXT,
    "head_commit" TEXT,
    "head_tree" TEXT,
    "pushed_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "backfilled_at" TIMESTAMPTZ(3),
    "latest_audit_id" BIGINT,
    "synced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "repositories_pkey" PRIMARY KEY ("github_id")
);

-- CreateTable
CREATE TABLE "audits" (
    "id" BIGSERIAL NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "commit" TEXT NOT NULL,
    "tree" TEXT,
    "rubric_version" TEXT NOT NULL,
    "committed_at" TIMESTAMPTZ(3) NOT NULL,
    "audited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "score" DOUBLE PRECISION,
    "coverage" DOUBLE PRECISION NOT NULL,
    "kind" TEXT NOT NULL,
    "kind_reason" TEXT NOT NULL,
    "kind_evidence" JSONB NOT NULL,
    "projects" JSONB NOT NULL,
    "roles" JSONB NOT NULL,
    "limits" JSONB NOT NULL,
    "lines_of_code" INTEGER NOT NULL,
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "audits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "results" (
    "audit_id" BIGINT NOT NULL,
    "characteristic" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "score" DOUBLE PRECISION,
    "weight" DOUBLE PRECISION NOT NULL,
    "message" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "fix" JSONB,

    CONSTRAINT "results_pkey" PRIMARY KEY ("audit_id","characteristic")
);

-- CreateTable
CREATE TABLE "repository_days" (
    "repository_id" BIGINT NOT NULL,
    "day" DATE NOT NULL,
    "audit_id" BIGINT NOT NULL,
    "rubric_version" TEXT NOT NULL,
    "score" DOUBLE PRECISION,
    "coverage" DOUBLE PRECISION NOT NULL,
    "categories" JSONB NOT NULL,
    "verdicts" JSONB NOT NULL,

    CONSTRAINT "repository_days_pkey" PRIMARY KEY ("repository_id","day")
);

-- CreateTable
CREATE TABLE "visibilities" (
    "user_id" BIGINT NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "role" TEXT NOT NULL,
    "repository_ids" BIGINT[],
    "is_complete" BOOLEAN NOT NULL DEFAULT true,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visibilities_pkey" PRIMARY KEY ("user_id","organisation_id")
);

-- CreateTable
CREATE TABLE "scans" (
    "id" BIGSERIAL NOT NULL,
    "organisation_id" BIGINT NOT NULL,
    "started_by_id" BIGINT,
    "scope" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "api_requests" INTEGER NOT NULL DEFAULT 0,
    "graphql_points" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "scans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scan_items" (
    "scan_id" BIGINT NOT NULL,
    "repository_id" BIGINT NOT NULL,
    "phase" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "audits_stored" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "scan_items_pkey" PRIMARY KEY ("scan_id","repository_id","phase")
);

-- CreateTable
CREATE TABLE "module_records" (
    "blob" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "record" JSONB NOT NULL,

    CONSTRAINT "module_records_pkey" PRIMARY KEY ("blob","engine")
);

-- CreateIndex
CREATE INDEX "users_login_idx" ON "users"("login");

-- CreateIndex
CREATE INDEX "organisations_login_idx" ON "organisations"("login");

-- CreateIndex
CREATE INDEX "memberships_user_id_idx" ON "memberships"("user_id");

-- CreateIndex
CREATE INDEX "teams_organisation_id_slug_idx" ON "teams"("organisation_id", "slug");

-- CreateIndex
CREATE INDEX "team_memberships_user_id_idx" ON "team_memberships"("user_id");

-- CreateIndex
CREATE INDEX "team_repositories_repository_id_idx" ON "team_repositories"("repository_id");

-- CreateIndex
CREATE UNIQUE INDEX "repositories_latest_audit_id_key" ON "repositories"("latest_audit_id");

-- CreateIndex
CREATE INDEX "repositories_organisation_id_name_idx" ON "repositories"("organisation_id", "name");

-- CreateIndex
CREATE INDEX "audits_repository_id_committed_at_idx" ON "audits"("repository_id", "committed_at");

-- CreateIndex
CREATE UNIQUE INDEX "audits_repository_id_commit_rubric_version_key" ON "audits"("repository_id", "commit", "rubric_version");

-- CreateIndex
CREATE INDEX "results_characteristic_verdict_idx" ON "results"("characteristic", "verdict");

-- CreateIndex
CREATE INDEX "scans_organisation_id_started_at_idx" ON "scans"("organisation_id", "started_at");

-- CreateIndex
CREATE INDEX "scan_items_repository_id_idx" ON "scan_items"("repository_id");

-- AddForeignKey
ALTER TABLE "github_tokens" ADD CONSTRAINT "github_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "teams" ADD CONSTRAINT "teams_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_memberships" ADD CONSTRAINT "team_memberships_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_memberships" ADD CONSTRAINT "team_memberships_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_repositories" ADD CONSTRAINT "team_repositories_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_repositories" ADD CONSTRAINT "team_repositories_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repositories" ADD CONSTRAINT "repositories_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repositories" ADD CONSTRAINT "repositories_latest_audit_id_fkey" FOREIGN KEY ("latest_audit_id") REFERENCES "audits"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audits" ADD CONSTRAINT "audits_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "results" ADD CONSTRAINT "results_audit_id_fkey" FOREIGN KEY ("audit_id") REFERENCES "audits"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repository_days" ADD CONSTRAINT "repository_days_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "repository_days" ADD CONSTRAINT "repository_days_audit_id_fkey" FOREIGN KEY ("audit_id") REFERENCES "audits"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visibilities" ADD CONSTRAINT "visibilities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visibilities" ADD CONSTRAINT "visibilities_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scans" ADD CONSTRAINT "scans_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scans" ADD CONSTRAINT "scans_started_by_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "users"("github_id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_items" ADD CONSTRAINT "scan_items_scan_id_fkey" FOREIGN KEY ("scan_id") REFERENCES "scans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_items" ADD CONSTRAINT "scan_items_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;

