import 'server-only'
import { AppError, hasCode, RateLimited } from '@/lib/errors'
import { log } from '@/lib/log'
import { readBody } from '@/lib/scans/webhooks/read-body'
import { MOST_BYTES, type TrialAnswer } from './trial'
import { TrialTooLarge } from './trial-files'
import { tryCheck } from './try-check'

/** JSON writes a byte in up to six. */
const MOST_BODY_BYTES = 6 * MOST_BYTES + 16 * 1024

/** Answers a request whose body is `{ files: [{ path, text }] }`: 200 with the trial, or a sentence under 4xx. */
export async function answerTrial(id: string, request: Request): Promise<Response> {
  try {
    return respond({ ok: true, trial: await tryCheck(id, await jsonOf(request), request.headers) }, 200)
  } catch (error) {
    return respond(refusalOf(error, id), statusOf(error), waitOf(error))
  }
}

/** What a visitor reads where nothing was judged. */
export function refusalOf(error: unknown, id: string): TrialAnswer {
  if (error instanceof AppError) return { ok: false, error: error.message }
  log().error({ error, check: id }, 'files could not be tried')
  return { ok: false, error: 'The files could not be judged. The fault is ours; try again in a minute.' }
}

async function jsonOf(request: Request): Promise<unknown> {
  const read = await readBody(request, MOST_BODY_BYTES)
  if ('refused' in read) {
    if (read.refused === 'too-large') throw new TrialTooLarge()
    if (read.refused === 'busy') throw new AppError('rate-limited', 'Too much is being read. Try again in a minute.')
    throw new AppError('invalid-input', 'The files did not arrive whole. Send them again.')
  }
  try {
    return JSON.parse(new TextDecoder().decode(read.body))
  } catch {
    return null
  }
}

function statusOf(error: unknown): number {
  if (error instanceof TrialTooLarge) return 413
  if (hasCode(error, 'not-found')) return 404
  if (hasCode(error, 'rate-limited')) return 429
  return error instanceof AppError ? 422 : 500
}

/** Seconds. */
function waitOf(error: unknown): number {
  return error instanceof RateLimited ? Math.max(1, Math.ceil((error.resetAt.getTime() - Date.now()) / 1000)) : 5
}

function respond(answer: TrialAnswer, status: number, wait = 0): Response {
  const headers = { 'cache-control': 'no-store', ...(status === 429 && { 'retry-after': String(wait) }) }
  return Response.json(answer, { status, headers })
}
