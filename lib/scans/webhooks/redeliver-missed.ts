import 'server-only'
import { asApp } from '@/lib/auth/scanner'
import { countRedelivery, findArrived, findLastChecked, noteChecked } from '@/lib/data/missed-deliveries'
import { env, wayIn } from '@/lib/env'
import type { GitHubClient } from '@/lib/github/client'
import { type HookAttempt, listHookAttempts, redeliver } from '@/lib/github/hook-deliveries'
import { log } from '@/lib/log'

/** GitHub sends nothing again that is older. */
const KEPT_MS = 3 * 24 * 3600_000
const MOST_PAGES = 100
const MOST_REDELIVERED = 200
const MOST_ATTEMPTS = 2
/** What we refused would be refused again ... */
const REFUSED_HERE = [400, 413, 415, 422]
/** ... but for what was signed with another secret, which may have been on its way while that was changed. */
const OTHER_SECRET = 401

/**
 * Looks through what GitHub tried to tell the App since the last time, and asks again for what never arrived: GitHub
 * does not do so by itself. Without an App there is nothing to look through, and the daily scan finds what changed.
 */
export async function redeliverMissed(): Promise<void> {
  const { GITHUB_APP_ID, GITHUB_WEBHOOK_SECRET } = env()
  if (wayIn() !== 'app' || !GITHUB_APP_ID || !GITHUB_WEBHOOK_SECRET) return
  await asApp((client) => lookThrough(client, BigInt(GITHUB_APP_ID)), 'background')
}

async function lookThrough(client: GitHubClient, appId: bigint): Promise<void> {
  const { attempts, isWhole } = await listSince(client, await findLastChecked(appId))
  const missed = await withoutArrived(findMissed(attempts))
  const due = missed.slice(0, MOST_REDELIVERED)
  let asked = 0
  for (const { id, deliveryId, statusCode } of due) {
    if (await countRedelivery(deliveryId, statusCode === OTHER_SECRET ? 1 : MOST_ATTEMPTS)) {
      await redeliver(client, id)
      asked += 1
    }
    await noteChecked(appId, id)
  }
  const newest = attempts[0]
  if (newest && due.length === missed.length) await noteChecked(appId, newest.id)
  if (asked > 0 || !isWhole) {
    log().info({ looked: attempts.length, missed: missed.length, asked, isWhole }, 'asked for missed webhooks again')
  }
}

/** The newest first, back to where the last look ended. */
async function listSince(client: GitHubClient, lastId: bigint | null) {
  const attempts: HookAttempt[] = []
  const oldest = Date.now() - KEPT_MS
  for await (const page of listHookAttempts(client, MOST_PAGES)) {
    const fresh = page.filter(
      ({ id, deliveredAt }) => (lastId === null || id > lastId) && deliveredAt.getTime() > oldest,
    )
    attempts.push(...fresh)
    if (fresh.length < page.length) return { attempts, isWhole: true }
  }
  return { attempts, isWhole: attempts.length < MOST_PAGES * 100 }
}

/** The last failed attempt at each delivery that no attempt got through, the oldest first. */
function findMissed(attempts: readonly HookAttempt[]): HookAttempt[] {
  const through = new Set(attempts.filter(({ statusCode }) => isTaken(statusCode)).map(({ deliveryId }) => deliveryId))
  const latest = new Map<string, HookAttempt>()
  for (const attempt of attempts) {
    if (!through.has(attempt.deliveryId) && !latest.has(attempt.deliveryId)) latest.set(attempt.deliveryId, attempt)
  }
  return [...latest.values()].filter(({ statusCode }) => !REFUSED_HERE.includes(statusCode)).reverse()
}

async function withoutArrived(missed: readonly HookAttempt[]): Promise<HookAttempt[]> {
  const arrived = await findArrived(missed.map(({ deliveryId }) => deliveryId))
  return missed.filter(({ deliveryId }) => !arrived.has(deliveryId))
}

function isTaken(statusCode: number): boolean {
  return statusCode >= 200 && statusCode < 300
}
