-- What is read of one audit at a time lies packed beside it. Of audits that were stored before it stays where it was, in
-- "results" and in columns of "audits", until the next night packs it; what a worker of the version before still writes, too.

CREATE TABLE "audit_details" (
    "audit_id" BIGINT NOT NULL,
    -- Message and first evidence of each characteristic, which lists of repositories show.
    "summaries" BYTEA NOT NULL,
    -- The rest of the results, the projects, and what speaks for the kind and could not be looked at.
    "rest" BYTEA NOT NULL,
    -- Code around evidence: of the latest audit alone.
    "excerpts" BYTEA,

    CONSTRAINT "audit_details_pkey" PRIMARY KEY ("audit_id"),
    CONSTRAINT "audit_details_audit_id_fkey" FOREIGN KEY ("audit_id") REFERENCES "audits"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- It is compressed already.
ALTER TABLE "audit_details" ALTER COLUMN "summaries" SET STORAGE EXTERNAL,
ALTER COLUMN "rest" SET STORAGE EXTERNAL,
ALTER COLUMN "excerpts" SET STORAGE EXTERNAL;

ALTER TABLE "audits" ALTER COLUMN "kind_evidence" SET DEFAULT '[]',
ALTER COLUMN "projects" SET DEFAULT '[]',
ALTER COLUMN "limits" SET DEFAULT '[]';
