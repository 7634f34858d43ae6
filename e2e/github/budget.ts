const HOUR_S = 3600
/** However large an organisation is, its installations get no more. */
const LARGEST_LIMIT = 12_500

export type Resource = 'core' | 'graphql'

export interface Allowance {
  limit: number
  used: number
  remaining: number
  /** Seconds since 1970. */
  reset: number
}

export interface Limits {
  user: number
  anonymous: number
  graphql: number
}

/** Counts what every token has spent of its hour. */
export class Budgets {
  private readonly spent = new Map<string, { used: number; reset: number }>()

  private readonly initial: Limits

  constructor(
    readonly limits: Limits,
    /** What a budget has above the ordinary. */
    private readonly extra: (key: string) => number = () => 0,
  ) {
    this.initial = { ...limits }
  }

  read(key: string, resource: Resource): Allowance {
    const { used, reset } = this.window(key, resource)
    const ordinary = resource === 'graphql' ? this.limits.graphql : this.limitOf(key)
    const limit = Math.max(ordinary, Math.min(LARGEST_LIMIT, ordinary + this.extra(key)))
    return { limit, used: Math.min(used, limit), remaining: Math.max(0, limit - used), reset }
  }

  spend(key: string, resource: Resource, points: number): Allowance {
    this.window(key, resource).used += points
    return this.read(key, resource)
  }

  /** Leaves so many points until a moment, whatever was spent before. */
  leave(key: string, resource: Resource, remaining: number, resetInSeconds?: number): Allowance {
    const window = this.window(key, resource)
    window.used = Math.max(0, this.read(key, resource).limit - remaining)
    if (resetInSeconds) window.reset = Math.floor(Date.now() / 1000) + resetInSeconds
    return this.read(key, resource)
  }

  /** Changes what every token has in an hour. */
  setLimits(limits: Partial<Limits>): void {
    for (const [name, limit] of Object.entries(limits))
      if (limit !== undefined) Object.assign(this.limits, { [name]: limit })
  }

  clear(): void {
    this.spent.clear()
    Object.assign(this.limits, this.initial)
  }

  private limitOf(key: string): number {
    return key === 'anonymous' ? this.limits.anonymous : this.limits.user
  }

  private window(key: string, resource: Resource) {
    const now = Math.floor(Date.now() / 1000)
    const known = this.spent.get(`${resource} ${key}`)
    if (known && known.reset > now) return known
    const fresh = { used: 0, reset: now + HOUR_S }
    this.spent.set(`${resource} ${key}`, fresh)
    return fresh
  }
}

export function budgetHeaders(resource: Resource, { limit, remaining, used, reset }: Allowance) {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': resource,
  }
}
