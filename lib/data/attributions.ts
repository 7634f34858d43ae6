import 'server-only'
import { CHARACTERISTICS, type CharacteristicId, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { db } from './db'
import { toStorableText } from './storable'
import { dayBefore } from './trend-days'

export interface AuditedCommit {
  readonly commit: string
  readonly tree: string
  readonly committedAt: Date
  readonly verdicts: ReadonlyMap<CharacteristicId, Verdict>
}

const MOST_EARLIER = 200

/** Two audited commits, one after the other, between which verdicts changed. */
export interface ChangedPair {
  readonly before: AuditedCommit
  readonly after: AuditedCommit
  readonly changes: readonly {
    readonly characteristic: CharacteristicId
    readonly from: Verdict
    readonly to: Verdict
  }[]
}

/**
 * The changes of verdicts in the last 13 months, newest first, of which the commit is not known yet. What changed with
 * the rules, or to or from `unknown`, is no commit's doing.
 */
export async function findUnattributed(repositoryId: bigint, rubricVersion: string): Promise<readonly ChangedPair[]> {
  const rows = await db().$queryRaw<Row[]>`
    with days as (
      select d.day, d.verdicts, d.rubric_version, a.commit, a.tree, a.committed_at, lag(d.verdicts) over history as v0,
        lag(d.rubric_version) over history as r0, lag(a.commit) over history as c0, lag(a.tree) over history as t0,
        lag(a.committed_at) over history as at0
      from repository_days d join audits a on a.id = d.audit_id
      where d.repository_id = ${repositoryId}
      window history as (order by d.day))
    select d.commit, d.tree, d.committed_at, d.verdicts, d.c0, d.t0, d.at0, d.v0,
      array_agg(v.key order by v.key) as changed
    from days d cross join lateral jsonb_each_text(d.verdicts) v
    where d.rubric_version = ${rubricVersion} and d.r0 = ${rubricVersion} and d.tree is not null and d.t0 is not null
      and d.day > ${dayBefore(396)}::date and d.v0 ->> v.key <> v.value
      and 'unknown' not in (v.value, d.v0 ->> v.key)
      and not exists (
        select from attributions t where t.repository_id = ${repositoryId} and t.characteristic = v.key
          and t.commit_before = d.c0 and t.commit_after = d.commit
          and t.from_verdict = d.v0 ->> v.key and t.to_verdict = v.value)
    group by d.day, d.commit, d.tree, d.committed_at, d.verdicts, d.c0, d.t0, d.at0, d.v0
    order by d.day desc`
  const pairs = rows.map((row) => {
    const before = toCommit(row.c0, row.t0, row.at0, row.v0)
    const after = toCommit(row.commit, row.tree, row.committed_at, row.verdicts)
    const changes = CHARACTERISTICS.filter(({ id }) => row.changed.includes(id)).flatMap(({ id }) => {
      const [from, to] = [before.verdicts.get(id), after.verdicts.get(id)]
      return from && to ? [{ characteristic: id, from, to }] : []
    })
    return { before, after, changes }
  })
  return pairs.filter(({ changes }) => changes.length > 0)
}

/** A commit that was found, counted from an audit that is compared with another one now. */
export interface EarlierAttribution {
  readonly id: bigint
  readonly characteristic: string
  readonly from: string
  readonly to: string
  readonly commit: string
}

/** Commits that changed verdicts after an audited commit, whichever audit it was compared with. */
export async function findEarlier(repositoryId: bigint, commitBefore: string): Promise<readonly EarlierAttribution[]> {
  const found = await db().attribution.findMany({
    where: { repositoryId, commitBefore, precision: 'exact' },
    orderBy: { foundAt: 'desc' },
    take: MOST_EARLIER,
    select: { id: true, characteristic: true, fromVerdict: true, toVerdict: true, commit: true },
  })
  return found.map(({ fromVerdict, toVerdict, ...rest }) => ({ ...rest, from: fromVerdict, to: toVerdict }))
}

/** The audit of a day gave way to one of a newer commit; what was found stays true of it. */
export async function moveAttribution(id: bigint, commitAfter: string): Promise<void> {
  await db().$executeRaw`
    update attributions a set commit_after = ${commitAfter} where id = ${id} and not exists (
      select from attributions other where other.repository_id = a.repository_id
        and other.characteristic = a.characteristic and other.commit_before = a.commit_before
        and other.commit_after = ${commitAfter})`
}

export interface FoundAttribution {
  readonly repositoryId: bigint
  readonly characteristic: CharacteristicId
  readonly from: Verdict
  readonly to: Verdict
  /** The audited commits between which it changed. */
  readonly commitBefore: string
  readonly commitAfter: string
  readonly precision: 'exact' | 'range'
  readonly commit: string
  readonly lastCommit: string
  readonly committedAt: Date
  readonly headline: string
  readonly authorLogin: string | null
  readonly authorName: string | null
  readonly pull: {
    readonly number: number
    readonly title: string | null
    readonly mergedByLogin: string | null
  } | null
}

/** Keeps which commit changed a verdict; a later finding about the same two audits replaces an earlier one. */
export async function storeAttribution(found: FoundAttribution): Promise<void> {
  const { repositoryId, characteristic, commitBefore, commitAfter, from, to, pull, ...rest } = found
  const values = {
    fromVerdict: from,
    toVerdict: to,
    precision: rest.precision,
    commit: rest.commit,
    lastCommit: rest.lastCommit,
    committedAt: rest.committedAt,
    headline: toStorableText(rest.headline),
    authorLogin: storable(rest.authorLogin),
    authorName: storable(rest.authorName),
    pullNumber: pull?.number ?? null,
    pullTitle: storable(pull?.title ?? null),
    mergedByLogin: storable(pull?.mergedByLogin ?? null),
    foundAt: new Date(),
  }
  const key = { repositoryId, characteristic, commitBefore, commitAfter }
  await db().attribution.upsert({
    where: { repositoryId_characteristic_commitBefore_commitAfter: key },
    create: { ...key, ...values },
    update: values,
  })
}

interface Row {
  commit: string
  tree: string
  committed_at: Date
  verdicts: unknown
  c0: string
  t0: string
  at0: Date
  v0: unknown
  changed: string[]
}

function toCommit(commit: string, tree: string, committedAt: Date, verdicts: unknown): AuditedCommit {
  const known = CHARACTERISTICS.flatMap(({ id }): [CharacteristicId, Verdict][] => {
    const stored: unknown = typeof verdicts === 'object' && verdicts !== null ? Reflect.get(verdicts, id) : undefined
    const verdict = VERDICTS.find((each) => each === stored)
    return verdict ? [[id, verdict]] : []
  })
  return { commit, tree, committedAt, verdicts: new Map(known) }
}

function storable(text: string | null): string | null {
  return text === null ? null : toStorableText(text)
}
