-- CreateTable
CREATE TABLE "campaign_reminders" (
    "campaign_id" BIGINT NOT NULL,
    "weekday" INTEGER,
    "hour" INTEGER,
    "covered_until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_at" TIMESTAMPTZ(3),
    "last_status" TEXT,
    "last_tried_at" TIMESTAMPTZ(3),
    "last_sent_at" TIMESTAMPTZ(3),
    "last_sent_by_login" TEXT,

    CONSTRAINT "campaign_reminders_pkey" PRIMARY KEY ("campaign_id"),
    -- Both, or neither.
    CONSTRAINT "campaign_reminders_weekly" CHECK (("weekday" IS NULL) = ("hour" IS NULL)),
    CONSTRAINT "campaign_reminders_weekday_check" CHECK ("weekday" BETWEEN 1 AND 7),
    CONSTRAINT "campaign_reminders_hour_check" CHECK ("hour" BETWEEN 0 AND 23)
);

-- AddForeignKey
ALTER TABLE "campaign_reminders" ADD CONSTRAINT "campaign_reminders_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaigns"("id") ON DELETE CASCADE ON UPDATE CASCADE;
