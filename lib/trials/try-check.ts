import 'server-only'
import type { AuditReport } from '@/lib/audit/report'
import { findCheck } from '@/lib/checks/registry'
import { KIND_TITLES } from '@/lib/checks/rubric'
import { AppError, RateLimited } from '@/lib/errors'
import { clientOfRequest } from '@/lib/http/request-client'
import { log } from '@/lib/log'
import { findThreadFile } from './thread-file'
import type { Trial } from './trial'
import { parseTrialFiles } from './trial-files'
import { createTrialJudge, type TrialJudge } from './trial-judge'
import { TrialLimit } from './trial-limit'

const MOST_EVIDENCE = 50

// The route and the action are bundled apart, and both are to wait for the same thread.
const store = globalThis as typeof globalThis & { airworthyTrialJudge?: TrialJudge; airworthyTrialLimit?: TrialLimit }

/**
 * Judges what a visitor wrote by one check; nothing of it is run or kept. Throws AppError 'not-found' for no check,
 * 'invalid-input' for files that are not judged, 'rate-limited' when too many wait or
 * whoever asks (told by the headers of the request) took the share of an address, 'unreadable' when it takes too long.
 */
export async function tryCheck(id: string, input: unknown, headers: Headers): Promise<Trial> {
  const check = findCheck(id)
  if (!check) throw new AppError('not-found', 'There is no such check. /checks lists all of them.')
  const files = parseTrialFiles(input)
  store.airworthyTrialLimit ??= new TrialLimit()
  const turn = await store.airworthyTrialLimit.grant(clientOfRequest(headers), () => trialJudge().judge(files))
  if ('retryAfter' in turn) throw tooMuch(turn.retryAfter)
  const judged = turn.answer
  if ('refused' in judged) throw new AppError(judged.refused.code, judged.refused.message)
  return trialOf(judged.report, check.id)
}

function tooMuch(seconds: number): RateLimited {
  const message = `Your network had its share of trials for this minute. Try again in ${seconds} seconds.`
  return new RateLimited(message, new Date(Date.now() + seconds * 1000))
}

function trialJudge(): TrialJudge {
  store.airworthyTrialJudge ??= createTrialJudge({
    findThread: findThreadFile,
    onFailure: (failure) => log().error({ failure }, 'a check failed on files that were tried'),
  })
  return store.airworthyTrialJudge
}

function trialOf(report: AuditReport, id: string): Trial {
  const result = report.results.find((one) => one.id === id)
  if (!result) throw new Error(`The report has no result of ${id}`)
  return {
    verdict: result.verdict,
    message: result.message,
    evidence: result.evidence.slice(0, MOST_EVIDENCE),
    kind: KIND_TITLES[report.kind],
    kindReason: report.kindReason,
    unparsed: report.unparsed,
  }
}
