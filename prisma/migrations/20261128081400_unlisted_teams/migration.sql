-- A team that a whole list of what every member may know of no longer names: it is secret by now, or gone.
ALTER TABLE "teams" ADD COLUMN     "unlisted_at" TIMESTAMPTZ(3);
