-- AlterTable
ALTER TABLE "audits" ADD COLUMN     "override" JSONB;
