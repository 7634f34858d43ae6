-- What aggregates read of an audit stands in its row: 10,000 rows instead of 200,000 results, which are wide.

-- AlterTable
ALTER TABLE "audits" ADD COLUMN     "categories" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "verdicts" JSONB NOT NULL DEFAULT '{}';

UPDATE "audits" a SET "verdicts" = s."verdicts", "categories" = s."categories"
FROM (
  SELECT "audit_id", jsonb_object_agg("category", "score") AS "categories",
    (SELECT jsonb_object_agg(r."characteristic", r."verdict") FROM "results" r WHERE r."audit_id" = c."audit_id") AS "verdicts"
  FROM (
    SELECT "audit_id", "category",
      round((sum("score" * "weight") * 100 / nullif(sum("weight") FILTER (WHERE "score" IS NOT NULL), 0))::numeric, 1) AS "score"
    FROM "results" GROUP BY "audit_id", "category"
  ) c GROUP BY "audit_id"
) s WHERE s."audit_id" = a."id";

-- What trends read of a day, without its verdicts.
CREATE INDEX "repository_days_scores" ON "repository_days"("repository_id", "day") INCLUDE ("score", "rubric_version");
