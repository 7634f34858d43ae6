-- AlterTable
ALTER TABLE "visibilities" ADD COLUMN     "administered_ids" BIGINT[] NOT NULL DEFAULT '{}';

-- What was read until now does not say whom it may be told; it is read again when somebody asks.
DELETE FROM "repository_signals";
