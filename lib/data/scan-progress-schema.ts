// The small build: it is sent to the browser.
import * as z from 'zod/mini'

/** What a page follows while an organisation is scanned: what is served by the events route and read in the browser. */
export const ScanProgress = z.object({
  scanId: z.string(),
  /** organisation: everything that changed; repository: one re-check. */
  scope: z.enum(['organisation', 'repository']),
  /** What was re-checked. */
  repository: z.nullable(z.string()),
  status: z.enum(['listing', 'running', 'done', 'failed']),
  /** A sentence for a person when the scan as a whole failed, or while GitHub makes it wait. */
  reason: z.nullable(z.string()),
  /** GitHub's limit holds up all of it that the viewer may see: it goes on by itself then. */
  waitingUntil: z.nullable(z.iso.datetime()),
  startedAt: z.iso.datetime(),
  finishedAt: z.nullable(z.iso.datetime()),
  /** Repositories that this scan looks at and this viewer may see; a repository counts once, whatever its phases. */
  total: z.number(),
  done: z.number(),
  running: z.number(),
  waiting: z.number(),
  failed: z.number(),
  /** Heads that were audited, of those that this scan audits. */
  heads: z.number(),
  headsDone: z.number(),
  /** Heads and histories, and how many of them ended: what a bar shows. */
  steps: z.number(),
  stepsDone: z.number(),
  /** Repositories that cost nothing because their code did not change. */
  unchanged: z.number(),
  /** Audits stored, history included. */
  audits: z.number(),
  /** Null for a member who is no owner: what a scan of the organisation cost tells how much of it they can't see. */
  apiRequests: z.nullable(z.number()),
  /** Requests that were not needed, because the code was known; null for whom `apiRequests` is. */
  savedRequests: z.nullable(z.number()),
  /** What GitHub still grants to the token that scans, and when it grants all again; for owners only. */
  left: z.nullable(z.object({ remaining: z.number(), limit: z.number(), resetAt: z.nullable(z.iso.datetime()) })),
  /** Names of the repositories that are being audited now. */
  current: z.array(z.string()),
  /** After a re-check of one repository: how the last scan of all of them ended. */
  lastOfAll: z.nullable(
    z.object({
      status: z.enum(['done', 'failed']),
      at: z.iso.datetime(),
      done: z.number(),
      failed: z.number(),
      unchanged: z.number(),
    }),
  ),
  failures: z.array(z.object({ repository: z.string(), phase: z.enum(['head', 'history']), reason: z.string() })),
})

export type ScanProgress = z.infer<typeof ScanProgress>
