import 'server-only'
import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '@/lib/env'
import { PrismaClient } from './generated/client'

const store = globalThis as typeof globalThis & { airworthyDb?: PrismaClient }

/** The one client of this process. */
export function db(): PrismaClient {
  store.airworthyDb ??= new PrismaClient({ adapter: new PrismaPg({ connectionString: env().DATABASE_URL }) })
  return store.airworthyDb
}
