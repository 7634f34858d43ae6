import { env } from '@/lib/env'
import { log } from '@/lib/log'
import type { Outcome, Spending } from './budget'
import { settleLease } from './budgeted-requests'
import { takeTurn } from './take-turn'

/** Downloads at once in one process; over all processes the budget counts them. */
const AT_ONCE = 4

/** A place among the downloads of archives; each can be ended more than once, and the first outcome counts. */
export interface ArchiveTurn {
  /** Gives the place in this process to the next, while it is not known yet whether what arrived is sound. */
  leave(): void
  /** Tells how it went; answers until when no archive may be asked for, if so. */
  end(outcome: Outcome): Promise<Date | null>
}

/** Waits for a place; throws RateLimited while all are taken for longer, or downloads pause because they fail. */
export async function takeArchiveTurn(spending: Spending | undefined): Promise<ArchiveTurn> {
  await places.enter()
  let isIn = true
  const leave = () => {
    if (isIn) places.leave()
    isIn = false
  }
  if (!spending) return uncounted(leave)
  // One service hands out the archives of all tokens, so it has one account.
  const account = { ...spending, key: new URL(env().GITHUB_URL).host }
  const lease = await takeTurn(account, { resource: 'archive' }).catch((error: unknown) => {
    leave()
    throw error
  })
  let ended: Promise<Date | null> | undefined
  return {
    leave,
    end: (outcome) => {
      leave()
      ended ??= settleLease(account, lease, outcome).then((pausedUntil) => {
        if (pausedUntil) log().warn({ until: pausedUntil.toISOString() }, "downloads of GitHub's archives pause")
        return pausedUntil
      })
      return ended
    },
  }
}

function uncounted(leave: () => void): ArchiveTurn {
  const end = async () => {
    leave()
    return null
  }
  return { leave, end }
}

/** Those who wait go on in the order in which they came. */
class Places {
  private free = AT_ONCE
  private readonly waiting: (() => void)[] = []

  async enter(): Promise<void> {
    if (this.free > 0) this.free -= 1
    else await new Promise<void>((resolve) => this.waiting.push(resolve))
  }

  leave(): void {
    const next = this.waiting.shift()
    if (next) next()
    else this.free += 1
  }
}

const places = new Places()
