-- Everything here is kept under the numbers of one GitHub: which one that is, in a single row.
CREATE TABLE "bound_github" (
    "only" BOOLEAN NOT NULL DEFAULT true,
    "identity" TEXT NOT NULL,
    "bound_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bound_github_pkey" PRIMARY KEY ("only"),
    CONSTRAINT "bound_github_only" CHECK ("only")
);
