-- CreateTable
CREATE TABLE "delivery_checks" (
    "app_id" BIGINT NOT NULL,
    "last_id" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_checks_pkey" PRIMARY KEY ("app_id")
);

-- CreateTable
CREATE TABLE "redeliveries" (
    "delivery_id" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "redeliveries_pkey" PRIMARY KEY ("delivery_id")
);

-- CreateIndex
CREATE INDEX "webhook_deliveries_organisation_id_received_at_idx" ON "webhook_deliveries"("organisation_id", "received_at");
