-- A head that could not be judged by these rules: it is not tried again by itself, and the score of before is shown as behind.

ALTER TABLE "repositories" ADD COLUMN "unjudged_commit" TEXT;
ALTER TABLE "repositories" ADD COLUMN "unjudged_by" TEXT;
