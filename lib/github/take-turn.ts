import { setTimeout as pause } from 'node:timers/promises'
import { RateLimited } from '@/lib/errors'
import type { Lease, Priority, Refusal, Resource, Spending } from './budget'

/** Longer waits are left to the queue, which does not hold a worker meanwhile. */
const LONGEST_WAIT_MS = 5000

/**
 * Takes a turn for one request. A short wait is waited for here, unless a person waits and GitHub asked for silence;
 * throws RateLimited when it would be longer.
 */
export async function takeTurn(
  { budget, key, priority }: Spending,
  { resource, weight = 1 }: { readonly resource: Resource; readonly weight?: number },
  signal?: AbortSignal,
): Promise<Lease> {
  const giveUpAt = performance.now() + LONGEST_WAIT_MS
  for (;;) {
    const turn = await budget.reserve({ key, resource, priority, weight })
    if (turn.granted) return turn.lease
    const isOver = priority === 'interactive' && (turn.why === 'blocked' || turn.why === 'spent')
    if (isOver || performance.now() + turn.waitMs > giveUpAt) throw refused(turn, resource, priority)
    await pause(turn.waitMs + Math.random() * 100, undefined, signal ? { signal } : {})
  }
}

/** GitHub's limit, with the time from which it answers again. */
export function rateLimited(resetAt: Date, cause?: unknown): RateLimited {
  const message = `GitHub's request limit is used up; it opens again at ${clock(resetAt)}.`
  return new RateLimited(message, resetAt, { cause })
}

function refused(
  { why, until }: { readonly why: Refusal; readonly until: Date },
  resource: Resource,
  priority: Priority,
): RateLimited {
  if (resource === 'archive') return new RateLimited(`${ARCHIVES[why]} It is tried again at ${clock(until)}.`, until)
  if (why === 'paced' || why === 'busy') {
    return new RateLimited(`GitHub is asked no more at once; it goes on at ${clock(until)}.`, until)
  }
  if (why === 'spent' && priority !== 'interactive') {
    const message = `What is left of GitHub's request limit is kept for people; scans go on at ${clock(until)}.`
    return new RateLimited(message, until)
  }
  return rateLimited(until)
}

const ARCHIVES: Record<Refusal, string> = {
  blocked: "GitHub's archives can't be downloaded for now.",
  spent: "GitHub's archives can't be downloaded for now.",
  paced: 'As many archives are being downloaded as may be at once.',
  busy: 'As many archives are being downloaded as may be at once.',
}

function clock(date: Date): string {
  return `${date.toISOString().slice(11, 16)} UTC`
}
