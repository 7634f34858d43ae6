import 'server-only'
import { db } from './db'
import { inParts } from './storable'

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
): Promise<StartedScan> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('airworthy re-check'), ${Number(repositoryId % 2147483647n)}::int)`
    const active = await tx.scanItem.findFirst({
      where: {
        repositoryId,
        phase: 'head',
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
        items: { create: { repositoryId, phase: 'head', status: 'waiting' } },
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
  const scan = await db().scan.findUnique({
    where: { id },
    select: {
      id: true,
      organisationId: true,
      startedById: true,
      status: true,
      organisation: { select: { login: true } },
    },
  })
  if (!scan) return null
  const { organisation, ...rest } = scan
  return { ...rest, login: organisation.login }
}

/** Notes what the listing found to do; noting it again changes nothing. */
export async function addItems(
  scanId: bigint,
  items: readonly { readonly repositoryId: bigint; readonly phase: ScanPhase }[],
): Promise<void> {
  for (const part of inParts(items)) {
    await db().scanItem.createMany({
      data: part.map(({ repositoryId, phase }) => ({ scanId, repositoryId, phase, status: 'waiting' })),
      skipDuplicates: true,
    })
  }
}

/** The listing is over and its jobs are in the row; with nothing to do the scan is done. */
export async function endListing(id: bigint, unchanged: number): Promise<void> {
  await db().scan.updateMany({ where: { id, status: 'listing' }, data: { status: 'running', unchanged, reason: null } })
  await finishScanIfDone(id)
}

export async function failScan(id: bigint, reason: string): Promise<void> {
  await db().scan.updateMany({
    where: { id, status: { in: ['listing', 'running'] } },
    data: { status: 'failed', reason, finishedAt: new Date() },
  })
}

/** Says on the scan why it has to wait, while it goes on. */
export async function noteReason(id: bigint, reason: string | null): Promise<void> {
  await db().scan.updateMany({ where: { id }, data: { reason } })
}

/** Adds what was spent on GitHub since the last time. */
export async function addUsage(
  id: bigint,
  usage: { readonly requests: number; readonly points: number },
): Promise<void> {
  if (usage.requests === 0 && usage.points === 0) return
  await db().scan.updateMany({
    where: { id },
    data: { apiRequests: { increment: usage.requests }, graphqlPoints: { increment: usage.points } },
  })
}

/** A scan whose items are all finished is finished too. */
export async function finishScanIfDone(id: bigint): Promise<void> {
  await db().scan.updateMany({
    where: { id, status: 'running', items: { none: { status: { in: ['waiting', 'running'] } } } },
    data: { status: 'done', finishedAt: new Date() },
  })
}
