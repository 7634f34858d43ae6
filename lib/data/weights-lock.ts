import 'server-only'
import { setTimeout } from 'node:timers/promises'
import { db } from './db'
import { Prisma } from './generated/client'

type Transaction = Pick<Prisma.TransactionClient, '$executeRaw' | '$queryRaw'>

/** Of 10,000 repositories with a year of audits each, changing weights takes half a minute on a slow machine. */
export const LONGEST_CHANGE_MS = 300_000

const LOOK_MS = 250
/** One change, and another that waited for it. */
const LONGEST_WAIT_MS = 2 * LONGEST_CHANGE_MS

/** Weights are being changed: the transaction that needs them ends, and is run again once they rest. */
class WeightsInMotion extends Error {
  constructor(readonly organisationId: bigint) {
    super('The weights of the organisation are being changed. Try again in a few minutes.')
  }
}

/**
 * Until the transaction ends, the organisation's weights stay as they are. Never waits: whoever waited would keep their
 * repositories locked for minutes. To be run within `onceWeightsRest`.
 */
export async function holdWeights(tx: Transaction, organisationId: bigint): Promise<void> {
  if (!(await tryToHold(tx, organisationId))) throw new WeightsInMotion(organisationId)
}

/**
 * Runs a transaction that holds weights; where they are being changed, again from its start once they no longer are. In
 * between it holds neither a lock nor a connection.
 */
export async function onceWeightsRest<T>(transaction: () => Promise<T>): Promise<T> {
  const end = performance.now() + LONGEST_WAIT_MS
  for (;;) {
    try {
      return await transaction()
    } catch (error) {
      if (!(error instanceof WeightsInMotion) || performance.now() > end) throw error
      const { organisationId } = error
      do await setTimeout(LOOK_MS)
      while (performance.now() < end && !(await tryToHold(db(), organisationId)))
    }
  }
}

/** Waits until nobody stores anything that is counted by the organisation's weights, and lets nobody begin. */
export async function lockWeights(tx: Transaction, organisationId: bigint): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${KEY}, ${partOf(organisationId)}::int)`
}

/** Outside of a transaction it only tells whether they rest. */
async function tryToHold(tx: Transaction, organisationId: bigint): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ isHeld: boolean }]>`
    select pg_try_advisory_xact_lock_shared(${KEY}, ${partOf(organisationId)}::int) as "isHeld"`
  return row.isHeld
}

const KEY = Prisma.sql`hashtext('airworthy weights')`

function partOf(organisationId: bigint): number {
  return Number(organisationId % 2147483647n)
}
