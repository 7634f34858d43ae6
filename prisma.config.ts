import { defineConfig } from 'prisma/config'

// `generate` asks for a native engine it never runs; any executable satisfies it where the engine can't be downloaded.
if (process.argv.includes('generate')) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost:5432/airworthy' },
})
