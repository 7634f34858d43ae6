-- AlterTable
ALTER TABLE "organisations" ADD COLUMN     "ready_score" DOUBLE PRECISION,
ADD COLUMN     "ready_must_not_fail" TEXT[];

-- Null: the bar of Airworthy. An empty list is a choice, too: nothing that fails keeps a repository from being ready.
ALTER TABLE "organisations" ALTER COLUMN "ready_must_not_fail" SET DEFAULT NULL,
ADD CONSTRAINT "organisations_ready_score_check" CHECK ("ready_score" BETWEEN 0 AND 100),
ADD CONSTRAINT "organisations_ready_bar_check" CHECK (("ready_score" IS NULL) = ("ready_must_not_fail" IS NULL));

DROP TRIGGER "organisations_settings_noticed" ON "organisations";

CREATE TRIGGER "organisations_settings_noticed" AFTER UPDATE ON "organisations" FOR EACH ROW
WHEN ((OLD.include_forks, OLD.include_archived, OLD.include_non_python, OLD.pull_request_bar, OLD.ready_score,
    OLD.ready_must_not_fail)
  IS DISTINCT FROM
  (NEW.include_forks, NEW.include_archived, NEW.include_non_python, NEW.pull_request_bar, NEW.ready_score,
    NEW.ready_must_not_fail))
EXECUTE FUNCTION "notice_settings"();
