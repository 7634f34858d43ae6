import 'server-only'
import { Prisma } from './generated/client'

/** A score of SQL's as it is shown; the same rule as lib/checks/shown-score.ts, whose halves go up, too. */
export function shown(score: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`floor(${score} + 0.5)`
}
