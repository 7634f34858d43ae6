import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { refusal, SECONDARY } from './fault-kinds'
import type { ServerEnv } from './server-env'
import type { Services } from './services'
import { authenticate } from './session'

const MINUTE_MS = 60_000
const READ = 1
const WRITE = 5

const Count = z.number().int().positive()
/** GitHub's published numbers unless told otherwise. */
export const SecondaryRules = z.strictObject({
  restPointsPerMinute: Count.default(900),
  graphqlPointsPerMinute: Count.default(2000),
  concurrent: Count.default(100),
  /** What somebody with too many requests at once is told to wait. */
  retryAfterSeconds: Count.default(60),
})
export type SecondaryRules = z.infer<typeof SecondaryRules>

/** Counts, for every budget, the points of the minute and the requests that are under way. */
export class SecondaryLimits {
  /** Nothing is limited when absent. */
  rules?: SecondaryRules
  private readonly minutes = new Map<string, { points: number; endsAt: number }>()
  private readonly running = new Map<string, number>()

  constructor(rules?: SecondaryRules) {
    this.rules = rules
  }

  clear(): void {
    this.minutes.clear()
  }

  /** Begins a request; answers the seconds to wait when it is one too many. */
  begin(key: string, kind: 'rest' | 'graphql', points: number): number | undefined {
    if (!this.rules) return undefined
    const { restPointsPerMinute, graphqlPointsPerMinute, concurrent, retryAfterSeconds } = this.rules
    if ((this.running.get(key) ?? 0) >= concurrent) return retryAfterSeconds
    const now = Date.now()
    const known = this.minutes.get(`${kind} ${key}`)
    const minute = known && known.endsAt > now ? known : { points: 0, endsAt: now + MINUTE_MS }
    this.minutes.set(`${kind} ${key}`, minute)
    const most = kind === 'rest' ? restPointsPerMinute : graphqlPointsPerMinute
    if (minute.points + points > most) return Math.ceil((minute.endsAt - now) / 1000)
    minute.points += points
    this.running.set(key, (this.running.get(key) ?? 0) + 1)
    return undefined
  }

  end(key: string): void {
    const left = (this.running.get(key) ?? 0) - 1
    if (left > 0) this.running.set(key, left)
    else this.running.delete(key)
  }
}

/** Refuses with 403 and `retry-after` what goes beyond the secondary limits, once they are switched on. */
export function secondaryLimitMiddleware({ host, tokens, secondary }: Services): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    if (!secondary.rules) return next()
    const key = budgetKeyOf(() => authenticate(host, tokens, c.req.header('authorization')))
    if (!key) return next()
    const isGraphql = c.req.path === '/api/graphql'
    const seconds = secondary.begin(
      key,
      isGraphql ? 'graphql' : 'rest',
      (await isWrite(isGraphql, c.req)) ? WRITE : READ,
    )
    if (seconds) return c.json(refusal(SECONDARY), 403, { 'retry-after': String(seconds) })
    try {
      return await next()
    } finally {
      secondary.end(key)
    }
  }
}

async function isWrite(isGraphql: boolean, request: { method: string; text(): Promise<string> }): Promise<boolean> {
  if (!isGraphql) return !['GET', 'HEAD', 'OPTIONS'].includes(request.method)
  return /"query"\s*:\s*"\s*mutation\b/.test(await request.text())
}

/** Whose limits count; a wrong token is refused elsewhere. */
function budgetKeyOf(read: () => { budgetKey: string }): string | undefined {
  try {
    return read().budgetKey
  } catch {
    return undefined
  }
}
