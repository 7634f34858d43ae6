import 'server-only'
import { CHECKS } from '@/lib/checks/registry'
import { CHARACTERISTICS, type CharacteristicId } from '@/lib/checks/rubric'
import { db } from './db'
import { Prisma } from './generated/client'
import { shown } from './shown-score'

const HEAVIEST = 5

/** When a repository is ready for production. */
export interface ReadyBar {
  /** From this score on, 0 to 100. */
  readonly score: number
  /** One of them that fails keeps it from being ready, whatever its score. In the rubric's order. */
  readonly mustNotFail: readonly CharacteristicId[]
}

/** Characteristics of the heaviest weight, which decide unless an organisation chose others. */
export const DECISIVE: readonly CharacteristicId[] = CHECKS.filter(({ weight }) => weight === HEAVIEST).map(
  ({ id }) => id,
)

/** The bar of every organisation that has none of its own. */
export const STANDARD_BAR: ReadyBar = { score: 80, mustNotFail: DECISIVE }

/** Condition on an audit `a`: by the bar of the organisation and its score as it is shown, its repository is ready for production. */
export function isReady(organisationId: bigint): Prisma.Sql {
  // Neither subquery depends on the row, so that each is answered once for all of them.
  const own = Prisma.sql`from organisations bar where bar.github_id = ${organisationId}`
  return Prisma.sql`(${shown(Prisma.sql`a.score`)} >= (select coalesce(bar.ready_score, ${STANDARD_BAR.score}) ${own})
    and not a.verdicts @> any ((select array(
      select jsonb_build_object(id, 'fail')
      from unnest(coalesce(bar.ready_must_not_fail, ${[...STANDARD_BAR.mustNotFail]}::text[])) id) ${own})::jsonb[]))`
}

/** The same by a bar that is not stored. */
export function isReadyBy({ score, mustNotFail }: ReadyBar): Prisma.Sql {
  return Prisma.sql`(${shown(Prisma.sql`a.score`)} >= ${score}::float8 and not a.verdicts @> any (array(
    select jsonb_build_object(id, 'fail') from unnest(${[...mustNotFail]}::text[]) id)))`
}

/** The bar of an organisation, and whether it is its own. */
export async function readReadyBar(
  organisationId: bigint,
  tx: Pick<Prisma.TransactionClient, '$queryRaw'> = db(),
): Promise<ReadyBar & { readonly isOwn: boolean }> {
  const [row] = await tx.$queryRaw<{ score: number | null; must: string[] | null }[]>`
    select ready_score as score, ready_must_not_fail as must from organisations where github_id = ${organisationId}`
  if (!row || row.score === null || row.must === null) return { ...STANDARD_BAR, isOwn: false }
  return { score: row.score, mustNotFail: inOrder(row.must), isOwn: true }
}

/** Known characteristics among these ids, in the rubric's order. */
export function inOrder(ids: readonly string[]): readonly CharacteristicId[] {
  return CHARACTERISTICS.flatMap(({ id }) => (ids.includes(id) ? [id] : []))
}
