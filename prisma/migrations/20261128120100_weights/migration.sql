-- AlterTable
ALTER TABLE "organisations" ADD COLUMN     "weights" JSONB,
ADD COLUMN     "weights_since" TIMESTAMPTZ(3);

-- Null: the weights of Airworthy.
ALTER TABLE "organisations"
ADD CONSTRAINT "organisations_weights_check" CHECK (jsonb_typeof("weights") = 'object'),
ADD CONSTRAINT "organisations_weights_since_check" CHECK (("weights" IS NULL) = ("weights_since" IS NULL));

-- AlterTable
ALTER TABLE "audits" ADD COLUMN     "mean_scores" JSONB NOT NULL DEFAULT '{}';

-- Means over projects, of the audits that still have their results. Those without lost them with their details.
UPDATE "audits" a SET "mean_scores" = m."scores"
FROM (
  SELECT "audit_id", jsonb_object_agg("characteristic", "score") AS "scores" FROM "results"
  WHERE "verdict" IN ('pass', 'partial', 'fail') AND "score" IS NOT NULL
    AND "score" <> CASE "verdict" WHEN 'pass' THEN 1 WHEN 'partial' THEN 0.5 ELSE 0 END
  GROUP BY "audit_id"
) m WHERE m."audit_id" = a."id";

DROP TRIGGER "organisations_settings_noticed" ON "organisations";

CREATE TRIGGER "organisations_settings_noticed" AFTER UPDATE ON "organisations" FOR EACH ROW
WHEN ((OLD.include_forks, OLD.include_archived, OLD.include_non_python, OLD.pull_request_bar, OLD.ready_score,
    OLD.ready_must_not_fail, OLD.weights)
  IS DISTINCT FROM
  (NEW.include_forks, NEW.include_archived, NEW.include_non_python, NEW.pull_request_bar, NEW.ready_score,
    NEW.ready_must_not_fail, NEW.weights))
EXECUTE FUNCTION "notice_settings"();
