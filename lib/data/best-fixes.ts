import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { CHECKS } from '@/lib/checks/registry'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import { isVisible } from './visible'

const SHOWN = 5

/** What the organisation would gain if one characteristic passed wherever it falls short. */
export interface BestFix {
  readonly id: CharacteristicId
  /** Visible repositories with each verdict. */
  readonly fails: number
  readonly partials: number
  /** Points that the organisation's mean score would gain. */
  readonly lift: number
}

/**
 * The characteristics that would lift the organisation's mean score most, the best first. From verdicts and weights:
 * a monorepo's partial counts as half, whatever its projects are.
 */
export async function getBestFixes(login: string): Promise<readonly BestFix[]> {
  const access = await requireOrgAccess(login)
  return keptAnswer(access, 'best fixes', () => readBestFixes(access))
}

/** The same for a viewer who was authorised already. */
export async function readBestFixes(access: OrgAccess): Promise<readonly BestFix[]> {
  const scored = Prisma.sql`
    from repositories r join audits a on a.id = r.latest_audit_id where ${isVisible(access)} and a.score is not null`
  const judged = Prisma.join(
    CHECKS.map(({ id, weight }) => judgedWeight(id, weight)),
    ' + ',
  )
  const [rows, [counted]] = await Promise.all([
    // "offset 0" keeps the weights from being added up anew for each verdict.
    db().$queryRaw<FixRow[]>`
      select v.key as id, count(*) filter (where v.value = 'fail')::int as fails,
        count(*) filter (where v.value = 'partial')::int as partials,
        sum(case v.value when 'fail' then 1 else 0.5 end / s.judged)::float8 as share
      from (select a.verdicts, (${judged})::float8 as judged ${scored} offset 0) s
      cross join lateral jsonb_each_text(s.verdicts) v
      where v.value in ('fail', 'partial') and s.judged > 0 group by v.key`,
    db().$queryRaw<{ repositories: number }[]>`select count(*)::int as repositories ${scored}`,
  ])
  return CHECKS.flatMap(({ id, weight }) => {
    const row = rows.find((each) => each.id === id)
    if (!row || !counted) return []
    const { fails, partials, share } = row
    return [{ id, fails, partials, lift: (share * weight * 100) / counted.repositories }]
  })
    .sort((left, right) => right.lift - left.lift)
    .slice(0, SHOWN)
}

/** `share`: over its repositories, the sum of what is missing, 1 or 0.5, by the weight that was judged in each. */
interface FixRow {
  id: string
  fails: number
  partials: number
  share: number
}

function judgedWeight(id: CharacteristicId, weight: number): Prisma.Sql {
  return Prisma.sql`case when a.verdicts ->> ${id} in ('pass', 'partial', 'fail') then ${weight}::int else 0 end`
}
