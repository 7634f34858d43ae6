-- What a search over repositories reads: the words of the name (A) and of the description as they stand (B), and the
-- stems of the description (C). No index: a viewer's repositories are found by their ids, and each is looked at in a
-- microsecond.
ALTER TABLE "repositories" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('simple', regexp_replace("name", '[^[:alnum:]]+', ' ', 'g')), 'A')
  || setweight(to_tsvector('simple', regexp_replace(left(coalesce("description", ''), 2000), '[^[:alnum:]]+', ' ', 'g')), 'B')
  || setweight(to_tsvector('english', left(coalesce("description", ''), 2000)), 'C')
) STORED;
