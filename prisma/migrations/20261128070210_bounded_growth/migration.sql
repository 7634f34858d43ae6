-- Whether any item of a scan is still open, and which failed, is asked for each item that ends.
CREATE INDEX "scan_items_open" ON "scan_items"("scan_id", "status") WHERE "status" <> 'done';

-- What scans are under way, among all that are over.
CREATE INDEX "scans_under_way" ON "scans"("organisation_id") WHERE "status" IN ('listing', 'running');

-- AlterTable
ALTER TABLE "audits" ADD COLUMN     "has_details" BOOLEAN NOT NULL DEFAULT true;

CREATE INDEX "audits_with_details" ON "audits"("audited_at") WHERE "has_details";

-- CreateIndex
CREATE INDEX "repository_days_audit_id_idx" ON "repository_days"("audit_id");

-- AlterTable
ALTER TABLE "module_records" ADD COLUMN     "stored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Rows lie in the order in which they came.
CREATE INDEX "module_records_stored_at" ON "module_records" USING brin ("stored_at");
