-- Records of modules are stored as the threads pack them. A version before this one asks for records of its own engine, which
-- hold JSON; the column goes once none is left.
ALTER TABLE "module_records" ALTER COLUMN "record" DROP NOT NULL, ADD COLUMN "packed" BYTEA;

-- To compress again what is packed only takes time.
ALTER TABLE "module_records" ALTER COLUMN "packed" SET STORAGE EXTERNAL;
