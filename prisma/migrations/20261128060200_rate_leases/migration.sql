-- AlterTable
ALTER TABLE "rate_budgets" DROP COLUMN "minute_at",
DROP COLUMN "minute_points",
ADD COLUMN     "failing_since" TIMESTAMPTZ(3),
ADD COLUMN     "paced_until" TIMESTAMPTZ(3),
ADD COLUMN     "in_flight" JSONB NOT NULL DEFAULT '{}';
