import 'server-only'
import { CHECKS } from '@/lib/checks/registry'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { Prisma } from './generated/client'

/** A repository is ready for production from this score on, when nothing decisive fails. */
export const READY_SCORE = 80

const HEAVIEST = 5

/** Characteristics of the heaviest weight: one that fails keeps a repository from being ready, whatever its score. */
export const DECISIVE: readonly CharacteristicId[] = CHECKS.filter(({ weight }) => weight === HEAVIEST).map(
  ({ id }) => id,
)

/** Condition on an audit `a`: the repository is ready for production. */
export function isReady(): Prisma.Sql {
  const fails = DECISIVE.map((id) => Prisma.sql`a.verdicts ->> ${id} = 'fail'`)
  const none = Prisma.join([Prisma.sql`false`, ...fails], ' or ')
  return Prisma.sql`(a.score >= ${READY_SCORE} and coalesce(not (${none}), true))`
}
