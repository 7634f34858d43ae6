import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { OrgAccess } from '@/lib/auth/access'
import { followChanges } from './change-feed'
import { ChangeInbox } from './change-inbox'
import { readChangeMark } from './change-mark'
import { reauthorise } from './event-stream'

export interface Pace {
  /** A connection on which nothing is said is cut by whatever stands between. */
  readonly heartbeatMs: number
  readonly reauthoriseMs: number
  /** When access changes, GitHub is not asked for all open pages at once ... */
  readonly spreadMs: number
  /** ... nor for one of them all the time. */
  readonly askAgainMs: number
  /** What comes together is told together, and more of it where a page that is read again holds more repositories. */
  readonly gatherMs: number
  readonly gatherMsEach: number
}

const PACE: Pace = {
  heartbeatMs: 15_000,
  reauthoriseMs: 60_000,
  spreadMs: 4000,
  askAgainMs: 15_000,
  gatherMs: 1000,
  gatherMsEach: 0.5,
}

/**
 * What changes of what a viewer may see in an organisation, as server-sent events: `mark` at once and when notices may
 * have been missed, `changed` for what is new, and `gone` when they may see nothing any more.
 */
export function readChanges(access: OrgAccess, signal: AbortSignal, pace = PACE): AsyncGenerator<string> {
  return readNotices(new ChangeInbox(access), { access }, signal, pace)
}

/** `begun` holds what the page was just made with, of which the mark is known, until it was asked. */
async function* readNotices(
  inbox: ChangeInbox,
  begun: { access: OrgAccess | null },
  signal: AbortSignal,
  pace: Pace,
): AsyncGenerator<string> {
  const unfollow = await followChanges((notice) => inbox.add(notice))
  let authorisedAt = Date.now()
  let saidAt = Date.now()
  try {
    const mark = await readChangeMark(begun.access ?? inbox.access)
    begun.access = null
    yield toEvent('mark', mark)
    while (!signal.aborted) {
      await inbox.wait(pace.heartbeatMs, signal)
      if (inbox.accessChanged) await sleep(beforeAsking(pace, authorisedAt), signal)
      if (signal.aborted) return
      if (inbox.accessChanged || Date.now() - authorisedAt > pace.reauthoriseMs) {
        const now = await reauthorise(inbox.access)
        if (!now) {
          yield toEvent('gone', null)
          return
        }
        authorisedAt = Date.now()
        if (now === 'unsure') {
          inbox.doubtAccess()
          yield ': still here\n\n'
          continue
        }
        inbox.authorised(now)
      }
      if (inbox.takeLost()) yield toEvent('mark', await readChangeMark(inbox.access))
      const event = inbox.take()
      if (event) {
        yield toEvent('changed', event)
        saidAt = Date.now()
        await sleep(pace.gatherMs + inbox.visibleCount * pace.gatherMsEach, signal)
      } else if (Date.now() - saidAt >= pace.heartbeatMs) {
        yield ': still here\n\n'
        saidAt = Date.now()
      }
    }
  } finally {
    unfollow()
  }
}

function beforeAsking({ spreadMs, askAgainMs }: Pace, authorisedAt: number): number {
  const some = spreadMs * (0.25 + 0.75 * Math.random())
  return Math.max(some, authorisedAt + askAgainMs - Date.now())
}

function toEvent(name: string, data: unknown): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return pause(ms, undefined, { signal }).catch(() => undefined)
}
