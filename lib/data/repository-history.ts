import 'server-only'
import { type RepositoryAccess, requireRepositoryAccess } from '@/lib/auth/access'
import { CHARACTERISTICS, type CharacteristicId, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { type ChangeCause, toCause } from './change-cause'
import { db } from './db'
import { dayBefore, trendDays } from './trend-days'

const STEPS_SHOWN = 50
/** More than 50 steps of 20 characteristics change in practice. */
const MOST_CAUSES = 1000

export interface ScoredDay {
  /** YYYY-MM-DD: the end of a month, or today. */
  readonly day: string
  /** 0 to 100; null before the first commit or when nothing could be judged. */
  readonly value: number | null
}

/** What one audited day brought against the audited day before it. */
export interface HistoryStep {
  /** YYYY-MM-DD of the commit. */
  readonly day: string
  readonly commit: string
  /** The commit that it is compared with; null for the first audit. */
  readonly commitBefore: string | null
  /** 0 to 100. */
  readonly score: number | null
  readonly scoreBefore: number | null
  /** True when the rules changed in between, so the code may not have. */
  readonly rulesChanged: boolean
  readonly changes: readonly VerdictStep[]
}

export interface VerdictStep {
  readonly characteristic: CharacteristicId
  readonly from: Verdict
  readonly to: Verdict
  /** Null when it is not known, or not known yet. */
  readonly cause: ChangeCause | null
  /** The commit is being looked for: the code changed the verdict, and by the rules of today. */
  readonly isSought: boolean
}

export interface RepositoryHistory {
  /** The ends of the last 12 months and today, oldest first. */
  readonly points: readonly ScoredDay[]
  /** Days, each one of `points`, by which the rules had changed. */
  readonly ruleChanges: readonly string[]
  /** Audited days that changed the score or a verdict, newest first, at most 50. */
  readonly steps: readonly HistoryStep[]
}

/** Twelve months of one repository, by the days of its commits. */
export async function getRepositoryHistory(login: string, name: string): Promise<RepositoryHistory> {
  return readRepositoryHistory(await requireRepositoryAccess(login, name))
}

/** The same for a viewer who was authorised already. */
export async function readRepositoryHistory({
  repositoryId,
}: Pick<RepositoryAccess, 'repositoryId'>): Promise<RepositoryHistory> {
  const begin = dayBefore(396)
  // One more than is shown before the window, so that the first step in it has something to be compared with.
  const days = await db().$queryRaw<AuditedDay[]>`
    select to_char(d.day, 'YYYY-MM-DD') as day, d.score, d.verdicts, d.rubric_version, a.commit
    from repository_days d join audits a on a.id = d.audit_id
    where d.repository_id = ${repositoryId} and d.day >= coalesce(
      (select max(day) from repository_days where repository_id = ${repositoryId} and day < ${begin}::date),
      '-infinity'::date)
    order by d.day`
  const causes = await findCauses(repositoryId)
  const rubricVersion = days.at(-1)?.rubric_version
  const points = trendDays().map((day) => ({ day, state: days.findLast((audited) => audited.day <= day) }))
  return {
    points: points.map(({ day, state }) => ({ day, value: state?.score ?? null })),
    ruleChanges: points.flatMap(({ day, state }, index) => {
      const before = points[index - 1]?.state?.rubric_version
      return before && state && state.rubric_version !== before ? [day] : []
    }),
    steps: days
      .map((day, index) => toStep(day, days[index - 1], causes, rubricVersion))
      // Of what was before the window it is not known whether anything was before that.
      .filter(({ day }) => day >= begin)
      .filter((step) => step.commitBefore === null || step.changes.length > 0 || step.score !== step.scoreBefore)
      .slice(-STEPS_SHOWN)
      .reverse(),
  }
}

interface AuditedDay {
  day: string
  score: number | null
  verdicts: unknown
  rubric_version: string
  commit: string
}

function toStep(
  current: AuditedDay,
  before: AuditedDay | undefined,
  causes: ReadonlyMap<string, ChangeCause>,
  rubricVersion: string | undefined,
): HistoryStep {
  const rulesChanged = before !== undefined && before.rubric_version !== current.rubric_version
  const mayBeSought = !rulesChanged && current.rubric_version === rubricVersion
  return {
    day: current.day,
    commit: current.commit,
    commitBefore: before?.commit ?? null,
    score: current.score,
    scoreBefore: before?.score ?? null,
    rulesChanged,
    changes: before
      ? CHARACTERISTICS.flatMap(({ id }) => {
          const from = verdictOf(before, id)
          const to = verdictOf(current, id)
          if (!from || !to || from === to) return []
          const cause = causes.get(keyOf(id, from, to, before.commit, current.commit)) ?? null
          const isSought = cause === null && mayBeSought && from !== 'unknown' && to !== 'unknown'
          return [{ characteristic: id, from, to, cause, isSought }]
        })
      : [],
  }
}

async function findCauses(repositoryId: bigint): Promise<ReadonlyMap<string, ChangeCause>> {
  const stored = await db().attribution.findMany({
    where: { repositoryId },
    orderBy: { committedAt: 'desc' },
    take: MOST_CAUSES,
    select: {
      characteristic: true,
      fromVerdict: true,
      toVerdict: true,
      commitBefore: true,
      commitAfter: true,
      precision: true,
      commit: true,
      lastCommit: true,
      headline: true,
      authorLogin: true,
      authorName: true,
      pullNumber: true,
      pullTitle: true,
      mergedByLogin: true,
    },
  })
  return new Map(
    stored.map(({ characteristic, fromVerdict, toVerdict, commitBefore, commitAfter, ...cause }) => [
      keyOf(characteristic, fromVerdict, toVerdict, commitBefore, commitAfter),
      toCause(cause),
    ]),
  )
}

/** A change between two audits: an attribution of other verdicts is of an audit by other rules. */
function keyOf(...parts: readonly string[]): string {
  return parts.join(' ')
}

function verdictOf({ verdicts }: AuditedDay, id: CharacteristicId): Verdict | undefined {
  if (typeof verdicts !== 'object' || verdicts === null) return undefined
  const stored: unknown = Reflect.get(verdicts, id)
  return VERDICTS.find((verdict) => verdict === stored)
}
