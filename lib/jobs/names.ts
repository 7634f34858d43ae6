import { z } from 'zod'
import { TURNS } from './turns'

/** Ids are text in payloads, since JSON has no big numbers. */
const Id = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform((text) => BigInt(text))

const Oid = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/)

const Head = z.object({
  commit: z.string(),
  tree: z.string(),
  committedAt: z.coerce.date(),
})

const Turn = z
  .number()
  .int()
  .min(0)
  .max(TURNS - 1)
  .optional()

/** Every job's name and what it carries: ids only, never a token. */
export const JOBS = {
  'list-organisation': z.object({ scanId: Id }),
  /** Without `head`, GitHub is asked what the head is now. */
  'audit-head': z.object({
    scanId: Id,
    repositoryId: Id,
    head: Head.optional(),
    isUrgent: z.boolean().optional(),
    turn: Turn,
  }),
  'audit-history': z.object({ scanId: Id, repositoryId: Id, turn: Turn }),
  /** Finds the commits that changed verdicts. */
  'attribute-changes': z.object({ repositoryId: Id, isUrgent: z.boolean().optional() }),
  /** One delivery of GitHub, which is stored under GitHub's id for it. */
  'handle-webhook': z.object({ deliveryId: z.string().max(64) }),
  /** Audits a pull request before and after, for a check run. */
  'check-pull-request': z.object({
    organisationId: Id,
    repositoryId: Id,
    number: z.number().int().positive(),
    headCommit: Oid,
  }),
  /** Reads what GitHub itself says of a repository; `askedById` waits for it. */
  'read-signals': z.object({ repositoryId: Id, askedById: Id.optional() }),
  /** Asks GitHub whether a repository whose badge is shown is still public. */
  'recheck-visibility': z.object({ repositoryId: Id }),
  /** Opens the GitHub issue that somebody asked for. */
  'open-gap-issue': z.object({ gapIssueId: Id, isUrgent: z.boolean().optional() }),
  /** Closes issues whose gap the latest audit no longer finds. */
  'settle-gap-issues': z.object({ organisationId: Id, repositoryId: Id }),
  /** Every minute: asks for the messages that are due. */
  'find-due-messages': z.object({}),
  /** Sends one message to where an organisation's owners want it. */
  'send-message': z.object({ organisationId: Id, about: z.enum(['daily', 'regressions']) }),
  /** Hourly: asks GitHub to send again what never arrived. */
  'redeliver-missed': z.object({}),
  /** Daily: drops deliveries that are long over. */
  'prune-deliveries': z.object({}),
  /** Daily: drops what nobody reads any more of scans, audits and the queue. */
  'prune-records': z.object({}),
  /** Hourly: a scan of every organisation that somebody connected and whose hour it is, which `_cron` tells. */
  'reconcile-organisations': z.object({ _cron: z.object({ ts: z.coerce.date() }) }),
} as const

export type JobName = keyof typeof JOBS
/** As it stands in the queue, and as its handler gets it. */
export type JobInput<N extends JobName> = z.input<(typeof JOBS)[N]>
export type JobPayload<N extends JobName> = z.output<(typeof JOBS)[N]>

/** Lower runs sooner: what GitHub tells, what a person waits for, then the heads, then the past, each in its turns. */
export const PRIORITY = {
  'handle-webhook': -20,
  'list-organisation': -10,
  'read-signals': -5,
  'check-pull-request': -3,
  'recheck-visibility': -3,
  'audit-head': 0,
  'open-gap-issue': 0,
  'settle-gap-issues': 0,
  'find-due-messages': 0,
  'send-message': 0,
  'redeliver-missed': 0,
  'prune-deliveries': 0,
  'prune-records': 0,
  'reconcile-organisations': 0,
  'audit-history': TURNS,
  'attribute-changes': 2 * TURNS,
} as const satisfies Readonly<Record<JobName, number>>

/** A single repository that was pushed to or that a person asked for goes before those of a whole organisation. */
export const URGENT = -5

/** People wait for pushes, and before them a thousand repositories may have been renamed. */
export const PUSHED = -21

export const MAX_ATTEMPTS = 4
/** They last half an hour, as GitHub's outages may. */
export const LONG_ATTEMPTS = 8
