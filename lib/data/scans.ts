import 'server-only'
import { count } from '@/lib/metrics/counts'
import { db } from './db'
import { inParts, toStorableText } from './storable'
import { idArray } from './visible'

export type ScanScope = 'organisation' | 'repository'
export type ScanPhase = 'head' | 'history'

/** Who asked for a scan: a person, who is named, or the clock or GitHub, which need nobody. */
export interface ScanOrigin {
  readonly trigger: 'person' | 'schedule' | 'webhook'
  readonly startedById: bigint | null
}

/** A scan that was begun, or the one that is under way already. */
export interface StartedScan {
  readonly scanId: bigint
  readonly isNew: boolean
}

/** Begins a scan of a whole organisation, unless one is under way: then that one is answered. */
export async function createOrganisationScan(organisationId: bigint, origin: ScanOrigin): Promise<StartedScan> {
  return db().$transaction(async (tx) => {
    // Two clicks at once must not begin two scans.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('airworthy scan'), ${Number(organisationId % 2147483647n)}::int)`
    const active = await tx.scan.findFirst({
      where: { organisationId, scope: 'organisation', status: { in: ['listing', 'running'] } },
      select: { id: true },
    })
    if (active) return { scanId: active.id, isNew: false }
    const scan = await tx.scan.create({
      data: { organisationId, ...origin, scope: 'organisation', status: 'listing' },
      select: { id: true },
    })
    return { scanId: scan.id, isNew: true }
  })
}

/**
 * Begins a re-check of one repository, unless an unfinished scan is about to look at it or is looking. What GitHub tells
 * may be newer than what a look under way sees, so then only a re-check that is still to begin counts.
 */
export async function createRepositoryScan(
  organisationId: bigint,
  repositoryId: bigint,
  origin: ScanOrigin,
  phase: ScanPhase = 'head',
): Promise<StartedScan> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('airworthy re-check'), ${Number(repositoryId % 2147483647n)}::int)`
    const active = await tx.scanItem.findFirst({
      where: {
        repositoryId,
        phase,
        ...(origin.trigger === 'webhook'
          ? { status: 'waiting', scan: { status: 'running', scope: 'repository' } }
          : { status: { in: ['waiting', 'running'] }, scan: { status: 'running' } }),
      },
      orderBy: { scanId: 'desc' },
      select: { scanId: true },
    })
    if (active) return { scanId: active.scanId, isNew: false }
    const scan = await tx.scan.create({
      data: {
        organisationId,
        ...origin,
        scope: 'repository',
        status: 'running',
        items: { create: { repositoryId, phase, status: 'waiting' } },
      },
      select: { id: true },
    })
    return { scanId: scan.id, isNew: true }
  })
}

export interface ScanToRun {
  readonly id: bigint
  readonly organisationId: bigint
  readonly login: string
  readonly startedById: bigint | null
  readonly status: string
}

export async function findScan(id: bigint): Promise<ScanToRun | null> {
  const [scan] = await db().$queryRaw<ScanToRun[]>`
    select s.id, s.organisation_id as "organisationId", o.login, s.started_by_id as "startedById", s.status::text as status
    from scans s join organisations o on o.github_id = s.organisation_id where s.id = ${id}`
  return scan ?? null
}

/** Notes what the listing found to do; noting it again changes nothing. */
export async function addItems(
  scanId: bigint,
  items: readonly { readonly repositoryId: bigint; readonly phase: ScanPhase }[],
): Promise<void> {
  for (const part of inParts(items, 5000)) {
    await db().$executeRaw`
      insert into scan_items (scan_id, repository_id, phase, status)
      select ${scanId}, repository_id, phase, 'waiting'
      from unnest(${idArray(part.map(({ repositoryId }) => repositoryId))}::bigint[], ${part.map(({ phase }) => phase)}::text[])
        as item (repository_id, phase)
      on conflict do nothing`
  }
}

/**
 * The listing is over and its jobs are in the row; with nothing to do the scan is done. `savedRequests` are those that
 * were not needed for what did not change.
 */
export async function endListing(id: bigint, unchanged: number, savedRequests = 0): Promise<void> {
  await db().scan.updateMany({
    where: { id, status: 'listing' },
    data: { status: 'running', unchanged, savedRequests, reason: null, waitingUntil: null },
  })
  await finishScanIfDone(id)
}

export async function failScan(id: bigint, reason: string): Promise<void> {
  const failed = await db().scan.updateManyAndReturn({
    where: { id, status: { in: ['listing', 'running'] } },
    data: { status: 'failed', reason, finishedAt: new Date(), waitingUntil: null },
    select: { scope: true },
  })
  for (const { scope } of failed) count('airworthy_scans_finished_total', { scope, outcome: 'failed' })
}

/**
 * Says on the scan until when GitHub makes a part of it wait, and why; the latest time counts. True when it did not wait
 * before, so that one of a thousand repositories that meet the same limit tells of it.
 */
export async function deferScan(id: bigint, until: Date, reason: string): Promise<boolean> {
  const [scan] = await db().$queryRaw<{ is_new: boolean }[]>`
    update scans s set waiting_until = ${until}::timestamptz, reason = ${toStorableText(reason)}
    from (select id, waiting_until from scans where id = ${id}) before
    where s.id = before.id and s.status in ('listing', 'running')
      and (s.waiting_until is null or s.waiting_until < ${until}::timestamptz)
    returning before.waiting_until is null or before.waiting_until < now() as is_new`
  return scan?.is_new ?? false
}

/** Adds what was spent on GitHub since the last time: a scan that waited goes on. */
export async function addUsage(
  id: bigint,
  { requests, points }: { readonly requests: number; readonly points: number },
): Promise<void> {
  if (requests === 0 && points === 0) return
  await db().$executeRaw`
    update scans set api_requests = api_requests + ${requests}, graphql_points = graphql_points + ${points},
      reason = case when waiting_until <= now() then null else reason end,
      waiting_until = case when waiting_until > now() then waiting_until end
    where id = ${id}`
}

/** Adds requests that were not needed, because what they would have fetched was known. */
export async function addSaved(id: bigint, requests: number): Promise<void> {
  if (requests <= 0) return
  await db().scan.updateMany({ where: { id }, data: { savedRequests: { increment: requests } } })
}

/** A scan whose items are all finished is finished too. */
export async function finishScanIfDone(id: bigint): Promise<void> {
  const done = await db().$queryRaw<{ scope: string }[]>`
    update scans s set status = 'done', finished_at = now(), waiting_until = null, reason = null
    where s.id = ${id} and s.status = 'running' and not exists (
      select from scan_items i where i.scan_id = s.id and i.status <> 'done' and i.status in ('waiting', 'running'))
    returning s.scope`
  for (const { scope } of done) count('airworthy_scans_finished_total', { scope, outcome: 'done' })
}
