-- What operators see: counts of all processes together, which processes there are, and which jobs failed for good.

CREATE TABLE "metric_counters" (
    "metric" TEXT NOT NULL,
    -- A JSON object with its names in order, as text: what it counts by.
    "labels" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "metric_counters_pkey" PRIMARY KEY ("metric", "labels")
);

CREATE TABLE "processes" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "places" INTEGER,
    "pool_ids" TEXT[] NOT NULL DEFAULT '{}',
    "memory_bytes" BIGINT NOT NULL,
    "cpu_seconds" DOUBLE PRECISION NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "processes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "processes_kind_check" CHECK ("kind" IN ('web', 'worker'))
);

CREATE TABLE "job_failures" (
    "id" BIGSERIAL NOT NULL,
    "task" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "job_id" TEXT,
    "organisation_id" BIGINT,
    "repository_id" BIGINT,
    "failed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retried_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_failures_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "job_failures_failed_at_idx" ON "job_failures"("failed_at");
CREATE INDEX "job_failures_organisation_id_idx" ON "job_failures"("organisation_id");
CREATE INDEX "job_failures_repository_id_idx" ON "job_failures"("repository_id");

ALTER TABLE "job_failures" ADD CONSTRAINT "job_failures_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "job_failures" ADD CONSTRAINT "job_failures_repository_id_fkey" FOREIGN KEY ("repository_id") REFERENCES "repositories"("github_id") ON DELETE CASCADE ON UPDATE CASCADE;
