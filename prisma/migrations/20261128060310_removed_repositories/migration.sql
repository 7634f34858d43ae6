-- AlterTable
ALTER TABLE "repositories" ADD COLUMN     "removed_reason" TEXT,
DROP COLUMN "topics";
