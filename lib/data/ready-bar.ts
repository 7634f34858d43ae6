import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { isReadyBy, type ReadyBar, readReadyBar, STANDARD_BAR } from './ready'
import { recordChange } from './record-change'
import { isVisible } from './visible'

export interface ReadyBarView {
  readonly login: string
  readonly bar: ReadyBar
  /** Not the one of Airworthy. */
  readonly isOwn: boolean
  readonly mayChange: boolean
}

export async function getReadyBar(login: string): Promise<ReadyBarView> {
  const access = await requireOrgAccess(login)
  const { isOwn, ...bar } = await readReadyBar(access.organisationId)
  return { login: access.login, bar, isOwn, mayChange: access.role === 'admin' }
}

/** What another bar would change, over what the viewer may see. Names are the first ten, the best score first. */
export interface ReadyPreview {
  readonly repositories: number
  readonly before: number
  readonly after: number
  readonly gained: readonly string[]
  readonly lost: readonly string[]
  readonly gainedCount: number
  readonly lostCount: number
}

const NAMED = 10

export async function previewReadyBar(access: OrgAccess, bar: ReadyBar): Promise<ReadyPreview> {
  const now = await readReadyBar(access.organisationId)
  const rows = await db().$queryRaw<{ name: string; was: boolean; will: boolean }[]>`
    select r.name, coalesce(${isReadyBy(now)}, false) as was, coalesce(${isReadyBy(bar)}, false) as will
    from repositories r left join audits a on a.id = r.latest_audit_id
    where ${isVisible(access)} order by a.score desc nulls last, r.name`
  const gained = rows.filter(({ was, will }) => will && !was)
  const lost = rows.filter(({ was, will }) => was && !will)
  return {
    repositories: rows.length,
    before: rows.filter(({ was }) => was).length,
    after: rows.filter(({ will }) => will).length,
    gained: gained.slice(0, NAMED).map(({ name }) => name),
    lost: lost.slice(0, NAMED).map(({ name }) => name),
    gainedCount: gained.length,
    lostCount: lost.length,
  }
}

/** Stores a bar of the organisation's own, or with null goes back to the one of Airworthy. False when nothing changed. */
export async function storeReadyBar(
  { organisationId, viewerId: personId }: OrgAccess,
  bar: ReadyBar | null,
): Promise<boolean> {
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from organisations where github_id = ${organisationId} for update`
    const before = await readReadyBar(organisationId, tx)
    const after = bar ?? STANDARD_BAR
    if (before.isOwn === (bar !== null) && isSameBar(before, after)) return false
    await tx.$executeRaw`
      update organisations set ready_score = ${bar?.score ?? null}::float8,
        ready_must_not_fail = ${bar ? [...bar.mustNotFail] : null}::text[]
      where github_id = ${organisationId}`
    await recordChange(tx, {
      organisationId,
      personId,
      action: 'ready-bar-changed',
      before: shownOf(before, before.isOwn),
      after: shownOf(after, bar !== null),
    })
    return true
  })
}

function isSameBar(left: ReadyBar, right: ReadyBar): boolean {
  return left.score === right.score && left.mustNotFail.join() === right.mustNotFail.join()
}

/** What the audit log tells of a bar. */
function shownOf({ score, mustNotFail }: ReadyBar, isOwn: boolean) {
  return { readyScore: score, mustNotFail: mustNotFail.join(', '), isOwn }
}
