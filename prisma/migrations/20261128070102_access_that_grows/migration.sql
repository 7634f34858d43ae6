-- AlterTable
ALTER TABLE "users" ADD COLUMN     "access_grew_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "organisations" ADD COLUMN     "access_grew_at" TIMESTAMPTZ(3);

-- Open pages hear of both.
DROP TRIGGER "organisations_access_noticed" ON "organisations";
CREATE TRIGGER "organisations_access_noticed" AFTER UPDATE ON "organisations" FOR EACH ROW
WHEN ((NEW.access_changed_at, NEW.access_grew_at) IS DISTINCT FROM (OLD.access_changed_at, OLD.access_grew_at))
EXECUTE FUNCTION "notice_access_of_organisation"();

DROP TRIGGER "users_access_noticed" ON "users";
CREATE TRIGGER "users_access_noticed" AFTER UPDATE ON "users" FOR EACH ROW
WHEN ((NEW.access_changed_at, NEW.access_grew_at) IS DISTINCT FROM (OLD.access_changed_at, OLD.access_grew_at))
EXECUTE FUNCTION "notice_access_of_person"();
