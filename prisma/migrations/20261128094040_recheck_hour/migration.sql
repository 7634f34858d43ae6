-- AlterTable
ALTER TABLE "organisations" ADD COLUMN     "recheck_hour" INTEGER DEFAULT 3,
ADD CONSTRAINT "organisations_recheck_hour_check" CHECK ("recheck_hour" BETWEEN 0 AND 23);
