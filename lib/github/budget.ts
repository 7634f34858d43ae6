/** What GitHub limits by itself: REST, GraphQL, and the service that hands out archives. */
export type Resource = 'core' | 'graphql' | 'archive'

/** A person waits for it; a scan; the past, which can wait. */
export type Priority = 'interactive' | 'scan' | 'background'

/** One request that is about to be sent. */
export interface Demand {
  readonly key: string
  readonly resource: Resource
  readonly priority: Priority
  /** Points of the minute: 1 for what reads, 5 for what writes. */
  readonly weight: number
}

/** A request under way; it counts until it is settled, or until whoever sent it must be dead. */
export interface Lease {
  readonly id: string
  readonly key: string
  readonly resource: Resource
}

/** blocked: GitHub asked for silence; spent: nothing is left for this priority; paced, busy: too many at once. */
export type Refusal = 'blocked' | 'spent' | 'paced' | 'busy'

export type Reservation =
  | { readonly granted: true; readonly lease: Lease }
  | { readonly granted: false; readonly why: Refusal; readonly until: Date; readonly waitMs: number }

/** What GitHub says of a limit beside an answer. */
export interface Allowance {
  readonly limit: number
  readonly remaining: number
  readonly resetAt: Date
}

/** How a request ended. */
export type Outcome =
  | { readonly kind: 'answered'; readonly allowance: Allowance | null }
  /** `until` is null where GitHub names no time; `wholeToken` for limits that REST and GraphQL share. */
  | {
      readonly kind: 'limited'
      readonly allowance: Allowance | null
      readonly until: Date | null
      readonly wholeToken: boolean
    }
  /** The service is at fault: it did not answer, or what it sent was broken. */
  | { readonly kind: 'failed' }
  /** Nothing was learnt. */
  | { readonly kind: 'released' }

/** One account of what is spent, for all processes. */
export interface RateBudget {
  reserve(demand: Demand): Promise<Reservation>
  /** Answers until when GitHub must be left alone now, if so. */
  settle(lease: Lease, outcome: Outcome): Promise<Date | null>
}

/** On whose account a client sends its requests, and how urgent they are. */
export interface Spending {
  readonly budget: RateBudget
  readonly key: string
  readonly priority: Priority
}

export const APP_KEY = 'app'
export const TOKEN_KEY = 'token'

export function installationKey(installationId: bigint): string {
  return `installation:${installationId}`
}

export function userKey(userId: bigint): string {
  return `user:${userId}`
}

/** Of every limit, this share (and of the hour's at least so many requests) is left to what is more urgent. */
const KEPT: Record<Priority, { readonly share: number; readonly atLeast: number }> = {
  interactive: { share: 0, atLeast: 0 },
  scan: { share: 0.1, atLeast: 50 },
  background: { share: 0.25, atLeast: 50 },
}

interface ResourceLimits {
  /** Requests under way at once, over all processes. */
  readonly inFlight: number
  /** Points of a minute, and how many of them may come at once; together under what GitHub allows. */
  readonly perMinute: number
  readonly atOnce: number
  /** A request that is not settled by then never will be. */
  readonly leaseMs: number
  /** Failures in a row after which only one request at a time tries the service again. */
  readonly trialAfter: number
}

/** GitHub: 100 at once, 900 points a minute for REST and 2,000 for GraphQL. It publishes nothing for archives. */
const LIMITS: Record<Resource, ResourceLimits> = {
  core: { inFlight: 60, perMinute: 780, atOnce: 100, leaseMs: 60_000, trialAfter: 1000 },
  graphql: { inFlight: 20, perMinute: 1700, atOnce: 200, leaseMs: 60_000, trialAfter: 1000 },
  archive: { inFlight: 8, perMinute: 60_000, atOnce: 1000, leaseMs: 6 * 60_000, trialAfter: 5 },
}

/** Where GitHub names no time: the first wait, doubled at every further refusal, up to the longest. */
export const SILENCE = { firstMs: 60_000, longestMs: 3_600_000 } as const
/** The circuit of a service that fails opens after this many failures in a row, none older than the window. */
export const CIRCUIT = { failures: LIMITS.archive.trialAfter, windowMs: 2 * 60_000, openMs: 60_000 } as const

/** The numbers by which one request is let through or not. */
export interface Terms {
  readonly keptShare: number
  readonly keptAtLeast: number
  readonly inFlight: number
  readonly pointMs: number
  readonly burstMs: number
  readonly leaseMs: number
  readonly trialAfter: number
}

export function termsOf({ resource, priority }: Pick<Demand, 'resource' | 'priority'>): Terms {
  const { inFlight, perMinute, atOnce, leaseMs, trialAfter } = LIMITS[resource]
  const { share, atLeast } = KEPT[priority]
  const pointMs = 60_000 / perMinute
  return {
    keptShare: share,
    keptAtLeast: atLeast,
    inFlight: Math.floor(inFlight * (1 - share)),
    pointMs,
    burstMs: pointMs * atOnce * (1 - share),
    leaseMs,
    trialAfter,
  }
}
