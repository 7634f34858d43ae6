-- A waiver changes what the page of its repository and the lists say of it, a campaign what all pages of campaigns say.

CREATE FUNCTION "notice_waiver"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notice_change('repository', r.organisation_id, r.github_id, r.name, NULL)
  FROM "repositories" r WHERE r.github_id = NEW.repository_id;
  RETURN NULL;
END
$$;

CREATE TRIGGER "waivers_noticed" AFTER INSERT OR UPDATE ON "waivers" FOR EACH ROW EXECUTE FUNCTION "notice_waiver"();

CREATE FUNCTION "notice_campaign"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM notice_change('settings', NEW.organisation_id, NULL, NULL, NULL);
  RETURN NULL;
END
$$;

CREATE TRIGGER "campaigns_noticed" AFTER INSERT OR UPDATE ON "campaigns" FOR EACH ROW EXECUTE FUNCTION "notice_campaign"();
